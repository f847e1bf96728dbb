import { parseArgs } from 'node:util';
import {
  CHECK_OPTIONS,
  FORMATS,
  INVENTORY_FORMATS,
  LIMITS,
  type CheckOption,
  type Format,
  type InventoryFormat,
  type Limit,
} from './options.js';

/** Which fixes to apply. */
export type FixMode = 'none' | 'safe' | 'review';

/** One part of several that the files are divided into; both numbers count from 1. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** What `sessionlint check` is asked for. */
export interface CheckArguments {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly quiet: boolean;
  readonly stats: boolean;
  /** The worst severity that is no failure. */
  readonly maxSeverity: Limit;
  /** What is kept is printed in place of findings. */
  readonly inventory?: InventoryFormat;
  readonly fix: FixMode;
  readonly baseline?: string;
  readonly updateBaseline: boolean;
  readonly changedSince?: string;
  readonly shard?: Shard;
  /** The file whose text comes from the standard input. */
  readonly stdinFilename?: string;
  readonly jobs?: number;
  readonly cache: boolean;
  readonly cacheLocation?: string;
}

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help'; readonly about?: 'check' | 'rules' }
  | { readonly name: 'version' }
  | { readonly name: 'rules' }
  | ({ readonly name: 'check' } & CheckArguments);

/** A command line that cannot be understood; the message tells the user why. */
export class UsageError extends Error {}

type Values = Readonly<Partial<Record<CheckOption | 'help' | 'version', string | boolean>>>;

/**
 * Reads the arguments behind the program's name.
 * @throws {UsageError} when they ask for nothing that exists.
 */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [command, ...rest] = positionals;
  if (values.help)
    return command === 'check' || command === 'rules' ? { name: 'help', about: command } : { name: 'help' };
  if (values.version) return { name: 'version' };
  switch (command) {
    case 'check':
      return { name: 'check', ...checkArguments(values, rest) };
    case 'rules':
      if (rest.length > 0) throw new UsageError(`rules takes no path: ${rest.join(' ')}`);
      for (const name of Object.keys(values)) throw new UsageError(`rules takes no --${name}.`);
      return { name: 'rules' };
    case undefined:
      throw new UsageError('A command is missing.');
    default:
      throw new UsageError(`There is no command “${command}”.`);
  }
}

function parse(args: readonly string[]): { values: Values; positionals: readonly string[] } {
  const known = CHECK_OPTIONS.map((option) => [
    option.name,
    { type: 'value' in option ? ('string' as const) : ('boolean' as const) },
  ]);
  try {
    return parseArgs({
      // The value of --fix may be left out.
      args: args.map((arg) => (arg === '--fix' ? '--fix=safe' : arg)),
      allowPositionals: true,
      options: {
        ...Object.fromEntries(known),
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

function checkArguments(values: Values, paths: readonly string[]): CheckArguments {
  if (paths.includes('')) throw new UsageError('A path is empty.');
  const text = (name: CheckOption): string | undefined => {
    const value = values[name];
    if (value === '') throw new UsageError(`--${name} needs a value.`);
    return typeof value === 'string' ? value : undefined;
  };
  const shard = text('shard');
  const jobs = text('jobs');
  const inventory = text('inventory');
  const read = {
    paths,
    format: oneOf('format', text('format') ?? 'pretty', FORMATS),
    quiet: values.quiet === true,
    stats: values.stats === true,
    maxSeverity: oneOf('max-severity', text('max-severity') ?? 'none', LIMITS),
    ...given(
      'inventory',
      inventory === undefined ? undefined : oneOf('inventory', inventory, INVENTORY_FORMATS),
    ),
    fix: oneOf('fix', text('fix') ?? 'none', ['none', 'safe', 'review'] as const),
    ...given('baseline', text('baseline')),
    updateBaseline: values['update-baseline'] === true,
    ...given('changedSince', text('changed-since')),
    ...given('shard', shard === undefined ? undefined : shardOf(shard)),
    ...given('stdinFilename', text('stdin-filename')),
    ...given('jobs', jobs === undefined ? undefined : wholeNumber('jobs', jobs)),
    cache: values['no-cache'] !== true,
    ...given('cacheLocation', text('cache-location')),
  };
  refuseContradictions(read);
  return read;
}

function refuseContradictions(read: CheckArguments): void {
  if (read.paths.length === 0 && read.stdinFilename === undefined)
    throw new UsageError('check needs a file or a folder, such as: sessionlint check .');
  if (read.updateBaseline && read.baseline === undefined)
    throw new UsageError('--update-baseline needs --baseline FILE.');
  if (read.fix !== 'none' && read.stdinFilename !== undefined)
    throw new UsageError('--fix changes files, and --stdin-filename reads none.');
  if (read.fix !== 'none' && read.updateBaseline)
    throw new UsageError('--fix and --update-baseline do not go together: fix first.');
  if (read.inventory !== undefined && (read.fix !== 'none' || read.baseline !== undefined))
    throw new UsageError('--inventory prints what is kept; it knows no findings to fix or to hide.');
  if (!read.cache && read.cacheLocation !== undefined)
    throw new UsageError('--no-cache and --cache-location do not go together.');
}

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each === value);
  if (choice === undefined)
    throw new UsageError(`There is no ${name} “${value}”: ${choices.filter(isOffered).join(', ')}.`);
  return choice;

  /** Not to fix is said by leaving the option out. */
  function isOffered(each: string): boolean {
    return name !== 'fix' || each !== 'none';
  }
}

function shardOf(text: string): Shard {
  const [, part, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (part === undefined || of === undefined || part < 1 || part > of)
    throw new UsageError(`--shard needs a part and a number of parts, such as 1/4: ${text}`);
  return { part, of };
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new UsageError(`--${name} needs a number from 1 on: ${text}`);
  return Number(text);
}

function given<Name extends string, T>(name: Name, value: T | undefined): { [K in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [K in Name]: T });
}
