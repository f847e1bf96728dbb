import type { FileFacts } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { spanOf, type Span } from '../../span.js';
import { hides, type NamedRule, type SuppressionUse } from '../../suppression.js';
import { withoutComment, withoutName } from './edits.js';
import { defineRule, swift } from '../rule.js';

const ID = 'suppression/unused';

export const unusedSuppression = defineRule({
  id: ID,
  title: 'Disable comment that hides nothing',
  severity: 'information',
  why: `
A comment that hides nothing speaks of code that has changed: the fault is gone, or it is on another line now. It stays
behind as a claim that something here is unsafe on purpose, and it will hide the next fault that somebody writes into its
reach without anybody noticing. A rule's name that is misspelled hides nothing, either.`,
  remedy: `
Remove the comment, or the name of the rule that finds nothing here. Where it was meant for another line, move it there.`,
  fixSafety: `
Only the comment changes. Offered for review, since the comment's reason goes with it, and since it may have been meant
for another line.`,
  references: [
    {
      title: 'SwiftLint: superfluous_disable_command',
      url: 'https://realm.github.io/SwiftLint/superfluous_disable_command.html',
    },
    {
      title: 'ESLint: report unused eslint-disable comments',
      url: 'https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments',
    },
  ],
  *checkSuppressions(uses, facts) {
    const candidates = uses.flatMap((use) => unusedParts(use));
    for (const { use, names } of candidates) {
      const others = candidates.filter((other) => other.use !== use);
      const left = names.filter((name) => !hidesOneOf(use, others, name.id));
      const { suppression } = use;
      if (suppression.rules.length === 0) {
        if (hidesOneOf(use, others)) continue;
        yield {
          span: spanOf(suppression),
          message: `This comment hides nothing: no rule finds anything ${reach(use)}.`,
          fixes: [removal(suppression, facts)],
        };
      } else if (left.length === suppression.rules.length) {
        yield {
          span: spanOf(suppression),
          message: `This comment hides nothing: ${listed(left)} finds nothing ${reach(use)}.`,
          fixes: [removal(suppression, facts)],
        };
      } else {
        for (const name of left) {
          yield {
            span: spanOf(name),
            message: `“${name.id}” hides nothing: the rule finds nothing ${reach(use)}.`,
            fixes: [
              {
                title: `Remove “${name.id}” from the comment`,
                safety: 'review',
                preferred: true,
                edits: [withoutName(name, suppression.rules, facts.text)],
              },
            ],
          };
        }
      }
    }
  },
  bad: [
    swift`
      «// sessionlint-disable-next-line keychain/always-accessible -- the kiosk reads it while locked»
      query[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlock
    `,
    swift`
      // sessionlint-disable-next-line logging/credential-logged, «keychain/status-ignored» -- a debug build
      print("Token: \(accessToken)")
    `,
    swift`
      «/* sessionlint-disable-file storage/token-in-user-defaults -- moved in 2.0 */»
      let theme = UserDefaults.standard.string(forKey: "theme")
    `,
    // Misspelled.
    swift`
      func begin(_ accessToken: String) {
          print(accessToken.count) «// sessionlint-disable-line logging/credentials-logged -- a length»
      }
    `,
    // Two lines too far up.
    swift`
      «// sessionlint-disable-next-line»

      UserDefaults.standard.set(true, forKey: "hasToken")
    `,
  ],
  good: [
    swift`
      // sessionlint-disable-next-line keychain/always-accessible -- the kiosk reads it while locked
      query[kSecAttrAccessible as String] = kSecAttrAccessibleAlways
    `,
    swift`
      // sessionlint-disable-file storage/token-in-user-defaults -- the keys of the demo
      func demo(_ accessToken: String) {
          UserDefaults.standard.set(accessToken, forKey: "accessToken")
      }
    `,
    swift`
      func begin(_ accessToken: String) {
          print(accessToken) // sessionlint-disable-line -- a debug build
      }
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
    // Commented out together with its line.
    swift`
      // // sessionlint-disable-next-line logging/credential-logged -- a debug build
      // print(accessToken)
      let token = read()
    `,
    // Asked for by name.
    swift`
      // sessionlint-disable-next-line suppression/unused -- comes back with the kiosk
      // sessionlint-disable-next-line keychain/always-accessible -- the kiosk reads it while locked
      query[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlock
    `,
    swift`
      let help = """
      // sessionlint-disable-file
      """
      let token = read()
    `,
  ],
  fixed: [
    {
      language: 'swift',
      title: 'Remove the comment',
      before:
        'func begin() {\n' +
        '    // sessionlint-disable-next-line logging/credential-logged -- a length\n' +
        '    print(accessToken.count)\n' +
        '}\n',
      after: 'func begin() {\n    print(accessToken.count)\n}\n',
    },
    {
      language: 'swift',
      title: 'Remove the comment',
      before: 'print(token.count) // sessionlint-disable-line logging/credential-logged\n',
      after: 'print(token.count)\n',
    },
    {
      language: 'swift',
      title: 'Remove “keychain/status-ignored” from the comment',
      before:
        '// sessionlint-disable-next-line keychain/status-ignored, logging/credential-logged -- debug\n' +
        'print("Token: \\(accessToken)")\n',
      after:
        '// sessionlint-disable-next-line logging/credential-logged -- debug\n' +
        'print("Token: \\(accessToken)")\n',
    },
  ],
});

interface Unused {
  readonly use: SuppressionUse;
  readonly names: readonly NamedRule[];
}

/** The names that no hidden finding has; a comment without names is one when it hides nothing at all. */
function unusedParts(use: SuppressionUse): readonly Unused[] {
  const { rules } = use.suppression;
  const names = rules.filter(({ id }) => !use.hidden.some((finding) => finding.rule === id));
  const isUnused = rules.length === 0 ? use.hidden.length === 0 : names.length > 0;
  return isUnused ? [{ use, names }] : [];
}

/** What this rule says of other comments can be hidden as well, and then hiding it is of use. */
function hidesOneOf({ suppression }: SuppressionUse, others: readonly Unused[], name?: string): boolean {
  if (name !== undefined && name !== ID) return false;
  return others.some((other) => hides(suppression, { rule: ID, span: other.use.suppression }));
}

function removal(comment: Span, facts: FileFacts): Fix {
  return {
    title: 'Remove the comment',
    safety: 'review',
    preferred: true,
    edits: [withoutComment(comment, facts.text)],
  };
}

function reach({ suppression }: SuppressionUse): string {
  if (suppression.form === 'file') return 'in this file';
  return suppression.form === 'line' ? 'on this line' : 'on the next line';
}

function listed(names: readonly NamedRule[]): string {
  return names.map(({ id }) => `“${id}”`).join(' and ');
}
