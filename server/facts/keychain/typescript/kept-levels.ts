import type { Code, Expression, Node } from '../../../code/model.js';
import { slice } from '../../../span.js';
import type { LevelMentions } from '../../mentions.js';
import { enclosingMember, type Scopes } from '../../scope.js';
import type { StoreCall } from '../../storage/typescript/module-calls.js';
import { trace } from '../../trace.js';
import type { KeptLevel } from '../counterpart-model.js';
import { credentialOf, givenLevel, nameOf } from './writes.js';

/** Writes that put a stored value back with a level, where the library leaves the old level in place. */
export function keptModuleLevels(
  calls: readonly StoreCall[],
  code: Code,
  scopes: Scopes,
  mentions: LevelMentions,
): KeptLevel[] {
  const spelled = (key: Expression): string => slice(code.text, trace(key, scopes).node);
  const isSame = (one: StoreCall, other: StoreCall): boolean => {
    const [a, b] = [one.items[0]?.key, other.items[0]?.key];
    return one.library === other.library && a !== undefined && b !== undefined && spelled(a) === spelled(b);
  };
  return calls.flatMap((write) => {
    const { library, call, items, node } = write;
    const [item] = items;
    if (library.store !== 'keychain' || library.onExistingItem !== 'keepsLevel' || call.use !== 'write')
      return [];
    const level = givenLevel(write);
    const mention = level && mentions.of(trace(level, scopes).node);
    const member = enclosingMember(node);
    if (!mention || !member || !item?.value || !item.key) return [];
    const source = trace(item.value, scopes).node;
    const read = calls.find((one) => one.call.use === 'read' && one.node === source && isSame(one, write));
    const isDeleted = calls.some(
      (one) =>
        one.call.use === 'remove' &&
        one.node.start < node.start &&
        enclosingMember(one.node) === member &&
        isSame(one, write),
    );
    if (!read || isDeleted || givenLevel(read)) return [];
    const credential = credentialOf(write, scopes);
    const repair = deletionBefore(write, item.key, code);
    return [
      {
        ...write.span,
        api: library.id,
        call: nameOf(write, code),
        level: mention.level,
        read: read.span,
        effect: 'keepsLevel' as const,
        ...(credential && { credential }),
        ...(repair && { repair }),
      },
    ];
  });
}

/** The line that deletes the old item, before a statement that waits for the write. */
function deletionBefore(
  { library, node, options }: StoreCall,
  key: Expression,
  code: Code,
): KeptLevel['repair'] {
  const removal = library.calls.find(({ use }) => use === 'remove');
  const statement: Node | undefined = node.parent?.kind === 'await' ? node.parent : undefined;
  if (!removal || statement?.parent?.kind !== 'block' || node.callee.kind !== 'member' || !node.callee.object)
    return undefined;
  // A service would have to be given to the delete, too.
  const named = options.state === 'given' ? options.node.entries : [];
  if (
    named.some(({ key: name }) => name?.kind === 'text' && library.matching.includes(String(name.parts[0])))
  )
    return undefined;
  const { text } = code;
  const indent = text.slice(text.lastIndexOf('\n', statement.start - 1) + 1, statement.start);
  if (indent.trim() !== '') return undefined;
  const end = /^\s*;/.test(text.slice(statement.end, statement.end + 20)) ? ';' : '';
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const args = `${slice(text, key)}${removal.needsOptions ? ', {}' : ''}`;
  const call = `await ${slice(text, node.callee.object)}.${removal.method}(${args})${end}`;
  return { at: statement.start, newText: `${call}${lineBreak}${indent}` };
}
