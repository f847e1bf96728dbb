import { describe, expect, it } from 'vitest';
import { prepareSwift } from '../../server/syntax/prepare.js';
import { KNOWN_CRLF_FAILURES, KNOWN_FAILURES, UNREADABLE, UNREADABLE_WITH_CRLF } from './known-failures.js';
import { fixtureNames, hasParseError, readFixture } from './swift.js';

const names = await fixtureNames();
const readable = names.filter((name) => !(name in KNOWN_FAILURES));
const readableWithCrlf = readable.filter((name) => !(name in KNOWN_CRLF_FAILURES));

async function readWithCrlf(name: string): Promise<string> {
  const text = await readFixture(name);
  return text.replaceAll(/\r?\n/g, '\r\n');
}

describe('The Swift grammar', () => {
  it.each(readable)('reads %s', async (name) => {
    expect(hasParseError(await readFixture(name))).toBe(false);
  });

  it.each(readableWithCrlf)('reads %s with CRLF line ends', async (name) => {
    expect(hasParseError(await readWithCrlf(name))).toBe(false);
  });
});

// When one of these fails, the grammar has learnt something: take the fixture off the list.
describe('The Swift grammar still cannot read', () => {
  it.each(Object.entries(KNOWN_FAILURES))('%s (%s)', async (name) => {
    expect(hasParseError(await readFixture(name))).toBe(true);
  });

  it.each(Object.entries(KNOWN_CRLF_FAILURES))('%s with CRLF line ends (%s)', async (name) => {
    expect(hasParseError(await readWithCrlf(name))).toBe(true);
  });
});

// The parser gets to see prepared texts alone; what is an error even then is lost to the analysis.
describe('The Swift grammar, once a text is prepared for it,', () => {
  it.each(names.filter((name) => !UNREADABLE.has(name)))('reads %s', async (name) => {
    expect(hasParseError(prepareSwift(await readFixture(name)).readable)).toBe(false);
  });

  it.each(names.filter((name) => !UNREADABLE.has(name) && !UNREADABLE_WITH_CRLF.has(name)))(
    'reads %s with CRLF line ends',
    async (name) => {
      expect(hasParseError(prepareSwift(await readWithCrlf(name)).readable)).toBe(false);
    },
  );

  it.each([...UNREADABLE])('still cannot read %s', async (name) => {
    expect(hasParseError(prepareSwift(await readFixture(name)).readable)).toBe(true);
  });

  it.each([...UNREADABLE_WITH_CRLF])('still cannot read %s with CRLF line ends', async (name) => {
    expect(hasParseError(prepareSwift(await readWithCrlf(name)).readable)).toBe(true);
  });
});
