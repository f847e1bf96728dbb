import type { Code, Node, SwitchCase, SwitchNode } from '../../code/model.js';
import { walk } from '../../code/walk.js';
import type { Effects, SkippedBranch } from './session-model.js';

/** Cases in which nobody is signed in, or that stand for what cannot be. */
const NO_SESSION =
  /^(none|unknown|guest|anonymous|visitor|logged_?out|signed_?out|not_?(logged|signed)_?in|unauthenticated|unauthorized|idle|some)$/i;

/** A choice between less than so many ways that do something may be about something else. */
const ENOUGH = 2;

/**
 * The branch of a switch in a way out of the session that does nothing, where the others do something: which
 * provider somebody has signed in with decides what is cleared, and one was forgotten.
 * @param effectsOf what a node does, but for one of those in it
 */
export function skippedBranch(
  body: Node,
  { text }: Code,
  effectsOf: (node: Node, except?: Node) => Effects,
): SkippedBranch | undefined {
  for (const choice of switchesIn(body)) {
    const idle = choice.cases.find((one) => !one.isDefault && isIdle(one));
    const acting = choice.cases.filter((one) => !isIdle(one));
    const [first] = idle?.patterns ?? [];
    const last = idle?.patterns.at(-1);
    if (!idle || !first || !last || acting.length < ENOUGH) continue;
    const names = idle.patterns.map(({ start, end }) => /\w+/.exec(text.slice(start, end))?.[0] ?? '');
    const forgotten = names.filter((name) => !NO_SESSION.test(name));
    if (forgotten.length === 0) continue;
    return {
      start: first.start,
      end: last.end,
      names: forgotten,
      others: acting.map((one) => effectsOf(one.body)),
      around: effectsOf(body, choice),
    };
  }
  return undefined;
}

function switchesIn(body: Node): readonly SwitchNode[] {
  const found: SwitchNode[] = [];
  walk(body, (node) => {
    if (node.kind === 'switch') found.push(node);
  });
  return found;
}

function isIdle({ body }: SwitchCase): boolean {
  return body.statements.every(isBreak);
}

function isBreak(node: Node): boolean {
  return node.kind === 'jump' && node.form === 'break';
}
