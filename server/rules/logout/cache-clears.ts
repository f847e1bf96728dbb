import type { FileFacts } from '../../facts/model.js';
import type { CacheUse, Clearing } from '../../facts/session/session-model.js';
import type { TextEdit } from '../../finding.js';
import { isImportOf } from '../../workspace/imported-files.js';
import type { PlacedFunction } from '../../workspace/sign-out.js';
import { importEdit, isNamedIn, semicolonOf } from '../typescript/module-names.js';
import { atTheStart } from './insertion.js';

/** A store that something fills, in its file. */
export interface FilledCache {
  readonly file: FileFacts;
  readonly use: CacheUse;
}

/**
 * The edits that clear a store of TypeScript where the session ends, with the import that this takes. undefined where
 * the client cannot be named there: it is made within a component, or by the entry of the app, which everything else
 * is imported by.
 */
export function cacheClearEdits(
  cache: FilledCache,
  { fact, file }: PlacedFunction,
): readonly TextEdit[] | undefined {
  if (file.text[fact.open - 1] !== '{') return undefined;
  const named = namedAt(cache, { fact, file });
  if (!named) return undefined;
  const { statement, isPromise } = named.clearing;
  const waiting = isPromise ? (fact.isAsync ? 'await ' : 'void ') : '';
  const edit = atTheStart(fact, [waiting + statement + semicolonOf(file)], file.text);
  return edit && [...named.imports, edit];
}

interface Named {
  readonly clearing: Clearing;
  readonly imports: readonly TextEdit[];
}

/** How the client is called where the session ends: by a hook around it, by a constant beside it, by an import. */
function namedAt({ file: filled, use }: FilledCache, { fact, file }: PlacedFunction): Named | undefined {
  const held = file.session.clients?.find(
    (client) => client.cache === use.cache && client.start < fact.body.start && fact.body.end <= client.end,
  );
  if (held) return { clearing: held.clearing, imports: [] };
  const { clearing } = use;
  if (clearing?.name === undefined) return undefined;
  if (filled === file) return { clearing, imports: [] };
  return packaged(clearing, filled, file) ?? imported(clearing, filled, file);
}

/** What the other file has from a package, this one can have from it, too. */
function packaged(clearing: Clearing, filled: FileFacts, file: FileFacts): Named | undefined {
  const { name = '' } = clearing;
  const source = filled.storage.imports.find(({ names }) => names?.some(({ local }) => local === name));
  const binding = source?.names?.find(({ local }) => local === name);
  if (!source || !binding || source.module.startsWith('.')) return undefined;
  const isHere = file.storage.imports.some(
    ({ module, names }) => module === source.module && names?.some(({ local }) => local === name),
  );
  if (isHere) return { clearing, imports: [] };
  if (isNamedIn(file.text, name) || (binding.imported !== 'default' && binding.imported !== name))
    return undefined;
  const clause = binding.imported === 'default' ? name : `{ ${name} }`;
  return { clearing, imports: [importEdit(`import ${clause} from`, source.module, file)] };
}

function imported(clearing: Clearing, filled: FileFacts, file: FileFacts): Named | undefined {
  const { name = '', exported } = clearing;
  if (exported === undefined) return undefined;
  const known = file.storage.imports
    .filter(({ module }) => isImportOf({ module, file: file.path }, filled.path))
    .flatMap(({ names }) => names ?? [])
    .find((one) => one.imported === exported);
  if (known) {
    const statement = clearing.statement.replace(name, known.local);
    return { clearing: { ...clearing, statement }, imports: [] };
  }
  if (isNamedIn(file.text, name) || isEntry(filled) || leadsTo(filled, file)) return undefined;
  const clause =
    exported === 'default' ? name : exported === name ? `{ ${name} }` : `{ ${exported} as ${name} }`;
  return { clearing, imports: [importEdit(`import ${clause} from`, relative(file.path, filled.path), file)] };
}

/** What starts the app imports everything else, and nothing imports it. */
function isEntry({ path }: FileFacts): boolean {
  return /(^|\/)(App|_layout|index|main)\.[cm]?[jt]sx?$/.test(path) && !/\/index\.[cm]?[jt]s$/.test(path);
}

function leadsTo({ path, storage }: FileFacts, file: FileFacts): boolean {
  return storage.imports.some(({ module }) => isImportOf({ module, file: path }, file.path));
}

/** `../lib/queryClient` */
function relative(from: string, to: string): string {
  const steps = from.split('/').slice(0, -1);
  const place = to.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
  const target = place.split('/');
  while (steps.length > 0 && target.length > 1 && steps[0] === target[0]) {
    steps.shift();
    target.shift();
  }
  const up = steps.map(() => '..');
  return [...(up.length > 0 ? up : ['.']), ...target].join('/');
}
