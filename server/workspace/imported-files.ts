import type { ImportedFrom } from '../facts/storage/storage-model.js';
import { isModuleAt } from './module-paths.js';

/**
 * Whether an import may mean a declaration in a file: the file itself, or one beside the index that is imported, which
 * passes on what its neighbours have. No module at all means the importing file.
 */
export function isImportOf({ module, file }: ImportedFrom, declaring: string): boolean {
  if (module === '') return file === declaring;
  const folder = declaring.slice(0, declaring.lastIndexOf('/') + 1);
  return isModuleAt(module, file, declaring) || isModuleAt(module, file, `${folder}index.ts`);
}
