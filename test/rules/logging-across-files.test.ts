import { describe, expect, it } from 'vitest';
import { underlinedInFirst } from './app.js';

const LOGS = `func restoredSession(_ account: Account) { print(account) }`;

/** What `logging/credential-logged` underlines in one file beside others. */
const loggedIn = (...texts: readonly string[]): readonly string[] =>
  underlinedInFirst(
    'logging/credential-logged',
    Object.fromEntries(texts.map((text, index) => [`${index}.swift`, text])),
  );

describe('a value whose type another file declares', () => {
  it('is found where a structure holds a credential', () => {
    expect(loggedIn(LOGS, 'struct Account { let name: String; let accessToken: String }')).toEqual([
      'account',
    ]);
  });

  it('is found where a part of the structure holds one', () => {
    const files = ['struct Account { let session: Session }', 'struct Session { var refreshToken: String? }'];
    expect(loggedIn(LOGS, ...files)).toEqual(['account']);
  });

  it.each([
    ['a structure without one', 'struct Account { let name: String; let tokenCount: Int }'],
    ['a structure with another sort of token', 'struct Account { let inviteToken: String }'],
    ['a class, of which only the name is shown', 'final class Account { let accessToken: String = "" }'],
    [
      'a structure that describes itself',
      'struct Account { let accessToken: String }\nextension Account: CustomStringConvertible { var description: String { "" } }',
    ],
  ])('is left alone for %s', (_, declaration) => {
    expect(loggedIn(LOGS, declaration)).toEqual([]);
  });

  it('is left alone where no file declares it', () => {
    expect(loggedIn(LOGS)).toEqual([]);
  });

  it('is found in a dump, which shows the inside of classes, too', () => {
    const dump = LOGS.replace('print', 'dump');
    expect(loggedIn(dump, 'final class Account { let accessToken: String = "" }')).toEqual(['account']);
  });
});
