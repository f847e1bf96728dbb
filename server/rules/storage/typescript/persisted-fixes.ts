import type { FileFacts } from '../../../facts/model.js';
import type { PersistedState } from '../../../facts/storage/repair-model.js';
import type { StoreUse } from '../../../facts/storage/storage-model.js';
import type { Fix, TextEdit } from '../../../finding.js';
import { recommendedLevel, type Policy } from '../../../policy/policy.js';
import { slice, type Span } from '../../../span.js';
import type { Program } from '../../../workspace/program.js';
import { formerImport, isNamedIn, ModuleNames, semicolonOf } from '../../typescript/module-names.js';
import { layoutOf } from '../helper-text.js';
import { levelIn, secureLibraries, type SecureLibrary, type Spelling } from './secure-libraries.js';
import { isOnlyUse } from './secure-moves.js';

/** The storage that a repair adds for a state that is persisted. */
const ADAPTER = 'secureStorage';

/** The repairs for a state that a library persists: keep it in the Keychain, or keep the credential out of it. */
export function persistedFixes(
  use: StoreUse,
  facts: FileFacts,
  policy: Policy,
  program: Program,
): readonly Fix[] {
  if (!use.persisted || !use.credential) return [];
  const swap = swapFix(use, facts, policy, program);
  const leaveOut = leaveOutFix(use.persisted, use.credential.name, program);
  return [...(swap ? [swap] : []), ...(leaveOut ? [{ ...leaveOut, ...(!swap && { preferred: true }) }] : [])];
}

/** Everything that is persisted goes to the Keychain, by a storage that is added. */
function swapFix(use: StoreUse, facts: FileFacts, policy: Policy, program: Program): Fix | undefined {
  const kind = use.credential?.kind;
  const engine = use.persisted?.engine;
  // What is there at once would come later.
  const isPromised = use.store === 'asyncStorage' || use.store === 'sqlite';
  if (!kind || !engine || !isPromised || isNamedIn(facts.text, ADAPTER)) return undefined;
  if (!isOnlyUse(use, facts, program)) return undefined;
  const [key, ...more] = use.key.pieces;
  for (const library of secureLibraries(facts, program)) {
    const level = levelIn(library, recommendedLevel(kind, policy));
    if (level === undefined || more.length > 0 || !library.accepts(key)) continue;
    const edits = swapEdits(engine, library, level, facts);
    if (edits)
      return {
        title: `Keep the state in ${library.wanted.module}`,
        safety: 'review',
        preferred: true,
        edits,
      };
  }
  return undefined;
}

function swapEdits(
  engine: Span,
  library: SecureLibrary,
  level: string,
  facts: FileFacts,
): readonly TextEdit[] | undefined {
  const names = ModuleNames.of(library.wanted, facts);
  const last = facts.storage.imports.at(-1);
  if (!names || !last) return undefined;
  const adapter = adapterText(library, { names, key: 'name', value: 'value', level }, facts);
  const former = formerImport(slice(facts.text, engine), 1, facts);
  const imports = names.edits(former?.whole);
  if (!imports) return undefined;
  return [
    ...behindImports([...imports, ...(former?.name ? [former.name] : [])], last.end, adapter, facts),
    { span: engine, newText: ADAPTER },
  ];
}

function adapterText(library: SecureLibrary, spelling: Spelling, facts: FileFacts): string {
  const { lineBreak, step } = layoutOf(facts.text);
  const type = /\.[cm]?tsx?$/.test(facts.path) ? ': string' : '';
  const end = semicolonOf(facts);
  return [
    `const ${ADAPTER} = {`,
    `${step}getItem: (name${type}) => ${library.read(spelling)},`,
    `${step}setItem: async (name${type}, value${type}) => {`,
    `${step}${step}await ${library.write(spelling)}${end}`,
    `${step}},`,
    `${step}removeItem: async (name${type}) => {`,
    `${step}${step}await ${library.remove(spelling)}${end}`,
    `${step}},`,
    `}${end}`,
  ].join(lineBreak);
}

/** A declaration behind the imports, of which the last may be changing itself. */
function behindImports(
  edits: readonly TextEdit[],
  at: number,
  declaration: string,
  { text }: FileFacts,
): readonly TextEdit[] {
  const { lineBreak } = layoutOf(text);
  const touching = edits.find(({ span }) => span.start <= at && at <= span.end);
  const gap = lineBreak + lineBreak;
  if (!touching) return [...edits, { span: { start: at, end: at }, newText: gap + declaration }];
  const others = edits.filter((edit) => edit !== touching);
  const isGone = touching.newText === '';
  const span = { start: touching.span.start, end: at };
  return [
    ...others,
    { span, newText: isGone ? lineBreak + declaration : touching.newText + gap + declaration },
  ];
}

/** The credential is persisted no more, and is gone after the next start unless something else keeps it. */
function leaveOutFix(
  { library, parts = [] }: PersistedState,
  name: string,
  program: Program,
): Fix | undefined {
  const isSliced = library === 'redux-persist';
  const withCredential = parts.filter(
    (part) => !isSliced || part.name === name || program.credentialIn(`${part.name} slice`) !== undefined,
  );
  const [part, ...more] = withCredential;
  if (!part || more.length > 0) return undefined;
  const title = isSliced
    ? `Leave the slice “${part.name}” out of what is stored`
    : `Leave “${part.name}” out of what is stored`;
  return { title, safety: 'review', edits: part.edits };
}
