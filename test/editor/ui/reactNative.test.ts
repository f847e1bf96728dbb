import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EditorWindow, THEMES } from './window.js';

const SESSION = 'react-native/src/session';

/** The libraries of the sample are not installed, and what TypeScript says about that is not what is looked at. */
const SETTINGS = { 'typescript.validate.enable': false };

/** One sitting, step after step. */
describe('The React Native half of the sample app', () => {
  let window: EditorWindow;

  beforeAll(async () => {
    window = await EditorWindow.open({ file: `${SESSION}/secureStore.ts`, settings: SETTINGS });
  });
  afterAll(() => window.close());

  const suggestions = () => window.page.locator('.suggest-widget .monaco-list-row');
  const warnings = () => window.page.locator('.squiggly-warning');
  const rows = () => window.page.locator('.pane-body .monaco-list-row');

  /** Right after a file is opened, what the one before had underlined may still be drawn. */
  const underlined = () => window.textUnder(window.squiggles.first());

  async function lineOf(file: string, text: string): Promise<number> {
    const lines = (await readFile(join(window.folder, file), 'utf8')).split('\n');
    return lines.findIndex((line) => line.includes(text)) + 1;
  }

  async function show(file: string, text: string): Promise<void> {
    await window.openFile(file.split('/').at(-1) ?? '');
    await window.goToLine(await lineOf(file, text));
  }

  it('has the level underlined that the library calls ALWAYS, and nothing else of the line', async () => {
    await window.goToLine(await lineOf(`${SESSION}/secureStore.ts`, 'SecureStore.ALWAYS'));
    await expect.poll(underlined, { timeout: 30_000 }).toBe('ALWAYS');
    await window.screenshot('react-native-1-squiggle');
  });

  it('tells in the hover what is wrong and when the item is readable', async () => {
    await window.word('ALWAYS').hover();
    await expect
      .poll(async () => (await window.hover.allInnerTexts()).join('\n'), { timeout: 30_000 })
      .toMatch(/expo-secure-store SecureStore\.ALWAYS[^]*Readable:/);
    const text = (await window.hover.allInnerTexts()).join('\n');
    expect(text).toContain('sessionlint(keychain/always-accessible)');
    expect(text).toContain('Looks like an access token');
    await window.screenshot('react-native-2-hover');
  });

  it('offers the recommended level first, and one key applies it', async () => {
    const titles = await window.openQuickFixes('ALWAYS');
    expect(titles[0]).toContain('Switch to SecureStore.AFTER_FIRST_UNLOCK:');
    await window.screenshot('react-native-3-quick-fix');
    await window.page.keyboard.press('Enter');
    await expect.poll(() => window.squiggles.count(), { timeout: 30_000 }).toBe(0);
    await window.screenshot('react-native-4-fixed');
  });

  it('puts the level first in the completion that suits the token at hand', async () => {
    const line = await lineOf(`${SESSION}/secureStore.ts`, 'crew.refreshToken`, refreshToken');
    await window.goToLine(line + 1);
    await expect.poll(() => warnings().count(), { timeout: 30_000 }).toBeGreaterThan(0);
    const before = await warnings().count();
    // Back over the comma, and the level up to its dot, as one who changes their mind does.
    await window.page.keyboard.press('End');
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('Control+Shift+ArrowLeft');
    await window.page.keyboard.type('W');
    await window.page.keyboard.press('Backspace');
    await window.page.keyboard.press('Control+Space');
    await suggestions().first().waitFor();
    await expect
      .poll(() => suggestions().first().innerText(), { timeout: 30_000 })
      .toContain('WHEN_UNLOCKED_THIS_DEVICE_ONLY');
    await window.screenshot('react-native-5-completion');
    await window.page.keyboard.press('Enter');
    await expect.poll(() => warnings().count(), { timeout: 30_000 }).toBe(before - 1);
  });

  it('says above a write where the credential is kept and what clears it', async () => {
    await window.goToLine(await lineOf(`${SESSION}/secureStore.ts`, '`${accountId}.scanner.accessToken`, a'));
    const lens = window.page
      .locator('.codelens-decoration', { hasText: 'access token · Keychain · AfterFirstUnlock' })
      .filter({ visible: true });
    await lens.first().waitFor();
    expect(await lens.first().innerText()).toMatch(/cleared in \d places?/);
    await window.screenshot('react-native-6-lens');
  });

  it('has the levels of react-native-keychain explained and mended as well', async () => {
    await show(`${SESSION}/keychain.ts`, 'ACCESSIBLE.ALWAYS');
    await expect.poll(underlined, { timeout: 30_000 }).toBe('ALWAYS');
    const titles = await window.openQuickFixes('ALWAYS');
    expect(titles[0]).toContain('Switch to Keychain.ACCESSIBLE.AFTER_FIRST_UNLOCK:');
    await window.page.keyboard.press('Enter');
    await expect.poll(() => window.squiggles.count(), { timeout: 30_000 }).toBe(0);
  });

  it('has its screens looked at, JSX and all', async () => {
    await show('react-native/src/screens/LoginScreen.tsx', 'JSON.stringify(response.data)');
    await expect.poll(underlined, { timeout: 30_000 }).toBe('response.data');
    await window.screenshot('react-native-7-screen');
  });

  it('lists the credentials of both languages in one inventory', async () => {
    await window.runCommand('SessionLint: Focus on Session Inventory View');
    await window.page.locator('.pane-header', { hasText: 'Decision Guide' }).click();
    // Swift keeps it in the suite of the App Group, and TypeScript in the standard one: the lower first, as rows move down.
    const widgets = rows().filter({ hasText: 'widget.accessToken' });
    for (const widget of [widgets.nth(1), widgets.nth(0)]) {
      await widget.waitFor();
      expect(await widget.getAttribute('aria-label')).toContain('never cleared');
      await widget.click();
    }
    await rows().filter({ hasText: 'WidgetBridge.publish' }).first().waitFor();
    await rows().filter({ hasText: 'publishToWidget' }).first().waitFor();
    await window.screenshot('react-native-8-inventory');
  });

  it('keeps a token of TypeScript no longer once Swift deletes it at sign-out', async () => {
    await show(`${SESSION}/logout.ts`, 'export async function logout(');
    await expect.poll(() => warnings().count(), { timeout: 30_000 }).toBeGreaterThan(0);
    const before = await warnings().count();
    await window.screenshot('react-native-9-kept');

    await show('ios/Harbor/Session/SignOut.swift', 'Preferences.shared.forgetAccount()');
    await window.page.keyboard.press('End');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.insertText('UserDefaults.standard.removeObject(forKey: "widget.accessToken")');

    await window.openFile('logout.ts');
    await expect.poll(() => warnings().count(), { timeout: 30_000 }).toBe(before - 1);
    await window.screenshot('react-native-10-cleared');
  });
});

describe('React Native code', () => {
  let window: EditorWindow;
  afterEach(() => window.close());

  it.each(Object.entries(THEMES))('is readable in the %s theme', async (name, theme) => {
    window = await EditorWindow.open({
      file: `${SESSION}/keychain.ts`,
      settings: { ...SETTINGS, 'workbench.colorTheme': theme },
    });
    await window.squiggles.first().waitFor();
    await window.word('ALWAYS').hover();
    await window.hover.first().waitFor();
    await window.screenshot(`react-native-${name}-hover`);
    expect((await window.openQuickFixes('ALWAYS')).length).toBeGreaterThan(1);
    await window.screenshot(`react-native-${name}-quick-fix`);
  });
});
