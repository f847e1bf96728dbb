import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditorWindow } from './window.js';

/** One sitting, step after step. */
describe('The first use of SessionLint', () => {
  let window: EditorWindow;

  beforeAll(async () => {
    window = await EditorWindow.open();
  });
  afterAll(() => window.close());

  it('marks both weak levels of the open file', async () => {
    await window.squiggles.first().waitFor();
    await expect.poll(() => window.squiggles.count(), { timeout: 30_000 }).toBe(2);
    await window.screenshot('1-squiggle');
  });

  it('tells in the hover what is wrong and when the item is readable', async () => {
    await window.word('kSecAttrAccessibleAlways').hover();
    await window.hover.first().waitFor();
    const text = (await window.hover.allInnerTexts()).join('\n');
    expect(text).toContain('sessionlint(keychain/always-accessible)');
    expect(text).toMatch(/readable/i);
    await window.screenshot('2-hover');
  });

  it('says in the language status what the last analysis found', async () => {
    expect(await window.status.getAttribute('aria-label')).toMatch(
      /SessionLint, \d+ findings, analysed in \d+ ms/,
    );
  });

  it('offers the recommended level first, and one key applies it', async () => {
    const titles = await window.openQuickFixes('kSecAttrAccessibleAlways');
    expect(titles[0]).toContain('Switch to kSecAttrAccessibleAfterFirstUnlock:');
    await window.screenshot('3-quick-fix');

    await window.page.keyboard.press('Enter');
    await window.word('kSecAttrAccessibleAfterFirstUnlock').waitFor();
    await expect.poll(() => window.squiggles.count(), { timeout: 30_000 }).toBe(1);
    await window.screenshot('4-fixed');
  });

  it('explains the rule on a page of its own', async () => {
    const titles = await window.openQuickFixes('kSecAttrAccessibleAlwaysThisDeviceOnly');
    const explain = titles.findIndex((title) => title.startsWith('Explain'));
    expect(explain).toBeGreaterThan(-1);
    await window.actions.nth(explain).click();
    await expect
      .poll(() => window.preview().innerText(), { timeout: 30_000 })
      .toContain('kSecAttrAccessibleAlways');
    await window.screenshot('5-rule-page');
  });

  it('lists all rules, and opens the page of the one that is picked', async () => {
    const rows = window.page.locator('.quick-input-list .monaco-list-row');
    const rule = rows.filter({ hasText: 'keychain/accessibility-mismatch' }).first();
    // The page of the last test takes the focus when it has loaded, and the list closes: it is opened again.
    await expect
      .poll(
        async () => {
          if (!(await rule.isVisible())) await window.runCommand('SessionLint: Open Rules');
          await window.page.waitForTimeout(1000);
          return rule.isVisible();
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    await window.screenshot('6-rules');
    await window.page.locator('.quick-input-widget input').first().fill('passcode-required');
    await expect.poll(() => rows.count(), { timeout: 30_000 }).toBe(1);
    await window.page.keyboard.press('Enter');
    await expect.poll(() => window.preview().innerText(), { timeout: 30_000 }).toContain('Apple TV');
  });
});
