import { type Diagnostic } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosticOf } from '../../server/lsp/diagnostics.js';
import { LONGEST_TEXT } from '../../server/lsp/openDocument.js';
import { analyzer } from '../rules/analyzer.js';
import { positionAt } from '../server/texts.js';
import { applied, between, hugePaste, inverse, randomEdit, type Replacement } from './edits.js';
import { seed } from '../seed.js';
import { figure, scaled } from './figures.js';
import { corpusFiles, EXAMPLES, filesOf, languageIdOf, type Material, SAMPLE_APP } from './material.js';
import { Dice } from './random.js';
import { ServerProcess } from './server.js';

const EDITS = scaled({ full: 100_000, short: 2_000 });
const LONGEST_BURST = 50;
/** A text that has grown beyond this is thrown away for another, so that a run gets somewhere. */
const TOO_LONG = 60_000;
/** Megabytes that a server may take more at the end of a storm than in its first tenth. */
const MAY_GROW = 150;

const dice = new Dice(seed);
let materials: readonly Material[];
let server: ServerProcess;

beforeAll(async () => {
  materials = [...(await filesOf(SAMPLE_APP)), ...EXAMPLES, ...(await corpusFiles())];
  server = await ServerProcess.start({ configuration: () => ({ index: false, typescript: 'on' }) });
});
afterAll(() => server.stop());

/** What a fresh analysis says of a text, as the protocol writes it. */
function fresh(uri: string, path: string, text: string): readonly Omit<Diagnostic, 'data'>[] {
  if (text.length > LONGEST_TEXT || text.includes('\0')) return [];
  const document = TextDocument.create(uri, 'swift', 0, text);
  const { findings } = analyzer.analyse(path, text);
  return findings.map((finding) => withoutData(diagnosticOf(document, finding, () => undefined)));
}

/** The data of a diagnostic tells its version. */
function withoutData(diagnostic: Diagnostic): Omit<Diagnostic, 'data'> {
  const { data, ...rest } = diagnostic;
  expect(data).toHaveProperty('version');
  return rest;
}

/** A document under a storm, as the client knows it. */
class Stormed {
  private readonly undone: Replacement[] = [];
  private readonly done: Replacement[] = [];

  constructor(
    readonly uri: string,
    readonly path: string,
    public text: string,
  ) {}

  /** Edits, undoes or redoes, and tells the server. */
  step(): void {
    const undo = dice.chance(0.12) ? this.done.pop() : undefined;
    const redo = !undo && dice.chance(0.06) ? this.undone.pop() : undefined;
    const edit = undo ?? redo ?? between(this.text, randomEdit(this.text, dice, TEXTS));
    if (!undo && !redo) this.undone.length = 0;
    (undo ? this.undone : this.done).push(inverse(this.text, edit));
    this.tell(edit);
  }

  tell(edit: Replacement): void {
    const range = { start: positionAt(this.text, edit.start), end: positionAt(this.text, edit.end) };
    this.text = applied(this.text, edit);
    server.client.change(this.uri, { range, text: edit.text });
  }
}

let TEXTS: readonly string[] = [];

async function compare(document: Stormed): Promise<void> {
  const shown = await server.client.diagnostics(document.uri);
  expect(shown.map(withoutData)).toEqual(fresh(document.uri, document.path, document.text));
}

describe('an edit storm', () => {
  it(
    `of ${EDITS} edits leaves the server with what a fresh analysis finds`,
    { timeout: 3_600_000 },
    async () => {
      TEXTS = materials.map(({ text }) => text).filter((text) => text.length < TOO_LONG);
      let edits = 0;
      let bursts = 0;
      let documents = 0;
      let early: number | undefined;
      while (edits < EDITS) {
        const { path, text } = dice.of(materials.filter((one) => one.text.length < TOO_LONG));
        const document = new Stormed(
          `file:///storm/${(documents += 1)}/${path}`,
          `/storm/${documents}/${path}`,
          text,
        );
        server.client.open(document.uri, text, 1, languageIdOf(path));
        for (let burst = dice.below(12); burst >= 0 && document.text.length < TOO_LONG; burst -= 1) {
          for (let step = 1 + dice.below(LONGEST_BURST); step > 0; step -= 1, edits += 1) document.step();
          await compare(document);
          bursts += 1;
        }
        server.client.close(document.uri);
        if (edits > EDITS / 10) early ??= server.memory;
      }
      // Where the operating system does not tell, nothing grows.
      const growth = Math.round((server.memory ?? 0) - (early ?? 0));
      expect(growth).toBeLessThan(MAY_GROW);
      figure('edit storms', 'growth of memory, MB', growth);
      figure('edit storms', 'edits', edits);
      figure('edit storms', 'comparisons with a fresh analysis', bursts);
    },
  );

  it('survives pastes of a megabyte and their undoing', { timeout: 600_000 }, async () => {
    const pastes = scaled({ full: 20, short: 2 });
    for (let paste = 0; paste < pastes; paste += 1) {
      const { path, text } = dice.of(materials.filter((one) => one.text.length < 8_000));
      const document = new Stormed(`file:///paste/${paste}/${path}`, `/paste/${paste}/${path}`, text);
      server.client.open(document.uri, text, 1, languageIdOf(path));
      await compare(document);
      const edit = between(text, hugePaste(text, dice, TEXTS));
      const undo = inverse(text, edit);
      document.tell(edit);
      expect(await server.client.diagnostics(document.uri)).toBeInstanceOf(Array);
      document.tell(undo);
      await compare(document);
      server.client.close(document.uri);
    }
    figure('edit storms', 'pastes of a megabyte', pastes);
  });

  it('ends no process, leaves no rejection unhandled and fails no analysis', () => {
    expect(server.exit).toBeUndefined();
    expect(server.errors).toBe('');
    expect(server.client.logged.filter((line) => !/holds binary data|is longer than/.test(line))).toEqual([]);
  });
});
