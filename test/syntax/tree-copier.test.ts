import * as fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import { TreeCopier, type TreeWalking } from '../../server/syntax/tree-copier.js';
import { STORE } from '../server/samples.js';
import { swift, toggle, toggled } from './pieces.js';
import { seed } from '../seed.js';

const module = { wasmBinary: await grammarFile('web-tree-sitter.wasm') };
await Parser.init(module);

function grammarFile(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../../dist/grammars/${name}`, import.meta.url));
}

/** The node at a cursor, read with web-tree-sitter's own means. */
function nodeAt(cursor: TreeCursor): unknown {
  const { nodeType: type, nodeIsNamed: named, startIndex: start, endIndex: end } = cursor;
  const field = cursor.currentFieldName ?? undefined;
  const children: unknown[] = [];
  if (cursor.gotoFirstChild()) {
    do children.push(nodeAt(cursor));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return { type, named, field, start, end, children };
}

it.each(['swift', 'typescript', 'tsx'])(
  'copies trees of %s as web-tree-sitter shows them',
  async (grammar) => {
    const language = await Language.load(await grammarFile(`tree-sitter-${grammar}.wasm`));
    const parser = new Parser();
    parser.setLanguage(language);
    const copier = new TreeCopier(module as unknown as TreeWalking, language);
    const start = fc.oneof(fc.constant(STORE), swift);
    fc.assert(
      fc.property(start, fc.array(toggle, { maxLength: 6 }), (original, toggles) => {
        const tree = parser.parse(toggles.reduce(toggled, original))!;
        const cursor = tree.walk();
        expect(copier.copy(tree)).toEqual(nodeAt(cursor));
        cursor.delete();
        tree.delete();
      }),
      { seed, numRuns: 100 },
    );
  },
);
