import type { LockedRead, LockedReadRepair } from '../../facts/keychain/locked-read-model.js';
import type { Fix } from '../../finding.js';
import { defineRule, swift } from '../rule.js';
import * as script from './typescript/locked-read-as-logout.js';

export const lockedReadAsLogout = defineRule({
  id: 'keychain/locked-read-as-logout',
  title: 'Failed Keychain read that signs the user out',
  severity: 'warning',
  why: `
A read can fail while the item is there: before the first unlock after a restart, or with a \`…WhenUnlocked…\` level
whenever the device is locked, the Keychain answers \`errSecInteractionNotAllowed\` (-25308). Background refreshes,
pushes, widgets and launches by the system run into it. Code that takes every failed read for "no session" signs
people out at random and deletes a token that was valid.

\`try?\` and a \`catch\` for everything make the two look the same.`,
  remedy: `
End the session only on \`errSecItemNotFound\`. On any other failure keep the session, and try again once protected data
is available (\`UIApplication.protectedDataDidBecomeAvailableNotification\`).`,
  fixSafety: `
Passing the error on, leaving the locked Keychain to the \`default\` case, or returning early while it is locked keeps
the session where it used to end. Look at what the caller or that case does then, and at what reads again once the device
is unlocked. All are offered for review; none is offered where the function has to return a value that only you can choose.`,
  references: [
    {
      title: 'Apple: errSecInteractionNotAllowed',
      url: 'https://developer.apple.com/documentation/security/errsecinteractionnotallowed',
    },
    {
      title: 'Apple: Restricting keychain item accessibility',
      url: 'https://developer.apple.com/documentation/security/restricting-keychain-item-accessibility',
    },
  ],
  *check(facts, _policy, program) {
    for (const read of facts.keychain.lockedReads) {
      if (read.reader && !program.readsKeychain(read.reader)) continue;
      yield {
        span: { start: read.start, end: read.end },
        message: messageFor(read),
        related: [{ span: read.signOut, message: `${read.signOutName} ends the session here.` }],
        fixes: fixesFor(read),
      };
    }
  },
  bad: [
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
  ],
  good: [
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
  ],
  fixed: [
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
  ],
});

function messageFor({ failure, read, signOutName }: LockedRead): string {
  return failure === 'locked'
    ? `errSecInteractionNotAllowed means that the device is locked, not that the item is gone, and yet ${signOutName} ends the session.`
    : `Any failure of ${read ?? 'the read'} leads to ${signOutName}, also when the device is only locked: people are signed out while their token is still there.`;
}

const TITLES: Readonly<Record<LockedReadRepair['kind'], string>> = {
  rethrow: 'Pass a failed read on with try',
  otherwise: 'Handle a locked Keychain like any other failure',
  keeps: 'Keep the session while the Keychain is locked',
};

function fixesFor({ repair }: LockedRead): readonly Fix[] {
  if (!repair) return [];
  const edits = [{ span: { start: repair.start, end: repair.end }, newText: repair.newText }];
  return [{ title: TITLES[repair.kind], safety: 'review', preferred: true, edits }];
}
