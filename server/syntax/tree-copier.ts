import type { Language, Tree } from 'web-tree-sitter';
import type { SyntaxNode } from './tree.js';

/**
 * What web-tree-sitter's WebAssembly has for walks over a tree. The cursor that it walks with lies at one place in its
 * memory, so there is one walk at a time.
 */
export interface TreeWalking {
  _ts_tree_root_node_wasm: (tree: number) => void;
  /** Puts the cursor on the node that was last asked for. */
  _ts_tree_cursor_new_wasm: (tree: number) => void;
  _ts_tree_cursor_delete_wasm: (tree: number) => void;
  _ts_tree_cursor_goto_first_child_wasm: (tree: number) => number;
  _ts_tree_cursor_goto_next_sibling_wasm: (tree: number) => number;
  _ts_tree_cursor_goto_parent_wasm: (tree: number) => number;
  _ts_tree_cursor_current_node_type_id_wasm: (tree: number) => number;
  _ts_tree_cursor_current_field_id_wasm: (tree: number) => number;
  _ts_tree_cursor_start_index_wasm: (tree: number) => number;
  _ts_tree_cursor_end_index_wasm: (tree: number) => number;
}

/** What all nodes of one type have in common. */
interface NodeType {
  readonly type: string;
  readonly named: boolean;
}

/** The grammar's number for code that it cannot read is beyond all others. */
const ERROR: NodeType = { type: 'ERROR', named: true };

type MutableNode = Omit<SyntaxNode, 'children'> & { children: readonly SyntaxNode[] };

const NO_CHILDREN: readonly SyntaxNode[] = [];

/**
 * Copies trees out of the parser's memory. The cursor of web-tree-sitter moves its state between the two memories for
 * each step and each property, which takes as long as the parse; here the state stays where it is, and types are looked
 * up by their numbers.
 */
export class TreeCopier {
  private readonly types: readonly NodeType[];
  private readonly fields: readonly (string | null)[];
  private offset = 0;

  constructor(
    private readonly walking: TreeWalking,
    language: Language,
  ) {
    this.types = language.types.map((type, id) => ({ type, named: language.nodeTypeIsNamed(id) }));
    this.fields = language.fields;
  }

  /**
   * Copies a whole tree. The tree stays the caller's to delete.
   * @param offset where what was parsed begins in its text
   */
  copy(tree: Tree, offset = 0): SyntaxNode {
    this.offset = offset;
    const address = addressOf(tree);
    this.walking._ts_tree_root_node_wasm(address);
    this.walking._ts_tree_cursor_new_wasm(address);
    try {
      return this.walk(address);
    } finally {
      this.walking._ts_tree_cursor_delete_wasm(address);
    }
  }

  /** Keeps an explicit stack: source written to nest ten thousand deep must not overflow ours. */
  private walk(tree: number): SyntaxNode {
    const {
      _ts_tree_cursor_goto_first_child_wasm: gotoFirstChild,
      _ts_tree_cursor_goto_next_sibling_wasm: gotoNextSibling,
      _ts_tree_cursor_goto_parent_wasm: gotoParent,
    } = this.walking;
    const root = this.node(tree);
    const ancestors: MutableNode[] = [];
    let current = root;
    for (;;) {
      if (gotoFirstChild(tree)) {
        ancestors.push(current);
      } else {
        while (!gotoNextSibling(tree)) {
          if (ancestors.length === 0 || !gotoParent(tree)) return root;
          ancestors.pop();
          if (ancestors.length === 0) return root;
        }
      }
      current = this.node(tree);
      append(ancestors.at(-1), current);
    }
  }

  private node(tree: number): MutableNode {
    const { walking } = this;
    const { type, named } = this.types[walking._ts_tree_cursor_current_node_type_id_wasm(tree)] ?? ERROR;
    return {
      type,
      named,
      field: this.fields[walking._ts_tree_cursor_current_field_id_wasm(tree)] ?? undefined,
      start: this.offset + walking._ts_tree_cursor_start_index_wasm(tree),
      end: this.offset + walking._ts_tree_cursor_end_index_wasm(tree),
      children: NO_CHILDREN,
    };
  }
}

function append(parent: MutableNode | undefined, child: SyntaxNode): void {
  if (!parent) return;
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else (parent.children as SyntaxNode[]).push(child);
}

/** Where a tree lies in the parser's memory, which web-tree-sitter keeps under the key 0. */
function addressOf(tree: Tree): number {
  return (tree as unknown as Readonly<Record<0, number>>)[0];
}
