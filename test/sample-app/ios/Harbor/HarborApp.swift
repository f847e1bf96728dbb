import SwiftUI

/// Harbor sells ferry tickets. One traveller may be signed in with several accounts, for example a private one
/// and the one of an employer, and switches between them in the settings.
@main
struct HarborApp: App {
    @State private var session = SessionManager()
    @AppStorage("hasSeenOnboarding") private var hasSeenOnboarding = false
    @Environment(\.scenePhase) private var scenePhase

    init() {
        wipeKeychainAfterReinstall()
    }

    var body: some Scene {
        WindowGroup {
            RootView()
                .environment(session)
                .task { await session.restore() }
                .sheet(isPresented: .constant(!hasSeenOnboarding)) {
                    OnboardingView { hasSeenOnboarding = true }
                }
        }
        .onChange(of: scenePhase) { _, phase in
            if phase == .background {
                BackgroundRefresh.schedule()
            }
        }
    }

    /// Keychain items outlive the app. Someone who installs Harbor again starts signed out.
    private func wipeKeychainAfterReinstall() {
        let defaults = UserDefaults.standard
        guard !defaults.bool(forKey: "hasLaunchedBefore") else { return }
        do {
            try KeychainHelper.session.deleteAll()
            defaults.set(true, forKey: "hasLaunchedBefore")
        } catch {
            Log.session.error("First-launch wipe failed: \(String(describing: error))")
        }
    }
}

struct RootView: View {
    @Environment(SessionManager.self) private var session

    var body: some View {
        if session.isAuthenticated {
            TabView {
                DeparturesView()
                    .tabItem { Label("Departures", systemImage: "ferry") }
                SettingsView()
                    .tabItem { Label("Settings", systemImage: "gearshape") }
            }
        } else {
            LoginView()
        }
    }
}

struct DeparturesView: View {
    @State private var sailings: [Sailing] = []

    var body: some View {
        List(sailings) { sailing in
            HStack {
                Text(sailing.harbour)
                Spacer()
                Text(sailing.departsAt, style: .time)
            }
        }
        .overlay {
            if sailings.isEmpty {
                ContentUnavailableView("No sailings today", systemImage: "water.waves")
            }
        }
    }
}

struct OnboardingView: View {
    let finish: () -> Void

    var body: some View {
        VStack(spacing: 24) {
            Text("Your ferry in your pocket").font(.title)
            Button("Start", action: finish)
        }
        .padding()
    }
}

#Preview {
    RootView()
        .environment(SessionManager(preview: SessionTokens(
            accessToken: "preview-access-token",
            refreshToken: "preview-refresh-token",
            sessionId: "preview-session",
            expiresAt: .distantFuture
        )))
}
