import { describe, expect, it } from 'vitest';
import { messageFrom } from '../../client/guide/messages.js';
import type { Guide, GuideState } from '../../client/guide/model.js';
import { remembered } from '../../client/guide/page/memory.js';
import { describeMatches, search } from '../../client/guide/page/search.js';
import { snippetText } from '../../client/guide/snippetText.js';
import { GUIDE } from '../../server/knowledge/guide/index.js';
import type { GuideStateAnswer } from '../../server/lsp/protocol.js';
import swift from '../../snippets/swift.json' with { type: 'json' };
import { expand } from '../snippets/expand.js';

// Checked by the compiler: the page understands what the server says.
const guide: Guide = GUIDE;
export const state = (answer: GuideStateAnswer): GuideState => answer;

describe('A message from the page', () => {
  it.each([
    { type: 'ready' },
    { type: 'insert', snippet: 'keychain-helper' },
    { type: 'use', entry: 'storage/refresh-token', option: 'whenUnlocked' },
    { type: 'use', entry: 'sessions/single' },
    { type: 'rule', rule: 'keychain/always-accessible' },
  ])('is taken when the page has reason to send it: $type', (message) => {
    expect(messageFrom(message)).toEqual(message);
  });

  it.each([
    ['of no known type', { type: 'run', command: 'workbench.action.terminal.new' }],
    ['with an id that is a path', { type: 'rule', rule: '../../../etc/passwd' }],
    ['with an id that is a link', { type: 'show', entry: 'command:workbench.action.quit' }],
    ['with more than it should have', { type: 'ready', html: '<script>' }],
    ['that is no object', 'ready'],
    ['that is nothing', null],
    ['with an endless text', { type: 'copy', text: 'x'.repeat(5000) }],
  ])('is dropped %s', (_what, message) => {
    expect(messageFrom(message)).toBeUndefined();
  });
});

describe('The search', () => {
  it('finds what holds all the words, in whatever order', () => {
    const matches = search(guide, 'expiry Proactive')!;
    expect([...matches.entries]).toContain('refresh/proactive');
    expect([...matches.rows]).toContain('strategies/proactive');
    expect(matches.entries.has('storage/remember-me')).toBe(false);
  });

  it('finds rules, snippets, spellings and table rows', () => {
    expect([...search(guide, 'logging/credential-logged')!.entries]).toEqual(['never/log-tokens']);
    expect(search(guide, 'WHEN_UNLOCKED_THIS_DEVICE_ONLY')!.entries.has('storage/refresh-token')).toBe(true);
    expect([...search(guide, 'BGAppRefreshTask')!.rows]).toEqual(['strategies/background']);
  });

  it('says how much it found', () => {
    expect(describeMatches(search(guide, 'zzz')!, ' zzz ')).toBe('Nothing about “zzz”');
    expect(describeMatches(search(guide, 'onboarding')!, 'onboarding')).toMatch(/^\d+ answers?/);
  });

  it('is off for blanks', () => {
    expect(search(guide, '  ')).toBeUndefined();
  });
});

describe('What the page remembers', () => {
  it('is read whatever was kept', () => {
    for (const kept of [undefined, null, 7, 'x', { open: 3, query: {}, scroll: 'far' }]) {
      expect(remembered(kept)).toEqual({ open: [], closed: [], openTables: [], query: '', scroll: 0 });
    }
    expect(remembered({ open: ['a', 1], query: 'q', current: 'a', scroll: 3 })).toMatchObject({
      open: ['a'],
      query: 'q',
      current: 'a',
      scroll: 3,
    });
  });
});

describe('A snippet for the clipboard', () => {
  it('has every default filled in', () => {
    expect(snippetText('let ${1:name} = ${2|"a","b"|}\n\tuse(${1}, $2)$0')).toBe(
      'let name = "a"\n    use(name, "a")',
    );
    expect(snippetText('"\\$(x)" \\} \\\\')).toBe('"$(x)" } \\');
  });

  it.each(Object.values(swift).map(({ id, body }) => [id, body.join('\n')] as const))(
    'is the code of %s',
    (_id, body) => {
      expect(snippetText(body)).toBe(expand(body));
    },
  );
});
