/** An option of `sessionlint check`. The parser, the help text and the table in the README are made from these. */
export interface OptionInfo {
  readonly name: string;
  /** What stands for its value; a switch has none. */
  readonly value?: string;
  /** What it does, in one sentence for a person. Markdown. */
  readonly help: string;
}

export const FORMATS = ['pretty', 'json', 'sarif', 'github', 'xcode'] as const;
export type Format = (typeof FORMATS)[number];

/** How to print what an app keeps. */
export const INVENTORY_FORMATS = ['markdown', 'json'] as const;
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

/** What may be let through by `--max-severity`, the mildest first. */
export const LIMITS = ['none', 'information', 'warning', 'error'] as const;
export type Limit = (typeof LIMITS)[number];

export const CHECK_OPTIONS = [
  { name: 'format', value: FORMATS.join('|'), help: 'How to print findings; `pretty` when nothing is said.' },
  { name: 'quiet', help: 'Print findings and errors, but no notes, no progress and no summary.' },
  { name: 'stats', help: 'Say on the error stream how many files were read and where the time went.' },
  {
    name: 'max-severity',
    value: LIMITS.join('|'),
    help: 'The worst severity that leaves the exit status at 0; `none` when nothing is said.',
  },
  {
    name: 'inventory',
    value: 'markdown|json',
    help: 'Instead of findings, print every credential that the code keeps: where it is written, read and cleared, and what is unknown.',
  },
  {
    name: 'fix',
    value: 'safe|review',
    help: 'Apply fixes to the files: those that are safe, or with `--fix=review` also the others, each after a question. `--fix` alone is `--fix=safe`.',
  },
  {
    name: 'baseline',
    value: 'FILE',
    help: 'Hide the findings that FILE names, and say what has become of them.',
  },
  { name: 'update-baseline', help: 'Write the findings of this run into the file of `--baseline`.' },
  {
    name: 'changed-since',
    value: 'REF',
    help: 'Show only findings in files that are new or different since the branch left REF, as git tells.',
  },
  {
    name: 'shard',
    value: 'I/N',
    help: 'Show only findings in the I-th of N parts of the files; all parts together show everything once.',
  },
  {
    name: 'stdin-filename',
    value: 'FILE',
    help: 'Read the text of FILE from the standard input, and show only its findings; each PATH tells what is around it.',
  },
  {
    name: 'jobs',
    value: 'N',
    help: 'Read files on N processors; when nothing is said, on all but at most 4.',
  },
  { name: 'no-cache', help: 'Read every file anew, and keep nothing for the next run.' },
  { name: 'cache-location', value: 'DIR', help: 'The folder that keeps what was read for the next run.' },
] as const satisfies readonly OptionInfo[];

export type CheckOption = (typeof CHECK_OPTIONS)[number]['name'];

/** How an option is written: `--format pretty|json`. */
export function spelling({ name, value }: OptionInfo): string {
  if (name === 'fix') return '--fix[=safe|review]';
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}
