// npm run docs [-- --check]: makes the pages about the rules, the tables of the README, the schemas of the
// policy file, the snippets, the grammars and the notices about what others wrote.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { loadOptions, loadRules, loadSnippetKnowledge, loadSyntaxKnowledge } from './docs/load.mjs';
import { notices, NOTICES } from './docs/notices.mjs';
import { optionTable } from './docs/options.mjs';
import { indexPage, rulePage, ruleTable } from './docs/pages.mjs';
import { policySchemas, policyTable } from './docs/policy.mjs';
import { snippetFiles, snippetTable } from './docs/snippets.mjs';
import { syntaxFiles } from './docs/syntaxes.mjs';
import { root } from './paths.mjs';

const README = 'README.md';
const PAGES = join('docs', 'rules');

/** Every file as it ought to be: path below the root → text. */
async function wantedFiles(rules) {
  const pages = rules.map((rule) => [join(PAGES, ...`${rule.id}.md`.split('/')), rulePage(rule)]);
  const snippets = await snippetFiles(await loadSnippetKnowledge());
  const policy = await policySchemas();
  const schemas = await Promise.all(
    policy.files.map(async ([path, text]) => [path, await pretty(path, text)]),
  );
  return new Map([
    ...pages,
    ...schemas,
    ...snippets,
    ...syntaxFiles(await loadSyntaxKnowledge()),
    [NOTICES, await notices()],
    [join(PAGES, README), indexPage(rules)],
    [
      README,
      await readme({
        rules: ruleTable(rules, 'docs/rules/'),
        snippets: snippetTable(snippets),
        options: optionTable(await loadOptions()),
        policy: policyTable(policy.schema),
      }),
    ],
  ]);
}

/** The README with each table between the comments that name it. */
async function readme(tables) {
  const text = await readFile(join(root, README), 'utf8');
  return pretty(README, Object.entries(tables).reduce(fill, text));
}

async function pretty(path, text) {
  const file = join(root, path);
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** Puts a table between the comments that mark its place. */
function fill(text, [name, table]) {
  const place = new RegExp(`(<!-- ${name}:begin -->\\n)[^]*?(<!-- ${name}:end -->)`);
  if (!place.test(text)) throw new Error(`${README} has no <!-- ${name}:begin --> and <!-- ${name}:end -->.`);
  return text.replace(place, (_, begin, end) => `${begin}\n${table}\n\n${end}`);
}

async function existingPages() {
  const folder = join(root, PAGES);
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

async function readIfThere(path) {
  return existsSync(path) ? readFile(path, 'utf8') : undefined;
}

/** The files that are not as they ought to be; those that ought not to be there have no text. */
async function drift() {
  const wanted = await wantedFiles(await loadRules());
  const changed = new Map();
  for (const [path, text] of wanted) {
    if ((await readIfThere(join(root, path))) !== text) changed.set(path, text);
  }
  for (const path of await existingPages()) if (!wanted.has(path)) changed.set(path, undefined);
  return changed;
}

async function put(path, text) {
  const file = join(root, path);
  if (text === undefined) return rm(file);
  await mkdir(dirname(file), { recursive: true });
  return writeFile(file, text);
}

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const changed = await drift();
const names = [...changed.keys()].map((path) => path.split(sep).join('/')).sort();
if (values.check) {
  for (const name of names) console.error(`${name} is not what "npm run docs" makes.`);
  process.exitCode = names.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of changed) await put(path, text);
  for (const name of names) console.log(name);
}
