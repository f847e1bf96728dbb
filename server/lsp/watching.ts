import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type FileSystemWatcher,
  WatchKind,
} from 'vscode-languageserver';
import { READ_EXTENSIONS } from '../language.js';
import { POLICY_FILE } from '../policy/schema.js';

/**
 * What the client is to watch. A folder that comes or goes is one event, which no pattern for the files in it
 * matches; hence all that is created or deleted.
 */
const WATCHED: readonly FileSystemWatcher[] = [
  { globPattern: `**/*.{${READ_EXTENSIONS.join(',')}}`, kind: WatchKind.Change },
  { globPattern: '**/{.gitignore,package.json}', kind: WatchKind.Change },
  { globPattern: `**/${POLICY_FILE}`, kind: WatchKind.Change },
  { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
];

export async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...WATCHED] });
}
