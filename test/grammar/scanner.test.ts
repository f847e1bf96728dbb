import { Edit, type Tree } from 'web-tree-sitter';
import { afterEach, describe, expect, it } from 'vitest';
import { hasParseError, parse, shapeOf } from './swift.js';

const trees: Tree[] = [];

function parseKept(text: string, old?: Tree): Tree {
  const tree = parse(text, old);
  trees.push(tree);
  return tree;
}

afterEach(() => {
  for (const tree of trees.splice(0)) tree.delete();
});

/** What the scanner remembers of a raw string has to live in memory of its own: calloc(1, …), not calloc(0, …). */
describe('The scanner of raw strings', () => {
  it.each([
    ['one hash', 'let a = #"x "quoted" y"#\n'],
    ['two hashes around one', 'let a = ##"x "# y"##\n'],
    ['an interpolation', 'let a = #"x \\#(y) z"#\n'],
    ['a hash that starts no string', '#if DEBUG\nlet a = #selector(b)\n#endif\n'],
  ])('reads %s', (_, text) => {
    expect(hasParseError(text)).toBe(false);
  });

  it('tells the hash of the text from the hash of the end', () => {
    const tree = parseKept('let a = ##"x "# y"##\nlet b = 1\n');
    const [literal] = tree.rootNode.descendantsOfType('raw_string_literal');
    expect(literal!.text).toBe('##"x "# y"##');
  });

  it('is not disturbed by what was parsed before', () => {
    const text = 'let a = #"x \\#(y) z"#\n';
    const fresh = shapeOf(text);
    expect(hasParseError('let a = ##"unfinished \\##(\n')).toBe(true);
    expect(shapeOf(text)).toBe(fresh);
  });

  it('goes on inside a raw string when only its end is parsed again', () => {
    const before = 'let a = #"one \\#(b) two"#\nlet c = 1\n';
    const old = parseKept(before);
    const at = before.indexOf('two');
    const after = `${before.slice(0, at)}\\#(d) and "${before.slice(at)}`;
    const inserted = after.length - before.length;
    const position = (index: number) => ({ row: 0, column: index });
    old.edit(
      new Edit({
        startIndex: at,
        oldEndIndex: at,
        newEndIndex: at + inserted,
        startPosition: position(at),
        oldEndPosition: position(at),
        newEndPosition: position(at + inserted),
      }),
    );
    expect(parseKept(after, old).rootNode.toString()).toBe(shapeOf(after));
    expect(hasParseError(after)).toBe(false);
  });
});

describe('The scanner of operators', () => {
  const tokensOf = (text: string, type: string): readonly (readonly string[])[] =>
    parseKept(text)
      .rootNode.descendantsOfType(type)
      .map((node) => node.children.map((child) => child.text));

  it('gives the ! of try! to the try', () => {
    expect(tokensOf('let a = try! b()\n', 'try_operator')).toEqual([['try', '!']]);
    expect(tokensOf('let a = try! b()\n', 'bang')).toEqual([]);
  });

  it('gives a ! that stands apart to the value', () => {
    expect(tokensOf('let a = try !b\n', 'try_operator')).toEqual([['try']]);
    expect(tokensOf('let a = try !b\n', 'prefix_expression')).toEqual([['!', 'b']]);
  });
});
