import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  closeAll,
  eventually,
  findingsWhen,
  openFile,
  openUntitled,
  replaceText,
  serverPids,
} from './editor.js';
import { tokenStore } from './samples.js';

describe('The analysis server', () => {
  beforeEach(restart);
  afterEach(closeAll);

  it('is started again by the command, and reports again', async () => {
    const document = await openFile('Restarted.swift', tokenStore());
    await findingsWhen(document, 1);
    const before = await onlyPid();
    await restart();
    assert.notEqual(await onlyPid(), before);
    await findingsWhen(document, 1);
  });

  it('comes back after a crash, and the open document is analysed anew', async () => {
    const document = await openUntitled(tokenStore());
    const [first] = await findingsWhen(document, 1);
    await crash();
    await replaceText(document, 'import Foundation\n', 'import Foundation\n\n');
    await eventually(
      () => vscode.languages.getDiagnostics(document.uri).map(({ range }) => range.start.line),
      ([line]) => line === first!.range.start.line + 1,
      'the finding one line further down',
    );
  });

  it('brings the findings of an open document back without an edit', async () => {
    const document = await openFile('Untouched.swift', tokenStore());
    await findingsWhen(document, 1);
    await crash();
    await findingsWhen(document, 1);
  });

  it('stays down when it crashes again and again, until it is restarted by hand', async () => {
    const document = await openUntitled(tokenStore());
    await findingsWhen(document, 1);
    for (let crashes = 1; crashes <= 4; crashes += 1) {
      await crash();
      await findingsWhen(document, 1);
    }
    process.kill(await onlyPid(), 'SIGKILL');
    await findingsWhen(document, 0);
    // Long enough for a server that wrongly came back to be there.
    await delay(2000);
    assert.deepEqual(await serverPids(), []);

    await restart();
    await findingsWhen(document, 1);
  });
});

async function restart(): Promise<void> {
  await vscode.extensions.getExtension('sessionlint.sessionlint')?.activate();
  await vscode.commands.executeCommand('sessionlint.restart');
}

/** Kills the server and waits for the next one. */
async function crash(): Promise<void> {
  const before = await onlyPid();
  process.kill(before, 'SIGKILL');
  await eventually(serverPids, (pids) => pids.length === 1 && pids[0] !== before, 'a new server process');
}

/** The process id of the server; one that is on its way out may still be there for a moment. */
async function onlyPid(): Promise<number> {
  const [pid] = await eventually(serverPids, (pids) => pids.length === 1, 'one server process');
  return pid!;
}
