import { describe, expect, it } from 'vitest';
import {
  isBasicCredentials,
  isPlaceholder,
  isPublicKey,
  knownSecret,
  looksLikePassword,
  looksRandom,
} from '../../server/knowledge/secrets.js';

describe('a value that looks drawn at random', () => {
  it.each([
    'hbr_live_9f3c71d2a8e64b05b6c1e7f2d9430a5c',
    '952b4412f002315aa50751032fcaab03',
    '7NF2WMuQDuREuk7AGo8yMvVBeD9AyLpJjvqe7dCAO7g',
    '2Wl3rCzTzqi6zJsddM5PTiRL8WtOZuMB0C/EIYrtQZo=',
    'aW52ZW50ZWQ9x2v7Kq1',
  ])('%s', (value) => {
    expect(looksRandom(value)).toBe(true);
  });
});

describe('a value made of words or of nothing', () => {
  it.each([
    'com.harborferries.refresh_token',
    'session.accessToken.version2',
    'ERR_INVALID_REFRESH_TOKEN_4010',
    'access_token_for_embedded_map',
    'X-Harbor-Session-Id',
    'accessibilityIdentifier42Password',
    '00000000000000000000000000000000',
    '01234567890123450123456789012345',
    'short1',
  ])('%s', (value) => {
    expect(looksRandom(value)).toBe(false);
  });
});

it('keys of providers are known by their shape, public ones are not secret', () => {
  expect(knownSecret(`ghp_${'a1B2'.repeat(9)}`)).toBe('a GitHub token');
  expect(knownSecret(`sk_${'live'}_${'a1B2'.repeat(6)}`)).toBe('a Stripe secret key');
  // Written apart, so that no scanner takes this file for one that holds a key.
  const label = 'EC PRIVATE KEY';
  expect(knownSecret(`-----BEGIN ${label}-----\n2aSJd7n2Khd9fsuUeRSeZ5\n-----END ${label}-----`)).toBe(
    'a private key',
  );
  expect(knownSecret('AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q')).toBeUndefined();
  expect(isPublicKey('AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q')).toBe(true);
  expect(isPublicKey('952b4412f002315aa50751032fcaab03')).toBe(false);
});

it('a web token for anonymous visitors is no secret', () => {
  const token = (payload: object) =>
    [{ alg: 'HS256', typ: 'JWT' }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat('c2lnbmVkLWJ5LW5vYm9keQ')
      .join('.');
  expect(knownSecret(token({ iss: 'harbor', role: 'service' }))).toBe('a signed web token');
  expect(knownSecret(token({ iss: 'harbor', role: 'anon' }))).toBeUndefined();
});

it('placeholders stand where a secret will', () => {
  for (const value of ['YOUR_API_KEY', '<token>', 'xxxxxxxx', 'changeme', '$(API_KEY)', 'KEY_REMOVED']) {
    expect(isPlaceholder(value)).toBe(true);
  }
  expect(isPlaceholder('k7Qw92LmTz')).toBe(false);
});

it('passwords mix letters with digits or signs', () => {
  expect(looksLikePassword('k7Qw92LmTz')).toBe(true);
  expect(looksLikePassword('login.password.title')).toBe(false);
  expect(looksLikePassword('Enter your password 2!')).toBe(false);
});

it('Basic credentials have a password behind the colon', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  expect(isBasicCredentials(encoded('harbor:k7Qw92LmTz'))).toBe(true);
  expect(isBasicCredentials(encoded('client-id-without-secret:'))).toBe(false);
});
