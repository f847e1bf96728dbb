import type { LanguageLowering } from '../lowering.js';
import { Lowering } from './lowering.js';
import { regionsIn } from './regions.js';

/** TypeScript and JavaScript. */
export const SCRIPT: LanguageLowering = {
  language: 'typescript',
  statements: (nodes, text, offset) => new Lowering(text, offset).nodes(nodes),
  regions: (root) => regionsIn(root),
};
