// Builds the extension for release and packs it.
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { root, vsix } from './paths.mjs';
import { prepareExtension } from './setup.mjs';

await prepareExtension();
const { size } = await stat(vsix);
console.log(`${relative(root, vsix)} (${Math.round(size / 1024)} kB)`);
