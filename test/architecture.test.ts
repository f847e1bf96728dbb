import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = globSync(['client/**/*.ts', 'server/**/*.ts'], { cwd: root });

interface Import {
  readonly file: string;
  readonly module: string;
}

const imports: readonly Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"]+)['"]/g);
  return [...found].map(([, module = '']) => ({ file, module }));
});

/** Each kind of module, and the only files that may import it. */
const boundaries: readonly (readonly [what: string, module: RegExp, allowed: RegExp])[] = [
  ['the editor’s API', /^vscode$/, /^client\//],
  ['the language client', /^vscode-languageclient/, /^client\//],
  [
    'the language server protocol',
    /^vscode-(languageserver(?!-textdocument)|jsonrpc)/,
    /^server\/(lsp\/|node\.ts$)/,
  ],
  ['the file system', /^(node:)?fs(\/promises)?$/, /^server\/((policy|workspace)\/|cli|node\.ts$)/],
  // Nothing but git is started, and nobody but the command line tool asks it.
  ['other programs', /^(node:)?child_process$/, /^server\/workspace\/changed-files\.ts$/],
  ['threads', /^(node:)?worker_threads$/, /^server\/(cli\.ts$|cli\/)/],
  ['the network', /^(node:)?(net|http2?|https|tls|dgram|dns)$/, /^$/],
];

describe('Imports', () => {
  it('are read from every source file', () => {
    expect(imports).toContainEqual({ file: 'client/commands.ts', module: 'vscode' });
    expect(imports).toContainEqual({ file: 'server/node.ts', module: 'node:fs/promises' });
  });

  it.each(boundaries)('of %s stay where they belong', (_what, module, allowed) => {
    expect(imports.filter((each) => module.test(each.module) && !allowed.test(each.file))).toEqual([]);
  });

  it('never cross between client and server, but for what they say to each other', () => {
    const across = imports.filter(({ file, module }) => {
      const other = file.startsWith('client') ? 'server' : 'client';
      return module.startsWith('.') && join(file, '..', module).startsWith(other);
    });
    const isProtocol = ({ file, module }: Import): boolean =>
      join(file, '..', module) === join('server', 'lsp', 'protocol.js');
    expect(across.filter((each) => !isProtocol(each))).toEqual([]);
    expect(across.length).toBeGreaterThan(0);
  });

  it('of what client and server say to each other are of types alone', () => {
    const telling = sources.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const found = text.matchAll(/\b(?:im|ex)port\b(?! type\b)[^;'"]*['"][^'"]*lsp\/protocol\.js['"]/g);
      return [...found].map(([statement]) => ({ file, statement }));
    });
    expect(telling).toEqual([]);
    const protocol = readFileSync(join(root, 'server', 'lsp', 'protocol.ts'), 'utf8');
    expect(protocol.match(/^(?:im|ex)port (?!type\b|interface\b).*/gm)).toBeNull();
  });
});
