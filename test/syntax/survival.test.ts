import { describe, expect, it } from 'vitest';
import { codeOf, findingsIn } from '../rules/analyzer.js';
import { ALWAYS, saving } from '../server/samples.js';

/** What a grammar stumbles over, among the members of a type, above a function that has a finding. */
const TROUBLE: readonly (readonly [what: string, members: string])[] = [
  ['nothing', ''],
  ['a half-typed string', '  let base = "https://example.com'],
  ['a half-typed argument', '  func a() {\n    print("hello\n    b()\n  }'],
  ['a half-typed entry', '  let a = [\n    "b": "c,\n    "d": 1,\n  ]'],
  ['a half-typed condition', '  func a() {\n    if b == "c {\n      d()\n    }\n  }'],
  ['a string of lines that never ends', '  let a = """'],
  ['conditional members', '  #if DEBUG\n  let a = "b"\n  #else\n  let a = "c"\n  #endif'],
  ['conditional cases', '  enum A {\n    case b\n    #if DEBUG\n    case c\n    #endif\n  }'],
  ['a block comment behind a statement', '  func a() {\n    b()\n    /* c */ d()\n  }'],
  ['an error with a type', '  func a() throws(E) { do throws(E) { try b() } catch E.c, E.d { e() } }'],
  ['an unsafe property', '  nonisolated(unsafe) static var a = 0'],
  [
    'an awaited condition',
    '  func a() async throws {\n    if let b = try await c() { d(b) } else { e() }\n  }',
  ],
  ['ownership', '  func a(_ b: sending B) { c(consume b) }'],
  ['a regular expression with a quote', '  let a = /"[^"]*/'],
];

function textWith(members: string): string {
  return `final class Store {\n${members}\n\n${saving('refreshToken', ALWAYS)}}\n`;
}

describe('below trouble', () => {
  it.each(TROUBLE)('findings are where they are below %s', (_, members) => {
    const text = textWith(members);
    const found = findingsIn(text).map(({ rule, span }) => [rule, text.slice(span.start, span.end)]);
    expect(found).toEqual([['keychain/always-accessible', ALWAYS]]);
  });

  it.each(TROUBLE)('members stay members below %s', (_, members) => {
    const { root, errors } = codeOf(textWith(members));
    expect(errors).toEqual([]);
    expect(root.statements).toMatchObject([{ kind: 'type', name: 'Store' }]);
    const [type] = root.statements;
    const last = type?.kind === 'type' ? type.members.at(-1) : undefined;
    expect(last).toMatchObject({ kind: 'function', name: 'save_refreshToken' });
  });
});
