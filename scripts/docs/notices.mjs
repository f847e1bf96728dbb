// The licences of what others wrote and the extension ships: what the bundler took from packages, and the grammars.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundledFiles } from '../../esbuild.mjs';
import { root } from '../paths.mjs';

export const NOTICES = join('docs', 'third-party-notices.md');

/** What is built into files of its own beside the bundles, with the file that ships. */
const BUILT = {
  'tree-sitter-swift': 'the grammar of Swift, built from its source',
  'tree-sitter-typescript': 'the grammars of TypeScript and TSX',
  'web-tree-sitter': 'the parser, in the server and as WebAssembly',
  '@vscode/codicons': 'some icons of the decision guide, as a font',
};

/** Licences that ask for nothing but this file. */
const ALLOWED = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC-BY-4\.0)$/;

/** The notices as Markdown. @throws when a package has no licence text, or one that asks for more than a notice */
export async function notices() {
  const folders = await shippedPackages();
  const sections = await Promise.all(folders.map((folder) => sectionOf(folder)));
  return `# Third-party notices

SessionLint ships what others wrote, under the licences below. This file is made from what the bundler put into the
extension (\`npm run docs\`); ${folders.length} packages are part of it.

${sections.join('\n')}`;
}

/** The packages of which something ships, as folders below the root: `node_modules/@vscode/codicons`. */
export async function shippedPackages() {
  const bundled = (await bundledFiles()).flatMap((path) => packageOf(path) ?? []);
  const built = Object.keys(BUILT).map((name) => `node_modules/${name}`);
  return [...new Set([...bundled, ...built])].sort();
}

/** `node_modules/@vscode/codicons/dist/codicon.css` → `node_modules/@vscode/codicons`, the innermost one. */
function packageOf(path) {
  return /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

async function sectionOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  if (!ALLOWED.test(license)) throw new Error(`${name} is under ${license}, which nobody has looked at.`);
  const texts = await licenceTexts(join(root, folder));
  if (texts.length === 0) throw new Error(`${name} comes without the text of its licence.`);
  const use = BUILT[name] ? `: ${BUILT[name]}` : '';
  const blocks = texts.map((text) => `\`\`\`text\n${text}\n\`\`\`\n`);
  return `## ${name} ${version}\n\n${license}${use}\n\n${blocks.join('\n')}`;
}

async function licenceTexts(folder) {
  const files = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying)/i.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) =>
    text
      .replaceAll('\r\n', '\n')
      .replace(/[ \t]+$/gm, '')
      .trim(),
  );
}
