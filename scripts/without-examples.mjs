// The examples of the rules are for their pages and tests; nobody reads them at run time, and they are half of a bundle.
import { readFile } from 'node:fs/promises';

const EXAMPLE = /\b(swift|tsx?|swiftAt\([^)]*\)|tsAt\([^)]*\))`(?:\\[^]|[^`\\])*`/g;
const REPAIR = /\b(before|after): `(?:\\[^]|[^`\\])*`/g;

/** A plugin for esbuild that leaves the texts of examples empty. */
export const withoutExamples = {
  name: 'without-examples',
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/]rules[\\/].+\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replace(EXAMPLE, '$1``').replace(REPAIR, "$1: ''"), loader: 'ts' };
    });
  },
};
