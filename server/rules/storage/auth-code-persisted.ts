import { memoryFixes } from './memory-fixes.js';
import * as script from './typescript/examples.js';
import { defineRule, swift } from '../rule.js';
import { credentialWrites, sentence, subjectOf } from './subject.js';
import type { StoreUse } from '../../facts/storage/storage-model.js';

const STORES: ReadonlySet<StoreUse['store']> = new Set([
  'userDefaults',
  'ubiquitousStore',
  'preferences',
  'file',
  'coreData',
  'swiftData',
  'realm',
  'asyncStorage',
  'mmkv',
  'webStorage',
  'sqlite',
  'appPreferences',
  'keychain',
]);

export const authCodePersisted = defineRule({
  id: 'storage/auth-code-persisted',
  title: 'One-time authorization code or verifier kept on the device',
  severity: 'error',
  why: `
An OAuth authorization code is good for one exchange and a few minutes; the PKCE verifier and the state of a request
belong to that one exchange. Written to a store, even to the Keychain, they outlive it: a code that was never exchanged
(the app was killed in between) can be taken from a backup together with its verifier and exchanged by someone else, and
a kept state can be replayed.`,
  remedy: `
Keep the code, the verifier and the state in memory, in the object that runs the sign-in, and drop it afterwards. If the
app is killed in between, the person signs in again.`,
  fixSafety: `
The value moves to a property of the same class or actor, or to the state of the same view, where the same file reads it
as well. It is gone once that object is: check that the one that began the sign-in is still there when it is finished.`,
  references: [
    { title: 'RFC 7636: PKCE', url: 'https://www.rfc-editor.org/rfc/rfc7636' },
    {
      title: 'RFC 6749, section 4.1.2: the code expires shortly and is used once',
      url: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2',
    },
    { title: 'RFC 8252: OAuth 2.0 for Native Apps', url: 'https://www.rfc-editor.org/rfc/rfc8252' },
  ],
  *check(facts, { stores }, program) {
    for (const use of credentialWrites(facts, program, STORES)) {
      if (use.credential?.kind !== 'authCode') continue;
      if (use.store === stores.authCode) continue;
      yield {
        span: { start: use.start, end: use.end },
        message:
          `${sentence(subjectOf(use))} is kept in ${use.storeName}, though it serves one sign-in and is worthless ` +
          'to the app afterwards: whoever finds it can finish that sign-in. Keep it in memory.',
        fixes: memoryFixes(use, facts, program),
      };
    }
  },
  bad: [
    ...script.AUTH_CODE_BAD,
    swift`
      func begin(_ codeVerifier: String) {
          «UserDefaults.standard.set(codeVerifier, forKey: "pkce_verifier")»
      }
    `,
    swift`
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "authorizationCode",
          kSecValueData: data,
          kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlock,
      ]
      let status = «SecItemAdd»(query as CFDictionary, nil)
    `,
    swift`
      struct SignInView: View {
          «@AppStorage("oauthState") private var oauthState»: String = ""
      }
    `,
    swift`
      final class SignIn {
          func begin(_ codeVerifier: String) {
              «UserDefaults.standard.set(codeVerifier, forKey: "pkce_verifier")»
          }

          func finish() -> String? {
              defer { UserDefaults.standard.removeObject(forKey: "pkce_verifier") }
              return UserDefaults.standard.string(forKey: "pkce_verifier")
          }
      }
    `,
    swift`
      func remember(authCode: String) throws {
          try «authCode.write(to: url, atomically: true, encoding: .utf8)»
      }
    `,
  ],
  good: [
    ...script.AUTH_CODE_GOOD,
    // A payment's.
    swift`
      final class CardCharge: NSManagedObject {
          @NSManaged var authorizationCode: String?
      }
    `,
    swift`
      final class SignIn {
          private var codeVerifier: String?

          func begin() { codeVerifier = makeVerifier() }
      }
    `,
    swift`
      UserDefaults.standard.set(countryCode, forKey: "countryCode")
      UserDefaults.standard.set(promoCode, forKey: "code")
    `,
    swift`
      UserDefaults.standard.removeObject(forKey: "pkce_verifier")
    `,
    swift`
      let code = UserDefaults.standard.string(forKey: "authCode")
    `,
    swift`
      try await exchange(authorizationCode: code, codeVerifier: verifier)
    `,
    swift`
      UserDefaults.standard.set(authState == .signedIn, forKey: "signedIn")
    `,
  ],
  fixed: [
    {
      language: 'swift',
      title: 'Keep it in memory',
      before: `final class SignIn {
    func begin(_ codeVerifier: String) {
        UserDefaults.standard.set(codeVerifier, forKey: "pkce_verifier")
    }

    func finish() -> String? {
        UserDefaults.standard.string(forKey: "pkce_verifier")
    }
}
`,
      after: `final class SignIn {
    private var codeVerifier: String?

    func begin(_ codeVerifier: String) {
        self.codeVerifier = codeVerifier
    }

    func finish() -> String? {
        self.codeVerifier
    }
}
`,
    },
    {
      language: 'swift',
      title: 'Keep it in memory',
      before: `struct SignInView: View {
    @AppStorage("oauthState") private var oauthState: String = ""
}
`,
      after: `struct SignInView: View {
    @State private var oauthState: String = ""
}
`,
    },
  ],
});
