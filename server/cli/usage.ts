import { CHECK_OPTIONS, spelling } from './options.js';

/** How the tool is called, in a few lines. */
export const SYNOPSIS = `Usage: sessionlint check [OPTION…] PATH…
       sessionlint rules
       sessionlint --help | --version
`;

export const USAGE = `${SYNOPSIS}
check   looks for session and credential faults in source files; "sessionlint check --help" has
        its options
rules   lists the rules

  -h, --help      print this, or the help of a command
  -v, --version   print the version
`;

const WIDTH = 98;
const INDENT = 6;

export const CHECK_USAGE = `Usage: sessionlint check [OPTION…] PATH…

Looks for session and credential faults in source files. A PATH is a file or a folder. Folders are
searched, less what .gitignore names, packages, build products and generated code; source files
that are named are always looked at. All files that are found are read together, since one may
store what another clears.

${CHECK_OPTIONS.map((option) => `  ${spelling(option)}\n${wrapped(option.help.replaceAll('`', ''))}`).join('\n')}

Exit status: 0 nothing found, or nothing worse than --max-severity; 1 findings; 2 wrong usage, or a
path that could not be read or fixed; 130 interrupted.
`;

export const RULES_USAGE = `Usage: sessionlint rules

Lists the rules with their severities.
`;

function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && INDENT + last.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ' '.repeat(INDENT) + line).join('\n');
}
