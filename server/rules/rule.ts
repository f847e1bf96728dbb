import type { FileFacts } from '../facts/model.js';
import type { Finding, Fix, Related, Severity } from '../finding.js';
import type { Policy } from '../policy/policy.js';
import type { PolicyProblem } from '../policy/problem.js';
import type { Span } from '../span.js';
import type { SuppressionUse } from '../suppression.js';
import type { Program } from '../workspace/program.js';

/** A text that shows a rule. In `bad` texts «guillemets» stand around what the rule underlines. */
export interface Example {
  readonly language: 'swift' | 'typescript' | 'jsonc';
  readonly text: string;
  /** Where the text lives, when that matters to the rule. */
  readonly path?: string;
}

/** A repair shown: `before` with the fix of that title becomes `after`. */
export interface FixExample {
  readonly language: 'swift' | 'typescript' | 'jsonc';
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly path?: string;
}

export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** What a rule yields; the id and the severity are added for it. */
export interface Report {
  readonly span: Span;
  readonly message: string;
  /** Only where it is milder than the rule's own. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly deprecated?: boolean;
}

/**
 * A rule: prose, check, fixes and examples in one place. The documentation, the rule table, the SARIF metadata
 * and the tests are all made from it.
 */
export interface Rule {
  /** `group/name`: a contract with policies and suppressions. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** What happens to the app's users. Markdown. */
  readonly why: string;
  /** What to do about it. Markdown. */
  readonly remedy: string;
  /** What the fixes change, and what to look at after one. Markdown. */
  readonly fixSafety: string;
  readonly references: readonly Reference[];
  /** Judges one text. `program` knows the other texts of the workspace, as far as they have been read. */
  readonly check?: (facts: FileFacts, policy: Policy, program: Program) => Iterable<Report>;
  /** Judges the comments that hide findings, once it is known what the other rules find. */
  readonly checkSuppressions?: (uses: readonly SuppressionUse[], facts: FileFacts) => Iterable<Report>;
  /** Judges a policy file by what reading it has shown. */
  readonly checkPolicyFile?: (problems: readonly PolicyProblem[]) => Iterable<Report>;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  readonly fixed: readonly FixExample[];
}

export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A Swift example, written as a template so that it reads as code. */
export function swift(strings: TemplateStringsArray): Example {
  return { language: 'swift', text: dedent(strings) };
}

/** A policy file, written as a template. */
export function policyFile(strings: TemplateStringsArray): Example {
  return { language: 'jsonc', text: dedent(strings), path: 'sessionlint.json' };
}

/** The same, at a path that matters. */
export function swiftAt(path: string): (strings: TemplateStringsArray) => Example {
  return (strings) => ({ ...swift(strings), path });
}

/** A TypeScript example. */
export function ts(strings: TemplateStringsArray): Example {
  return { language: 'typescript', text: unescaped(dedent(strings)), path: 'Example.ts' };
}

/** The same with JSX in it. */
export function tsx(strings: TemplateStringsArray): Example {
  return { language: 'typescript', text: unescaped(dedent(strings)), path: 'Example.tsx' };
}

/** A TypeScript example at a path that matters. */
export function tsAt(path: string): (strings: TemplateStringsArray) => Example {
  return (strings) => ({ ...ts(strings), path });
}

/** Templates within the template of an example are written with backslashes. */
function unescaped(text: string): string {
  return text.replaceAll('\\`', '`').replaceAll('\\${', '${');
}

/** Takes the first line break and the common indentation off a template. */
function dedent(strings: TemplateStringsArray): string {
  const text = strings.raw
    .join('')
    .replace(/^\n/, '')
    .replace(/\n[ ]*$/, '\n');
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(common)).join('\n');
}

/** Runs one rule over the facts of a text, unless the policy has turned it off. */
export function* run(rule: Rule, facts: FileFacts, policy: Policy, program: Program): Generator<Finding> {
  const severity = policy.severities.get(rule.id);
  if (severity === 'off') return;
  for (const report of rule.check?.(facts, policy, program) ?? []) yield findingOf(rule, report, severity);
}

/** Runs one rule over the comments of a text that hide findings. */
export function* runOnSuppressions(
  rule: Rule,
  uses: readonly SuppressionUse[],
  facts: FileFacts,
  policy: Policy,
): Generator<Finding> {
  const severity = policy.severities.get(rule.id);
  if (severity === 'off') return;
  for (const report of rule.checkSuppressions?.(uses, facts) ?? []) yield findingOf(rule, report, severity);
}

/** Runs one rule over a policy file. */
export function* runOnPolicyFile(
  rule: Rule,
  problems: readonly PolicyProblem[],
  policy: Policy,
): Generator<Finding> {
  const severity = policy.severities.get(rule.id);
  if (severity === 'off') return;
  for (const report of rule.checkPolicyFile?.(problems) ?? []) yield findingOf(rule, report, severity);
}

/** What the policy says of a rule holds for all that it finds, also for what is milder otherwise. */
function findingOf(rule: Rule, report: Report, severity: Severity | undefined): Finding {
  return {
    rule: rule.id,
    severity: severity ?? report.severity ?? rule.severity,
    message: report.message,
    span: report.span,
    related: report.related ?? [],
    fixes: report.fixes ?? [],
    deprecated: report.deprecated ?? false,
  };
}
