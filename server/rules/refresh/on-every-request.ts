import type { FileFacts } from '../../facts/model.js';
import type { RefreshingRequest } from '../../facts/refresh/model.js';
import type { Fix } from '../../finding.js';
import type { Policy } from '../../policy/policy.js';
import type { Program } from '../../workspace/program.js';
import { shortLeads } from './policy-numbers.js';
import { lineBreakOf } from './text.js';
import { defineRule } from '../rule.js';
import { onEveryRequestBad, onEveryRequestGood, onEveryRequestFixed } from './on-every-request-examples.js';

export const onEveryRequest = defineRule({
  id: 'refresh/on-every-request',
  title: 'Refresh before every request',
  severity: 'warning',
  why: `
A request that refreshes first, whether the access token has expired or not, takes two round trips instead of one, fails
whenever the token endpoint does, and rotates the refresh token all the time. Two such requests at once use the same
refresh token twice, which servers take for theft: people are signed out in the middle of their work.

Where the policy says that the project refreshes ahead (\`"strategy": "proactive"\`), a lead that the code writes down as a
number and that is shorter than \`leadMinutes\` is reported as well: the token can expire while a request is on its way.`,
  remedy: `
Refresh when the token is about to expire (a few minutes before \`exp\` or \`expires_in\`), or once after a 401, and then
send the request again once.`,
  fixSafety: `
The fix puts the refresh behind a question that this code already answers elsewhere. Check that it is asked of the token
that the request uses. The fix of a lead writes the policy's number: check that tokens live longer than that.`,
  references: [
    {
      title: 'RFC 6749: Refreshing an access token',
      url: 'https://www.rfc-editor.org/rfc/rfc6749#section-6',
    },
    {
      title: 'RFC 9700: Best current practice for OAuth 2.0 security, refresh tokens',
      url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14',
    },
  ],
  *check(facts, policy, program) {
    for (const request of facts.refresh?.requests ?? []) {
      if (request.guarded || looksElsewhere(request, program)) continue;
      yield {
        span: { start: request.start, end: request.end },
        related: [
          {
            span: { start: request.function.start, end: request.function.end },
            message: 'Every request comes through here.',
          },
        ],
        message: `\`${request.function.name}\` calls \`${request.name}\` before every request, whether the access token has expired or not: each request takes two, and fails when the refresh does.${leadOf(policy)}`,
        fixes: fixesFor(request, facts),
      };
    }
    yield* shortLeads(facts, policy.refresh);
  },
  bad: onEveryRequestBad,
  good: onEveryRequestGood,
  fixed: onEveryRequestFixed,
});

/** A refresh of another file that asks first whether it is due, or one of several of which one does. */
function looksElsewhere({ name, elsewhere }: RefreshingRequest, { files }: Program): boolean {
  return elsewhere === true && files.some(({ refresh }) => refresh?.lookingFirst.includes(name));
}

/** Said only where the project refreshes ahead. */
function leadOf({ refresh: { strategy, leadMinutes } }: Policy): string {
  if (strategy !== 'proactive') return '';
  return ` The policy refreshes ${leadMinutes} ${leadMinutes === 1 ? 'minute' : 'minutes'} before the token expires.`;
}

function fixesFor({ repair }: RefreshingRequest, { text, language }: FileFacts): readonly Fix[] {
  if (!repair) return [];
  const { target, condition, indent, step } = repair;
  const source = text.slice(target.start, target.end);
  const newline = lineBreakOf(text);
  const newText =
    repair.form === 'statement'
      ? `if ${language === 'swift' ? condition : `(${condition})`} {${newline}${indent}${step}${source}${newline}${indent}}`
      : `${condition} ? ${source} : ${repair.otherwise ?? ''}`;
  return [
    {
      title: 'Refresh only when the token has expired',
      safety: 'review',
      preferred: true,
      edits: [{ span: target, newText }],
    },
  ];
}
