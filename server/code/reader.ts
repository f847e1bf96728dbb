import type { Concern } from '../syntax/bodies.js';
import { TextParser, type Grammar, type GrammarReader } from '../syntax/parser.js';
import type { BlockNode, Code, Comment } from './model.js';
import { KnownPieces, LoweredPiece } from './pieces.js';
import { SWIFT } from './swift/lower.js';
import { SCRIPT } from './typescript/lower.js';
import type { LanguageLowering } from './lowering.js';
import { linkRoot, linkStatements } from './nodes.js';

const LOWERINGS: Readonly<Record<Grammar, LanguageLowering>> = {
  swift: SWIFT,
  typescript: SCRIPT,
  tsx: SCRIPT,
};

/** A text that was read, and the pieces that the next version of it may have, too. */
export interface ReadText {
  readonly code: Code;
  readonly pieces: readonly LoweredPiece[];
}

/** Reads the texts of one grammar, from text to code. Never throws on broken code. */
export class CodeReader {
  private constructor(
    private readonly parser: TextParser,
    private readonly lowering: LanguageLowering,
  ) {}

  /** @throws when a grammar file is missing, or is not a grammar. */
  static async load(grammar: Grammar, read: GrammarReader): Promise<CodeReader> {
    return new CodeReader(await TextParser.load(grammar, read), LOWERINGS[grammar]);
  }

  /**
   * Reads a text.
   * @param concern as much as this tells to read
   * @param before an earlier version of the text, of which what stays the same is kept; its places move with the text,
   *   so it must not be used again
   */
  read(text: string, concern?: Concern, before?: ReadText): ReadText {
    const { language, regions } = this.lowering;
    const prepared = this.parser.prepared(text, concern);
    const { readable } = prepared;
    const known = new KnownPieces(before?.pieces ?? []);
    const pieces = prepared.pieces.map(({ start, end }) => {
      const [source, piece] = [text.slice(start, end), readable.slice(start, end)];
      const kept = known.take(source, piece, start);
      if (kept) return kept;
      // A part of a string holds the whole: what is kept of each version must not keep its text, too.
      return before
        ? this.readPiece(structuredClone(source), structuredClone(piece), start)
        : this.readPiece(source, piece, start);
    });
    const contents = pieces.map(({ content }) => content);
    const root: BlockNode = {
      kind: 'block',
      statements: contents.flatMap(({ statements }) => statements),
      start: 0,
      end: text.length,
    };
    linkRoot(
      root,
      contents.map(({ nodes }) => nodes),
    );
    const code: Code = {
      language,
      text,
      root,
      comments: prepared.comments ?? contents.flatMap(({ comments }) => comments.map(copied)),
      regions: regions(root, prepared.directives),
      errors: contents.flatMap(({ errors }) => errors),
    };
    return { code, pieces };
  }

  private readPiece(source: string, readable: string, start: number): LoweredPiece {
    const { nodes, comments, errors } = this.parser.parse(readable, start);
    const statements = this.lowering.statements(nodes, source, start);
    const content = { statements, nodes: linkStatements(statements), comments, errors };
    return new LoweredPiece(source, readable, start, content);
  }
}

/** Facts hold comments as they are, and must not move with the piece. */
function copied(comment: Comment): Comment {
  return { ...comment };
}
