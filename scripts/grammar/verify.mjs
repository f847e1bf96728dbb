import { Language, Parser } from 'web-tree-sitter';

// Needs the scanner as it is mended: `try!` and the hashes of a raw string.
const LINE = 'let token = try! read(#"a "quoted" name"#)\n';

/**
 * Loads the grammar as the extension will and has it parse a line.
 * @param {Uint8Array} grammar
 * @throws when it does not load or does not understand Swift
 */
export async function verifySwiftGrammar(grammar) {
  await Parser.init();
  const language = await Language.load(grammar).catch((cause) => {
    throw new Error('The built Swift grammar does not load.', { cause });
  });
  const parser = new Parser();
  parser.setLanguage(language);
  const tree = parser.parse(LINE);
  const { hasError } = tree.rootNode;
  const shape = tree.rootNode.toString();
  tree.delete();
  parser.delete();
  if (hasError) throw new Error(`The built Swift grammar misreads a line: ${shape}`);
}
