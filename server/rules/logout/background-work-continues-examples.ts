import { swift, ts, type Example, type FixExample } from '../rule.js';

export const backgroundWorkBad: readonly Example[] = [
  swift`
      final class SessionManager {
          private var refreshTimer: Timer?

          func start() {
              refreshTimer = Timer.scheduledTimer(withTimeInterval: 300, repeats: true) { _ in self.renew() }
          }

          func «logout»() {
              currentUser = nil
          }
      }
    `,
  swift`
      @MainActor
      final class Session {
          private var refreshTask: Task<Void, Never>?

          func schedule() {
              refreshTask = Task { await self.loop() }
          }

          func «signOut»() async {
              try? await api.revoke()
              clear()
          }

          private func clear() { user = nil }
      }
    `,
  swift`
      actor Connection {
          private var webSocket: URLSessionWebSocketTask?

          func open() {
              webSocket = URLSession.shared.webSocketTask(with: url)
              webSocket?.resume()
          }

          func «signOut»() {
              messages = []
          }
      }
    `,
  ts`
      let keepAlive: ReturnType<typeof setInterval> | null = null;

      export function startKeepAlive() {
        «keepAlive = setInterval»(() => void refreshTokens(), 600000);
      }

      export async function logout() {
        await clearTokens();
      }
    `,
  ts`
      class SocketService {
        private socket: Socket | null = null;

        connect(token: string) {
          «this.socket = io»(url, { auth: { token } });
        }
      }

      export const signOut = async () => {
        await SecureStore.deleteItemAsync('accessToken');
      };
    `,
  ts`
      export function AuthProvider({ children }) {
        const refreshTimer = useRef(null);

        const schedule = () => {
          «refreshTimer.current = setTimeout»(() => refreshSession(), 840000);
        };

        const logout = async () => {
          setUser(null);
        };
      }
    `,
];

export const backgroundWorkGood: readonly Example[] = [
  ts`
      let keepAlive: ReturnType<typeof setInterval> | null = null;

      export function startKeepAlive() {
        keepAlive = setInterval(() => void refreshTokens(), 600000);
      }

      export function stopKeepAlive() {
        if (keepAlive) clearInterval(keepAlive);
        keepAlive = null;
      }

      export async function logout() {
        stopKeepAlive();
        await clearTokens();
      }
    `,
  // Cleared when the component that started it goes.
  ts`
      export function AuthProvider({ children }) {
        const refreshTimer = useRef(null);

        useEffect(() => {
          refreshTimer.current = setInterval(() => refreshSession(), 840000);
          return () => clearInterval(refreshTimer.current);
        }, [user]);

        const logout = async () => {
          setUser(null);
        };
      }
    `,
  // A reducer's listener disconnects.
  ts`
      class SocketService {
        private socket: Socket | null = null;
        connect(token: string) {
          this.socket = io(url, { auth: { token } });
        }
        disconnect() {
          this.socket?.disconnect();
        }
      }
      const socketService = new SocketService();

      listener.startListening({ actionCreator: signedOut, effect: () => socketService.disconnect() });
      export const logout = () => async (dispatch) => dispatch(signedOut());
    `,
  // A component's own timer, where no session ends.
  ts`
      export function Verification() {
        const pollingTimer = useRef(null);
        const poll = () => {
          pollingTimer.current = setInterval(() => checkStatus(), 5000);
        };
        return <Status onStart={poll} />;
      }

      export const deleteWithAuth = (path: string) => axios.delete(path, withToken());
    `,
  // Nothing of the session.
  ts`
      let carousel = null;
      export const start = () => {
        carousel = setInterval(next, 5000);
      };
      export const logout = () => clearTokens();
    `,
  // No way out.
  ts`
      let keepAlive = null;
      export const start = () => {
        keepAlive = setInterval(() => refreshTokens(), 5000);
      };
    `,
  swift`
      final class SessionManager {
          private var refreshTimer: Timer?

          func start() {
              refreshTimer = Timer.scheduledTimer(withTimeInterval: 300, repeats: true) { _ in self.renew() }
          }

          func logout() {
              refreshTimer?.invalidate()
              refreshTimer = nil
          }
      }
    `,
  // In a function that the sign-out calls.
  swift`
      final class Session {
          private var refreshTask: Task<Void, Never>?

          func schedule() { refreshTask = Task { await self.loop() } }
          func signOut() { tearDown() }
          private func tearDown() { refreshTask?.cancel() }
      }
    `,
  // Through a setter.
  swift`
      final class Session {
          private var pollTask: Task<Void, Never>?
          private var user: User? {
              didSet { if user == nil { pollTask?.cancel() } }
          }

          func poll() { pollTask = Task { await self.loop() } }
          func logOut() { user = nil }
      }
    `,
  // Nothing of the session.
  swift`
      final class Home {
          private var animationTimer: Timer?

          func start() { animationTimer = Timer.scheduledTimer(withTimeInterval: 1, repeats: true) { _ in } }
          func logout() { user = nil }
      }
    `,
  // No way out here.
  swift`
      final class Refresher {
          private var refreshTimer: Timer?

          func start() { refreshTimer = Timer.scheduledTimer(withTimeInterval: 1, repeats: true) { _ in } }
      }
    `,
  // Never started here.
  swift`
      final class Session {
          private var refreshTask: Task<Void, Never>?
          init(task: Task<Void, Never>?) { refreshTask = task }
          func logout() { user = nil }
      }
    `,
  // The session is one of requests.
  swift`
    final class WebSocketConnection {
        private var session: URLSession?
        private var reconnectTask: Task<Void, Never>?

        func connect() { reconnectTask = Task { await self.reconnect() } }

        private func invalidateSession() {
            session?.invalidateAndCancel()
            session = nil
        }
    }
  `,
];

export const backgroundWorkFixed: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Cancel keepAlive and let go of it',
    before: `let keepAlive: ReturnType<typeof setInterval> | null = null;

export function startKeepAlive() {
  keepAlive = setInterval(() => void refreshTokens(), 600000);
}

export async function logout() {
  await clearTokens();
}
`,
    after: `let keepAlive: ReturnType<typeof setInterval> | null = null;

export function startKeepAlive() {
  keepAlive = setInterval(() => void refreshTokens(), 600000);
}

export async function logout() {
  if (keepAlive) clearInterval(keepAlive);
  keepAlive = null;
  await clearTokens();
}
`,
  },
  {
    language: 'swift',
    title: 'Cancel refreshTask and let go of it',
    before: `final class Session {
    private var refreshTask: Task<Void, Never>?

    func schedule() {
        refreshTask = Task { await self.loop() }
    }

    func signOut() {
        user = nil
    }
}
`,
    after: `final class Session {
    private var refreshTask: Task<Void, Never>?

    func schedule() {
        refreshTask = Task { await self.loop() }
    }

    func signOut() {
        refreshTask?.cancel()
        refreshTask = nil
        user = nil
    }
}
`,
  },
];
