import type { FileFacts } from './facts/model.js';
import type { Finding } from './finding.js';
import { Lines } from './lines.js';
import { contains, type Span } from './span.js';

/** A rule as a comment names it; nothing says that such a rule exists. */
export interface NamedRule extends Span {
  readonly id: string;
}

/** A comment that asks for silence. Its span is the whole comment. */
export interface Suppression extends Span {
  readonly form: 'next-line' | 'line' | 'file';
  /** Empty: every rule. */
  readonly rules: readonly NamedRule[];
  /** What stands behind `--`; undefined when nothing does. */
  readonly reason?: string;
  /** Findings that begin here are hidden; of the next line also those about comments above it. */
  readonly scope: Span;
}

/** A suppression and what it hid. A name in `rules` that no hidden finding has was of no use. */
export interface SuppressionUse {
  readonly suppression: Suppression;
  readonly hidden: readonly Finding[];
}

export interface Suppressed {
  readonly kept: readonly Finding[];
  /** Every suppression of the text, also the unused ones, in its order. */
  readonly uses: readonly SuppressionUse[];
}

/** What the editor writes where the user is to say why. */
export const REASON_PLACEHOLDER = '<why this is safe here>';

/** Whether a reason is only the place for one. */
export function isPlaceholder(reason: string): boolean {
  return /^<[^<>]*>$/.test(reason);
}

const DIRECTIVE = /^(\/\/+|\/\*+)[\s*!]*sessionlint-disable-(next-line|line|file)(?![\w-])/;

/**
 * Splits findings into those that stay and those that a comment of the text hides. A finding that several
 * comments hide counts as a use of each.
 */
export function applySuppressions(
  findings: readonly Finding[],
  facts: Pick<FileFacts, 'text' | 'comments'>,
): Suppressed {
  const suppressions = suppressionsOf(facts);
  return {
    kept: findings.filter((finding) => !suppressions.some((suppression) => hides(suppression, finding))),
    uses: suppressions.map((suppression) => ({
      suppression,
      hidden: findings.filter((finding) => hides(suppression, finding)),
    })),
  };
}

/**
 * The suppression comments of a text, in its order:
 * `// sessionlint-disable-next-line keychain/always-accessible, keychain/accessibility-missing -- the reason`,
 * likewise `-disable-line` and `-disable-file`, also between slash-star and star-slash.
 */
export function suppressionsOf(facts: Pick<FileFacts, 'text' | 'comments'>): readonly Suppression[] {
  const comments = facts.comments.filter(({ text }) => DIRECTIVE.test(text));
  if (comments.length === 0) return [];
  const places = new Places(facts.text, facts.comments);
  return comments.flatMap((comment) => parse(comment, places) ?? []);
}

/**
 * Whether a comment hides a finding. What a rule says of the comment itself it hides only by the rule's name.
 */
export function hides(suppression: Suppression, finding: Pick<Finding, 'rule' | 'span'>): boolean {
  const { scope, rules } = suppression;
  const { start } = finding.span;
  if (start < scope.start || start > scope.end) return false;
  if (rules.length === 0) return !contains(suppression, finding.span);
  return rules.some(({ id }) => id === finding.rule);
}

function parse(comment: FileFacts['comments'][number], places: Places): Suppression | undefined {
  const [directive, opening, form] = DIRECTIVE.exec(comment.text) ?? [];
  if (directive === undefined || !isForm(form)) return undefined;
  const body = opening?.startsWith('/*') ? comment.text.replace(/\*+\/$/, '') : comment.text;
  const rest = body.slice(directive.length);
  const dashes = /--+|—/.exec(rest);
  const reason = dashes && plain(rest.slice(dashes.index + dashes[0].length));
  return {
    start: comment.start,
    end: comment.end,
    form,
    rules: namesIn(dashes ? rest.slice(0, dashes.index) : rest, comment.start + directive.length),
    ...(reason ? { reason } : {}),
    scope: places.scopeOf(form, comment),
  };
}

function isForm(form: string | undefined): form is Suppression['form'] {
  return form === 'next-line' || form === 'line' || form === 'file';
}

function namesIn(list: string, offset: number): readonly NamedRule[] {
  return Array.from(list.matchAll(/[^\s,*]+/g), ({ 0: id, index }) => ({
    id,
    start: offset + index,
    end: offset + index + id.length,
  }));
}

/** A reason on one line, without the stars at the side of a block comment. */
function plain(reason: string): string {
  return reason.replace(/\s*\n[\s*]*/g, ' ').trim();
}

/** What each form of comment speaks of. */
class Places {
  private readonly lines: Lines;

  constructor(
    private readonly text: string,
    private readonly comments: readonly Span[],
  ) {
    this.lines = new Lines(text);
  }

  scopeOf(form: Suppression['form'], comment: Span): Span {
    if (form === 'file') return { start: 0, end: this.text.length };
    const last = this.lines.lineAt(Math.max(comment.start, comment.end - 1));
    if (form === 'next-line') {
      const { start } = this.lines.spanOf(last + 1);
      return { start, end: this.lines.spanOf(this.nextLineOfCode(last + 1)).end };
    }
    const first = this.lines.spanOf(this.lines.lineAt(comment.start));
    return { start: first.start, end: this.lines.spanOf(last).end };
  }

  /** Comments may stand between, such as a second suppression of the same line. */
  private nextLineOfCode(from: number): number {
    let line = from;
    while (line < this.lines.count && this.isComment(this.lines.spanOf(line))) line += 1;
    return line;
  }

  private isComment(line: Span): boolean {
    const content = this.text.slice(line.start, line.end);
    const start = line.start + content.length - content.trimStart().length;
    const end = line.start + content.trimEnd().length;
    if (start >= end) return false;
    return this.comments.some((comment) => comment.start <= start && end <= comment.end);
  }
}
