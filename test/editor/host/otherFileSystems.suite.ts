import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, findings, openFile, findingsWhen } from './editor.js';
import { tokenStore } from './samples.js';

/** A file system that is no disk: what a virtual workspace is on. */
class Memory implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  private readonly files: ReadonlyMap<string, Uint8Array>;

  constructor(files: Readonly<Record<string, string>>) {
    const encoder = new TextEncoder();
    this.files = new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: this.readFile(vscode.Uri.file(path)).length,
    };
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const bytes = this.files.get(path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(path);
    return bytes;
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe('A file that is on no disk', () => {
  let registered: vscode.Disposable;
  before(() => {
    const memory = new Memory({ '/Store.swift': tokenStore(), '/store.ts': 'console.log(accessToken);\n' });
    registered = vscode.workspace.registerFileSystemProvider('memory', memory);
  });
  after(() => registered.dispose());
  afterEach(closeAll);

  for (const name of ['/Store.swift', '/store.ts'])
    it(`is left alone: ${name}`, async () => {
      const uri = vscode.Uri.from({ scheme: 'memory', path: name });
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      // A file on disk that is opened afterwards has its findings, and this one still has none.
      const onDisk = await openFile('OnDisk.swift', tokenStore());
      await findingsWhen(onDisk, 1);
      assert.deepEqual(findings(document), []);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        document.positionAt(document.getText().indexOf('accessToken') + 1),
      );
      assert.ok(hovers.every(({ contents }) => !JSON.stringify(contents).includes('sessionlint')));
      assert.equal(document.isDirty, false);
    });
});
