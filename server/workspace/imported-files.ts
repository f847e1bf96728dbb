import type { ImportedFrom } from '../facts/storage/storage-model.js';

/**
 * Whether an import may mean a file, by its path: `./storage` beside the importing file, `@/lib/storage` and
 * `lib/storage` anywhere. An index passes on what the files beside it have. No module at all means the same file.
 */
export function isImportOf({ module, file }: ImportedFrom, declaring: string): boolean {
  if (module === '') return file === declaring;
  const target = withoutEnding(declaring);
  if (module.startsWith('.')) {
    const wanted = joined(file, module);
    return target === wanted || target.startsWith(wanted === '' ? '' : `${wanted}/`);
  }
  return namesOf(module).some((name) => `/${target}/`.includes(`/${name}/`));
}

/** `@/lib/storage`, `~/lib/storage` and `@lib/storage` are said to be somewhere as `lib/storage`. */
function namesOf(module: string): readonly string[] {
  const name = module.replace(/^[@~]?\/?/, '');
  return name.includes('/') || module.startsWith('@/') || module.startsWith('~/') ? [name] : [];
}

function withoutEnding(path: string): string {
  return path.replace(/(\.(ios|native))?\.\w+$/, '').replace(/\/index$/, '');
}

/** The path of a module that is named from a file. */
function joined(file: string, module: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of module.replace(/\.(js|ts|jsx|tsx)$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/').replace(/\/index$/, '');
}
