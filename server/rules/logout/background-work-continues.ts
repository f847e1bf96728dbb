import type { BackgroundWork, FunctionFact } from '../../facts/session/session-model.js';
import type { FileFacts } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import type { Program } from '../../workspace/program.js';
import { mainSignOut, signOutPaths } from '../../workspace/sign-out.js';
import { stoppedWork } from '../../workspace/stopped-work.js';
import { atTheStart } from './insertion.js';
import { defineRule, type Report } from '../rule.js';
import {
  backgroundWorkBad,
  backgroundWorkGood,
  backgroundWorkFixed,
} from './background-work-continues-examples.js';

export const backgroundWorkContinues = defineRule({
  id: 'logout/background-work-continues',
  title: 'Timer, task or connection that goes on after sign-out',
  severity: 'warning',
  why: `
A refresh timer, a polling task or a socket that was started for a session does not end with it. After the sign-out it
goes on with the old credentials: it fetches a fresh token for a session that was closed, writes it back where it was
just deleted, or delivers one person's messages to the next.

The rule looks at types that hold such work in a property (\`refreshTask\`, \`sessionTimer\`, \`webSocket\`), start it,
and have a function that ends the session. Cancelling, invalidating or setting the property to nil counts, in that
function or in any that it leads to.`,
  remedy: `
Cancel the work where the session ends, and set the property to nil.`,
  fixSafety: `
Work that is cancelled may be in the middle of a request; its callers see a cancellation. Offered for review.`,
  references: [
    {
      title: 'Apple: Task.cancel()',
      url: 'https://developer.apple.com/documentation/swift/task/cancel()',
    },
    {
      title: 'Apple: Timer.invalidate()',
      url: 'https://developer.apple.com/documentation/foundation/timer/invalidate()',
    },
    {
      title: 'CWE-613: Insufficient Session Expiration',
      url: 'https://cwe.mitre.org/data/definitions/613.html',
    },
  ],
  *check(facts, { logout }, program) {
    if (logout.backgroundWork === 'keep') return;
    const paths = signOutPaths(program);
    if (facts.language === 'typescript') yield* workOfModules(facts, program);
    for (const work of facts.language === 'swift' ? facts.session.work : []) {
      const root = facts.session.functions.find((one) => one.endsSession && one.owner.type === work.type);
      if (!root) continue;
      const reached = paths.from({ file: facts, fact: root });
      if (reached.some(({ fact }) => fact.dropped.includes(work.property))) continue;
      yield {
        span: { start: root.start, end: root.end },
        message: `${root.owner.name} leaves ${work.property} running: ${CONSEQUENCES[work.form]} after the session has ended.`,
        related: [{ span: work.started, message: `${work.property} is started here.` }],
        fixes: fixesFor(work, root, facts),
      };
    }
  },
  bad: backgroundWorkBad,
  good: backgroundWorkGood,
  fixed: backgroundWorkFixed,
});

const CONSEQUENCES: Readonly<Record<BackgroundWork['form'], string>> = {
  timer: 'the timer goes on firing',
  task: 'the task goes on',
  subscription: 'it goes on receiving',
  socket: 'the connection stays open',
};

const STOP: Readonly<Record<BackgroundWork['form'], string>> = {
  timer: 'invalidate()',
  task: 'cancel()',
  subscription: 'cancel()',
  socket: 'cancel()',
};

function* workOfModules(facts: FileFacts, program: Program): Generator<Report> {
  if (facts.isTest || facts.session.work.length === 0) return;
  const root = mainSignOut(program, facts.language);
  if (!root) return;
  const { dropped, reacting } = stoppedWork(program);
  for (const work of facts.session.work) {
    // What a component holds in a ref goes with it, unless the component itself is where the session ends.
    if (work.isRef && !facts.session.functions.some(({ endsSession }) => endsSession)) continue;
    if (dropped.has(work.property) || reacting.has(work.property)) continue;
    const { file, fact } = root;
    yield {
      span: { start: work.start, end: work.end },
      message: `${fact.owner.name} leaves ${work.property} running: ${CONSEQUENCES[work.form]} after the session has ended.`,
      related: [
        {
          ...(file !== facts && { path: file.path }),
          span: { start: fact.start, end: fact.end },
          message: 'The session ends here.',
        },
      ],
      fixes: file === facts ? fixesFor(work, fact, facts) : [],
    };
  }
}

function linesFor(work: BackgroundWork): readonly string[] {
  if (work.stop === undefined) return [`${work.property}?.${STOP[work.form]}`, `${work.property} = nil`];
  const written = /^clear\w+\((.+)\)$/.exec(work.stop)?.[1] ?? work.stop.replace(/\.\w+\(\)$/, '');
  const stop = work.stop.startsWith('clear')
    ? `if (${written}) ${work.stop};`
    : `${work.stop.replace(/\.(\w+\(\))$/, '?.$1')};`;
  return [stop, `${written} = null;`];
}

function fixesFor(work: BackgroundWork, root: FunctionFact, facts: FileFacts): readonly Fix[] {
  // What an instance of a type holds, nobody else can name.
  if (work.stop?.includes('this.') && work.type !== root.owner.type) return [];
  const edit = work.isOptional ? atTheStart(root, linesFor(work), facts.text) : undefined;
  return edit
    ? [
        {
          title: `Cancel ${work.property} and let go of it`,
          safety: 'review',
          preferred: true,
          edits: [edit],
        },
      ]
    : [];
}
