import { describe, expect, test } from 'vitest';
import { LIBRARIES } from '../../server/knowledge/libraries/index.js';
import type { Source } from '../../server/knowledge/libraries/library.js';
import { MODULE_LIBRARIES } from '../../server/knowledge/libraries/typescript/index.js';
import { SESSION_KEEPERS } from '../../server/knowledge/session-keepers.js';

const ALL = [...LIBRARIES, ...MODULE_LIBRARIES];
const SOURCES = [
  ...ALL.map(({ id, defaultSource }) => [id, defaultSource] as const),
  ...SESSION_KEEPERS.map(({ session, source }) => [session, source] as const),
];

/** A release, or the beginning of a commit's hash. */
const VERSION = /^(\d+\.\d+(\.\d+)?|[0-9a-f]{7,40})$/;
/** A page, or a line of a repository or package. The first line of a file says nothing. */
const PLACE =
  /^(https:\/\/\S+|(npm:(@[\w.-]+\/)?[\w.-]+|[\w-]+\/[\w.-]+) [\w@+.-][\w@+./-]*\.(swift|mm?|h|tsx?|js|md):(?!1$)\d+)$/;

describe('what is known of a library says where it was read', () => {
  test('each of them has an id of its own', () => {
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  });

  test.each(SOURCES)('%s', (_, source) => {
    expect(source.version).toMatch(VERSION);
    expect(placeOf(source)).toMatch(PLACE);
  });
});

/** Where it was read, on one line: the page, or the repository, the file and the line. */
function placeOf(source: Source): string {
  if ('page' in source) return source.page;
  return `${source.repository} ${source.file}:${source.line}`;
}
