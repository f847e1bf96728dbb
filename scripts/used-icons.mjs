// The font of the icons has 600 of them, the guide uses a few: only those ship.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { glob } from 'tinyglobby';
import { root } from './paths.mjs';

const PAGE = 'client/guide/page/**/*.{ts,css}';
const RULE = /\.codicon-([a-z0-9-]+):before\s*\{\s*content:\s*"\\([0-9a-f]+)";?\s*\}/g;

/** Every name of an icon that stands as a text somewhere in the page, with the character that draws it. */
async function usedIcons(css) {
  const files = await glob(PAGE, { cwd: root, absolute: true });
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const words = new Set(texts.flatMap((text) => text.match(/(?<=['"`])[a-z0-9-]+(?=['"`])/g) ?? []));
  const icons = [...css.matchAll(RULE)].map(([, name, code]) => [name, code]);
  return new Map(icons.filter(([name]) => words.has(name)));
}

/** A plugin for esbuild that leaves out the icons that the page does not use. */
export const usedIconsOnly = {
  name: 'used-icons',
  setup(build) {
    build.onLoad({ filter: /[\\/]codicon\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8');
      const used = await usedIcons(css);
      return { contents: css.replace(RULE, (rule, name) => (used.has(name) ? rule : '')), loader: 'css' };
    });
    build.onLoad({ filter: /[\\/]codicon\.ttf$/ }, async ({ path }) => {
      const used = await usedIcons(await readFile(join(path, '..', 'codicon.css'), 'utf8'));
      const characters = [...used.values()].map((code) => String.fromCodePoint(Number.parseInt(code, 16)));
      const font = await subsetFont(await readFile(path), characters.join(''), { targetFormat: 'truetype' });
      return { contents: font, loader: 'file' };
    });
  },
};
