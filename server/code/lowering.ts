import type { Snippet } from '../syntax/prepare.js';
import type { SyntaxNode } from '../syntax/tree.js';
import type { BlockNode, Code, ConditionalRegion, Node } from './model.js';

/** How the trees of a language become code. */
export interface LanguageLowering {
  readonly language: Code['language'];
  /** Lowers the nodes of a text, or of a piece of it. Never throws on broken code. */
  readonly statements: (text: string, nodes: readonly SyntaxNode[]) => readonly Node[];
  /** @param directives the lines of the text that `#if` and its kin begin */
  readonly regions: (root: BlockNode, directives: readonly Snippet[]) => readonly ConditionalRegion[];
}
