import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { root, vsix } from '../../scripts/paths.mjs';

/** The grammars of three languages are most of it. */
const MAX_BYTES = 1_500_000;
const files = unzipSync(readFileSync(vsix));
const rulePages = readdirSync(join(root, 'docs', 'rules'), { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.md'),
);
const walkthrough = readdirSync(join(root, 'walkthrough'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
const pictures = readdirSync(join(root, 'docs', 'images')).filter((name) => name.endsWith('.png'));

describe('The VSIX', () => {
  it('holds what the extension needs, and nothing else', () => {
    const expected = [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/package.json',
      'extension/readme.md',
      'extension/client/media/sessionlint.svg',
      'extension/syntaxes/suppressions.tmLanguage.json',
      'extension/syntaxes/swift.tmLanguage.json',
      'extension/syntaxes/typescript.tmLanguage.json',
      'extension/snippets/javascript.json',
      'extension/snippets/swift.json',
      'extension/snippets/typescript.json',
      'extension/dist/cli.cjs',
      'extension/dist/client.cjs',
      'extension/dist/languageClient.cjs',
      'extension/dist/codicon.ttf',
      'extension/dist/guide.css',
      'extension/dist/guide.js',
      'extension/docs/images/guide.svg',
      'extension/docs/sessionlint.completion.schema.json',
      'extension/docs/sessionlint.schema.json',
      'extension/docs/third-party-notices.md',
      'extension/dist/server.cjs',
      'extension/dist/grammars/tree-sitter-swift.wasm',
      'extension/dist/grammars/tree-sitter-tsx.wasm',
      'extension/dist/grammars/tree-sitter-typescript.wasm',
      'extension/dist/grammars/web-tree-sitter.wasm',
      ...walkthrough.map((path) => `extension/${path}`),
      ...rulePages.map((path) => `extension/dist/docs/rules/${path}`),
      ...pictures.map((name) => `extension/docs/images/${name}`),
    ];
    expect(Object.keys(files).sort()).toEqual(expected.sort());
  });

  it('is small', () => {
    expect(statSync(vsix).size).toBeLessThan(MAX_BYTES);
  });

  it('has a page about at least one rule', () => {
    expect(rulePages).toContain(join('keychain', 'always-accessible.md'));
  });

  it('runs nothing when it is installed, and needs nothing that it does not hold', () => {
    const manifest: unknown = JSON.parse(strFromU8(files['extension/package.json']!));
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
    expect(manifest).not.toHaveProperty('extensionDependencies');
    const { scripts } = manifest as { readonly scripts: object };
    expect(Object.keys(scripts).filter((name) => /install|prepare|uninstall/.test(name))).toEqual([]);
  });

  it('names no path of the machine that it was built on', () => {
    const bundles = Object.entries(files).filter(([name]) => name.endsWith('.cjs'));
    const telling = bundles.filter(([, bytes]) => Buffer.from(bytes).includes(root));
    expect(telling.map(([name]) => name)).toEqual([]);
  });
});
