import { URI } from 'vscode-uri';

/**
 * Where a document lives, with forward slashes: relative to the innermost workspace folder that holds it, else
 * its whole path. A document that is nowhere yet has its name.
 */
export function pathOf(uri: string, folders: readonly string[]): string {
  const { path } = URI.parse(uri);
  const inside = folders
    .filter((folder) => URI.parse(folder).scheme === URI.parse(uri).scheme)
    .map((folder) => `${URI.parse(folder).path.replace(/\/$/, '')}/`)
    .filter((folder) => path.startsWith(folder))
    .toSorted((a, b) => b.length - a.length);
  const [folder] = inside;
  return folder === undefined ? path : path.slice(folder.length);
}
