import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import { snapshot, type SyntaxNode } from './tree.js';

/** Gives the bytes of a grammar file such as `tree-sitter-swift.wasm`; rejects when it cannot be read. */
export type GrammarReader = (fileName: string) => Promise<Uint8Array>;

/** Where a text changed: UTF-16 offsets into the old text, and the text that stands there now. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newText: string;
}

/** A parsed text. It holds memory of the parser until it is disposed of. */
export interface ParsedText {
  readonly text: string;
  readonly root: SyntaxNode;
  dispose(): void;
}

interface HeldTree extends ParsedText {
  readonly tree: Tree;
}

let runtime: Promise<void> | undefined;

/** Starts the WebAssembly runtime once per process. */
function startRuntime(read: GrammarReader): Promise<void> {
  runtime ??= read('web-tree-sitter.wasm').then((bytes) => Parser.init({ wasmBinary: bytes }));
  // A failed start (file missing) must be tried again once the file is there.
  runtime.catch(() => (runtime = undefined));
  return runtime;
}

/** Parses the texts of one language, anew or by re-using the tree of an earlier version of the same text. */
export class TextParser {
  private constructor(private readonly parser: Parser) {}

  /**
   * Loads a grammar.
   * @throws when a grammar file is missing, or is not a grammar.
   */
  static async load(grammar: string, read: GrammarReader): Promise<TextParser> {
    await startRuntime(read);
    const language = await Language.load(await read(`tree-sitter-${grammar}.wasm`));
    const parser = new Parser();
    parser.setLanguage(language);
    return new TextParser(parser);
  }

  /**
   * Parses a text. With `previous` and the changes that lead from it to `text`, only what changed is parsed;
   * `previous` is used up by that and must not be used again.
   */
  parse(text: string, previous?: ParsedText, changes: readonly TextChange[] = []): ParsedText {
    const old = previous && (previous as HeldTree).tree;
    if (previous && old) applyChanges(old, previous.text, changes);
    const tree = this.parser.parse(text, old ?? null);
    previous?.dispose();
    if (!tree) throw new Error('The parser was stopped.');
    let disposed = false;
    const held: HeldTree = {
      text,
      tree,
      root: snapshot(tree),
      dispose: () => {
        if (!disposed) tree.delete();
        disposed = true;
      },
    };
    return held;
  }
}

function applyChanges(tree: Tree, text: string, changes: readonly TextChange[]): void {
  let current = text;
  for (const change of changes) {
    const next = current.slice(0, change.start) + change.newText + current.slice(change.oldEnd);
    const newEnd = change.start + change.newText.length;
    tree.edit(
      new Edit({
        startIndex: change.start,
        oldEndIndex: change.oldEnd,
        newEndIndex: newEnd,
        startPosition: pointAt(current, change.start),
        oldEndPosition: pointAt(current, change.oldEnd),
        newEndPosition: pointAt(next, newEnd),
      }),
    );
    current = next;
  }
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
