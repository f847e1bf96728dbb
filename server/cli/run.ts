import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { judge } from '../analysis.js';
import type { FileFacts } from '../facts/model.js';
import { InventoryPlaces, inventoryJson, inventoryMarkdown } from '../report/inventory.js';
import { SEVERITIES } from '../report/severities.js';
import { GitError } from '../workspace/changed-files.js';
import type { Source } from '../workspace/discover.js';
import { comparePaths } from '../workspace/index-names.js';
import { inventoryOf } from '../workspace/inventory.js';
import { Program } from '../workspace/program.js';
import type { InventoryFormat } from './options.js';
import { UsageError, type CheckArguments } from './arguments.js';
import { Baseline, BaselineError } from './baseline.js';
import { judgeFiles, PathErrors, type FindingCounts } from './check.js';
import { questionFor, readAnswer } from './confirm.js';
import { BrokenExtractor, Extractor } from './extractor.js';
import { fixTexts, type Fixing } from './fix.js';
import { GrammarFiles } from './grammar-files.js';
import { findInputs, isBelow, isSource, shownPath, type Inputs } from './inputs.js';
import { openKeptFacts } from './kept-facts.js';
import type { Environment, ExitStatus, Streams } from './main.js';
import { NamedPolicies } from './project-policies.js';
import { POLICY_FILE } from '../policy/schema.js';
import { reporterFor } from './reporters.js';
import { scan, type Scan } from './scan.js';
import { chooseFiles } from './selection.js';
import { Stopwatch } from './stopwatch.js';
import { defaultThreads, Threads } from './threads.js';
import { fixedRules, writeFixes } from './write-fixes.js';

/** Something that keeps a run from doing what it was asked for; the message is for the user. */
class CannotRun extends Error {}

/** Runs `sessionlint check`. */
export async function runCheck(
  args: CheckArguments,
  environment: Environment,
  streams: Streams,
): Promise<ExitStatus> {
  if (args.fix === 'review' && !environment.ask)
    throw new UsageError('--fix=review asks before each fix, and there is no terminal to ask at.');
  try {
    return await new CheckRun(args, environment, streams).run();
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    streams.note(error.message);
    return 2;
  }
}

/** A text that takes the place of a file's. */
interface Instead {
  readonly file: string;
  readonly text: string;
}

class CheckRun {
  private readonly errors = new PathErrors();
  private readonly watch = new Stopwatch();
  private readonly policies: NamedPolicies;

  constructor(
    private readonly args: CheckArguments,
    private readonly environment: Environment,
    private readonly streams: Streams,
  ) {
    this.policies = new NamedPolicies(environment.cwd, args.paths, (line) => this.remark(line));
  }

  async run(): Promise<ExitStatus> {
    const { args, errors, watch } = this;
    const { cwd, signal, grammars: folder } = this.environment;
    const grammars = await GrammarFiles.read(folder).catch(cannotLoad);
    const own = new Extractor(() => grammars.load());
    const baseline = this.openBaseline();
    const inputs = await watch.time('finding files', () => this.findInputs());
    const instead = await this.standardInput();
    const sources = withFile(inputs.sources, instead?.file, cwd);
    const chosen = await chooseFiles(sources, args, instead?.file, cwd).catch(cannotCompare);
    const read = await watch.time('reading', () => this.read(sources, grammars, own, instead));
    const facts = new Map(read.facts);
    if (args.inventory) return this.printInventory(args.inventory, sources, facts);
    if (args.fix !== 'none') await watch.time('fixing', () => this.fix(facts, chosen, own));
    const reporter = reporterFor(args.format, { color: this.environment.color, quiet: args.quiet });
    const judging = {
      ...this.streams,
      cwd,
      sources,
      facts,
      chosen,
      baseline,
      reporter,
      signal,
      policies: this.policies,
    };
    const counts = await watch.time('judging', () => judgeFiles(judging));
    this.streams.progress.clear();
    if (signal?.aborted) {
      this.streams.note('interrupted; not everything was checked');
      return 130;
    }
    const inBaseline = this.closeBaseline(baseline, inputs, chosen);
    const files = [...read.read].filter((file) => chosen.has(file) && isSource(file)).length;
    await this.streams.out.write(reporter.end({ files, errors: errors.all, ...inBaseline }));
    if (args.format === 'pretty')
      for (const { path, message } of errors.all) this.streams.note(`${path}: ${message}`);
    if (args.stats) this.tellStats(read);
    return this.statusFor(counts);
  }

  /** What the code keeps, in place of what is wrong with it. */
  private async printInventory(
    format: InventoryFormat,
    sources: readonly Source[],
    facts: ReadonlyMap<string, FileFacts>,
  ): Promise<ExitStatus> {
    const { cwd } = this.environment;
    this.streams.progress.clear();
    const program = new Program([...facts.values()].toSorted(comparePaths));
    const shown = new Map(sources.map(({ file, path }) => [path, shownPath(file, cwd)]));
    const places = new InventoryPlaces(program, shown);
    const items = inventoryOf(program);
    await this.streams.out.write(
      format === 'json'
        ? inventoryJson(items, (place) => places.of(place))
        : inventoryMarkdown([{ name: cwd, ready: true, items, place: (place) => places.text(place) }]),
    );
    for (const { path, message } of this.errors.all) this.streams.note(`${path}: ${message}`);
    return this.errors.all.length > 0 ? 2 : 0;
  }

  private async findInputs(): Promise<Inputs> {
    const { cwd } = this.environment;
    const inputs = await findInputs(this.args.paths, cwd, this.policies);
    for (const folder of inputs.empty)
      this.remark(`${folder}: no Swift files, and no TypeScript of an app for phones`);
    for (const file of inputs.foreign) this.remark(`${file}: skipped, neither Swift nor TypeScript`);
    for (const file of inputs.leftOut) this.remark(`${file}: left out, as ${POLICY_FILE} says`);
    for (const { path, message } of inputs.errors) this.errors.add(path, message);
    return inputs;
  }

  private async standardInput(): Promise<Instead | undefined> {
    const { stdinFilename } = this.args;
    const { cwd, stdin } = this.environment;
    if (stdinFilename === undefined) return undefined;
    const file = resolve(cwd, stdinFilename);
    if (!isSource(file)) throw new CannotRun(`${stdinFilename}: neither Swift nor TypeScript`);
    return { file, text: stdin ? (await readAll(stdin)).replace(/^\ufeff/, '') : '' };
  }

  private async read(
    sources: readonly Source[],
    grammars: GrammarFiles,
    own: Extractor,
    instead: Instead | undefined,
  ): Promise<Scan> {
    const { cwd, worker, signal } = this.environment;
    const threads = this.args.jobs ?? defaultThreads();
    const kept = openKeptFacts(this.args, this.environment, grammars);
    const read = await scan(sources, {
      kept,
      ownThread: own,
      // This thread is one of them.
      startThreads:
        worker && threads > 1 ? (share, took) => new Threads(worker, threads - 1, share, took) : undefined,
      readingOf: (file) => this.policies.readingOf(file),
      instead,
      signal,
      progress: (done, of) => this.streams.progress.report(done, of),
      skipped: ({ file }, reason) => this.remark(`${shownPath(file, cwd)}: skipped, ${reason}`),
      failed: ({ file }, reason) => this.errors.add(shownPath(file, cwd), reason),
    }).catch(cannotLoad);
    try {
      kept?.cache.save();
    } catch {
      // The next run is slower, that is all.
    }
    return read;
  }

  private async fix(
    facts: Map<string, FileFacts>,
    chosen: ReadonlySet<string>,
    own: Extractor,
  ): Promise<void> {
    const { cwd, color, signal, ask } = this.environment;
    const before = new Map(facts);
    const files = new Map(Array.from(facts, ([file, { path }]) => [path, file]));
    const fixing: Fixing = {
      judge: (file, program) => judge(file, this.policies.for(files.get(file.path) ?? cwd).policy, program),
      extract: async (path, text) => {
        const reading = this.policies.readingOf(files.get(path) ?? cwd);
        return (await own.extract({ path, text, reading }).catch(cannotLoad)).facts;
      },
      confirm:
        this.args.fix === 'review' && ask
          ? async (question) =>
              readAnswer(await ask(questionFor(question, shownPath(question.file, cwd), color)))
          : undefined,
      signal,
    };
    const fixed = await fixTexts(facts, [...chosen], fixing);
    // Whoever interrupts wants nothing to be changed.
    if (signal?.aborted) return;
    for (const { file, text, failure } of writeFixes(fixed)) {
      const path = shownPath(file, cwd);
      if (failure === undefined) {
        this.remark(`${path}: fixed ${fixedRules(text.rules)}`);
        continue;
      }
      this.errors.add(path, `not fixed: ${failure}`);
      const unfixed = before.get(file);
      if (unfixed) facts.set(file, unfixed);
    }
  }

  private openBaseline(): Baseline | undefined {
    const { baseline, updateBaseline } = this.args;
    if (baseline === undefined) return undefined;
    return this.withBaseline(() => Baseline.read(resolve(this.environment.cwd, baseline), updateBaseline));
  }

  private closeBaseline(
    baseline: Baseline | undefined,
    { sources }: Inputs,
    chosen: ReadonlySet<string>,
  ): { inBaseline?: number } {
    if (!baseline) return {};
    const { cwd } = this.environment;
    const found = new Set(sources.map(({ file }) => file));
    const asked = this.args.paths.map((path) => resolve(cwd, path));
    // A file that is gone was come across when everything around it was looked through.
    const isGone = (file: string): boolean => !found.has(file) && asked.some((path) => isBelow(file, path));
    const isWhole = this.args.shard === undefined && this.args.changedSince === undefined;
    const isCovered = (file: string): boolean => chosen.has(file) || (isWhole && isGone(file));
    if (this.args.updateBaseline) {
      const count = this.withBaseline(() => baseline.update(isCovered));
      this.remark(`${this.args.baseline ?? ''}: ${count} ${count === 1 ? 'finding' : 'findings'} written`);
    } else {
      for (const { path, rule, count } of baseline.obsolete(isCovered))
        this.remark(`${this.args.baseline ?? ''}: ${count} × ${rule} in ${path} is there no more`);
    }
    return { inBaseline: baseline.hidden };
  }

  private withBaseline<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof BaselineError)) throw error;
      throw new CannotRun(`${this.args.baseline ?? ''}: ${error.message}`);
    }
  }

  private statusFor(counts: FindingCounts): ExitStatus {
    if (this.errors.all.length > 0) return 2;
    if (this.args.updateBaseline) return 0;
    const { maxSeverity } = this.args;
    const judged = maxSeverity === 'none' ? SEVERITIES : SEVERITIES.slice(0, SEVERITIES.indexOf(maxSeverity));
    return judged.some((severity) => counts[severity] > 0) ? 1 : 0;
  }

  private tellStats({ counts }: Scan): void {
    const { files, length, concerned, fromCache, threads } = counts;
    const read = `${files} files, ${(length / 1e6).toFixed(1)} million characters`;
    const looked = `${concerned} hold words of concern, ${fromCache} of them known from earlier`;
    this.streams.note(`${read}; ${looked}${threads ? '; read in several threads' : ''}`);
    this.streams.note(this.watch.toString());
  }

  /** Something worth knowing that is no error. */
  private remark(line: string): void {
    if (!this.args.quiet) this.streams.note(line);
  }
}

/** The file whose text comes from elsewhere is looked at, wherever it lies. */
function withFile(sources: readonly Source[], file: string | undefined, cwd: string): readonly Source[] {
  if (file === undefined || sources.some((source) => source.file === file)) return sources;
  return [...sources, { file, path: shownPath(file, cwd) }];
}

function cannotLoad(error: unknown): never {
  if (!(error instanceof Error)) throw error;
  const isExpected = error instanceof BrokenExtractor || 'code' in error;
  if (!isExpected) throw error;
  throw new CannotRun(`the grammar could not be loaded: ${error.message}`);
}

function cannotCompare(error: unknown): never {
  if (error instanceof GitError) throw new CannotRun(`--changed-since: ${error.message}`);
  throw error;
}
