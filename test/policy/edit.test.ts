import * as fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { changedPolicy, policyEdits, UnreadablePolicyError } from '../../server/policy/edit.js';
import { readPolicy } from '../../server/policy/read.js';
import { applyEdits } from '../rules/analyzer.js';
import { seed } from '../seed.js';

const WRITTEN = `{
    // Decided in March.
    "credentials": {
        "refreshToken": { "level": "whenUnlocked" }, // for the watch
    },
    /* One account. */
    "sessions": { "model": "single" }
}
`;

describe('changing a policy', () => {
  it('keeps comments and the way it is written', () => {
    const after = changedPolicy(WRITTEN, [
      { path: ['credentials', 'refreshToken', 'level'], value: 'afterFirstUnlock' },
      { path: ['refresh', 'maxTries'], value: 5 },
    ]);
    expect(after).toContain('{ "level": "afterFirstUnlock" }, // for the watch');
    expect(after).toContain('/* One account. */');
    expect(after).toContain('    "refresh": {\n        "maxTries": 5\n    }\n}\n');
  });

  it('begins a file that is not there, and keeps the line ends of one that is', () => {
    const change = { path: ['sessions', 'model'], value: 'registry' };
    expect(changedPolicy('', [change])).toBe('{\n  "sessions": {\n    "model": "registry"\n  }\n}\n');
    const windows = changedPolicy('{\r\n\t"rules": {}\r\n}\r\n', [change]);
    expect(windows.replace(/\r\n/g, '')).not.toContain('\n');
    expect(windows).toContain('\t"sessions"');
  });

  it('removes what has no value', () => {
    const after = changedPolicy(WRITTEN, [{ path: ['sessions'] }, { path: ['names', 'loggers'] }]);
    expect(parse(after)).toEqual({ credentials: { refreshToken: { level: 'whenUnlocked' } } });
    expect(after).toContain('// Decided in March.');
  });

  it('is refused where the text is not JSON', () => {
    for (const text of ['{', '[]', '{ "a": }', 'x'])
      expect(() => policyEdits(text, [{ path: ['rules'], value: {} }])).toThrow(UnreadablePolicyError);
  });

  it('gives what was asked for and leaves all else as it was', () => {
    const member = fc.constantFrom('a', 'b', 'credentials', '__proto__', 'constructor', '🔑');
    const path = fc.array(member, { minLength: 1, maxLength: 3 });
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 2 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(path, value), { minLength: 1, maxLength: 3 }), (changes) => {
        const asked = changes.map(([at, set]) => ({ path: ['x', at.join('.')], value: set }));
        const edits = policyEdits(WRITTEN, asked);
        const after = applyEdits(WRITTEN, edits);
        expect(edits.length).toBeLessThanOrEqual(1);
        for (const comment of ['// Decided in March.', '// for the watch', '/* One account. */'])
          expect(after).toContain(comment);
        const { sessions, credentials } = parse(after, [], { allowTrailingComma: true });
        expect({ sessions, credentials }).toEqual({
          sessions: { model: 'single' },
          credentials: { refreshToken: { level: 'whenUnlocked' } },
        });
        for (const { path: at, value: set } of asked.slice(-1))
          expect(changedPolicy(after, [{ path: at, value: set }])).toBe(after);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('reading a policy', () => {
  it('survives any text, and speaks only of places in it', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.json(),
      fc
        .tuple(fc.nat(WRITTEN.length), fc.string({ maxLength: 5 }))
        .map(([at, inserted]) => WRITTEN.slice(0, at) + inserted + WRITTEN.slice(at + inserted.length)),
    );
    fc.assert(
      fc.property(text, (each) => {
        for (const { span, fixes } of readPolicy(each).problems) {
          expect(span.start).toBeLessThanOrEqual(each.length);
          for (const { edits } of fixes) applyEdits(each, edits);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('takes no harm from the names that objects have by themselves', () => {
    const { content, problems } = readPolicy(
      '{ "__proto__": { "rules": {} }, "constructor": 1, "rules": { "__proto__": "off", "toString": "off" } }',
    );
    expect(problems).toHaveLength(4);
    expect(Object.keys(content)).toEqual(['rules']);
    expect(Object.getPrototypeOf(content)).toBe(Object.prototype);
    expect(Object.keys(content.rules!)).toEqual([]);
  });

  it('stops at a text that is too long or too deep', () => {
    expect(readPolicy(' '.repeat(300 * 1024)).broken).toBe(true);
    expect(readPolicy('['.repeat(100_000)).broken).toBe(true);
    expect(readPolicy(`{ "exclude": ["${'['.repeat(100)}"] }`).broken).toBe(false);
  });

  it('leaves out what is wrong and keeps the rest', () => {
    const { content, problems } = readPolicy(
      '{ "refresh": { "maxTries": 1.5, "leadMinutes": 7 }, "exclude": ["A", 3, "B"], "names": null }',
    );
    expect(content).toEqual({ refresh: { leadMinutes: 7 }, exclude: ['A', 'B'] });
    expect(problems).toHaveLength(3);
  });

  it('allows everything that the decisions come to', () => {
    const decisions = { model: ['single', 'multiAccount', 'multiDevice', 'registry'] };
    for (const model of decisions.model)
      expect(readPolicy(JSON.stringify({ sessions: { model } })).problems).toEqual([]);
  });
});
