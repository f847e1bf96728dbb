// Compiles a grammar's C to a WebAssembly side module, with LLVM as WebAssembly from npm: any platform, no compiler
// to install.
import { extractTables } from './tables.mjs';
import { patchScanner } from './patch.mjs';
import { splitLexer } from './lexer.mjs';

export const FLAGS = [
  '--target=wasm32-wasip1',
  '-std=gnu23',
  '-Os',
  '-fPIC',
  '-fvisibility=hidden',
  '-shared',
  '-nostdlib',
  '-Wl,--experimental-pic',
  '-Wl,--no-entry',
  // web-tree-sitter brings the C library.
  '-Wl,--allow-undefined',
  '-Wl,--export=tree_sitter_swift',
];

/**
 * @typedef {{ readonly parser: string, readonly scanner: string, readonly headers: Record<string, string> }} Sources
 * The text of parser.c, scanner.c and the files of tree_sitter/.
 */

/**
 * The files to compile.
 * @param {Sources} sources
 */
export function preparedSources({ parser, scanner, headers }) {
  const { parser: rest, definitions, binaries } = extractTables(parser);
  return {
    ...binaries,
    'tables.c': definitions,
    'parser.c': splitLexer(rest),
    'scanner.c': patchScanner(scanner),
    tree_sitter: headers,
  };
}

/**
 * @param {Sources} sources
 * @returns {Promise<Uint8Array>} the side module
 * @throws with the compiler's messages when it does not compile
 */
export async function compileSwiftGrammar(sources) {
  const { runClang } = await import('@yowasp/clang');
  const command = ['clang', ...FLAGS, 'parser.c', 'scanner.c', 'tables.c', '-o', 'swift.wasm'];
  const messages = [];
  const collect = (bytes) => bytes && messages.push(Buffer.from(bytes).toString());
  const options = { stdout: collect, stderr: collect, fetchProgress: () => {} };
  await runClang(null, {}, options); // Loads the compiler without its own progress messages.
  try {
    const files = await runClang(command, preparedSources(sources), options);
    return files['swift.wasm'];
  } catch (error) {
    throw new Error(`The Swift grammar does not compile.\n${messages.join('')}`, { cause: error });
  }
}
