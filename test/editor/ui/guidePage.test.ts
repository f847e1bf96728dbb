import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENTRIES, LEAVES } from '../../../server/knowledge/guide/index.js';
import { GuidePage, quietState } from './guidePage.js';

describe('The page of the decision guide', () => {
  let guide: GuidePage;

  beforeEach(async () => {
    guide = await GuidePage.open();
  });
  afterEach(() => guide.close());

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await guide.page.keyboard.press(key);
  };
  const type = (text: string): Promise<void> => guide.page.keyboard.type(text);

  it('shows the four trees whole, and what must never be done', async () => {
    await guide.greet();
    const shown = await Promise.all(ENTRIES.map(async ({ id }) => [id, await guide.item(id).isVisible()]));
    expect(shown.filter(([, visible]) => !visible)).toEqual([]);
    expect(await guide.page.locator('details').count()).toBe(4);
  });

  describe('with the keyboard', () => {
    beforeEach(async () => {
      await guide.greet();
      await guide.item('storage').focus();
    });

    it('goes up and down, to the ends, in and out', async () => {
      await press('ArrowDown', 'ArrowDown');
      expect(await guide.focused()).toBe('storage/access-token');
      await press('ArrowUp');
      expect(await guide.focused()).toBe('storage/keychain');
      await press('ArrowLeft');
      expect(await guide.item('storage/keychain').getAttribute('aria-expanded')).toBe('false');
      await press('ArrowDown');
      expect(await guide.focused()).toBe('storage/elsewhere');
      await press('ArrowUp', 'ArrowRight', 'ArrowRight');
      expect(await guide.focused()).toBe('storage/access-token');
      await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
      expect(await guide.focused()).toBe('storage');
      await press('End');
      expect(await guide.focused()).toBe('never/unread-policy');
      await press('Home');
      expect(await guide.focused()).toBe('storage');
    });

    it('goes to what is typed', async () => {
      await type('http');
      expect(await guide.focused()).toBe('logout/cookies');
      await guide.page.waitForTimeout(700);
      await type('s');
      const first = await guide.focused();
      await guide.page.waitForTimeout(700);
      await type('s');
      expect(await guide.focused()).not.toBe(first);
    });

    it('opens an answer with Enter and with Space, and opens all beside it with an asterisk', async () => {
      await press('ArrowDown', 'ArrowDown', 'Enter');
      const detail = guide.detail('storage/access-token');
      expect(await detail.isVisible()).toBe(true);
      await press('Space');
      expect(await detail.count()).toBe(0);
      await press('*');
      expect(await guide.page.locator('.detail').count()).toBe(3);
      await press('ArrowRight');
      expect(await guide.page.evaluate(() => document.activeElement?.className)).toBe('detail');
    });

    it('reaches the buttons of an answer with Tab, and comes back with Escape', async () => {
      await press('ArrowDown', 'ArrowDown', 'Enter', 'Tab');
      expect(await guide.page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
      await press('Tab', 'ArrowDown');
      expect(await guide.page.evaluate(() => document.activeElement?.textContent)).toBe(
        'Use in this project',
      );
      await press('Escape');
      expect(await guide.page.evaluate(() => document.activeElement?.role)).toBe('treeitem');
      expect(await guide.focused()).toBe('storage/access-token');
    });

    it('is one stop on the way with Tab', async () => {
      expect(await guide.page.locator('[role=treeitem][tabindex="0"]').count()).toBe(1);
      await press('ArrowDown');
      expect(await guide.page.locator('[role=treeitem][tabindex="0"]').count()).toBe(1);
    });

    it('shows where the focus is', async () => {
      await press('ArrowDown');
      const style = await guide
        .item('storage/keychain')
        .evaluate((row) => getComputedStyle(row).outlineStyle);
      expect(style).toBe('solid');
    });
  });

  describe('when something is searched for', () => {
    beforeEach(() => guide.greet());
    const shown = () =>
      guide.page
        .locator('.leaf > .row')
        .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['id']));

    it('shows only that, in trees and tables, and says how much it is', async () => {
      await guide.page.fill('#search', 'websocket');
      expect(await shown()).toEqual(['refresh/background']);
      expect(await guide.page.locator('.count').textContent()).toBe('1 answer');
      expect(await guide.page.locator('[role=status]').textContent()).toBe('1 answer');
      expect(await guide.page.locator('mark').first().textContent()).toBe('WebSocket');
    });

    it('opens what was closed, and closes it again afterwards', async () => {
      await guide.item('refresh').focus();
      await press('ArrowLeft');
      await guide.page.fill('#search', 'offline');
      expect(await guide.item('refresh/offline').isVisible()).toBe(true);
      await guide.page.fill('#search', '');
      expect(await guide.item('refresh/offline').isVisible()).toBe(false);
    });

    it('leads into the tree with the arrow, and back to everything with Escape', async () => {
      await guide.page.fill('#search', 'cookies');
      await guide.page.focus('#search');
      await press('ArrowDown');
      expect(await guide.focused()).toBe('storage');
      await guide.page.focus('#search');
      await press('Escape');
      expect((await shown()).length).toBe(ENTRIES.length);
    });

    it('says so when there is nothing', async () => {
      await guide.page.fill('#search', 'kubernetes');
      expect(await guide.page.locator('.empty').innerText()).toContain(
        'Nothing in the guide is about “kubernetes”.',
      );
      await guide.page.getByRole('button', { name: 'Clear the search' }).last().click();
      expect((await shown()).length).toBe(ENTRIES.length);
    });
  });

  describe('tells how an answer stands', () => {
    it('as recommended while there is no policy, and as decided once there is', async () => {
      await guide.greet();
      const leaf = guide.item('storage/refresh-token');
      expect(await leaf.getAttribute('aria-current')).toBe('true');
      expect(await leaf.locator('.tag').textContent()).toBe('Recommended');
      const written = {
        credentials: { refreshToken: { level: 'whenUnlocked' } },
        sessions: { model: 'multiAccount' },
      };
      await guide.tell({ type: 'state', state: quietState(written) });
      expect(await leaf.locator('.tag').textContent()).toBe('Your policy: WhenUnlocked');
      expect(await guide.item('sessions').locator('.summary').textContent()).toBe(
        'Keychain items keyed by account',
      );
      expect(await guide.item('sessions/multi-account').getAttribute('aria-current')).toBe('true');
      expect(await guide.item('sessions/single').getAttribute('aria-current')).toBeNull();
    });

    it('with the path from the question to it', async () => {
      await guide.greet(quietState({ refresh: { strategy: 'background' } }));
      const path = guide.below('refresh').locator('.leaf:is(.path-through, .path-end) > .row');
      const ids = await path.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['id']));
      expect(ids).toEqual(['refresh/on-401', 'refresh/proactive', 'refresh/background']);
      expect(await guide.below('refresh').locator('.leaf.current').count()).toBe(1);
    });

    it('and what the ways out of the session clear', async () => {
      const state = quietState();
      const entries = {
        ...state.entries,
        'logout/tokens': { findings: 1, worst: 'warning', facts: 0, item: 'missed' },
        'logout/cookies': { findings: 0, facts: 2, item: 'cleared' },
      } as const;
      await guide.greet({ ...state, entries });
      const name = /^Tokens in the Keychain\W+Delete every one\W+Not cleared\W+1 finding$/;
      expect(await guide.page.getByRole('treeitem', { name }).getAttribute('data-id')).toBe('logout/tokens');
      expect(await guide.item('logout/cookies').locator('.tag').textContent()).toBe('Cleared');
      expect(await guide.item('logout').locator('.summary').textContent()).toBe('1 cleared, 1 not');
    });
  });

  it('asks the extension for what its buttons say', async () => {
    const state = quietState();
    const entries = {
      ...state.entries,
      'storage/refresh-token': { findings: 2, worst: 'error', facts: 1 },
    } as const;
    await guide.greet({ ...state, entries });
    await guide.tell({ type: 'reveal', id: 'storage/refresh-token' });
    expect(await guide.focused()).toBe('storage/refresh-token');
    const detail = guide.detail('storage/refresh-token');
    const click = (name: string) => detail.getByRole('button', { name, exact: true }).click();
    await click('Insert');
    await click('Copy');
    await click('Show in my code (3)');
    await detail.getByRole('combobox', { name: 'Level in this project' }).selectOption('whenUnlocked');
    await click('Use in this project');
    await click('Copy the spelling for Swift');
    await click('keychain/level-not-migrated');
    expect((await guide.sent()).slice(1)).toEqual([
      { type: 'insert', snippet: 'save-refresh-token' },
      { type: 'copySnippet', snippet: 'save-refresh-token' },
      { type: 'show', entry: 'storage/refresh-token' },
      { type: 'use', entry: 'storage/refresh-token', option: 'whenUnlocked' },
      { type: 'copy', text: 'kSecAttrAccessibleWhenUnlockedThisDeviceOnly' },
      { type: 'rule', rule: 'keychain/level-not-migrated' },
    ]);
  });

  it('does not offer to write what is written already', async () => {
    await guide.greet(quietState({ sessions: { model: 'single' } }));
    await guide.tell({ type: 'reveal', id: 'sessions/single' });
    const use = guide.detail('sessions/single').getByRole('button', { name: 'In use in this project' });
    expect(await use.getAttribute('aria-disabled')).toBe('true');
    await use.click({ force: true });
    expect((await guide.sent()).map(({ type: what }) => what)).toEqual(['ready']);
  });

  it('leads from a trap and from a table to the answer', async () => {
    await guide.greet();
    await guide.item('logout/trap').getByRole('button').click();
    expect(await guide.focused()).toBe('never/forget-data');
    await guide.page.locator('summary', { hasText: 'Data and where it goes' }).click();
    await guide.page.getByRole('button', { name: 'Cookies', exact: true }).click();
    expect(await guide.focused()).toBe('logout/cookies');
  });

  describe('says what is the matter', () => {
    const notices = () => guide.page.locator('.notices').innerText();

    it('when the server is not running', async () => {
      await guide.tell({ type: 'server', health: 'stopped' });
      expect(await notices()).toContain('The SessionLint server is not running');
      await guide.page.getByRole('button', { name: 'Restart' }).click();
      expect((await guide.sent()).at(-1)).toEqual({ type: 'restart' });
    });

    it('when no folder is open', async () => {
      await guide.greet({ ...quietState(), workspace: 'none' });
      expect(await notices()).toContain('No folder is open.');
      await guide.tell({ type: 'reveal', id: 'sessions/single' });
      const use = guide.detail('sessions/single').getByRole('button', { name: 'Use in this project' });
      expect(await use.getAttribute('aria-disabled')).toBe('true');
      expect(await use.getAttribute('title')).toBe('Open a folder to write its policy');
    });

    it('while the code is read', async () => {
      await guide.greet({ ...quietState(), workspace: 'reading' });
      expect(await notices()).toContain('Reading the code of Harbor …');
    });

    it('when the policy is broken', async () => {
      const policy = {
        state: 'broken',
        uri: 'file:///app/sessionlint.json',
        problem: 'A comma is missing.',
      } as const;
      await guide.greet({ ...quietState(), policy });
      expect(await notices()).toContain('sessionlint.json cannot be read');
      expect(await notices()).toContain('A comma is missing.');
      await guide.page.getByRole('button', { name: 'Open it' }).click();
      expect((await guide.sent()).at(-1)).toEqual({ type: 'openPolicy' });
    });
  });

  it('takes names, paths and values from outside as text, whatever is in them', async () => {
    const markup = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
    await guide.greet({
      ...quietState({ credentials: { refreshToken: { level: markup } }, refresh: { strategy: markup } }),
      folder: markup,
      workspace: 'reading',
      policy: { state: 'broken', uri: markup, problem: markup },
    });
    await guide.page.fill('#search', markup);
    expect(await guide.page.locator('main').innerText()).toContain('<img src=x');
    await guide.page.fill('#search', '');
    expect(await guide.item('storage/refresh-token').innerText()).toContain('<img src=x');
    await guide.tell({ type: 'say', text: markup });
    await guide.tell({ type: 'reveal', id: markup });
    expect(await guide.page.locator('main img, main script').count()).toBe(0);
    expect(await guide.page.evaluate(() => 'hit' in window)).toBe(false);
  });

  it('is as it was after it was hidden', async () => {
    await guide.greet();
    await guide.tell({ type: 'reveal', id: 'refresh/proactive' });
    await guide.item('storage').focus();
    await press('ArrowLeft');
    await guide.page.locator('summary', { hasText: 'Red flags' }).click();
    await guide.page.reload();
    await guide.greet();
    expect(await guide.detail('refresh/proactive').isVisible()).toBe(true);
    expect(await guide.item('storage').getAttribute('aria-expanded')).toBe('false');
    expect(await guide.page.locator('details[open] h3').allInnerTexts()).toEqual(['Red flags']);
    expect(await guide.page.locator('[role=treeitem][tabindex="0"]').getAttribute('data-id')).toBe('storage');
  });

  it.each([200, 260, 480, 1200])('fits a width of %d pixels, with everything open', async (width) => {
    await guide.page.setViewportSize({ width, height: 900 });
    await guide.greet();
    for (const { id } of LEAVES) await guide.tell({ type: 'reveal', id });
    await guide.page
      .locator('details')
      .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    const wide = await guide.page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((element) => !element.closest('pre, .sr-only, thead'))
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5)
        .map((element) => element.textContent),
    );
    expect(wide).toEqual([]);
  });

  it('gives assistive technology nothing to stumble over', async () => {
    await guide.greet();
    for (const id of ['storage/refresh-token', 'never/ignore-errors', 'logout/tokens']) {
      await guide.tell({ type: 'reveal', id });
    }
    await guide.page
      .locator('details')
      .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    // Colours come from the editor's theme, and are looked at there.
    expect(await guide.violations(['color-contrast'])).toEqual([]);
  });
});
