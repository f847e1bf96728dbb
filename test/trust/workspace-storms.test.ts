import { readFileSync, rmSync, writeFileSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { judge } from '../../server/analysis.js';
import type { FileFacts } from '../../server/facts/model.js';
import { PLAIN_READING } from '../../server/facts/reading.js';
import { diagnosticOf } from '../../server/lsp/diagnostics.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { comparePaths } from '../../server/workspace/index-names.js';
import { MobileApps } from '../../server/workspace/mobile-apps.js';
import { Program } from '../../server/workspace/program.js';
import { decodeSource } from '../../server/workspace/source.js';
import { analyzer } from '../rules/analyzer.js';
import { CALLER, Project, SAFE_WRAPPER, WRAPPER } from '../server/project.js';
import { positionAt } from '../server/texts.js';
import { applied, between, inverse, randomEdit, type Replacement } from './edits.js';
import { seed } from '../seed.js';
import { figure, scaled } from './figures.js';
import { EXAMPLES, filesOf, languageIdOf, SAMPLE_APP } from './material.js';
import { Dice } from './random.js';
import { ServerProcess } from './server.js';

const BURSTS = scaled({ full: 400, short: 15 });
const LONGEST_BURST = 25;
const TOO_LONG = 40_000;
const MOST_OPEN = 6;
/** Findings of a folder follow its files a moment later; what is still otherwise then is wrong (milliseconds). */
const PATIENCE = 20_000;

const MANIFEST = '{ "dependencies": { "react-native": "0.80.0", "expo-secure-store": "14.0.0" } }';

/** A document that is open, with what undoes and redoes its edits. */
interface OpenText {
  text: string;
  readonly done: Replacement[];
  readonly undone: Replacement[];
}

/** A folder under a storm, as an editor and its user know it: files on disk, some of them open and edited. */
class StormedFolder {
  readonly open = new Map<string, OpenText>();
  /** What the client has yet to be told of the disk. */
  private readonly events = new Map<string, 'Created' | 'Changed' | 'Deleted'>();
  private readonly apps = new MobileApps();
  private readonly read = new Map<string, { readonly text: string; readonly facts: FileFacts | undefined }>();
  edits = 0;
  files = 0;

  constructor(
    readonly project: Project,
    readonly paths: Set<string>,
    private readonly server: ServerProcess,
    private readonly dice: Dice,
    private readonly texts: readonly string[],
  ) {}

  step(): void {
    const roll = this.dice.fraction();
    if (this.open.size === 0 || roll < 0.08) this.openOne();
    else if (roll < 0.86) this.edit();
    else if (roll < 0.9) this.close();
    else this.touchDisk();
  }

  /** Tells what happened on disk, all at once, as editors do. */
  tell(): void {
    this.project.tell(this.server.client, Object.fromEntries(this.events));
    this.events.clear();
  }

  private openOne(): void {
    const path = this.dice.of([...this.paths]);
    if (this.open.has(path)) return;
    if (this.open.size >= MOST_OPEN) this.close();
    const text = this.onDisk(path);
    this.open.set(path, { text, done: [], undone: [] });
    this.server.client.open(this.project.uri(path), text, 1, languageIdOf(path));
  }

  /** Closes a document, whose edits are lost or were saved. */
  private close(path = this.dice.of([...this.open.keys()])): void {
    const document = this.open.get(path);
    if (document && this.paths.has(path) && this.dice.chance(0.5)) this.save(path, document.text);
    this.open.delete(path);
    this.server.client.close(this.project.uri(path));
  }

  private edit(): void {
    const path = this.dice.of([...this.open.keys()]);
    const document = this.open.get(path)!;
    const undo = this.dice.chance(0.12) ? document.done.pop() : undefined;
    const redo = !undo && this.dice.chance(0.06) ? document.undone.pop() : undefined;
    const edit =
      undo ?? redo ?? between(document.text, withoutNul(randomEdit(document.text, this.dice, this.texts)));
    if (!undo && !redo) document.undone.length = 0;
    (undo ? document.undone : document.done).push(inverse(document.text, edit));
    const range = { start: positionAt(document.text, edit.start), end: positionAt(document.text, edit.end) };
    document.text = applied(document.text, edit);
    this.edits += 1;
    this.server.client.change(this.project.uri(path), { range, text: edit.text });
    if (document.text.length > TOO_LONG) this.close(path);
  }

  private touchDisk(): void {
    this.files += 1;
    const path = this.dice.of([...this.paths]);
    const roll = this.dice.fraction();
    if (roll < 0.35) this.save(path, this.changed(path));
    else if (roll < 0.6) this.rename(path, `moved/${this.files}/${path.slice(path.lastIndexOf('/') + 1)}`);
    else if (roll < 0.8 && this.paths.size > 20) this.delete(path);
    else this.save(`made/${this.files}/${path.slice(path.lastIndexOf('/') + 1)}`, this.dice.of(this.texts));
  }

  private changed(path: string): string {
    if (path.endsWith('Prefs.swift')) return this.dice.of([WRAPPER, SAFE_WRAPPER]);
    const text = this.onDisk(path);
    return applied(text, withoutNul(randomEdit(text, this.dice, this.texts)));
  }

  private save(path: string, text: string): void {
    const file = join(this.project.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    this.events.set(path, this.paths.has(path) ? 'Changed' : 'Created');
    this.paths.add(path);
  }

  private rename(from: string, to: string): void {
    const file = join(this.project.root, to);
    mkdirSync(dirname(file), { recursive: true });
    renameSync(join(this.project.root, from), file);
    this.gone(from);
    this.paths.add(to);
    this.events.set(to, 'Created');
  }

  private delete(path: string): void {
    rmSync(join(this.project.root, path));
    this.gone(path);
  }

  private gone(path: string): void {
    this.paths.delete(path);
    this.events.set(path, 'Deleted');
    // An editor closes what is deleted or renamed in it; another program's work leaves the document open.
    if (this.open.has(path) && this.dice.chance(0.5)) this.close(path);
  }

  private onDisk(path: string): string {
    const read = decodeSource(readFileSync(join(this.project.root, path)));
    return 'text' in read ? read.text : '';
  }

  /** What a fresh analysis of the whole folder says of each open document, as the protocol writes it. */
  fresh(): ReadonlyMap<string, readonly unknown[]> {
    const facts = new Map<string, FileFacts>();
    for (const path of [...this.paths].toSorted()) {
      const own = this.factsOf(path, this.open.get(path)?.text ?? this.onDisk(path));
      if (own) facts.set(path, own);
    }
    const whole = new Program([...facts.values()].toSorted(comparePaths));
    const documentAt = (path: string): TextDocument | undefined => {
      const text = facts.get(path)?.text;
      return text === undefined ? undefined : TextDocument.create(this.project.uri(path), 'swift', 0, text);
    };
    return new Map(
      Array.from(this.open, ([path, { text }]) => {
        // What is no file any more is judged by itself.
        const own = facts.get(path) ?? this.factsOf(path, text);
        const program = facts.has(path) || !own ? whole : new Program([own]);
        const document = TextDocument.create(this.project.uri(path), 'swift', 0, text);
        const findings = own ? judge(own, DEFAULT_POLICY, program) : [];
        return [path, findings.map((finding) => withoutData(diagnosticOf(document, finding, documentAt)))];
      }),
    );
  }

  private factsOf(path: string, text: string): FileFacts | undefined {
    const known = this.read.get(path);
    if (known?.text === text) return known.facts;
    const securePackages = this.apps.securePackages(join(this.project.root, path));
    const facts = analyzer.facts(path, text, { ...PLAIN_READING, securePackages });
    this.read.set(path, { text, facts });
    return facts;
  }

  async shown(): Promise<ReadonlyMap<string, readonly unknown[]>> {
    const all = new Map<string, readonly unknown[]>();
    for (const path of this.open.keys())
      all.set(path, (await this.server.client.diagnostics(this.project.uri(path))).map(withoutData));
    return all;
  }
}

/** Files with NUL are binary, which is another suite's concern. */
function withoutNul(edit: Replacement): Replacement {
  return { ...edit, text: edit.text.replaceAll('\0', '') };
}

/** The data of a diagnostic tells its version. */
function withoutData(diagnostic: Diagnostic): Omit<Diagnostic, 'data'> {
  const { data, ...rest } = diagnostic;
  expect(data).toHaveProperty('version');
  return rest;
}

describe('a storm over a folder that is indexed', () => {
  let project: Project;
  let server: ServerProcess;
  let folder: StormedFolder;

  beforeAll(async () => {
    const dice = new Dice(seed);
    const sample = await filesOf(SAMPLE_APP);
    const examples = Array.from({ length: 40 }, () => dice.of(EXAMPLES)).map(({ path, text }, index) => ({
      path: `examples/${index}/${path}`,
      text,
    }));
    const files = new Map<string, string>([
      ...[...sample, ...examples].map(({ path, text }) => [path, text] as const),
      ['wrapped/Prefs.swift', WRAPPER],
      ['wrapped/Login.swift', CALLER],
    ]);
    project = await Project.make({ ...Object.fromEntries(files), 'package.json': MANIFEST });
    server = await ServerProcess.start({ folders: [project.uri()] });
    await server.client.until(() => server.client.progress.some(({ value }) => value.kind === 'end'));
    const texts = [...files.values()].map((text) => text.replaceAll('\0', ''));
    folder = new StormedFolder(project, new Set(files.keys()), server, dice, texts);
  });
  afterAll(async () => {
    server.stop();
    await project.remove();
  });

  it(
    `of ${BURSTS} bursts leaves every open document with what a fresh analysis of the folder finds`,
    { timeout: 3_600_000 },
    async () => {
      const dice = new Dice(seed + 1);
      let comparisons = 0;
      for (let burst = 0; burst < BURSTS; burst += 1) {
        for (let left = 1 + dice.below(LONGEST_BURST); left > 0; left -= 1) folder.step();
        folder.tell();
        const expected = folder.fresh();
        const until = Date.now() + PATIENCE;
        let shown = await folder.shown();
        while (!isSame(shown, expected) && Date.now() < until) {
          await delay(60);
          shown = await folder.shown();
        }
        expect(Object.fromEntries(shown), `burst ${burst}`).toEqual(Object.fromEntries(expected));
        comparisons += folder.open.size;
      }
      figure('edit storms', 'edits in a folder that is indexed', folder.edits);
      figure('edit storms', 'files of it written, renamed and deleted on disk meanwhile', folder.files);
      figure('edit storms', 'comparisons of open documents with a fresh analysis of the folder', comparisons);
    },
  );

  it('ends no process and leaves no rejection unhandled', () => {
    expect(server.exit).toBeUndefined();
    expect(server.errors).toBe('');
  });
});

function isSame(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return JSON.stringify([...a]) === JSON.stringify([...b]);
}
