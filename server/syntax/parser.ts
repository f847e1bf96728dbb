import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { Span } from '../span.js';
import type { Concern } from './bodies.js';
import { prepareSwift, type ReadableText, type Snippet } from './prepare.js';
import { repairScript } from './script/half-typed.js';
import { prepareScript } from './script/prepare.js';
import type { SyntaxNode } from './tree.js';
import { TreeCopier, type TreeWalking } from './tree-copier.js';

/** Gives the bytes of a grammar file such as `tree-sitter-swift.wasm`; rejects when it cannot be read. */
export type GrammarReader = (fileName: string) => Promise<Uint8Array>;

/** Grammars that texts can be parsed with; JavaScript is read as TSX. */
export type Grammar = 'swift' | 'typescript' | 'tsx';

/** What was read of a piece of a text. Offsets are those of the text. */
export interface ParsedPiece {
  readonly nodes: readonly SyntaxNode[];
  /** The comments that the grammar reads itself, in order. */
  readonly comments: readonly Snippet[];
  /** Where nothing could be read. */
  readonly errors: readonly Span[];
}

type Preparation = (text: string, concern?: Concern) => ReadableText;

const PREPARATIONS: Readonly<Record<Grammar, Preparation>> = {
  swift: prepareSwift,
  typescript: prepareScript,
  tsx: prepareScript,
};

/** What is tried with a piece that has errors as it stands. */
const REPAIRS: Readonly<Partial<Record<Grammar, (text: string) => string>>> = {
  typescript: repairScript,
  tsx: repairScript,
};

const RUNTIME = 'web-tree-sitter.wasm';

/** The files that the grammars are read from, and their runtime. */
export const GRAMMAR_FILES: readonly string[] = [...Object.keys(PREPARATIONS).map(fileOf), RUNTIME];

function fileOf(grammar: string): string {
  return `tree-sitter-${grammar}.wasm`;
}

let runtime: Promise<TreeWalking> | undefined;

/** Starts the WebAssembly runtime once per process. */
function startRuntime(read: GrammarReader): Promise<TreeWalking> {
  runtime ??= read(RUNTIME).then(async (bytes) => {
    // What Emscripten is given becomes the module that has the functions.
    const module = { wasmBinary: bytes };
    await Parser.init(module);
    return module as unknown as TreeWalking;
  });
  // A failed start (file missing) must be tried again once the file is there.
  runtime.catch(() => (runtime = undefined));
  return runtime;
}

/** Parses the texts of one language piece by piece. */
export class TextParser {
  private constructor(
    private readonly parser: Parser,
    private readonly copier: TreeCopier,
    private readonly prepare: Preparation,
    private readonly repair: ((text: string) => string) | undefined,
  ) {}

  /**
   * Loads a grammar.
   * @throws when a grammar file is missing, or is not a grammar.
   */
  static async load(grammar: Grammar, read: GrammarReader): Promise<TextParser> {
    const walking = await startRuntime(read);
    const language = await Language.load(await read(fileOf(grammar)));
    const parser = new Parser();
    parser.setLanguage(language);
    const copier = new TreeCopier(walking, language);
    return new TextParser(parser, copier, PREPARATIONS[grammar], REPAIRS[grammar]);
  }

  /**
   * Makes a text readable.
   * @param concern as much as this tells to read
   */
  prepared(text: string, concern?: Concern): ReadableText {
    return this.prepare(text, concern);
  }

  /**
   * Parses a piece of a readable text.
   * @param start where it begins in the text
   */
  parse(piece: string, start: number): ParsedPiece {
    const tree = this.parseRepaired(piece);
    const root = this.copier.copy(tree, start);
    tree.delete();
    // Of a piece in which nothing can be read the root is the error.
    const nodes = root.type === 'ERROR' ? [...root.children, { ...root, children: [] }] : root.children;
    return { nodes, ...troubleIn(nodes, piece, start) };
  }

  /** The tree of a piece, or of the same repaired where it has errors that a repair knows. The caller deletes it. */
  private parseRepaired(text: string): Tree {
    const tree = this.parseWhole(text);
    const repaired = tree.rootNode.hasError ? this.repair?.(text) : undefined;
    if (repaired === undefined || repaired === text) return tree;
    tree.delete();
    return this.parseWhole(repaired);
  }

  private parseWhole(text: string): Tree {
    const tree = this.parser.parse(text);
    if (!tree) throw new Error('The parser was stopped.');
    return tree;
  }
}

/** Comments and errors among nodes. Keeps an explicit stack, since source may nest ten thousand deep. */
function troubleIn(
  nodes: readonly SyntaxNode[],
  piece: string,
  offset: number,
): Pick<ParsedPiece, 'comments' | 'errors'> {
  const comments: Snippet[] = [];
  const errors: Span[] = [];
  const pending = [...nodes];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const { type, start, end } = node;
    if (type === 'comment' || type === 'html_comment')
      comments.push({ text: piece.slice(start - offset, end - offset), start, end });
    if (type === 'ERROR') errors.push({ start, end });
    for (const child of node.children) pending.push(child);
  }
  return { comments: comments.toSorted((a, b) => a.start - b.start), errors };
}
