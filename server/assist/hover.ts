import type { CredentialGuess, FileFacts, KeychainWrite, LevelMention } from '../facts/model.js';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.js';
import { writesWith } from '../rules/keychain/level-fixes.js';
import type { Span } from '../span.js';
import { describeDefault, describeLevel, headline, judge, noteOn } from './wording.js';

/** What to show about a place, and the code it is about. */
export interface HoverText {
  readonly span: Span;
  readonly markdown: string;
}

/** What is known of the accessibility level, or of the write without one, at a place; undefined elsewhere. */
export function hoverAt(
  facts: FileFacts,
  offset: number,
  policy: Policy = DEFAULT_POLICY,
): HoverText | undefined {
  const mention = facts.levels.find((candidate) => holds(candidate, offset));
  if (mention) return aboutLevel(facts, mention, policy);
  const write = facts.writes.find((candidate) => holds(candidate, offset));
  return write && aboutWrite(write, policy);
}

function aboutLevel(facts: FileFacts, mention: LevelMention, policy: Policy): HoverText {
  const { level, api, role, start, end } = mention;
  const parts = [
    headline(level, api),
    describeLevel(level),
    ...noteOn(level),
    ...credentialsStoredWith(facts, mention).map((credential) => judge(credential, level, api, policy)),
    ...(role === 'selects' ? ['Here it only finds items that have this level.'] : []),
  ];
  return { span: { start, end }, markdown: parts.join('\n\n') };
}

function aboutWrite(
  { api, level, credential, start, end }: KeychainWrite,
  policy: Policy,
): HoverText | undefined {
  if (level.state !== 'default' || level.level === undefined) return undefined;
  const parts = [
    describeDefault(api, level.level),
    describeLevel(level.level),
    ...(credential ? [judge(credential, level.level, api, policy)] : []),
  ];
  return { span: { start, end }, markdown: parts.join('\n\n') };
}

/** One level may serve several writes; each kind of credential is told once. */
function credentialsStoredWith(facts: FileFacts, mention: LevelMention): readonly CredentialGuess[] {
  const kinds = new Map<string, CredentialGuess>();
  for (const { credential } of writesWith(mention, facts)) {
    if (credential && !kinds.has(credential.kind)) kinds.set(credential.kind, credential);
  }
  return [...kinds.values()];
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
