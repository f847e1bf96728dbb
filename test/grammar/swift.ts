import { readdir, readFile } from 'node:fs/promises';
import { Language, Parser, type Tree } from 'web-tree-sitter';

const fixtures = new URL('fixtures/', import.meta.url);

await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(await readFile(new URL('../../dist/grammars/tree-sitter-swift.wasm', import.meta.url))),
);

/** Parses a text, and with an edited `old` tree only what changed. The caller deletes the tree. */
export function parse(text: string, old?: Tree): Tree {
  const tree = parser.parse(text, old ?? null);
  if (!tree) throw new Error('The parser was stopped.');
  return tree;
}

/** The shape of a text: its nodes without their positions. */
export function shapeOf(text: string): string {
  const tree = parse(text);
  const shape = tree.rootNode.toString();
  tree.delete();
  return shape;
}

export function hasParseError(text: string): boolean {
  const tree = parse(text);
  const { hasError } = tree.rootNode;
  tree.delete();
  return hasError;
}

/** The names of the fixtures, one construct of Swift each. */
export async function fixtureNames(): Promise<readonly string[]> {
  const files = await readdir(fixtures);
  return files.map((file) => file.replace(/\.swift$/, '')).toSorted();
}

export function readFixture(name: string): Promise<string> {
  return readFile(new URL(`${name}.swift`, fixtures), 'utf8');
}
