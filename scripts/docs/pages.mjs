// What the pages about the rules say. Each function gives Markdown.
import { diff, fence, underline } from './code.mjs';

const GENERATED = '<!-- Made by `npm run docs` from server/rules. What is changed here is lost. -->';

const LANGUAGES = { swift: 'Swift', typescript: 'TypeScript', jsonc: 'sessionlint.json' };

/** A rule's page, to be read in an editor's Markdown preview without a network. */
export function rulePage(rule) {
  const sections = [
    GENERATED,
    `# ${rule.title}`,
    `\`${rule.id}\` · ${rule.severity} · ${languagesOf(rule)}`,
    prose(rule.why),
    '## What to do',
    prose(rule.remedy),
    '## What it finds',
    'The carets stand below what is underlined in the editor.',
    ...rule.bad.flatMap(badExample),
    '## What it leaves alone',
    ...rule.good.flatMap(goodExample),
    ...fixSections(rule),
    ...suppressionSections(rule),
    '## References',
    rule.references.map(({ title, url }) => `- [${title}](${url})`).join('\n'),
    '[All rules](../README.md)',
  ];
  return `${sections.join('\n\n')}\n`;
}

function languagesOf(rule) {
  return [...new Set(rule.bad.map(({ language }) => LANGUAGES[language]))].join(', ');
}

/** Prose from a template of the source: without the indentation it has there. */
function prose(text) {
  const lines = text.trim().split('\n');
  const rest = lines.slice(1).filter((line) => line.trim() !== '');
  const common = Math.min(...rest.map((line) => line.length - line.trimStart().length));
  return [lines[0], ...lines.slice(1).map((line) => line.slice(common))].join('\n');
}

function placeOf({ path }) {
  return path === undefined ? [] : [`In \`${path}\`:`];
}

function badExample(example) {
  return [...placeOf(example), fence(example.language, underline(example.text))];
}

function goodExample(example) {
  return [...placeOf(example), fence(example.language, example.text)];
}

function fixSections({ fixed, fixSafety }) {
  if (fixed.length === 0) return [];
  const titles = [...new Set(fixed.map(({ title }) => title))];
  const examplesOf = (title) => fixed.filter((example) => example.title === title);
  return [
    '## Fixes',
    prose(fixSafety),
    ...titles.flatMap((title) => [`**${title}**`, ...examplesOf(title).flatMap(fixExample)]),
  ];
}

function fixExample(example) {
  return [...placeOf(example), fence('diff', diff(example.before, example.after))];
}

/** A policy file has no comments that hide findings. */
function suppressionSections(rule) {
  return rule.checkPolicyFile ? [] : ['## How to suppress it', suppression(rule)];
}

function suppression({ id }) {
  const comments = [
    '// On one line:',
    `// sessionlint-disable-next-line ${id} -- why this one is right`,
    '',
    '// In a whole file:',
    `// sessionlint-disable-file ${id} -- why this file is right`,
  ];
  return fence('swift', comments.join('\n'));
}

/** The list of all rules, for the folder of the pages. */
export function indexPage(rules) {
  const groups = [...new Set(rules.map(({ id }) => id.split('/')[0]))];
  const sections = groups.flatMap((group) => [
    `## ${group}`,
    ruleTable(
      rules.filter(({ id }) => id.startsWith(`${group}/`)),
      '',
    ),
  ]);
  return `${[GENERATED, '# Rules', ...sections].join('\n\n')}\n`;
}

/** A table of rules whose links start at `base`. */
export function ruleTable(rules, base) {
  const rows = rules.map((rule) => {
    const fix = rule.fixed.length > 0 ? 'yes' : '–';
    return `| [\`${rule.id}\`](${base}${rule.id}.md) | ${rule.title} | ${rule.severity} | ${fix} |`;
  });
  return [
    '| Rule | What it finds | Default severity | Quick fix |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
