import type { CallSite, UncheckedCall } from '../../facts/keychain/status-model.js';
import type { Fix, TextEdit } from '../../finding.js';
import type { Span } from '../../span.js';

/** The repairs of an unchecked call that its function allows, the one most people want first. */
export function statusFixes(call: UncheckedCall): readonly Fix[] {
  const { site, awaitable } = call;
  if (awaitable) return [waiting(awaitable)];
  if (!site) return [];
  const fixes = fixesFor(call, site).map(({ title, edits }) => ({ title, edits, safety: 'review' as const }));
  return fixes.map((fix, index) => (index === 0 ? { ...fix, preferred: true } : fix));
}

function waiting(span: Span): Fix {
  const edits = [{ span, newText: 'await ' }];
  return { title: 'Wait for the write with await', safety: 'review', preferred: true, edits };
}

interface Repair {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

function fixesFor(call: UncheckedCall, site: CallSite): readonly Repair[] {
  switch (call.sign) {
    case 'status':
      return statusRepairs(call, site);
    case 'bool':
      return boolRepairs(call, site);
    case 'error':
      return errorRepairs(call, site);
    case 'nothing':
      return subscriptRepairs(site);
  }
}

function statusRepairs(call: UncheckedCall, site: CallSite): readonly Repair[] {
  const name = site.bound ?? site.free;
  const success = `${name} == errSecSuccess`;
  const condition = call.operation === 'delete' ? `${success} || ${name} == errSecItemNotFound` : success;
  const bind: TextEdit[] =
    site.bound === undefined
      ? [{ span: { start: site.statement.start, end: site.call.start }, newText: `let ${name} = ` }]
      : [];
  const repair = (title: string, ...lines: readonly string[]): Repair[] => {
    const behind = addedBehind(site, lines);
    return behind ? [{ title, edits: [...bind, behind] }] : [];
  };
  const thrown = site.error?.replace('%', name);
  const readsNothing = call.operation === 'copy' ? [`if ${name} == errSecItemNotFound { return nil }`] : [];
  switch (site.result) {
    case 'throws':
      return thrown === undefined
        ? []
        : repair(`Throw unless ${call.call} succeeds`, `guard ${condition} else { throw ${thrown} }`);
    case 'throwsOptional':
      return thrown === undefined
        ? []
        : repair(
            call.operation === 'copy'
              ? 'Return nil when there is no such item, throw on any other failure'
              : `Throw unless ${call.call} succeeds`,
            ...readsNothing,
            `guard ${condition} else { throw ${thrown} }`,
          );
    case 'bool':
      return repair(`Return false unless ${call.call} succeeds`, `guard ${condition} else { return false }`);
    case 'status':
      return repair('Return the status of a failure', `guard ${condition} else { return ${name} }`);
    case 'optional':
      if (call.operation === 'copy')
        return repair(`Return nil unless ${call.call} succeeds`, `guard ${condition} else { return nil }`);
      break;
    case 'nothing':
      break;
  }
  if (!site.hasFoundation) return [];
  const failure = call.operation === 'delete' ? `!(${condition})` : `${name} != errSecSuccess`;
  return repair(
    `Log the status when ${call.call} fails`,
    `if ${failure} {`,
    `${site.step}NSLog("${call.call} failed with status %d", ${name})`,
    '}',
  );
}

/** A Bool that is dropped: the call becomes the condition. */
function boolRepairs(call: UncheckedCall, site: CallSite): readonly Repair[] {
  const opening: TextEdit = {
    span: { start: site.statement.start, end: site.call.start },
    newText: 'guard ',
  };
  const close = (text: string): TextEdit => ({
    span: { start: site.call.end, end: site.call.end },
    newText: text,
  });
  const guarded = (title: string, exit: string): Repair[] => [
    { title, edits: [opening, close(` else { ${exit} }`)] },
  ];
  const thrown = site.lastStatus === undefined ? undefined : site.error?.replace('%', site.lastStatus);
  if (site.result === 'bool') return guarded(`Return false unless ${call.call} succeeds`, 'return false');
  if ((site.result === 'throws' || site.result === 'throwsOptional') && thrown !== undefined) {
    return guarded(`Throw unless ${call.call} succeeds`, `throw ${thrown}`);
  }
  if (!site.hasFoundation || site.lineEnd === undefined) return [];
  const { indent, step, lineBreak, lastStatus } = site;
  const log =
    lastStatus === undefined
      ? `NSLog("${call.call} failed")`
      : `NSLog("${call.call} failed with status %d", ${lastStatus})`;
  return [
    {
      title: `Log when ${call.call} fails`,
      edits: [
        { ...opening, newText: 'if !' },
        close(` {${lineBreak}${indent}${step}${log}${lineBreak}${indent}}`),
      ],
    },
  ];
}

function errorRepairs(call: UncheckedCall, site: CallSite): readonly Repair[] {
  const prefix = { start: site.statement.start, end: site.call.start };
  if (site.result === 'throws' || site.result === 'throwsOptional') {
    return [{ title: 'Pass the error on with try', edits: [{ span: prefix, newText: 'try ' }] }];
  }
  if (!site.hasFoundation || site.lineEnd === undefined) return [];
  const { indent, step, lineBreak } = site;
  const log = `NSLog("${call.call} failed: %@", String(describing: error))`;
  return [
    {
      title: `Log the error when ${call.call} fails`,
      edits: [
        { span: prefix, newText: `do {${lineBreak}${indent}${step}try ` },
        {
          span: { start: site.call.end, end: site.call.end },
          newText: `${lineBreak}${indent}} catch {${lineBreak}${indent}${step}${log}${lineBreak}${indent}}`,
        },
      ],
    },
  ];
}

function subscriptRepairs(site: CallSite): readonly Repair[] {
  const canThrow = site.result === 'throws' || site.result === 'throwsOptional';
  if (!canThrow || site.throwing === undefined) return [];
  return [
    {
      title: 'Use the method that throws',
      edits: [{ span: site.statement, newText: site.throwing }],
    },
  ];
}

/** Lines behind the statement; a statement that shares its line keeps to it. */
function addedBehind(site: CallSite, lines: readonly string[]): TextEdit | undefined {
  const { lineEnd, lineBreak, indent, call } = site;
  if (lineEnd !== undefined) {
    const newText = lines.map((line) => `${lineBreak}${indent}${line}`).join('');
    return { span: { start: lineEnd, end: lineEnd }, newText };
  }
  return lines.length === 1
    ? { span: { start: call.end, end: call.end }, newText: `; ${lines[0] ?? ''}` }
    : undefined;
}
