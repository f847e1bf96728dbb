import { describe, expect, it } from 'vitest';
import { GUIDE } from '../../server/knowledge/guide/index.js';
import { LOGOUT_ITEMS } from '../../server/knowledge/decisions.js';
import { changedPolicy } from '../../server/policy/edit.js';
import { policyJsonSchema } from '../../server/policy/json-schema.js';
import { readPolicy } from '../../server/policy/read.js';
import { RULES } from '../../server/rules/index.js';

const LEAVES = GUIDE.trees.flatMap(({ branches }) => branches.flatMap(({ leaves }) => leaves));

describe('an answer of the guide', () => {
  it.each(LEAVES.map((leaf) => [leaf.id, leaf] as const))('can be written down: %s', (_, leaf) => {
    const { problems } = readPolicy(changedPolicy('', leaf.policy));
    expect(problems).toEqual([]);
  });

  it('of the logout list is one that a policy knows', () => {
    const items = LEAVES.flatMap(({ item }) => item ?? []);
    expect(items.filter((item) => !Object.hasOwn(LOGOUT_ITEMS, item))).toEqual([]);
  });
});

describe('the JSON schema', () => {
  it('names every rule, with what it finds', () => {
    const { rules } = policyJsonSchema().properties as Record<string, ReturnType<typeof policyJsonSchema>>;
    for (const { id, title } of RULES)
      expect(rules!.properties![id]).toMatchObject({ description: expect.stringContaining(title) });
  });

  it('describes every member', () => {
    const undescribed: string[] = [];
    const look = (schema: ReturnType<typeof policyJsonSchema>, path: string): void => {
      for (const [name, each] of Object.entries(schema.properties ?? {})) {
        if (typeof each === 'boolean') continue;
        if (each.description === undefined) undescribed.push(`${path}.${name}`);
        look(each, `${path}.${name}`);
      }
    };
    look(policyJsonSchema(), '');
    expect(undescribed).toEqual([]);
  });
});
