import { posix } from 'node:path';
import { URI } from 'vscode-uri';

/**
 * Where a document lives, with forward slashes: relative to the innermost workspace folder that holds it, else
 * its whole path. A document that is nowhere yet has its name.
 */
export function pathOf(uri: string, folders: readonly string[]): string {
  const folder = innermost(uri, folders);
  return (folder === undefined ? undefined : pathBelow(uri, folder)) ?? URI.parse(uri).path;
}

/** The innermost of the folders that hold a document. */
export function innermost(uri: string, folders: readonly string[]): string | undefined {
  const holding = folders.filter((folder) => pathBelow(uri, folder) !== undefined);
  return holding.toSorted((a, b) => URI.parse(b).path.length - URI.parse(a).path.length)[0];
}

/** The path of a document relative to a folder, with forward slashes; undefined when it is not below it. */
export function pathBelow(uri: string, folder: string): string | undefined {
  const [document, root] = [URI.parse(uri), URI.parse(folder)];
  const start = `${root.path.replace(/\/$/, '')}/`;
  if (document.scheme !== root.scheme || !document.path.startsWith(start)) return undefined;
  return document.path.slice(start.length);
}

/** The name of a folder. */
export function nameOf(folder: string): string {
  return posix.basename(URI.parse(folder).path);
}

/** The document at a path below a folder. */
export function uriBelow(folder: string, path: string): string {
  const root = URI.parse(folder);
  return root.with({ path: `${root.path.replace(/\/$/, '')}/${path}` }).toString();
}
