import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { options } from '../../esbuild.mjs';
import { Server } from './client.mjs';
import { load } from './load.mjs';
import { median, p95 } from './table.mjs';

const WORD = 'use(token)\n';

/** Texts that are typed into, and what the line in the middle begins with above which it is done. */
const LANGUAGES = {
  swift: { uri: 'file:///bench/Long.swift', languageId: 'swift', above: '    guard' },
  typescript: { uri: 'file:///bench/Long.tsx', languageId: 'typescriptreact', above: '  if (' },
};

/**
 * From a keystroke to the diagnostics of the text that it makes, over a real connection, beside a server that has no
 * rules: what is left then is the protocol, the parse and the facts. On a busy machine the processor time of the thread
 * that answers tells more.
 */
export async function keystrokes({ work, root, runs }) {
  const { generatedFiles } = await load('test/bench/generated.ts');
  const rows = [];
  const servers = {
    SessionLint: join(root, 'dist', 'server.cjs'),
    'without rules': await withoutRules(work, root),
  };
  for (const [language, document] of Object.entries(LANGUAGES)) {
    for (const lines of [2000, 10_000]) {
      const text = longText(generatedFiles(4000, language), lines);
      const times = {};
      for (const [name, program] of Object.entries(servers))
        times[name] = await typing(program, document, text, runs);
      const floor = p95(times['without rules'].all);
      for (const [server, { all, busy }] of Object.entries(times)) {
        rows.push({
          server,
          language,
          lines,
          'median ms': median(all),
          'p95 ms': p95(all),
          'of without rules': p95(all) / floor,
          'processor median': median(busy),
          'processor p95': p95(busy),
        });
      }
    }
  }
  return rows;
}

/** Files with and without sessions one below the other, up to so many lines. */
function longText(files, lines) {
  const text = [];
  for (const [, each] of files) {
    text.push(...each.split('\n'));
    if (text.length >= lines) break;
  }
  return text.slice(0, lines).join('\n');
}

async function typing(program, { uri, languageId, above }, text, rounds) {
  const server = await Server.start(program);
  await server.open(uri, text, languageId);
  const lines = text.split('\n');
  const middle = lines.findIndex((line, at) => at > lines.length / 2 && line.startsWith(above));
  const all = [];
  const busy = [];
  let version = 1;
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, character] of Array.from(WORD).entries()) {
      version += 1;
      const place = { line: middle, character: at };
      const before = server.processorTime();
      const started = performance.now();
      await server.change(uri, version, { start: place, end: place }, character);
      all.push(performance.now() - started);
      if (before !== undefined) busy.push(server.processorTime() - before);
    }
  }
  server.stop();
  return { all, busy };
}

/** The same server with an empty list of rules. */
async function withoutRules(work, root) {
  const outfile = join(work, 'server.cjs');
  const noRules = {
    name: 'no rules',
    setup: ({ onLoad }) =>
      onLoad({ filter: /server[\\/]rules[\\/]index\.ts$/ }, () => ({
        contents: 'export const RULES = []; export function ruleOf() {}',
      })),
  };
  const bundle = options({ entry: 'server/main.ts', name: 'server' }, true);
  await build({ ...bundle, outfile, plugins: [noRules, ...bundle.plugins], logLevel: 'warning' });
  await symlink(join(root, 'dist', 'grammars'), join(work, 'grammars')).catch(() => undefined);
  return outfile;
}
