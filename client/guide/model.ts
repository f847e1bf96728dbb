// What the server answers about the decision guide, by the names that the sidebar has for it, and what the extension and
// the page say to each other.
import type { Guide, GuideStateAnswer as GuideState } from '../../server/lsp/protocol.js';

export type {
  EntryState,
  Guide,
  GuideBranch as Branch,
  GuideEntry as Entry,
  GuideLeaf as Leaf,
  GuideStateAnswer as GuideState,
  GuideTable as Table,
  GuideTree as Tree,
  NeverRow,
  PlaceAnswer as Place,
  PolicyEntry,
  PolicyOptions as Options,
  PolicyValue,
  Severity,
} from '../../server/lsp/protocol.js';

export type ServerHealth = 'starting' | 'running' | 'stopped';

/** From the extension to the page. */
export type ToPage =
  | { readonly type: 'guide'; readonly guide: Guide }
  | { readonly type: 'state'; readonly state: GuideState }
  | { readonly type: 'server'; readonly health: ServerHealth }
  /** Opens an entry and puts the focus on it. */
  | { readonly type: 'reveal'; readonly id: string }
  /** Puts the focus where one begins to read. */
  | { readonly type: 'focus' }
  /** Says something to whoever listens to a screen reader. */
  | { readonly type: 'say'; readonly text: string };
