import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EditorWindow } from './window.js';

const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
};
const LEVELS = [
  'kSecAttrAccessibleAlways',
  'kSecAttrAccessibleAfterFirstUnlock',
  'kSecAttrAccessibleWhenUnlockedThisDeviceOnly',
];

/** One level of each strength, and a name that only looks like one. */
const TEXT = `import Security
let levels = [
    kSecAttrAccessibleAlways,
    kSecAttrAccessibleAfterFirstUnlock,
    kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
    kSecAttrAccessibleOfOurOwn,
]
`;

/** What the page has that these tests, which run outside of it, have no types for. */
interface Page {
  getComputedStyle(element: unknown): { readonly color: string };
}

let window: EditorWindow;
afterEach(() => window.close());

async function colourOf(word: string): Promise<string> {
  // A word without a colour of its own is drawn together with what stands beside it.
  const drawn = window.page.locator('.view-line span > span', { hasText: new RegExp(`${word}\\b`) }).first();
  await drawn.waitFor();
  return drawn.evaluate((element) => (globalThis as unknown as Page).getComputedStyle(element).color);
}

describe('The levels of the Keychain', () => {
  it.each(Object.entries(THEMES))(
    'have the colour of their strength in the %s theme',
    async (name, theme) => {
      window = await EditorWindow.open({ settings: { 'workbench.colorTheme': theme } });
      await writeFile(join(window.folder, 'Levels.swift'), TEXT);
      await window.openFile('Levels.swift');
      const colours = await Promise.all([...LEVELS, 'kSecAttrAccessibleOfOurOwn'].map(colourOf));
      await window.screenshot(`levels-${name}`);
      expect([...new Set(colours)]).toEqual(colours);
    },
  );
});
