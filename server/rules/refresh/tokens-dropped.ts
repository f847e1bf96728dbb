import type { RefreshAnswer } from '../../facts/refresh/model.js';
import type { Fix, Related } from '../../finding.js';
import type { Program } from '../../workspace/program.js';
import { spanOf } from '../../span.js';
import { lineBreakOf } from './text.js';
import { defineRule } from '../rule.js';
import { tokensDroppedBad, tokensDroppedGood, tokensDroppedFixed } from './tokens-dropped-examples.js';

export const tokensDropped = defineRule({
  id: 'refresh/tokens-dropped',
  title: 'New refresh token that is not stored',
  severity: 'warning',
  why: `
Servers that rotate refresh tokens answer each refresh with a new one, and the old one is used up. Code that keeps only the
access token of such an answer works once: the next refresh sends the old token, which the server refuses or takes for
stolen. People are signed out about an hour after they have signed in, and nothing in the code looks wrong.`,
  remedy: `
Store the refresh token of the answer where the old one was, before the new access token is used: a crash in between then
costs nothing. When the answer has none, the old one stays valid.`,
  fixSafety: `
The fix writes the statement that stores the access token once more, for the refresh token, in front of it. It is offered
only where the property, key or function that it names occurs in the file. Check the protection of the store.`,
  references: [
    {
      title: 'RFC 6749: Refreshing an access token',
      url: 'https://www.rfc-editor.org/rfc/rfc6749#section-6',
    },
    {
      title: 'RFC 9700: Best current practice for OAuth 2.0 security, refresh token rotation',
      url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2',
    },
  ],
  *check(facts, _policy, program) {
    for (const answer of facts.refresh?.answers ?? []) {
      const { access, whole, readsRefreshToken } = answer;
      const field = answer.field ?? fieldElsewhere(answer, program);
      if (!field || !access || whole || readsRefreshToken) continue;
      yield {
        span: { start: answer.start, end: answer.end },
        message: `Only \`${answer.name}.${access.name}\` is kept of the answer to the refresh, its new \`${field.name}\` is dropped: a server that rotates refresh tokens refuses the old one next time, and people are signed out.`,
        related: relatedTo(answer),
        fixes: fixesFor(answer, facts.text),
      };
    }
  },
  bad: tokensDroppedBad,
  good: tokensDroppedGood,
  fixed: tokensDroppedFixed,
});

function relatedTo({ field, access }: RefreshAnswer): readonly Related[] {
  const kept = access ? [{ span: spanOf(access), message: 'Only this is taken from it.' }] : [];
  if (!field) return kept;
  return [...kept, { span: spanOf(field), message: `The answer can hold a \`${field.name}\`.` }];
}

/** The refresh token of an answer whose type another file declares. */
function fieldElsewhere({ type }: RefreshAnswer, { files }: Program): { readonly name: string } | undefined {
  if (type === undefined) return undefined;
  const shapes = files.flatMap(({ storage }) => storage.types).filter(({ name }) => name === type);
  return shapes.flatMap(({ fields }) => fields).find(({ credential }) => credential?.kind === 'refreshToken');
}

function fixesFor({ repair, field }: RefreshAnswer, text: string): readonly Fix[] {
  if (!repair || !field) return [];
  const { indent, step, statement } = repair;
  const newline = lineBreakOf(text);
  const newText = repair.optional
    ? `if let ${field.name} = ${repair.value} {${newline}${indent}${step}${statement}${newline}${indent}}`
    : statement;
  return [
    {
      title: 'Store the new refresh token, too',
      safety: 'review',
      preferred: true,
      edits: [{ span: { start: repair.at, end: repair.at }, newText: `${newText}${newline}${indent}` }],
    },
  ];
}
