import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSwiftFile, choices, expand, SWIFT } from '../snippets/expand.js';
import { TypeChecker } from './typecheck.js';

const MOST_CHOICES = Math.max(...SWIFT.map(({ body }) => choices(body.join('\n'))));

/** What a snippet of statements declares, whoever inserts it makes use of. */
const UNUSED = / was never used/;

describe('the Swift snippets', () => {
  let checker: TypeChecker;

  beforeAll(async () => {
    checker = await TypeChecker.make();
  });
  afterAll(() => checker.dispose());

  /** All snippets in one app, each with the n-th option of its choices. */
  const app = (choice: number) =>
    SWIFT.map(({ id, body }) => ({
      name: `${id}.swift`,
      text: asSwiftFile(expand(body.join('\n'), choice), id.replaceAll('-', '_')),
    }));

  const faultsOf = async (...sources: Parameters<TypeChecker['check']>) =>
    (await checker.check(...sources)).filter((error) => !UNUSED.test(error));

  it.each(Array.from({ length: MOST_CHOICES }, (_, choice) => choice))(
    'are Swift 6 without an error or a warning, with choice %i of each',
    async (choice) => {
      expect(await faultsOf(app(choice))).toEqual([]);
    },
  );

  it('would be told of a data race and of a wrong type', async () => {
    const race = 'import Foundation\nfinal class Box { var token = "" }\nlet box = Box()\n';
    const type = 'import Security\nlet status: Int = SecItemDelete([:])\n';
    const said = await faultsOf([...app(0), { name: 'race.swift', text: race + type }]);
    expect(said).toEqual([
      expect.stringContaining("let 'box' is not concurrency-safe"),
      expect.stringContaining("cannot convert value of type 'OSStatus'"),
    ]);
  });
});
