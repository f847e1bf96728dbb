import {
  CodeActionKind,
  type CodeAction,
  type CodeActionContext,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, OpenText } from '../analysis.js';
import { combine } from '../combine.js';
import type { Finding, Fix, PolicyChange, TextEdit } from '../finding.js';
import { entryOfFinding } from '../guide/evidence.js';
import { headingOf } from '../knowledge/guide/index.js';
import type { Span } from '../span.js';
import type { Program } from '../workspace/program.js';
import { GUIDE_COMMAND } from './guide.js';
import { diagnosticOf } from './diagnostics.js';
import { disableForFile, disableForLine } from './disable.js';
import { fixEverything } from './fixAll.js';
import { editsOf, sameRange } from './positions.js';
import type { Elsewhere } from './workspace.js';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.sessionlint`;
export const ACTION_KINDS: readonly string[] = [CodeActionKind.QuickFix, FIX_ALL_KIND];

/** The command of the client that shows a rule's page; its argument is the id of the rule. */
const EXPLAIN_COMMAND = 'sessionlint.explainRule';

export interface ActionRequest {
  readonly document: TextDocument;
  readonly analysis: Analysis;
  /** Actions are offered for findings that touch this. */
  readonly span: Span;
  readonly context: CodeActionContext;
  readonly elsewhere: Elsewhere;
  /** What the document is part of. */
  readonly program: Program;
  /** Whether the client takes edits that name the version they are for. */
  readonly versionedEdits: boolean;
  /** How to write changes down in the policy; undefined when that cannot be done. */
  readonly policyEdit: (changes: readonly PolicyChange[]) => WorkspaceEdit | undefined;
  /** Opens the text of the document a second time, to try fixes out. */
  readonly tryOut: () => OpenText;
}

/** What can be done about the findings in a range. */
export function codeActions(request: ActionRequest): CodeAction[] {
  return [
    ...(wanted(request.context, CodeActionKind.QuickFix) ? quickFixes(request) : []),
    // On save or from the menu of source actions; a light bulb does not ask for it.
    ...(request.context.only && wanted(request.context, FIX_ALL_KIND) ? fixAll(request) : []),
  ];
}

/** `only: ['source']` asks for `source.fixAll.sessionlint`, too. */
function wanted({ only }: CodeActionContext, kind: string): boolean {
  return !only || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
}

function quickFixes(request: ActionRequest): CodeAction[] {
  const { analysis, span } = request;
  const findings = analysis.findings.filter((finding) => touches(finding.span, span));
  const fixes = findings.flatMap((finding) =>
    finding.fixes.flatMap((fix) => fixAction(request, finding, fix)),
  );
  const byRule = firstOfEach(findings, ({ rule }) => rule);
  const byLine = firstOfEach(findings, ({ rule, span: { start } }) => {
    return `${rule} ${request.document.positionAt(start).line}`;
  });
  return [
    ...fixes.filter((action) => action.isPreferred),
    ...fixes.filter((action) => !action.isPreferred),
    ...byRule.flatMap((finding) => fixAllOfRule(request, finding)),
    ...byLine.flatMap((finding) => disableLine(request, finding)),
    ...byRule.flatMap((finding) => disableFile(request, finding)),
    ...openGuide(request, findings),
    ...byRule.map((finding) => explain(request, finding)),
  ];
}

function fixAction(request: ActionRequest, finding: Finding, fix: Fix): CodeAction[] {
  const edit = fix.policy ? request.policyEdit(fix.policy) : workspaceEdit(request, fix.edits);
  if (!edit) return [];
  return [
    {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [asShown(request, finding)],
      edit,
      ...(fix.preferred && { isPreferred: true }),
    },
  ];
}

function fixAllOfRule(request: ActionRequest, { rule }: Finding): CodeAction[] {
  const { findings, edits } = combine(request.analysis.findings.filter((finding) => finding.rule === rule));
  if (findings.length < 2) return [];
  return [editAction(request, `Fix all ${findings.length} ${rule} in this file`, findings, edits)];
}

function disableLine(request: ActionRequest, finding: Finding): CodeAction[] {
  const edit = disableForLine(request.analysis.facts, finding);
  return edit ? [editAction(request, `Disable ${finding.rule} for this line`, [finding], [edit])] : [];
}

function disableFile(request: ActionRequest, finding: Finding): CodeAction[] {
  const edit = disableForFile(request.analysis.facts, finding.rule);
  return edit ? [editAction(request, `Disable ${finding.rule} for this file`, [finding], [edit])] : [];
}

/** One action for each answer of the guide that decides about any of the findings. */
function openGuide(request: ActionRequest, findings: readonly Finding[]): CodeAction[] {
  const { analysis, program } = request;
  const decided = findings.flatMap((finding) => {
    const entry = entryOfFinding(finding, analysis.facts, program);
    return entry === undefined ? [] : [{ finding, entry }];
  });
  return firstOfEach(decided, ({ entry }) => entry.id).map(({ finding, entry }) => {
    const title = `Open in the guide: ${headingOf(entry)}`;
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [asShown(request, finding)],
      command: { title, command: GUIDE_COMMAND, arguments: [entry.id] },
    };
  });
}

function explain(request: ActionRequest, finding: Finding): CodeAction {
  const title = `Explain ${finding.rule}`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [asShown(request, finding)],
    command: { title, command: EXPLAIN_COMMAND, arguments: [finding.rule] },
  };
}

function fixAll(request: ActionRequest): CodeAction[] {
  const edits = fixEverything(request.tryOut());
  if (edits.length === 0) return [];
  const title = 'Fix all that is safe to fix (SessionLint)';
  return [{ title, kind: FIX_ALL_KIND, edit: workspaceEdit(request, edits) }];
}

function editAction(
  request: ActionRequest,
  title: string,
  findings: readonly Finding[],
  edits: readonly TextEdit[],
): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: findings.map((finding) => asShown(request, finding)),
    edit: workspaceEdit(request, edits),
  };
}

/** Edits that name their version are refused by the client when the user has typed on. */
function workspaceEdit(
  { document, versionedEdits }: ActionRequest,
  edits: readonly TextEdit[],
): WorkspaceEdit {
  const { uri, version } = document;
  if (!versionedEdits) return { changes: { [uri]: editsOf(document, edits) } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: editsOf(document, edits) }] };
}

/** The diagnostic of a finding as the client sent it, so that it knows which one the action is about. */
function asShown({ document, context, elsewhere }: ActionRequest, finding: Finding): Diagnostic {
  const own = diagnosticOf(document, finding, elsewhere);
  const shown = context.diagnostics.find(
    (diagnostic) => diagnostic.code === own.code && sameRange(diagnostic.range, own.range),
  );
  return shown ?? own;
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function firstOfEach<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const one of all) if (!first.has(key(one))) first.set(key(one), one);
  return [...first.values()];
}
