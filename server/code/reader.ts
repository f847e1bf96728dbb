import type { Concern } from '../syntax/bodies.js';
import type { Grammar, GrammarReader } from '../syntax/parser.js';
import { TextParser } from '../syntax/parser.js';
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
      return known.take(source, piece, start) ?? this.readPiece(text, source, piece, start);
    });
    const root: BlockNode = {
      kind: 'block',
      statements: pieces.flatMap(({ statements }) => statements),
      start: 0,
      end: text.length,
    };
    linkRoot(
      root,
      pieces.map(({ nodes }) => nodes),
    );
    const code: Code = {
      language,
      text,
      root,
      comments: prepared.comments ?? pieces.flatMap(({ comments }) => comments.map(copied)),
      regions: regions(root, prepared.directives),
      errors: pieces.flatMap(({ errors }) => errors),
    };
    return { code, pieces };
  }

  private readPiece(text: string, source: string, readable: string, start: number): LoweredPiece {
    const { nodes, comments, errors } = this.parser.parse(readable, start);
    const statements = this.lowering.statements(text, nodes);
    const content = { statements, nodes: linkStatements(statements), comments, errors };
    return new LoweredPiece(source, readable, start, content);
  }
}

/** Facts hold comments as they are, and must not move with the piece. */
function copied(comment: Comment): Comment {
  return { ...comment };
}
