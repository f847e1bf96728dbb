import type { Snippet } from '../syntax/prepare.js';
import type { SyntaxNode } from '../syntax/tree.js';
import type { BlockNode, Code, ConditionalRegion, Node } from './model.js';

/** How the trees of a language become code. */
export interface LanguageLowering {
  readonly language: Code['language'];
  /**
   * Lowers the nodes of a piece of a text. Never throws on broken code.
   * @param offset where the piece begins, since places are those in the whole text
   */
  readonly statements: (nodes: readonly SyntaxNode[], piece: string, offset: number) => readonly Node[];
  /** @param directives the lines of the text that `#if` and its kin begin */
  readonly regions: (root: BlockNode, directives: readonly Snippet[]) => readonly ConditionalRegion[];
}
