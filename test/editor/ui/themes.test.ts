import { afterEach, describe, expect, it } from 'vitest';
import { EditorWindow, THEMES } from './window.js';

describe('Squiggle, hover and quick fixes', () => {
  let window: EditorWindow;
  afterEach(() => window.close());

  it.each(Object.entries(THEMES))('show in the %s theme', async (name, theme) => {
    window = await EditorWindow.open({ settings: { 'workbench.colorTheme': theme } });
    await window.squiggles.first().waitFor();
    await window.word('kSecAttrAccessibleAlways').hover();
    await window.hover.first().waitFor();
    await window.screenshot(`theme-${name}-hover`);

    expect((await window.openQuickFixes('kSecAttrAccessibleAlways')).length).toBeGreaterThan(1);
    await window.screenshot(`theme-${name}-quick-fix`);
  });
});
