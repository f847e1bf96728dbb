import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../server/facts/model.js';
import { type FileEvent, planFor } from '../../server/workspace/index-changes.js';
import { FolderIndex } from '../../server/workspace/index-folder.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer } from '../rules/analyzer.js';
import { CALLER, SAFE_WRAPPER, WRAPPER } from './project.js';
import { seed } from '../seed.js';

const OUTER = `struct Outer {
    func keep(_ token: String) { SessionPrefs.put(token, under: Keys.token) }
}
`;
const KEYS = 'enum Keys { static let token = "accessToken" }\n';
const MODEL = 'struct Session: Codable { let accessToken: String }\n';
const USER = `final class Cache {
    let outer = Outer()
    func save(session: Session, text: String) {
        outer.keep(text)
        UserDefaults.standard.set(session, forKey: "current_session")
    }
}
`;
const TEXTS = [
  WRAPPER,
  SAFE_WRAPPER,
  CALLER,
  OUTER,
  KEYS,
  MODEL,
  USER,
  `// token\n${WRAPPER}`,
  'let x = 1\n',
];
const PATHS = ['A.swift', 'B.swift', 'C.swift', 'D.swift', 'ETests.swift'];

function factsOf(path: string, text: string): FileFacts | undefined {
  return analyzer.facts(path, text);
}

/** What a program says of each of its files. */
function told(program: Program): readonly unknown[] {
  return program.files.map((file) => [file.path, program.usesIn(file)]);
}

describe('an index', () => {
  const step = fc.record({
    path: fc.constantFrom(...PATHS),
    text: fc.constantFrom(...TEXTS),
    act: fc.constantFrom('read', 'edit', 'release', 'delete', 'ask'),
  });

  it('says after any changes what a program of the same files says', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const index = new FolderIndex();
        const disk = new Map<string, FileFacts | undefined>();
        const edited = new Map<string, FileFacts>();
        for (const { path, text, act } of steps) {
          const facts = factsOf(path, text);
          if (act === 'read') index.refresh([{ path, facts }], []);
          if (act === 'read') disk.set(path, facts);
          if (act === 'delete') index.refresh([], [path]);
          if (act === 'delete') disk.delete(path);
          if (act === 'edit' && facts) index.edit(facts);
          if (act === 'edit' && facts) edited.set(path, facts);
          if (act === 'release') index.release(path);
          if (act === 'release') edited.delete(path);
          // Asking in between leaves behind what the index remembers.
          if (act === 'ask') told(index.program);
        }
        const files = [...disk.keys()].toSorted().map((path) => edited.get(path) ?? disk.get(path));
        const fresh = new Program(files.filter((file) => file !== undefined));
        expect(told(index.program)).toEqual(told(fresh));
      }),
      { seed, numRuns: 300 },
    );
  });

  it('tries a text out without remembering it', () => {
    const index = new FolderIndex();
    const read = (path: string, text: string): void =>
      index.refresh([{ path, facts: factsOf(path, text) }], []);
    read('A.swift', WRAPPER);
    read('B.swift', CALLER);
    const before = told(index.program);
    const tried = index.programWith(factsOf('A.swift', SAFE_WRAPPER)!)!;
    expect(told(tried)).toEqual(
      told(new Program([factsOf('A.swift', SAFE_WRAPPER)!, factsOf('B.swift', CALLER)!])),
    );
    expect(told(tried)).not.toEqual(before);
    expect(told(index.program)).toEqual(before);
    expect(index.programWith(factsOf('Unknown.swift', WRAPPER)!)).toBeUndefined();
  });
});

describe('events', () => {
  const known = ['App/A.swift', 'App/Deep/B.swift', 'C.swift'];
  const plan = (...events: readonly (readonly [FileEvent['kind'], string])[]) =>
    planFor(
      events.map(([kind, path]) => ({ kind, path })),
      known,
    );
  const nothing = { lookAround: false, changed: [], gone: [] };

  it.each([
    ['a change', plan(['changed', 'C.swift']), { changed: ['C.swift'] }],
    ['a change of what is not known', plan(['changed', 'Pods/X.swift']), {}],
    ['a deletion', plan(['deleted', 'C.swift']), { gone: ['C.swift'] }],
    ['the deletion of a folder', plan(['deleted', 'App']), { gone: ['App/A.swift', 'App/Deep/B.swift'] }],
    ['a name that begins alike', plan(['deleted', 'Ap']), {}],
    ['a save by replacement', plan(['deleted', 'C.swift'], ['created', 'C.swift']), { changed: ['C.swift'] }],
    ['a file that came and went', plan(['created', 'N.swift'], ['deleted', 'N.swift']), {}],
    ['a new file', plan(['created', 'N.swift']), { lookAround: true }],
    ['a new folder', plan(['created', 'Feature/New']), { lookAround: true }],
    ['a new file of another kind', plan(['created', 'App/icon.png']), {}],
    ['new build products', plan(['created', '.build/debug/X.swift'], ['created', 'Pods/Kit']), {}],
    ['.gitignore', plan(['changed', 'App/.gitignore']), { lookAround: true }],
    [
      'a rename',
      plan(['deleted', 'C.swift'], ['created', 'D.swift']),
      { lookAround: true, gone: ['C.swift'] },
    ],
  ])('%s', (_, actual, expected) => {
    expect(actual).toEqual({ ...nothing, ...expected });
  });
});
