import { swift, type Example, type FixExample } from '../rule.js';
import * as script from './typescript/locked-read-as-logout.js';

export const lockedReadAsLogoutBad: readonly Example[] = [
  swift`
      func storedToken() async throws -> Data? {
          var item: CFTypeRef?
          let status = SecItemCopyMatching(query as CFDictionary, &item)
          switch status {
          case errSecSuccess:
              return item as? Data
          case errSecItemNotFound, «errSecInteractionNotAllowed»:
              await session.signOut()
              return nil
          default:
              throw KeychainError.status(status)
          }
      }
    `,
  swift`
      func restore() async throws {
          guard let refreshToken = «try? keychain.read(account: "refreshToken")» else {
              await signOut()
              return
          }
          try await refresh(using: refreshToken)
      }
    `,
  swift`
      func restore(_ status: OSStatus) {
          if status == errSecItemNotFound || status == «errSecInteractionNotAllowed» {
              sessionManager.logout()
          }
      }
    `,
  swift`
      func load() {
          let status = SecItemCopyMatching(query as CFDictionary, &item)
          guard «status == errSecSuccess» else {
              forceLogout(reason: .noToken)
              return
          }
      }
    `,
  swift`
      import KeychainAccess

      func load() {
          do {
              token = try keychain.get("accessToken")
          } «catch» {
              DispatchQueue.main.async { self.logOut() }
          }
      }
    `,
  swift`
      func load() {
          switch SecItemCopyMatching(query as CFDictionary, &item) {
          case errSecSuccess: state = .signedIn
          «default»: endSession()
          }
      }
    `,
  ...script.BAD,
];

export const lockedReadAsLogoutGood: readonly Example[] = [
  swift`
      func storedToken() async throws -> Data? {
          let status = SecItemCopyMatching(query as CFDictionary, &item)
          switch status {
          case errSecSuccess:
              return item as? Data
          case errSecItemNotFound:
              await session.signOut()
              return nil
          case errSecInteractionNotAllowed:
              throw KeychainError.locked
          default:
              throw KeychainError.status(status)
          }
      }
    `,
  swift`
      func restore() async throws {
          guard let refreshToken = try keychain.read(account: "refreshToken") else {
              await signOut()
              return
          }
          try await refresh(using: refreshToken)
      }
    `,
  // Goes on without the token.
  swift`
      do {
          content.subtitle = try SharedTokens.accessToken(accountID: accountID)
      } catch KeychainError.unhandled(errSecInteractionNotAllowed) {
          deliver(content)
      } catch {
          NSLog("No gate for this push")
      }
    `,
  // The refresh failed, not the read.
  swift`
      do {
          let token = try keychain.read(account: "refreshToken")
          try await api.refresh(token)
      } catch {
          await signOut()
      }
    `,
  swift`
      let status = SecItemCopyMatching(query as CFDictionary, &item)
      if status == errSecSuccess {
          logout()
      }
    `,
  // Signing out needs the token and goes on without it.
  swift`
      func logout() {
          guard let token = try? keychain.read(account: "accessToken") else {
              clearSession()
              return
          }
          revoke(token)
      }
    `,
  swift`
      func load() {
          let status = SecItemCopyMatching(query as CFDictionary, &item)
          if status == errSecInteractionNotAllowed { return }
          guard status == errSecSuccess else {
              signOut()
              return
          }
      }
    `,
  swift`
      guard let theme = try? preferences.read(key: "theme") else {
          showLogoutButton()
          return
      }
    `,
  ...script.GOOD,
];

export const lockedReadAsLogoutFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Handle a locked Keychain like any other failure',
    before: `switch status {
case errSecSuccess: return data
case errSecItemNotFound, errSecInteractionNotAllowed:
    signOut()
default: throw KeychainError.status(status)
}
`,
    after: `switch status {
case errSecSuccess: return data
case errSecItemNotFound:
    signOut()
default: throw KeychainError.status(status)
}
`,
  },
  {
    language: 'swift',
    title: 'Pass a failed read on with try',
    before: `func restore() throws {
    guard let token = try? keychain.read(account: "token") else { return signOut() }
    use(token)
}
`,
    after: `func restore() throws {
    guard let token = try keychain.read(account: "token") else { return signOut() }
    use(token)
}
`,
  },
  {
    language: 'swift',
    title: 'Keep the session while the Keychain is locked',
    before: `func load() {
    let status = SecItemCopyMatching(query as CFDictionary, &item)
    guard status == errSecSuccess else {
        signOut()
        return
    }
}
`,
    after: `func load() {
    let status = SecItemCopyMatching(query as CFDictionary, &item)
    if status == errSecInteractionNotAllowed { return }
    guard status == errSecSuccess else {
        signOut()
        return
    }
}
`,
  },
  {
    language: 'swift',
    title: 'Keep the session while the Keychain is locked',
    before: `import KeychainAccess

func load() {
    do {
        token = try Keychain(service: "com.example").get("accessToken")
    } catch {
        signOut()
    }
}
`,
    after: `import KeychainAccess

func load() {
    do {
        token = try Keychain(service: "com.example").get("accessToken")
    } catch Status.interactionNotAllowed {
        return
    } catch {
        signOut()
    }
}
`,
  },
];
