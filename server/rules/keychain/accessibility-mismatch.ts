import type { CredentialGuess, FileFacts, KeychainWrite, LevelMention } from '../../facts/model.js';
import type { Fix, Severity } from '../../finding.js';
import { type CredentialKind, KIND_NAMES } from '../../knowledge/credentials.js';
import { isAlways, levelInfo, type Level } from '../../knowledge/levels.js';
import { fit, type Fit, type Policy } from '../../policy/policy.js';
import { aKind, isSynchronized, switchFixes, writesWith } from './level-fixes.js';
import { defineRule, type Report } from '../rule.js';
import {
  accessibilityMismatchBad,
  accessibilityMismatchGood,
  accessibilityMismatchFixed,
} from './accessibility-mismatch-examples.js';

export const accessibilityMismatch = defineRule({
  id: 'keychain/accessibility-mismatch',
  title: 'Accessibility level that does not suit the credential',
  severity: 'warning',
  why: `
The level decides two things: when the item can be read, and whether it leaves the device. Both should follow from
what the credential is for.

- An **access token** or **session id** is read by background refresh, push handlers and widgets. With a
  \`WhenUnlocked…\` level those reads fail with \`errSecInteractionNotAllowed\` (-25308) as soon as the screen is locked,
  which many apps take for "no token" and answer with a sign-out.
- A **refresh token** is long-lived and buys new sessions. Kept at \`AfterFirstUnlock\` it can be read from a locked
  device, and without \`…ThisDeviceOnly\` it travels in backups to devices the server never saw.

The kind is taken from the key, the account, and the names of values, parameters, properties and functions. Where
they do not tell, the rule says nothing. Binding an item to the device where it was not asked for is no fault. Where
only the device binding differs, or where the file shows a need to read in the background, the finding is for
information.`,
  remedy: `
Store access tokens and session ids with \`kSecAttrAccessibleAfterFirstUnlock\` and refresh tokens with
\`kSecAttrAccessibleWhenUnlockedThisDeviceOnly\`.`,
  fixSafety: `
Every switch changes when or where the item can be read, so each is offered for review. Items already stored get the
new level when they are written again, in libraries that rewrite it; otherwise delete them once first.

Where the level is right as it is, the last fix writes that down in \`sessionlint.json\`: all code is then judged by it.`,
  references: [
    {
      title: 'Apple: Restricting keychain item accessibility',
      url: 'https://developer.apple.com/documentation/security/restricting-keychain-item-accessibility',
    },
    {
      title: 'Apple: errSecInteractionNotAllowed',
      url: 'https://developer.apple.com/documentation/security/errsecinteractionnotallowed',
    },
    { title: 'OWASP MASVS-STORAGE-1', url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-1/' },
  ],
  *check(facts, policy) {
    // Another rule tells of levels that always let an item be read, unless it is off.
    const isTold = policy.severities.get('keychain/always-accessible') !== 'off';
    for (const mention of facts.levels) {
      if (mention.role !== 'sets' || (isTold && isAlways(mention.level))) continue;
      yield* judge(mention, facts, policy);
    }
  },
  bad: accessibilityMismatchBad,
  good: accessibilityMismatchGood,
  fixed: accessibilityMismatchFixed,
});

interface Misfit {
  readonly write: KeychainWrite;
  readonly credential: CredentialGuess;
  readonly fit: Extract<Fit, { fits: false }>;
}

/** One finding at the level; where one level serves credentials that need different ones, one at each write. */
function* judge(mention: LevelMention, facts: FileFacts, policy: Policy): Generator<Report> {
  const misfits = writesWith(mention, facts).flatMap((write) => misfitOf(write, mention.level, policy));
  const [first] = misfits;
  if (!first) return;
  const { wanted } = first.fit;
  const everyone = writesWith(mention, facts);
  const agreed = everyone.every(
    (write) => !write.credential || fit(wanted, write.credential.kind, policy).fits,
  );
  const impossible = levelInfo(wanted).thisDeviceOnly && isSynchronized(mention, facts);
  if (agreed) {
    yield {
      ...reportOf(first, mention, facts),
      span: { start: mention.start, end: mention.end },
      related: misfits.map(({ write, credential }) => relatedTo(write, credential)),
      fixes: [
        ...(impossible ? [] : switchFixes(mention, facts, policy, wanted)),
        ...recordFixes(misfits, mention.level),
      ],
    };
    return;
  }
  for (const misfit of misfits) {
    yield {
      ...reportOf(misfit, mention, facts),
      span: { start: misfit.write.start, end: misfit.write.end },
      related: [{ span: { start: mention.start, end: mention.end }, message: 'The level is given here.' }],
      fixes: recordFixes([misfit], mention.level),
    };
  }
}

/** Writes down that the project wants the level as it is; nobody wants one that always lets the item be read. */
function recordFixes(misfits: readonly Misfit[], level: Level): readonly Fix[] {
  if (isAlways(level)) return [];
  const kinds = [...new Set(misfits.map(({ credential }) => credential.kind))];
  const names = kinds.map((kind) => severalOf(kind)).join(' and ');
  return [
    {
      title: `Record in sessionlint.json that this project wants ${levelInfo(level).name} for ${names}`,
      safety: 'review',
      edits: [],
      policy: kinds.map((kind) => ({ path: ['credentials', kind, 'level'], value: level })),
    },
  ];
}

function severalOf(kind: CredentialKind): string {
  return kind === 'credentials' ? 'sets of credentials' : `${KIND_NAMES[kind]}s`;
}

function misfitOf(write: KeychainWrite, level: Level, policy: Policy): readonly Misfit[] {
  const { credential } = write;
  if (!credential) return [];
  const verdict = fit(level, credential.kind, policy);
  if (verdict.fits) return [];
  // Whoever asks for a face or a finger does not mean to read in the background.
  if (write.userPresence && verdict.lock === 'stricter') return [];
  return [{ write, credential, fit: verdict }];
}

function reportOf(
  { credential, fit: verdict }: Misfit,
  mention: LevelMention,
  facts: FileFacts,
): { readonly message: string; readonly severity: Severity } {
  const background = verdict.lock === 'weaker' ? facts.background : undefined;
  const excuse = background ? ` Here ${background.reason}, which may be the reason.` : '';
  return {
    severity: verdict.lock === 'same' || background ? 'information' : 'warning',
    message:
      `${mention.spelled} does not suit the ${KIND_NAMES[credential.kind]} “${credential.name}”: ` +
      `${consequence(mention.level, verdict)}. The policy keeps ${aKind(credential.kind)} at ` +
      `${levelInfo(verdict.wanted).name}.${excuse}`,
  };
}

function consequence(level: Level, verdict: Misfit['fit']): string {
  const migrates = levelInfo(verdict.wanted).thisDeviceOnly && !levelInfo(level).thisDeviceOnly;
  const travels = 'it travels in backups to other devices';
  if (verdict.lock === 'same') return travels;
  if (verdict.lock === 'stricter') {
    return 'background refresh and push handlers cannot read it while the device is locked';
  }
  return migrates
    ? `it can be read while the device is locked, and ${travels}`
    : 'it can be read while the device is locked';
}

function relatedTo(
  write: KeychainWrite,
  credential: CredentialGuess,
): NonNullable<Report['related']>[number] {
  return {
    span: { start: write.start, end: write.end },
    message: `${write.call} stores the ${KIND_NAMES[credential.kind]} here.`,
  };
}
