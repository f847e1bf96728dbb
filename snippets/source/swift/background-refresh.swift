//- prefixes: background-refresh, BGAppRefreshTask, bg-app-refresh
//- title: Refresh in the background
//- about: Renews the tokens in a BGAppRefreshTask, ends in time, and takes a locked Keychain for what it is.
//- needs: keychain-helper, refresh-single-flight

import BackgroundTasks
import Foundation

/// Needs the background mode “Background fetch”, and the identifier in `BGTaskSchedulerPermittedIdentifiers`.
enum BackgroundRefresh {
    static let identifier = "«1:com.example.app.refresh»"

    /// Call before the app has finished launching.
    static func register(refresher: TokenRefresher) {
        BGTaskScheduler.shared.register(forTaskWithIdentifier: identifier, using: nil) { @Sendable task in
            run(task, refresher: refresher)
        }
    }

    /// Call when the app goes to the background. The system chooses the moment.
    static func schedule(notBefore: Date) throws {
        let request = BGAppRefreshTaskRequest(identifier: identifier)
        request.earliestBeginDate = notBefore
        try BGTaskScheduler.shared.submit(request)
    }

    /// Part of signing out.
    static func cancel() {
        BGTaskScheduler.shared.cancel(taskRequestWithIdentifier: identifier)
    }

    private static func run(_ task: BGTask, refresher: TokenRefresher) {
        let running = Running(task: task)
        let work = Task {
            do {
                _ = try await refresher.refresh()
                running.task.setTaskCompleted(success: true)
            } catch KeychainError.locked {
                // The level of the refresh token keeps it from locked devices. Nobody has signed out: the app
                // refreshes when it is opened.
                running.task.setTaskCompleted(success: false)
            } catch {
                running.task.setTaskCompleted(success: false)
            }
        }
        running.task.expirationHandler = { work.cancel() }
    }

    /// The system lets a task be completed from any thread.
    private struct Running: @unchecked Sendable {
        let task: BGTask
    }
}
