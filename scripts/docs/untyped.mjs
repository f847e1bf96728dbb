import { join } from 'node:path';
import { transform } from 'detype';
import { resolveConfig } from 'prettier';
import { root } from '../paths.mjs';

/** A comment about a type, which goes with the type. */
const ABOUT_TYPE = /\/\*\*(?:(?!\*\/)[^])*\*\/\n(?=(?:export )?(?:interface|type) )/g;
const STOP = /«(\d+)(?:[:=|]([^»,|]*)[^»]*)?»/g;

/**
 * The code of a snippet's source without its types, as JavaScript, formatted as the project's code is. Comments, empty
 * lines and tab stops stay.
 */
export async function untyped(code) {
  const stops = [];
  // For a while each stop is a name, about as long as the text that it stands for.
  const named = code.replace(ABOUT_TYPE, '').replace(STOP, (stop, _number, text = '') => {
    stops.push(stop);
    return `STOP_${stops.length}_`.padEnd(text.length, '_');
  });
  const style = await resolveConfig(join(root, 'snippets', 'source', 'any.js'));
  const plain = await transform(named, 'snippet.ts', { prettierOptions: style });
  return plain.replace(/STOP_(\d+)_+/g, (_, number) => stops[Number(number) - 1]).trim();
}
