// Builds the Swift grammar, which npm has only as C sources (18 MB), and puts it where the bundles look for it.
//
// Ways to compile it, measured with nothing but npm on two cores (processor time; a busy machine takes longer):
//   everything as it is generated, one call of clang                              210 to 270 s
//   without LLVM's pass that mends irreducible control flow                        57 s
//   the same at -O0: parses a third slower, and V8 optimises the lexer for 17 s    31 s
//   one function for each state of the lexer (see grammar/lexer.mjs)               48 s
//   that, and the two big tables embedded as bytes (see grammar/tables.mjs)        20 s, this one
// It parses exactly as the plain build does, and a little faster. A process that has parsed ends at once, where
// the plain build kept V8 busy for another 3 s. So there is no need to look for a native compiler.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf, readIntact, writeAtomically, writeWithDigest } from './grammar/cache.mjs';
import { compileSwiftGrammar, FLAGS } from './grammar/compile.mjs';
import { verifySwiftGrammar } from './grammar/verify.mjs';
import { cache, root } from './paths.mjs';

const MODULES = join(root, 'node_modules');
const SWIFT = join(MODULES, 'tree-sitter-swift', 'src');
const HEADERS = ['alloc.h', 'array.h', 'parser.h'];
const BUILD_STEPS = ['patch.mjs', 'lexer.mjs', 'tables.mjs', 'compile.mjs'];

/**
 * Brings the Swift grammar and the tree-sitter runtime into `output`. What was built before from the same inputs
 * is used again.
 * @param {object} options
 * @param {(message: string) => void} options.log told what is happening
 * @param {string} [options.output] folder of the grammars
 * @param {string} [options.store] folder of what was built before
 * @param {typeof compileSwiftGrammar} [options.compile]
 * @throws when the sources cannot be patched, do not compile, or the result does not parse Swift
 */
export async function buildSwiftGrammar({
  log,
  output = join(root, 'dist', 'grammars'),
  store = join(cache, 'grammar'),
  compile = compileSwiftGrammar,
}) {
  const sources = await readSources();
  const stored = join(store, `${await inputHash(sources)}.wasm`);
  const built = await readIntact(stored);
  if (built) log('The Swift grammar was built before from the same sources.');
  const grammar = built ?? (await compileWithProgress(sources, { log, compile }));
  await verifySwiftGrammar(grammar);
  await writeWithDigest(stored, grammar);
  await writeAtomically(join(output, 'tree-sitter-swift.wasm'), grammar);
  const runtime = await readFile(join(MODULES, 'web-tree-sitter', 'web-tree-sitter.wasm'));
  await writeAtomically(join(output, 'web-tree-sitter.wasm'), runtime);
}

/** Brings the grammars of TypeScript and TSX, which npm has ready, into `output`. */
export async function copyReadyGrammars(output = join(root, 'dist', 'grammars')) {
  for (const name of ['tree-sitter-typescript.wasm', 'tree-sitter-tsx.wasm']) {
    await writeAtomically(join(output, name), await readFile(join(MODULES, 'tree-sitter-typescript', name)));
  }
}

async function compileWithProgress(sources, { log, compile }) {
  const started = Date.now();
  log('Compiling the Swift grammar (usually 25 s, once).');
  const grammar = await compile(sources);
  log(`Compiled in ${Math.round((Date.now() - started) / 1000)} s.`);
  return grammar;
}

/** @returns {Promise<import('./grammar/compile.mjs').Sources>} */
export async function readSources() {
  const read = (...path) => readFile(join(SWIFT, ...path), 'utf8');
  const [parser, scanner, ...headers] = await Promise.all([
    read('parser.c'),
    read('scanner.c'),
    ...HEADERS.map((name) => read('tree_sitter', name)),
  ]);
  return { parser, scanner, headers: Object.fromEntries(HEADERS.map((name, i) => [name, headers[i]])) };
}

/** Changes with everything that the built grammar depends on. */
async function inputHash({ parser, scanner, headers }) {
  const compiler = await readFile(join(MODULES, '@yowasp', 'clang', 'package.json'), 'utf8');
  const steps = await Promise.all(
    BUILD_STEPS.map((name) => readFile(join(import.meta.dirname, 'grammar', name), 'utf8')),
  );
  return hashOf([
    parser,
    scanner,
    ...Object.values(headers),
    ...steps,
    ...FLAGS,
    JSON.parse(compiler).version,
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await copyReadyGrammars();
  await buildSwiftGrammar({ log: console.log });
}
