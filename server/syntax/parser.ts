import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import { difference } from './difference.js';
import { repairScript } from './half-typed-script.js';
import { asItStands, prepareSwift, type PreparedText, type ReadableText, type Snippet } from './prepare.js';
import { snapshot, type SyntaxNode } from './tree.js';

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

const PREPARATIONS: Readonly<Record<Grammar, (text: string) => ReadableText>> = {
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

let runtime: Promise<void> | undefined;

/** Starts the WebAssembly runtime once per process. */
function startRuntime(read: GrammarReader): Promise<void> {
  runtime ??= read(RUNTIME).then((bytes) => Parser.init({ wasmBinary: bytes }));
  // A failed start (file missing) must be tried again once the file is there.
  runtime.catch(() => (runtime = undefined));
  return runtime;
}

/** Parses the texts of one language, anew or by re-using the tree of an earlier version of the same text. */
export class TextParser {
  private constructor(
    private readonly parser: Parser,
    private readonly prepare: (text: string) => ReadableText,
    private readonly repair: ((text: string) => string) | undefined,
  ) {}

  /**
   * Loads a grammar.
   * @throws when a grammar file is missing, or is not a grammar.
   */
  static async load(grammar: Grammar, read: GrammarReader): Promise<TextParser> {
    await startRuntime(read);
    const language = await Language.load(await read(fileOf(grammar)));
    const parser = new Parser();
    parser.setLanguage(language);
    return new TextParser(parser, PREPARATIONS[grammar], REPAIRS[grammar]);
  }

  /**
   * Parses a text. With `previous`, an earlier version of it, only what changed is parsed; `previous` is used up by
   * that and must not be used again.
   */
  parse(text: string, previous?: ParsedText): ParsedText {
    const prepared = this.prepare(text);
    const known = previous instanceof HeldText ? previous : undefined;
    const tree = known?.take();
    // Within comments, for one, the text can change without the parser seeing anything of it.
    if (known && tree && known.readable === prepared.readable) {
      return new HeldText(text, prepared, tree, known.root);
    }
    try {
      if (known && tree) edit(tree, known.readable, prepared.readable);
      return this.hold(text, prepared, this.parseAsFresh(prepared.readable, tree));
    } finally {
      tree?.delete();
    }
  }

  /** What was parsed, or the same text repaired where it has errors that a repair knows. */
  private hold(text: string, prepared: ReadableText, parsed: Tree): HeldText {
    const readable = parsed.rootNode.hasError ? this.repair?.(prepared.readable) : undefined;
    if (readable === undefined || readable === prepared.readable)
      return new HeldText(text, prepared, parsed, snapshot(parsed));
    parsed.delete();
    const repaired = this.parseAsFresh(readable, undefined);
    return new HeldText(text, { ...prepared, readable }, repaired, snapshot(repaired));
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
    const fresh = this.parser.parse(readable);
    if (!fresh) throw new Error('The parser was stopped.');
    return fresh;
  }
}

class HeldText implements ParsedText {
  readonly readable: PreparedText['readable'];
  readonly comments: PreparedText['comments'];
  readonly directives: PreparedText['directives'];

  constructor(
    readonly text: string,
    prepared: ReadableText,
    private tree: Tree | undefined,
    readonly root: SyntaxNode,
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
    else pending.push(...node.children);
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
