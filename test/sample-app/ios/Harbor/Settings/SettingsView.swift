import SwiftUI

struct SettingsView: View {
    @Environment(SessionManager.self) private var session
    @AppStorage("theme") private var theme = Theme.system.rawValue
    @AppStorage("rememberMe") private var rememberMe = true
    @AppStorage("checkout.sessionId") private var sessionId = ""
    @State private var isConfirming = false

    var body: some View {
        NavigationStack {
            Form {
                Section("Account") {
                    LabeledContent("Signed in as", value: session.currentUser?.name ?? "–")
                        .accessibility(label: Text("The account in use"))
                    Toggle("Stay signed in", isOn: $rememberMe)
                }
                Section("Appearance") {
                    Picker("Theme", selection: $theme) {
                        ForEach(Theme.allCases, id: \.rawValue) { theme in
                            Text(theme.rawValue.capitalized).tag(theme.rawValue)
                        }
                    }
                    Image(systemName: "water.waves")
                        .accessibility(hidden: true)
                }
                Section {
                    Button("Sign out", role: .destructive) { isConfirming = true }
                }
            }
            .navigationTitle("Settings")
            .confirmationDialog("Sign out of Harbor?", isPresented: $isConfirming) {
                Button("Sign out", role: .destructive) {
                    Task { await session.signOut() }
                }
            }
            .onChange(of: theme) { _, theme in
                Log.app.debug("Theme is now \(theme)")
            }
        }
    }
}

struct LoginView: View {
    @Environment(SessionManager.self) private var session
    @State private var email = ""
    @State private var password = ""
    @State private var failure: String?

    var body: some View {
        VStack(spacing: 16) {
            TextField("E-mail", text: $email)
                .textContentType(.username)
                .accessibilityIdentifier("login.email")
            SecureField("Password", text: $password)
                .textContentType(.password)
                .accessibilityIdentifier("login.password")
            if let failure {
                Text(failure).foregroundStyle(.red)
            }
            Button("Sign in") {
                Task { await login() }
            }
            .disabled(email.isEmpty || password.isEmpty)
        }
        .padding()
    }

    private func login() async {
        do {
            try await session.login(email: email, password: password)
        } catch {
            failure = error.localizedDescription
            Analytics.shared.breadcrumb("login failed", data: ["email": email, "password": password])
        }
    }
}
