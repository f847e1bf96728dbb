import { join, resolve } from 'node:path';

/** The checkout. */
export const root = resolve(import.meta.dirname, '..');

/** What set-up downloads or builds and may be deleted at any time. */
export const cache = join(root, '.cache');

/** The packaged extension. */
export const vsix = join(cache, 'sessionlint.vsix');

export const sampleApp = join(root, 'test', 'sample-app');
