import { swift, swiftAt, type Example, type FixExample } from '../rule.js';

/** Examples of `secrets/hardcoded-secret`. All values are invented. */
export const hardcodedSecretBad: readonly Example[] = [
  swift`
    import Foundation

    enum API {
        static let clientSecret = «"hbr_live_482a90a29b9fa5ff5180bc0dbc0e1563"»
    }
  `,
  swift`
    var request = URLRequest(url: url)
    request.setValue(
        «"Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0aW1ldGFibGUiLCJpc3MiOiJoYXJib3IifQ.nQvWys81vp7hB1dx8PpD5KHXe3PYiGkPAuNaRL63xYK"»,
        forHTTPHeaderField: "Authorization"
    )
  `,
  swift`
    let headers: HTTPHeaders = ["Accept": "application/json", "x-api-key": «"wP708dWgW5hQxdGlvxzX3SCb8FNVgnX6JVR7siFT"»]
  `,
  swift`
    let url = URL(string: «"https://api.example.com/v3/movie/\(id)?language=en&api_key=a95249f512c17b8ed411fa644d35db41"»)!
  `,
  swift`
    let credential = URLCredential(user: "harbor-app", password: «"k7Qw92LmTz"», persistence: .forSession)
  `,
  swift`
    struct Crypto {
        private static let SECRET_KEY = «"01234567890123450123456789012345"»
    }
  `,
  swift`
    var apiToken: String {
        return «"eba456bf-92d5-4d98-9065-e5751f75143a"»
    }
  `,
  swift`
    client.configure(host: "api.example.com", apiKey: «"9LeMjCadWYqnElNPt5XAWZ8R2a3Hs1jX9Cjn"»)
  `,
  swift`
    request.addValue(«"Basic aGFyYm9yOms3UXc5MkxtVHo="», forHTTPHeaderField: "Authorization")
  `,
  swift`
    let feed = URL(string: «"https://harbor:k7Qw92LmTz@feeds.harborferries.app/departures"»)
  `,
  swift`
    components.queryItems = [
        URLQueryItem(name: "q", value: query),
        URLQueryItem(name: "access_token", value: «"TGSigV8lS9W0Iaa0kpiXdJKmYke9M9Im"»),
    ]
  `,
  swift`
    let token = ProcessInfo.processInfo.environment["TOKEN"] ?? «"hbrpat_FW05qAYGUk6niJUo45kYbbOfSetYY926KmmQ"»
  `,
  swift`
    encryptor.secretKey = Data(«"vTfQaBU8Tf7SJeBHqn9cPSCyI0ZAeijR"».utf8)
  `,
];

export const hardcodedSecretGood: readonly Example[] = [
  // An advertisement's unit is public.
  swift`
    enum Keys {
        case adMob
        var apiKey: String {
            switch self {
            case .adMob: return "ca-app-pub-3940256099942544/2934735716"
            }
        }
    }
  `,
  // Names of keys and of other things.
  swift`
    enum Keys {
        static let accessToken = "session.accessToken"
        static let refreshTokenKey = "com.harborferries.refresh_token"
        static let password = "userPassword2"
        static let sessionIdHeader = "X-Harbor-Session-Id"
        static let invalidToken = "ERR_INVALID_REFRESH_TOKEN_4010"
    }

    enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case apiKey = "x-api-key-v2-2019"
    }
  `,
  swift`
    SecureField("Password", text: $password).accessibilityIdentifier("login.password.field1")
    let passwordIcon = Image(systemName: "lock.rectangle.on.rectangle.fill2")
    let title = NSLocalizedString("login.password.title2", comment: "")
  `,
  // Read from elsewhere.
  swift`
    import Foundation

    let apiKey = Bundle.main.object(forInfoDictionaryKey: "HARBOR_API_KEY") as? String ?? ""
    let secret = ProcessInfo.processInfo.environment["CLIENT_SECRET_2025"]
    request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
  `,
  // Public by design.
  swift`
    let firebaseAPIKey = "AIzaSyP7eyCPfR2JuSSfmehp3m4v5HBwITSitVn"
    Purchases.configure(withAPIKey: "appl_SuhBdWXrv0lICAQjdr6G4riMAb")
    let postHogToken = "phc_xzbmkst9ope261YeZr2uM5Sd1wET1AsxblSpxe6T"
    let stripeKey = "pk_live_JKesj4fViJblizDEuOR0FyEq"
    let widget = "https://buy.example.com/?apiKey=pk_prod_01KXQWRT7Z68HM7JE0ABVLYCPN"
    let clientID = "056167011391-6ej6oef3fn9fc3gb1d5m7cib22d7m3ea.apps.googleusercontent.com"
    let mapToken = "pk.eyJbFUrmffW8pX6DIsSJkorgS68jjnOQEjPQ1wShIzP.3XdvYLItBpVFkqCF3Hgm"
    Mixpanel.initialize(token: "e7cefa30c14d732f64cb79abcc4b9db1")
    let sentryDSN = "https://65c23115661ffb0df9daee36452bcf48@o42.ingest.sentry.io/42"
    let anonKey = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJoYXJib3IiLCJyb2xlIjoiYW5vbiJ9.wzEInncIIA3ANxN9K3KSU9Mi4roNL89sM995YTBXaK7"
    let key = SupabaseClient(url: url, apiKey: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJoYXJib3IiLCJyb2xlIjoiYW5vbiJ9.wzEInncIIA3ANxN9K3KSU9Mi4roNL89sM995YTBXaK7")
  `,
  // Placeholders.
  swift`
    let apiKey = "YOUR_API_KEY_GOES_HERE_12345"
    let clientSecret = "<client secret 0123456789abcdef>"
    let accessToken = "xxxxxxxxxxxxxxxxxxxxxxxx12"
    let token = "$(HARBOR_TOKEN_2025_PRODUCTION)"
    let password = "changeme"
    let secret = "REMOVED_9f3c71d2a8e64b05b6c1"
    let apiToken = "1234567890abcdef1234567890abcdef"
  `,
  // Texts for people, addresses and types.
  swift`
    let passwordHint = "Use 8 letters, 2 digits and a sign!"
    let tokenEndpoint = "https://auth.example.com/oauth2/v2/token"
    let token = "v2/accounts/session/token1"
    let tokenType = "urn:ietf:params:oauth:token-type:access_token2"
    throw LoginError.password("Wr0ng: too short")
  `,
  // Ids and digests.
  swift`
    let deviceUUID = "385971f1-bba1-40ef-943a-9e7516072cb9"
    let commitHash = "5eb92e57561d80e1ed511b327f2f171fc118de91"
    let publicKeyHash = "4C8MLsgoZMiOF7UyGFi6KmE2uNnBciWfbkxYhoIuA6w="
    let certificateFingerprint = "9e7349f28ca442f72d781f7169b32dac0940e401d83c4a29548fa91200314bd8"
  `,
  swift`
    struct MockSession {
        let accessToken = "88nBOhbIXMVWAKln0KuGRhmKotJcw8by"
    }

    let sampleToken = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0aW1ldGFibGUiLCJpc3MiOiJoYXJib3IifQ.nQvWys81vp7hB1dx8PpD5KHXe3PYiGkPAuNaRL63xYK"
  `,
  swift`
    #Preview {
        AccountView(accessToken: "bHVUc6OdmbKcDxq7KiefmAGI02arDNAC")
    }

    #if DEBUG
    let password = "k7Qw92LmTz!"
    #endif
  `,
  // The answer of a server, for a preview.
  swift`
    let answer = """
    { "qualityLevels": [ { "token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0aW1ldGFibGUiLCJpc3MiOiJoYXJib3IifQ.nQvWys81vp7hB1dx8PpD5KHXe3PYiGkPAuNaRL63xYK" } ] }
    """
  `,
  swiftAt('Sources/SPCredentials-demo.swift')`
    let clientSecret = "7fbce66869b7bb71fcb447fc135c396a"
  `,
  // A table of data that everyone may read.
  swift`
    let calendars = [
        Calendar(country: "at", passphrase: "ere3inFzMYsAGgmlnL0YBUrBnTgYgeitsZcy0l77sjq="),
        Calendar(country: "be", passphrase: "DiJzaX9lBrxhNSSEBFxWnl3w8taT97AR7tPECwFq99T="),
        Calendar(country: "ch", passphrase: "5Wsz17vmnjNehF5HPVyibZAqYYLwph5N6rnUYUG1s4j="),
        Calendar(country: "de", passphrase: "stXP4GNSTzRznE58KEoaxLOpEkko1o4iuaaObehm5PT="),
        Calendar(country: "es", passphrase: "aRFm49VLaBJHSkjmkLbMUmGpysVuED8fI1h9EUM2dpY="),
        Calendar(country: "fr", passphrase: "75O5sn1ze1GAMrKHFVJXnwGkwcvU0xzLt57j9lo393G="),
        Calendar(country: "it", passphrase: "XG0EMNUXLd5rvwFPZ8idYAHm9XIrAfY9V8vEfw8utSB="),
        Calendar(country: "nl", passphrase: "HzeWwvM6VYJS5fpsxyFkHSaV82EhbDOaPRquEJR9Gje="),
    ]
  `,
  swift`
    account.login(username: "demo", password: "demo")
    let form = LoginForm(username: name, password: "")
  `,
  // The address of a contract on a public ledger.
  swift`
    let marketToken = "7FzrHF1pueRFrPEupz6oiVGTUZqe8epvC7ggWUx8n1bd"
    let pubToken = "861a131b-1721-4e99-8ec3-7349840c888f"
    let chain = ChainConfiguration(safeToken: "0x61fD3b6d656F39395e32f46E2050953376c3f5Ff", id: 1)
  `,
];

export const hardcodedSecretFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Read it from CLIENT_SECRET in the Info.plist',
    before: `import Foundation\n\nenum API {\n    static let clientSecret = "hbr_live_d5c72eb4204b008ec2166e0f28f015cd" // of the app\n}\n`,
    after: `import Foundation\n\nenum API {\n    static let clientSecret = Bundle.main.object(forInfoDictionaryKey: "CLIENT_SECRET") as? String ?? "" // of the app\n}\n`,
  },
  {
    language: 'swift',
    title: 'Read it from HARBOR_API_KEY in the Info.plist',
    before: `import UIKit\n\nlet harborAPIKey: String = "3l85qpnolCNBaxuaz300b65YA0wK5VJTxMb1"\n`,
    after: `import UIKit\n\nlet harborAPIKey: String = Bundle.main.object(forInfoDictionaryKey: "HARBOR_API_KEY") as? String ?? ""\n`,
  },
];
