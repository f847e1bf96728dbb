import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis, OpenText } from '../../server/analysis.js';
import type { Finding, Fix, TextEdit } from '../../server/finding.js';
import { combine, safeFix } from '../../server/combine.js';
import { EditedText } from '../../server/lsp/editedText.js';
import { fixEverything } from '../../server/lsp/fixAll.js';
import { analyzer, applyEdits } from '../rules/analyzer.js';
import { seed } from '../seed.js';

function fix(start: number, end: number, newText: string, more: Partial<Fix> = {}): Fix {
  return { title: newText, safety: 'safe', edits: [{ span: { start, end }, newText }], ...more };
}

function finding(...fixes: Fix[]): Finding {
  return {
    rule: 'test/rule',
    severity: 'warning',
    message: '',
    span: { start: 0, end: 0 },
    related: [],
    fixes,
    deprecated: false,
  };
}

describe('the safe fix of a finding', () => {
  it('is the preferred one, else the first, and never one to be reviewed', () => {
    const [first, preferred] = [fix(0, 1, 'a'), fix(0, 1, 'b', { preferred: true })];
    const review = fix(0, 1, 'c', { safety: 'review', preferred: true });
    expect(safeFix(finding(review, first, preferred))).toBe(preferred);
    expect(safeFix(finding(review, first))).toBe(first);
    expect(safeFix(finding(review))).toBeUndefined();
  });
});

describe('fixes as one', () => {
  it('leave out what gets in the way of one before it, as a whole', () => {
    const both: Fix = {
      ...fix(8, 9, 'x'),
      edits: [fix(8, 9, 'x'), fix(1, 2, 'y')].flatMap(({ edits }) => edits),
    };
    const findings = [
      finding(fix(5, 7, 'a')),
      finding(fix(7, 8, 'b')),
      finding(both),
      finding(fix(2, 3, 'c')),
    ];
    const combined = combine(findings);
    expect(combined.findings).toEqual([findings[0], findings[2]]);
    expect(combined.edits.map(({ span }) => span.start)).toEqual([1, 5, 8]);
  });
});

/** A text whose only finding is its first `find`, with a fix that replaces it. */
class Replacing implements OpenText {
  analysis: Analysis;
  updates = 0;

  constructor(
    text: string,
    private readonly rules: Readonly<Record<string, string>>,
  ) {
    this.analysis = this.analyse(text);
  }

  update(text: string): Analysis {
    this.updates += 1;
    this.analysis = this.analyse(text);
    return this.analysis;
  }

  dispose(): void {}

  private analyse(text: string): Analysis {
    const findings = Object.entries(this.rules).flatMap(([find, newText]) => {
      const start = text.indexOf(find);
      return start === -1 ? [] : [finding(fix(start, start + find.length, newText))];
    });
    return { ...analyzer.analyse('a.swift', text), findings };
  }
}

describe('fixing everything', () => {
  it('goes on with what fixes uncover, and tells the edits on the text as it was', () => {
    const text = new Replacing('a b c d', { a: 'xb', b: 'y', d: 'z' });
    const edits = fixEverything(text);
    expect(text.analysis.findings).toEqual([]);
    expect(applyEdits('a b c d', edits)).toBe(text.analysis.text);
    expect(text.analysis.text).toBe('xy y c z');
    expect(edits.map(({ span }) => span)).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 3 },
      { start: 6, end: 7 },
    ]);
  });

  it('ends where fixes undo each other', () => {
    const text = new Replacing('ab', { ab: 'ba', ba: 'ab' });
    expect(fixEverything(text)).toEqual([]);
    expect(text.updates).toBe(10);
  });
});

describe('a text under editing', () => {
  const edits = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat({ max: 5 }),
      newText: fc.string({ maxLength: 4 }),
    }),
    { maxLength: 12 },
  );

  it('is what its edits make of the original', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), edits, (original, changes) => {
        const edited = new EditedText(original);
        let text = original;
        for (const { at, length, newText } of changes) {
          const start = Math.floor(at * text.length);
          const end = Math.min(text.length, start + length);
          const edit: TextEdit = { span: { start, end }, newText };
          edited.replace(edit);
          text = text.slice(0, start) + newText + text.slice(end);
        }
        expect(edited.text).toBe(text);
        expect(applyEdits(original, edited.edits())).toBe(text);
        const spans = edited.edits().map(({ span }) => span);
        const gaps = spans.slice(1).map(({ start }, index) => start - spans[index]!.end);
        expect(gaps.filter((gap) => gap < 1)).toEqual([]);
      }),
      { seed },
    );
  });
});
