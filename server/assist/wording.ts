import type { CredentialGuess } from '../facts/model.js';
import type { CredentialKind } from '../knowledge/credentials.js';
import { levelInfo, type Level } from '../knowledge/levels.js';
import { libraryOf, spell } from '../knowledge/libraries/index.js';
import { fit, type Policy } from '../policy/policy.js';
import { aKind } from '../rules/keychain/level-fixes.js';

/** What a level means, in Markdown that reads well in a narrow hover. */
export function describeLevel(level: Level): string {
  const { deprecated, readable, backup, suits } = levelInfo(level);
  const facts = `- **Readable:** ${readable}\n- **Backup:** ${backup}\n- **Suits:** ${suits}`;
  return deprecated === undefined ? facts : `⚠️ ${deprecated}\n\n${facts}`;
}

/** What else there is to know of a level, if anything. */
export function noteOn(level: Level): readonly string[] {
  const { note } = levelInfo(level);
  return note === undefined ? [] : [note];
}

/** The level's name, and how the API at hand spells it. */
export function headline(level: Level, api: string): string {
  const { name } = levelInfo(level);
  const spelled = spelling(api, level);
  const library = libraryOf(api);
  if (spelled === undefined) return `**${name}**`;
  return library ? `**${name}** · ${library.name} ${code(spelled)}` : `**${name}** · ${code(spelled)}`;
}

/** A level as one writes it where its type is known: `.afterFirstUnlock`, or Apple's constant. */
export function spelling(api: string, level: Level): string | undefined {
  const token = spell(api, level);
  if (token === undefined || token.startsWith('kSec')) return token;
  return `${libraryOf(api)?.qualifier ?? '.'}${token}`;
}

const SOURCES: Readonly<Record<CredentialGuess['source'], string>> = {
  key: 'its key is',
  value: 'its value is',
  parameter: 'its value is the parameter',
  property: 'it belongs to the property',
  function: 'it is stored in the function',
  type: 'its type is',
};

/** Which credential an item looks like and why, and whether its level is what the policy asks for. */
export function judge(credential: CredentialGuess, level: Level, api: string, policy: Policy): string {
  const { kind, name, source } = credential;
  const looks = `Looks like **${aKind(kind)}**: ${SOURCES[source]} ${code(name)}.`;
  const wanted = policy.levels[kind];
  return wanted === undefined ? looks : `${looks} ${verdict(level, kind, wanted, api, policy)}`;
}

function verdict(level: Level, kind: CredentialKind, wanted: Level, api: string, policy: Policy): string {
  const { name } = levelInfo(wanted);
  if (wanted === level) return 'The policy asks for this level.';
  if (fit(level, kind, policy).fits) return `The policy asks for ${name}; this level is at least as strict.`;
  const spelled = spelling(api, wanted);
  return `The policy asks for **${name}**${spelled === undefined ? '' : `: ${code(spelled)}`}.`;
}

/** What applies to a write that gives no level. */
export function describeDefault(api: string, level: Level): string {
  const { name } = levelInfo(level);
  const who = libraryOf(api)?.name ?? 'SecItemAdd';
  return `**No level given** · ${who} then uses **${name}**.`;
}

/** Text of the user's in a code span; a name is one line and short, or it is not repeated. */
export function code(text: string): string {
  const plain = text.replace(/[`\r\n]/g, ' ').trim();
  return plain.length > LONGEST_NAME ? `\`${plain.slice(0, LONGEST_NAME)}…\`` : `\`${plain}\``;
}

const LONGEST_NAME = 60;
