import type { Rule } from './rule.js';

/** All rules, in the order of the documentation. */
export const RULES: readonly Rule[] = [];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}
