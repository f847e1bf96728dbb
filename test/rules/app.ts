import { judge } from '../../server/analysis.js';
import type { FileFacts } from '../../server/facts/model.js';
import type { Finding } from '../../server/finding.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer } from './analyzer.js';

/** An app: path → text. */
export type App = Readonly<Record<string, string>>;

/** A finding, and the file it is in. */
export interface Found {
  readonly file: FileFacts;
  readonly finding: Finding;
}

/** What the rules whose names match find in an app, file by file. */
export function foundIn(app: App, rules: RegExp): readonly Found[] {
  const files = Object.entries(app).flatMap(([path, text]) => analyzer.facts(path, text) ?? []);
  const program = new Program(files);
  return files.flatMap((file) =>
    judge(file, DEFAULT_POLICY, program)
      .filter(({ rule }) => rules.test(rule))
      .map((finding) => ({ file, finding })),
  );
}

/** The same, each as `path:line rule`. */
export function linesFoundIn(app: App, rules: RegExp): readonly string[] {
  return foundIn(app, rules).map(
    ({ file, finding: { rule, span } }) =>
      `${file.path}:${file.text.slice(0, span.start).split('\n').length} ${rule}`,
  );
}

/** The code that a rule underlines in the first file of an app. */
export function underlinedInFirst(rule: string, app: App): readonly string[] {
  const [first] = Object.keys(app);
  return foundIn(app, new RegExp(`^${rule}$`))
    .filter(({ file }) => file.path === first)
    .map(({ file, finding: { span } }) => file.text.slice(span.start, span.end));
}
