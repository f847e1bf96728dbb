import { describe, expect, it } from 'vitest';
import { anyOf } from '../../server/facts/alternatives.js';

describe('one pattern of several', () => {
  const pattern = anyOf(['token', 'Trust', 't?rue', 'sign_?in', '@main', ':\\s*Any', 'session(?:s|Id)\\b']);

  it.each(['accessToken', 'TRUST', 'a rue', 'signIn', 'sign_in', '@MAIN', 'x:  any', 'let SESSIONID'])(
    'matches what one of them does: %s',
    (text) => expect(pattern.test(text)).toBe(true),
  );

  it.each(['toke', 'rust', 'sing in', 'main', 'sessions2', ''])('and nothing else: %s', (text) =>
    expect(pattern.test(text)).toBe(false),
  );
});
