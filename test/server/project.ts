import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FileChangeType } from 'vscode-languageserver/node';
import { type ClientOptions, TestClient } from './client.js';

const CHANGED_FILES = 'workspace/didChangeWatchedFiles';

/** A workspace folder on disk; what happens in it can be told to a client as an editor would. */
export class Project {
  private constructor(readonly root: string) {}

  static async make(files: Readonly<Record<string, string>> = {}): Promise<Project> {
    const project = new Project(await realpath(await mkdtemp(join(tmpdir(), 'sessionlint-workspace-'))));
    for (const [path, text] of Object.entries(files)) await project.write(path, text);
    return project;
  }

  /** A folder that is there already, which somebody else removes. */
  static at(root: string): Project {
    return new Project(root);
  }

  uri(path = ''): string {
    return pathToFileURL(join(this.root, path)).toString();
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  move(from: string, to: string): Promise<void> {
    return rename(join(this.root, from), join(this.root, to));
  }

  remove(path = ''): Promise<void> {
    return rm(join(this.root, path), { recursive: true, force: true });
  }

  /** A client that has this folder open; the server has indexed it. */
  async indexed(options: ClientOptions = {}): Promise<TestClient> {
    const client = await TestClient.inMemory({ folders: [this.uri()], ...options });
    await client.until(() => client.progress.some(({ value }) => value.kind === 'end'));
    return client;
  }

  tell(client: TestClient, events: Readonly<Record<string, keyof typeof FileChangeType>>): void {
    const changes = Object.entries(events).map(([path, kind]) => ({
      uri: this.uri(path),
      type: FileChangeType[kind],
    }));
    client.tell(CHANGED_FILES, { changes });
  }
}

/** A wrapper of UserDefaults in one file, and a token that another file hands to it. */
export const WRAPPER = `import Foundation

struct SessionPrefs {
    static func put(_ value: String, under key: String) {
        UserDefaults.standard.set(value, forKey: key)
    }
}
`;

/** The same wrapper, of the Keychain. */
export const SAFE_WRAPPER = WRAPPER.replace(
  'UserDefaults.standard.set(value, forKey: key)',
  'keychain.store(value, key)',
);

export const CALLER = `final class Login {
    func finish(accessToken: String) {
        SessionPrefs.put(accessToken, under: "accessToken")
    }
}
`;

export const CROSS_FILE_RULE = 'storage/token-in-user-defaults';
