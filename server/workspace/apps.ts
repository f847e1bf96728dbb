import type { FileFacts } from '../facts/model.js';

/**
 * Files that make one app. Swift that stands beside TypeScript, in its `ios` folder say, belongs to it; a Swift app
 * in another folder of the workspace is one of its own.
 */
export function appsOf(files: readonly FileFacts[]): readonly (readonly FileFacts[])[] {
  const scripts = files.filter(({ language }) => language === 'typescript');
  if (scripts.length === 0 || scripts.length === files.length) return [files];
  const root = rootOf(scripts.map(({ path }) => path));
  const isBeside = ({ language, path }: FileFacts): boolean =>
    language === 'typescript' || path.startsWith(root);
  const others = files.filter((file) => !isBeside(file));
  return others.length === 0 ? [files] : [files.filter(isBeside), others];
}

/** The folder around all scripts, with a slash at its end; folders that only hold the sources do not count. */
function rootOf(paths: readonly string[]): string {
  const [first = '', ...others] = paths.map((path) => path.split('/').slice(0, -1).join('/'));
  let common = first.split('/');
  for (const path of others) {
    const steps = path.split('/');
    const end = common.findIndex((step, index) => steps[index] !== step);
    if (end !== -1) common = common.slice(0, end);
  }
  while (SOURCES.test(common.at(-1) ?? '')) common = common.slice(0, -1);
  const root = common.join('/');
  return root === '' ? '' : `${root}/`;
}

const SOURCES = /^(src|source|sources|app|lib|js|ts|components|screens|store|utils|modules|services)$/;
