import { spanOf } from '../../span.js';
import { isPlaceholder } from '../../suppression.js';
import { withPlaceholder } from './edits.js';
import { defineRule, swift } from '../rule.js';

export const suppressionWithoutReason = defineRule({
  id: 'suppression/without-reason',
  title: 'Disable comment that does not say why',
  severity: 'information',
  why: `
Each finding is about a credential. Who reads a comment that hides one wants to know why it is safe here: whether it was
weighed, by what, and whether that still holds. Without a reason the next reader can only trust it or start anew, and in
a review nobody can object to what is not said.

The reason stands behind two dashes: \`// sessionlint-disable-next-line rule/name -- the reason\`. A placeholder in angle
brackets, as the editor's own fix writes it, is none yet.`,
  remedy: `
Say why the code is safe as it is, in a few words. Where there is no reason, remove the comment and repair the code.`,
  fixSafety: `
The fix only makes room: it writes a placeholder, and the finding stays until somebody puts the reason in its place.`,
  references: [
    {
      title: 'ESLint: comments that describe a directive',
      url: 'https://eslint.org/docs/latest/use/configure/rules#comment-descriptions',
    },
    {
      title: 'SwiftLint: blanket_disable_command',
      url: 'https://realm.github.io/SwiftLint/blanket_disable_command.html',
    },
  ],
  *checkSuppressions(uses, facts) {
    for (const { suppression, hidden } of uses) {
      const [first] = hidden;
      if (!first || (suppression.reason !== undefined && !isPlaceholder(suppression.reason))) continue;
      const rules = [...new Set(hidden.map(({ rule }) => `“${rule}”`))];
      const edit = withPlaceholder(suppression, facts.text);
      yield {
        span: spanOf(suppression),
        message: `This comment hides ${rules.join(' and ')} and does not say why that is safe here.`,
        fixes: edit ? [{ title: 'Add a reason', safety: 'review', isDraft: true, edits: [edit] }] : [],
      };
    }
  },
  bad: [
    swift`
      «// sessionlint-disable-next-line keychain/always-accessible»
      query[kSecAttrAccessible as String] = kSecAttrAccessibleAlways
    `,
    swift`
      func begin(_ accessToken: String) {
          print(accessToken) «// sessionlint-disable-line»
      }
    `,
    swift`
      «/* sessionlint-disable-file storage/token-in-user-defaults */»
      func demo(_ accessToken: String) {
          UserDefaults.standard.set(accessToken, forKey: "accessToken")
      }
    `,
    // Dashes, and nothing behind them.
    swift`
      «// sessionlint-disable-next-line logging/credential-logged --»
      print("Token: \(accessToken)")
    `,
    // The placeholder that the editor writes.
    swift`
      «// sessionlint-disable-next-line logging/credential-logged -- <why this is safe here>»
      print("Token: \(accessToken)")
    `,
  ],
  good: [
    swift`
      // sessionlint-disable-next-line keychain/always-accessible -- the kiosk reads it while locked
      query[kSecAttrAccessible as String] = kSecAttrAccessibleAlways
    `,
    swift`
      func begin(_ accessToken: String) {
          print(accessToken) // sessionlint-disable-line -- a debug build
      }
    `,
    swift`
      /* sessionlint-disable-file storage/token-in-user-defaults -- made-up tokens for the demo */
      func demo(_ accessToken: String) {
          UserDefaults.standard.set(accessToken, forKey: "accessToken")
      }
    `,
    // A dash as typographers make it.
    swift`
      // sessionlint-disable-next-line logging/credential-logged — a debug build
      print("Token: \(accessToken)")
    `,
    swift`
      /*
       * sessionlint-disable-next-line logging/credential-logged
       * -- a debug build
       */
      print("Token: \(accessToken)")
    `,
    // A reason in angle brackets and more is one.
    swift`
      // sessionlint-disable-next-line logging/credential-logged -- <debug> builds only
      print("Token: \(accessToken)")
    `,
    // Another tool's.
    swift`
      // swiftlint:disable:next force_cast
      let token = item as! String
    `,
    swift`
      // Write sessionlint-disable-next-line above a line to silence a rule there.
      let token = read()
    `,
  ],
  fixed: [
    {
      language: 'swift',
      title: 'Add a reason',
      before: '// sessionlint-disable-next-line logging/credential-logged\nprint("Token: \\(accessToken)")\n',
      after:
        '// sessionlint-disable-next-line logging/credential-logged -- <why this is safe here>\n' +
        'print("Token: \\(accessToken)")\n',
    },
    {
      language: 'swift',
      title: 'Add a reason',
      before: '/* sessionlint-disable-next-line -- */\nprint("Token: \\(accessToken)")\n',
      after:
        '/* sessionlint-disable-next-line -- <why this is safe here> */\nprint("Token: \\(accessToken)")\n',
    },
  ],
});
