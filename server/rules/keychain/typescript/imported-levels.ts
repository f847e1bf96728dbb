import type { FileFacts, LevelMention } from '../../../facts/model.js';
import type { ImportedName } from '../../../facts/storage/shape-model.js';
import type { TextEdit } from '../../../finding.js';
import { spanOf } from '../../../span.js';
import { isNamedIn, mentionsOf, withoutComma } from '../../typescript/module-names.js';

/**
 * The edits that put another level in the place of one that is imported by its own name: there, and in the import,
 * which keeps the former level where something else needs it. undefined where the new name means something else.
 */
export function importedLevelEdits(
  mention: LevelMention,
  token: string,
  { text, storage }: FileFacts,
): readonly TextEdit[] | undefined {
  const former = mention.spelled;
  const imported = storage.imports.find(({ names }) => names?.some(({ local }) => local === former));
  const binding = imported?.names?.find(({ local }) => local === former);
  // What an alias is called would say the wrong thing.
  if (!imported || !binding || binding.imported !== former) return undefined;
  const known = imported.names?.find((name) => name.imported === token);
  if (!known && isNamedIn(text, token)) return undefined;
  const used = { span: { start: mention.start, end: mention.end }, newText: known?.local ?? token };
  const isNeeded = mentionsOf(text, former) > 2;
  if (isNeeded) return known ? [used] : [used, addition(binding, token)];
  return known
    ? [used, { span: withoutComma(binding, text), newText: '' }]
    : [used, { span: spanOf(binding), newText: token }];
}

function addition({ end }: ImportedName, token: string): TextEdit {
  return { span: { start: end, end }, newText: `, ${token}` };
}
