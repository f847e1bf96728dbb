import type { FileFacts } from '../../facts/model.js';
import type { RefreshPolicy } from '../../policy/policy.js';
import { spanOf } from '../../span.js';
import type { Report } from '../rule.js';

/** Leads that are shorter than the project has decided, where it refreshes ahead. */
export function* shortLeads(
  { refresh }: FileFacts,
  { strategy, leadMinutes }: RefreshPolicy,
): Generator<Report> {
  if (strategy !== 'proactive') return;
  const wanted = minutesText(leadMinutes);
  for (const { seconds, perSecond, start, end } of refresh?.leads ?? []) {
    if (seconds >= leadMinutes * 60) continue;
    yield {
      span: { start, end },
      message: `The token is refreshed ${secondsText(seconds)} before it expires. The policy asks for ${wanted}: a request that is on its way, or a clock that is off, otherwise meets a token that has expired.`,
      fixes: [
        {
          title: `Refresh ${wanted} before the token expires`,
          safety: 'review',
          preferred: true,
          edits: [
            { span: { start, end }, newText: `${leadMinutes} * 60${perSecond === 1000 ? ' * 1000' : ''}` },
          ],
        },
      ],
    };
  }
}

/** Counts that allow more tries than the project does. */
export function* manyTries(
  { refresh }: FileFacts,
  { maxTries, limitsTries }: RefreshPolicy,
): Generator<Report> {
  if (!limitsTries) return;
  for (const limit of refresh?.limits ?? []) {
    if (limit.tries <= maxTries) continue;
    const allowed = `${maxTries} ${maxTries === 1 ? 'try' : 'tries'}`;
    yield {
      span: spanOf(limit),
      severity: 'warning',
      message: `\`${limit.refresh}\` is tried at least ${limit.tries} times before the code gives up. The policy allows ${allowed}.`,
      fixes: [
        {
          title: `Allow ${allowed}`,
          safety: 'review',
          preferred: true,
          edits: [{ span: spanOf(limit), newText: String(maxTries + limit.beyond) }],
        },
      ],
    };
  }
}

function minutesText(minutes: number): string {
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

function secondsText(seconds: number): string {
  if (seconds >= 60 && seconds % 60 === 0) return minutesText(seconds / 60);
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}
