import type { Code } from '../../../code/model.js';
import { spanOf } from '../../../span.js';
import type { LevelMentions } from '../../mentions.js';
import type { KeychainQuery, QueryAttribute } from '../../model.js';
import type { Scopes } from '../../scope.js';
import type { StoreCall } from '../../storage/typescript/module-calls.js';
import { literalText, trace } from '../../trace.js';
import { removalOf } from '../removal.js';

/** Options that end up in a query under a name of Apple's. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  cloudSync: 'kSecAttrSynchronizable',
  accessible: 'kSecAttrAccessible',
};

/** What react-native-keychain makes of the options of a write: a query with these attributes. */
export function moduleQueries(
  calls: readonly StoreCall[],
  code: Code,
  scopes: Scopes,
  mentions: LevelMentions,
): KeychainQuery[] {
  return calls.flatMap(({ library, call, options, span }) => {
    if (library.id !== 'react-native-keychain' || call.use !== 'write' || options.state !== 'given')
      return [];
    const attributes = options.node.entries.flatMap(({ key, value, start, end }): QueryAttribute[] => {
      const option = key && literalText(key);
      const name = option !== undefined && Object.hasOwn(ATTRIBUTES, option) ? ATTRIBUTES[option] : undefined;
      if (!key || option === undefined || name === undefined) return [];
      const { node } = trace(value, scopes);
      const level = mentions.of(node);
      const removal = removalOf({ source: { start, end }, from: 'entry' }, code.text);
      return [
        {
          name,
          spelled: option,
          key: spanOf(key),
          value: spanOf(value),
          certain: true,
          ...(node.kind === 'boolean' && { boolean: node.text === 'true' }),
          ...(level && { level }),
          ...(removal && { removal }),
          start,
          end,
        },
      ];
    });
    return [
      {
        operation: 'add' as const,
        namesItem: true,
        attributes,
        complete: false,
        isShared: !options.isInline,
        ...span,
      },
    ];
  });
}
