import { defineRule, policyFile } from '../rule.js';

export const invalidPolicy = defineRule({
  id: 'policy/invalid',
  title: 'Mistake in the project’s policy',
  severity: 'error',
  why: `
\`sessionlint.json\` says what a project has decided about its sessions. What is misspelled in it decides nothing: the
level that somebody meant to ask for is not asked for, the rule that was to be an error stays a warning, and nobody
notices, since everything else goes on as before.`,
  remedy: `
Take a member, a value or a rule that exists; the editor’s completion lists them. What is wrong counts as if it were not
there, and the rest of the file holds. A file that is not JSON at all changes nothing until it is mended: the last policy
that could be read goes on to hold. Comments and commas behind the last member are allowed.`,
  fixSafety: `
The fixes put the most similar known word in the place of the unknown one, bring a number into its range, or remove the
entry. They change what the project has decided, so none of them is made without being asked for.`,
  references: [
    {
      title: 'JSON with Comments',
      url: 'https://code.visualstudio.com/docs/languages/json#_json-with-comments',
    },
    { title: 'JSON Schema', url: 'https://json-schema.org/specification' },
  ],
  *checkPolicyFile(problems) {
    for (const { span, message, fixes } of problems) yield { span, message, fixes };
  },
  bad: [
    // An unknown member.
    policyFile`
      {
        "credentials": {
          «"acessToken"»: { "level": "afterFirstUnlock" }
        }
      }
    `,
    // A value that is none.
    policyFile`
      {
        "credentials": {
          "refreshToken": { "store": "keychain", "level": «"whenUnlockedThisDevice"» }
        }
      }
    `,
    // A rule that does not exist.
    policyFile`
      {
        "rules": {
          // Ours are all private.
          «"logging/credentials-logged"»: "off",
          "keychain/always-accessible": "error"
        }
      }
    `,
    // A number out of range, and one that is a text.
    policyFile`
      {
        "refresh": { "strategy": "proactive", "leadMinutes": «0», "maxTries": «"3"» }
      }
    `,
    // A list that is none.
    policyFile`
      {
        "exclude": «"Legacy/**"»
      }
    `,
    // A wrapper without its type.
    policyFile`
      {
        "names": {
          "keychainWrappers": [«{» "write": ["save"] }]
        }
      }
    `,
    // Not JSON.
    policyFile`
      {
        "sessions": { "model": «multiAccount» }
      }
    `,
  ],
  good: [
    policyFile`
      {}
    `,
    policyFile`
      {
        // The widget reads it.
        "credentials": { "refreshToken": { "level": "afterFirstUnlockThisDeviceOnly" } },
      }
    `,
    policyFile`
      {
        "refresh": { "strategy": "on401", "maxTries": 5 },
        "sessions": { "model": "multiAccount" },
        "logout": { "tokens": "clear", "urlCache": "clear", "onboarding": "keep" }
      }
    `,
    policyFile`
      {
        "names": {
          "credentials": { "sessionId": ["sid"] },
          "notCredentials": ["seedToken"],
          "keychainWrappers": [{ "type": "Vault", "write": ["put"], "level": "whenUnlocked" }],
          "loggers": ["Trace"]
        }
      }
    `,
    policyFile`
      {
        "rules": { "keychain/non-atomic-replace": "off" },
        "exclude": ["Legacy/**"],
        "include": ["AppTests/Session/**"]
      }
    `,
  ],
  fixed: [
    {
      language: 'jsonc',
      path: 'sessionlint.json',
      title: 'Change to “whenUnlockedThisDeviceOnly”',
      before: `{\n  "credentials": { "refreshToken": { "level": "whenUnlockedThisDevice" } }\n}\n`,
      after: `{\n  "credentials": { "refreshToken": { "level": "whenUnlockedThisDeviceOnly" } }\n}\n`,
    },
    {
      language: 'jsonc',
      path: 'sessionlint.json',
      title: 'Remove “loud”',
      before: `{\n  "loud": true,\n  // One account.\n  "sessions": { "model": "single" }\n}\n`,
      after: `{\n  // One account.\n  "sessions": { "model": "single" }\n}\n`,
    },
  ],
});
