import type { EntryState, GuideState, Leaf, Tree } from '../model.js';

/** How an answer stands in the project, as an icon, and in words. */
export interface Mark {
  readonly icon: string;
  readonly className: string;
  /** A word or two beside the answer; none where there is nothing to say. */
  readonly tag?: string;
  /** Whether the path through the tree leads here. */
  readonly isCurrent: boolean;
}

export function markOf(leaf: Leaf, tree: Tree, state: GuideState | undefined): Mark {
  const known = state?.entries[leaf.id];
  if (tree.choice === 'checklist') return itemMark(leaf, known);
  const { standing } = known ?? {};
  if (standing?.state === 'chosen') {
    return { icon: 'pass-filled', className: 'chosen', tag: 'Your policy', isCurrent: true };
  }
  if (standing?.state === 'other') {
    const says = leaf.options?.values.find(({ value }) => value === standing.value)?.title;
    const tag = `Your policy: ${says ?? String(standing.value)}`;
    return { icon: 'pass-filled', className: 'other', tag, isCurrent: true };
  }
  if (standing?.state === 'default') {
    return { icon: 'circle-filled', className: 'default', tag: 'Recommended', isCurrent: true };
  }
  return { icon: 'circle-large-outline', className: 'open', isCurrent: false };
}

const KEEPS = new Set(['appPreferences', 'onboarding', 'deviceRegistration']);

function itemMark(leaf: Leaf, known: EntryState | undefined): Mark {
  const written = known?.standing?.state === 'other' ? known.standing.value : undefined;
  const policy = written === undefined ? '' : `, your policy: ${String(written)}`;
  const mark = leaf.item !== undefined && KEEPS.has(leaf.item) ? keptMark(known) : clearedMark(known);
  return { ...mark, ...(mark.tag !== undefined && { tag: mark.tag + policy }) };
}

function clearedMark(known: EntryState | undefined): Mark {
  switch (known?.item) {
    case 'cleared':
      return { icon: 'pass-filled', className: 'done', tag: 'Cleared', isCurrent: true };
    case 'missed':
      return { icon: 'error', className: 'missed', tag: 'Not cleared', isCurrent: false };
    case 'unused':
      return { icon: 'circle-slash', className: 'unused', tag: 'Not used', isCurrent: false };
    case 'unknown':
      return { icon: 'question', className: 'open', tag: 'Not seen', isCurrent: false };
    case 'noSignOut':
      return { icon: 'circle-large-outline', className: 'open', tag: 'No sign-out found', isCurrent: false };
    case undefined:
      return { icon: 'circle-large-outline', className: 'open', isCurrent: false };
  }
}

function keptMark(known: EntryState | undefined): Mark {
  switch (known?.item) {
    case 'cleared':
      return { icon: 'warning', className: 'missed', tag: 'Goes with the rest', isCurrent: false };
    case 'unknown':
      return { icon: 'pass-filled', className: 'done', tag: 'Kept', isCurrent: true };
    default:
      return { icon: 'circle-large-outline', className: 'open', isCurrent: false };
  }
}

/** What a question shows beside its title: how far it is answered. */
export function summaryOf(tree: Tree, state: GuideState | undefined): string {
  if (!state || state.workspace === 'none') return '';
  const leaves = tree.branches.flatMap((branch) => branch.leaves);
  const marks = leaves.map((leaf) => markOf(leaf, tree, state));
  if (tree.choice === 'one') {
    const at = marks.findIndex(({ isCurrent }) => isCurrent);
    return leaves[at]?.answer ?? 'Not decided yet';
  }
  if (tree.choice === 'each') {
    const chosen = marks.filter(({ className }) => className === 'chosen' || className === 'other').length;
    return chosen === 0 ? 'As recommended' : `${chosen} in your policy`;
  }
  const missed = marks.filter(({ className }) => className === 'missed').length;
  const done = marks.filter(
    ({ className, tag }) => className === 'done' && tag?.startsWith('Cleared'),
  ).length;
  if (marks.some(({ tag }) => tag === 'No sign-out found')) return 'No sign-out found';
  return missed === 0 ? `${done} cleared` : `${done} cleared, ${missed} not`;
}
