import type { Snippet } from '../../syntax/prepare.js';
import type { LanguageLowering } from '../lowering.js';
import type { ConditionalRegion } from '../model.js';
import { Lowering } from './lowering.js';

export const SWIFT: LanguageLowering = {
  language: 'swift',
  statements: (nodes, text, offset) => new Lowering(text, offset).nodes(nodes),
  regions: (_, directives) => regionsOf(directives),
};

/** Pairs `#if`, `#elseif`, `#else` and `#endif` into the regions they compile. */
function regionsOf(directives: readonly Snippet[]): ConditionalRegion[] {
  const regions: ConditionalRegion[] = [];
  const open: { condition: string; start: number }[] = [];
  for (const directive of directives) {
    const [, word, rest = ''] = /^#(\w+)\s*([^]*)$/.exec(directive.text) ?? [];
    if (word === 'if') {
      open.push({ condition: rest.trim(), start: directive.end });
      continue;
    }
    const last = open.pop();
    if (!last) continue;
    regions.push({ ...last, end: directive.start });
    if (word === 'elseif') open.push({ condition: rest.trim(), start: directive.end });
    else if (word === 'else') open.push({ condition: `!(${last.condition})`, start: directive.end });
  }
  return regions;
}
