import { describe, expect, it } from 'vitest';
import { redact } from '../../server/report/redact.js';

describe('secrets are masked', () => {
  it.each([
    ['a JWT', 'let a = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"', 'let a = "•••"'],
    ['a JWT in a comment', '// was eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln then', '// was ••• then'],
    ['a key of AWS outside quotes', 'AKIAIOSFODNN7EXAMPLE', '•••'],
    ['a key of Stripe', 'call(sk_live_4eC39HqLyjWDarjtT1, "x")', 'call(•••, "x")'],
    ['base64', 'x = "c2VjcmV0IHZhbHVlIDEyMzQ1Njc4OTA="', 'x = "•••"'],
    ['hexadecimal', 'x = "9f86d081884c7d659a2feaa0c55ad015"', 'x = "•••"'],
    ['a UUID', 'x = "550e8400-e29b-41d4-a716-446655440000"', 'x = "•••"'],
    ['a random part of a literal, and all around it', 'x = "Bearer 9f86d081884c7d659a2feaa0"', 'x = "•••"'],
    ['a raw string', 'x = #"9f86d081884c7d659a2feaa0c55ad015"#', 'x = #"•••"#'],
    ['a literal that is not closed', 'x = "9f86d081884c7d659a2feaa0c55ad015', 'x = "•••'],
    ['a password by its name', 'let password = "letmein"', 'let password = "•••"'],
    ['a password with a type', 'let password: String = "letmein"', 'let password: String = "•••"'],
    ['a labelled argument', 'login(user: "ada", password: "letmein")', 'login(user: "ada", password: "•••")'],
    [
      'an entry of a dictionary',
      '["client_secret": "letmein", "a": "b"]',
      '["client_secret": "•••", "a": "b"]',
    ],
    ['a default', 'let secret = apiKey ?? "letmein"', 'let secret = apiKey ?? "•••"'],
    [
      'a value beside the name of its key',
      'set("hunter2", forKey: "password")',
      'set("•••", forKey: "password")',
    ],
    ['behind an apostrophe', `// don't: password = "letmein"`, `// don't: password = "•••"`],
    ['with an escaped quote', String.raw`let password = "a\"b"`, 'let password = "•••"'],
  ])('%s', (_, line, masked) => {
    expect(redact(line)).toBe(masked);
  });
});

describe('what is no secret stays', () => {
  it.each([
    '    kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,',
    'kSecAttrAccount as String: "accessToken",',
    'let accessTokenKey = "access_token"',
    'case refreshToken = "com.example.app.refresh-token"',
    'let keychain = Keychain(service: "com.example.harbor.session")',
    'keychain.set(token, forKey: "session_token", withAccess: .accessibleAlways)',
    'let url = "https://api.example.com/oauth2/v1/token"',
    String.raw`print("token: \(accessToken)")`,
    String.raw`request.setValue("Bearer \(accessToken)", forHTTPHeaderField: "Authorization")`,
    'let title = "A sentence of some length with 2 numbers in it, 17 and 4."',
    'let empty = ""',
    'let password = ""',
  ])('%s', (line) => {
    expect(redact(line)).toBe(line);
  });
});

it('leaves nothing of a secret when a line holds several', () => {
  const line = 'a("9f86d081884c7d659a2feaa0c55ad015", "b", "AKIAIOSFODNN7EXAMPLE", password: "letmein")';
  expect(redact(line)).toBe('a("•••", "b", "•••", password: "•••")');
});
