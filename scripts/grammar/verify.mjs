import { Language, Parser } from 'web-tree-sitter';

// Needs both of the scanner's mended faults: `try!` and the hashes of a raw string.
const LINE = 'let token = try! read(#"a "quoted" name"#)\n';

/**
 * Loads the grammar as the extension will and has it parse a line.
 * @param {Uint8Array} grammar
 * @throws when it does not load or does not understand Swift
 */
export async function verifySwiftGrammar(grammar) {
  await Parser.init();
  const parser = new Parser();
  try {
    parser.setLanguage(await Language.load(grammar));
    const tree = parser.parse(LINE);
    const { hasError, type } = tree.rootNode;
    const shape = tree.rootNode.toString();
    tree.delete();
    if (hasError || type !== 'source_file') throw new Error(`The Swift grammar misreads a line: ${shape}`);
  } finally {
    parser.delete();
  }
}
