// The snippets of the editor, from the sources in snippets/source.
//
// A source is code as it reads when it is inserted. Its head tells about it, in lines of `//- KEY: VALUE`, and tab
// stops stand in «guillemets»: «1:text» is a stop with a default, «1» the same text once more, «2|a,b|» a choice, and
// «3=level accessToken» what the policy decides (see server/knowledge/snippet-stops.ts). The snippets for JavaScript are
// those for TypeScript without their types.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from '../paths.mjs';
import { untyped } from './untyped.mjs';

const SOURCES = join('snippets', 'source');
const STOP = /«(\d+)(?:([:=|])([^»]*))?»/g;
const LANGUAGES = {
  swift: { name: 'Swift', extension: '.swift', indent: '    ', api: 'secItem' },
  typescript: { name: 'TypeScript', extension: '.ts', indent: '  ', api: 'expo-secure-store' },
  javascript: {
    name: 'JavaScript',
    source: 'typescript',
    prepare: untyped,
    extension: '.ts',
    indent: '  ',
    api: 'expo-secure-store',
  },
};

/**
 * The files of snippets as they ought to be: path below the root → text.
 * @param knowledge the exports of server/knowledge/snippet-stops.ts and the default policy
 */
export async function snippetFiles(knowledge) {
  const languages = Object.keys(LANGUAGES);
  return new Map(
    await Promise.all(
      languages.map(async (language) => {
        const snippets = await readSnippets(language, knowledge);
        const file = Object.fromEntries(snippets.map(({ title, ...snippet }) => [title, snippet]));
        return [join('snippets', `${language}.json`), `${JSON.stringify(file, null, 2)}\n`];
      }),
    ),
  );
}

/** A table of the snippets, by what snippetFiles gives: one row for each id. */
export function snippetTable(files) {
  const all = [...files].flatMap(([path, text]) => {
    const language = LANGUAGES[basename(path, '.json')].name;
    return Object.entries(JSON.parse(text)).map(([title, snippet]) => ({ title, language, ...snippet }));
  });
  const ids = [...new Set(all.map(({ id }) => id))].sort();
  const rows = ids.map((id) => {
    const own = all.filter((snippet) => snippet.id === id);
    const languages = [...new Set(own.map(({ language }) => language))].join(', ');
    return `| \`${id}\` | ${own[0].description} | ${languages} |`;
  });
  return ['| Prefix | What it inserts | Languages |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Every snippet of a language, in the order of their ids. */
async function readSnippets(language, knowledge) {
  const { extension, source = language } = LANGUAGES[language];
  const folder = join(root, SOURCES, source);
  const names = (await readdir(folder)).filter((name) => name.endsWith(extension)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return made(name.slice(0, -extension.length), text, language, knowledge);
    }),
  );
}

async function made(name, text, language, knowledge) {
  const { prepare = (code) => code } = LANGUAGES[language];
  const { head, code: source } = partsOf(text);
  const code = await prepare(source);
  const [id] = name.split('.');
  const api = head.library ?? LANGUAGES[language].api;
  const { body, decided } = bodyOf(code, LANGUAGES[language].indent, api, knowledge);
  return {
    title: head.title,
    id,
    prefix: list(head.prefixes),
    description: head.about,
    body,
    ...(head.library && { library: head.library }),
    ...(head.file && { file: head.file }),
    ...(head.imports && { imports: head.imports }),
    needs: list(head.needs),
    decided,
  };
}

function list(text = '') {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function partsOf(text) {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//- '));
  const head = lines.slice(0, end).map((line) => /^\/\/- (\w+): (.+)$/.exec(line).slice(1));
  return { head: Object.fromEntries(head), code: lines.slice(end).join('\n').trim() };
}

/** The code in the editor's snippet syntax, indented by tabs, which the editor turns into what the user has set. */
function bodyOf(code, indent, api, { decidedStop, policy }) {
  const decided = {};
  const written = code.replace(/«[^»]*»|[\\$}]/g, (piece) => {
    if (!piece.startsWith('«')) return `\\${piece}`;
    return piece.replace(STOP, (_, stop, mark, text) => {
      if (mark === undefined) return `\${${stop}}`;
      if (mark === ':') return `\${${stop}:${text}}`;
      if (mark === '|') return `\${${stop}|${text}}`;
      decided[stop] = text.startsWith('level ') ? `${text} ${api}` : text;
      return decidedStop(stop, decided[stop], policy);
    });
  });
  return { body: written.split('\n').map((line) => tabbed(line, indent)), decided };
}

function tabbed(line, indent) {
  const depth = /^ */.exec(line)[0].length / indent.length;
  return '\t'.repeat(Math.floor(depth)) + line.slice(Math.floor(depth) * indent.length);
}
