import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { CALLER, Project, WRAPPER } from '../server/project.js';
import { Folder, WEAK } from './folder.js';
import { generatedFiles } from '../bench/generated.js';

const SAMPLE_APP = fileURLToPath(new URL('../sample-app/', import.meta.url));
const SEVERITIES = { 1: 'error', 2: 'warning', 3: 'information', 4: 'information' } as const;

interface Told {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly range: Diagnostic['range'];
}

/** What the command line tool says of all files of a folder, and what the editor is told of each when it is opened. */
async function bothOn(root: string): Promise<{ tool: readonly Told[]; editor: readonly Told[] }> {
  const project = Project.at(root);
  const folder = Folder.at(root);
  const { report } = await folder.runJson('.');
  const tool: Told[] = report.findings.map(({ path, rule, severity, message, range }: Told) => {
    return { path, rule, severity, message, range };
  });
  const client = await project.indexed();
  const editor: Told[] = [];
  for (const path of await folder.sources()) {
    client.open(project.uri(path), await readFile(join(root, path), 'utf8'));
    for (const { code, severity, message, range } of await client.diagnostics(project.uri(path)))
      editor.push({
        path,
        rule: String(code),
        severity: SEVERITIES[severity ?? 1],
        message: String(message),
        range,
      });
    client.close(project.uri(path));
  }
  client.connection.dispose();
  return { tool, editor };
}

describe('the editor and the command line tool', () => {
  it('say the same of the sample app', async () => {
    const folder = await Folder.make();
    await cp(SAMPLE_APP, folder.path, { recursive: true });
    const { tool, editor } = await bothOn(folder.path);
    expect(tool.length).toBeGreaterThan(40);
    expect(editor).toEqual(tool);
    await folder.remove();
  });

  it('say the same of a generated tree with ignored, foreign and odd files', async () => {
    const folder = await Folder.make();
    for (const [path, text] of generatedFiles(120)) await folder.write(path, text);
    await folder.write('Wrapper.swift', WRAPPER);
    await folder.write('ui/Caller.swift', CALLER);
    await folder.write('Tests/AppTests.swift', `import XCTest\n${WEAK}`);
    await folder.write('Windows.swift', `\ufeff// 🔑\r\n${WEAK.replace(/\n/g, '\r\n')}`);
    await folder.write('Broken.swift', `func f( {\n${WEAK}`);
    await folder.write('ignored/A.swift', WEAK);
    await folder.write('.gitignore', 'ignored/\n');
    const { tool, editor } = await bothOn(folder.path);
    expect(tool.some(({ path }) => path === 'ui/Caller.swift')).toBe(true);
    expect(tool.length).toBeGreaterThan(20);
    expect(editor).toEqual(tool);
    await folder.remove();
  });
});
