import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import { difference } from './difference.js';
import { repairScript } from './half-typed-script.js';
import type { Concern } from './idle.js';
import { asItStands, prepareSwift, type PreparedText, type ReadableText, type Snippet } from './prepare.js';
import { KnownPieces, type ParsedPiece } from './pieces.js';
import type { Span } from '../span.js';
import type { SyntaxNode } from './tree.js';
import { TreeCopier, type TreeWalking } from './tree-copier.js';

/** Gives the bytes of a grammar file such as `tree-sitter-swift.wasm`; rejects when it cannot be read. */
export type GrammarReader = (fileName: string) => Promise<Uint8Array>;

/** Grammars that texts can be parsed with; JavaScript is read as TSX. */
export type Grammar = 'swift' | 'typescript' | 'tsx';

/** A parsed text. It holds memory of the parser until it is disposed of. */
export interface ParsedText extends PreparedText {
  readonly text: string;
  /** The tree of the readable text; offsets are those of the text. */
  readonly root: SyntaxNode;
  dispose(): void;
}

type Preparation = (text: string, concern?: Concern) => ReadableText;

const PREPARATIONS: Readonly<Record<Grammar, Preparation>> = {
  swift: prepareSwift,
  typescript: asItStands,
  tsx: asItStands,
};

/** What is tried with a text that has errors as it stands. */
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

/** Parses the texts of one language, anew or by re-using the tree of an earlier version of the same text. */
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
   * Parses a text; with `concern`, as much of it as that tells to read. With `previous`, an earlier version of it, only
   * what changed is parsed; `previous` is used up by that and must not be used again.
   */
  parse(text: string, concern?: Concern, previous?: ParsedText): ParsedText {
    const prepared = this.prepare(text, concern);
    const known = previous instanceof HeldText ? previous : undefined;
    const { pieces } = prepared;
    if (pieces) return this.parsePieces(text, prepared, pieces, known);
    const tree = known?.take();
    // Within comments, for one, the text can change without the parser seeing anything of it.
    if (known && tree && known.readable === prepared.readable) {
      return new HeldText(text, prepared, known.root, tree);
    }
    try {
      if (known && tree) edit(tree, known.readable, prepared.readable);
      return this.hold(text, prepared, this.parseAsFresh(prepared.readable, tree));
    } finally {
      tree?.delete();
    }
  }

  /** Parses the pieces of a text that an earlier version of it did not have. */
  private parsePieces(
    text: string,
    prepared: ReadableText,
    spans: readonly Span[],
    known: HeldText | undefined,
  ): ParsedText {
    if (known?.readable === prepared.readable)
      return new HeldText(text, prepared, known.root, undefined, known.parsedPieces);
    const earlier = new KnownPieces(known?.parsedPieces ?? []);
    const pieces = spans.map(({ start, end }) => {
      const piece = prepared.readable.slice(start, end);
      return earlier.take(piece, start) ?? this.parsePiece(piece, start);
    });
    const root: SyntaxNode = {
      type: 'source_file',
      named: true,
      field: undefined,
      start: pieces[0]?.nodes[0]?.start ?? text.length,
      end: text.length,
      children: pieces.flatMap(({ nodes }) => nodes),
    };
    return new HeldText(text, prepared, root, undefined, pieces);
  }

  private parsePiece(text: string, start: number): ParsedPiece {
    const tree = this.parseWhole(text);
    const { type, children, ...root } = this.copier.copy(tree, start);
    tree.delete();
    // Of a piece in which nothing can be read the root is the error.
    const error: SyntaxNode = { type, ...root, children: [] };
    return { text, start, nodes: type === 'ERROR' ? [...children, error] : children };
  }

  private parseWhole(readable: string): Tree {
    const tree = this.parser.parse(readable);
    if (!tree) throw new Error('The parser was stopped.');
    return tree;
  }

  /** What was parsed, or the same text repaired where it has errors that a repair knows. */
  private hold(text: string, prepared: ReadableText, parsed: Tree): HeldText {
    const readable = parsed.rootNode.hasError ? this.repair?.(prepared.readable) : undefined;
    if (readable === undefined || readable === prepared.readable)
      return new HeldText(text, prepared, this.copier.copy(parsed), parsed);
    parsed.delete();
    const repaired = this.parseWhole(readable);
    return new HeldText(text, { ...prepared, readable }, this.copier.copy(repaired), repaired);
  }

  /**
   * Where a text has errors, what the parser recovers to depends on the tree it re-uses; findings must not
   * depend on how a text was typed, so such a text is parsed anew.
   */
  private parseAsFresh(readable: string, tree: Tree | undefined): Tree {
    const parsed = this.parser.parse(readable, tree ?? null);
    if (!parsed) throw new Error('The parser was stopped.');
    if (!tree || !parsed.rootNode.hasError) return parsed;
    parsed.delete();
    return this.parseWhole(readable);
  }
}

class HeldText implements ParsedText {
  readonly readable: PreparedText['readable'];
  readonly comments: PreparedText['comments'];
  readonly directives: PreparedText['directives'];

  constructor(
    readonly text: string,
    prepared: ReadableText,
    readonly root: SyntaxNode,
    private tree: Tree | undefined,
    readonly parsedPieces: readonly ParsedPiece[] = [],
  ) {
    this.readable = prepared.readable;
    this.comments = prepared.comments ?? commentsIn(root, text);
    this.directives = prepared.directives;
  }

  /** Hands the tree over to the caller, who has to delete it. */
  take(): Tree | undefined {
    const { tree } = this;
    this.tree = undefined;
    return tree;
  }

  dispose(): void {
    this.take()?.delete();
  }
}

/** The comments that a grammar reads itself. */
function commentsIn(root: SyntaxNode, text: string): readonly Snippet[] {
  const comments: Snippet[] = [];
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const { type, start, end } = node;
    if (type === 'comment' || type === 'html_comment')
      comments.push({ text: text.slice(start, end), start, end });
    else for (const child of node.children) pending.push(child);
  }
  return comments.toSorted((a, b) => a.start - b.start);
}

/** Tells a tree what became of its text. */
function edit(tree: Tree, before: string, after: string): void {
  const change = difference(before, after);
  if (!change) return;
  const { start, oldEnd, newText } = change;
  const newEnd = start + newText.length;
  tree.edit(
    new Edit({
      startIndex: start,
      oldEndIndex: oldEnd,
      newEndIndex: newEnd,
      startPosition: pointAt(before, start),
      oldEndPosition: pointAt(before, oldEnd),
      newEndPosition: pointAt(after, newEnd),
    }),
  );
}

function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row += 1;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
