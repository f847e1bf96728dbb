import { parseArgs } from 'node:util';

export type Format = 'pretty' | 'json';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'rules' }
  | { readonly name: 'check'; readonly format: Format; readonly paths: readonly string[] };

/** A command line that cannot be understood; the message tells the user why. */
export class UsageError extends Error {}

export const USAGE = `Usage: sessionlint check [--format pretty|json] PATH…
       sessionlint rules
       sessionlint --help | --version

check   looks for session and credential faults in Swift files. A PATH is a file or a folder;
        folders are searched for .swift files, less what .gitignore names, packages, build
        products and generated code. Swift files that are named are always looked at.
rules   lists the rules.

  --format pretty|json   how to print findings (default: pretty)
  -h, --help             print this
  -v, --version          print the version

Exit status: 0 nothing found, 1 findings, 2 wrong usage or a path that could not be read.
`;

/**
 * Reads the arguments behind the program's name.
 * @throws {UsageError} when they ask for nothing that exists.
 */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [command, ...paths] = positionals;
  switch (command) {
    case 'check':
      if (paths.length === 0)
        throw new UsageError('check needs a file or a folder, such as: sessionlint check .');
      if (paths.includes('')) throw new UsageError('A path is empty.');
      return { name: 'check', format: formatOf(values.format), paths };
    case 'rules':
      if (paths.length > 0) throw new UsageError(`rules takes no path: ${paths.join(' ')}`);
      if (values.format !== undefined) throw new UsageError('rules takes no --format.');
      return { name: 'rules' };
    case undefined:
      throw new UsageError('A command is missing.');
    default:
      throw new UsageError(`There is no command “${command}”.`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    // Node's messages go on with advice about arguments that begin with a dash.
    const [reason = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new UsageError(reason.endsWith('.') ? reason : `${reason}.`);
  }
}

function formatOf(format: string | undefined): Format {
  if (format === undefined || format === 'pretty' || format === 'json') return format ?? 'pretty';
  throw new UsageError(`There is no format “${format}”: pretty or json.`);
}
