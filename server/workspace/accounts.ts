import type { FileFacts } from '../facts/model.js';
import type { AccountSign } from '../facts/session/session-model.js';
import type { Related } from '../finding.js';
import { keepsSeveralAccounts } from '../knowledge/decisions.js';
import { oncePer } from '../knowledge/remember.js';
import type { Policy } from '../policy/policy.js';
import type { Program } from './program.js';

/** Why an app counts as one that keeps several accounts. */
export interface SeveralAccounts {
  /** Where the code shows it; undefined where only the policy says so. */
  readonly shown?: { readonly file: FileFacts; readonly sign: AccountSign };
}

/**
 * Whether an app keeps several accounts at once: it switches between them, or has a list of them and a pointer
 * to the active one. Most apps have one account, and in those a fixed key is right. What the policy says goes before
 * what the code shows.
 */
export function severalAccounts(
  program: Program,
  { sessions: { model } }: Policy,
): SeveralAccounts | undefined {
  if (model !== undefined && !keepsSeveralAccounts(model)) return undefined;
  const shown = shownAccounts(program);
  if (shown) return { shown };
  return model === undefined ? undefined : {};
}

/** The same by the code alone. */
export const shownAccounts: (program: Program) => SeveralAccounts['shown'] = oncePer((program: Program) => {
  const signs = program.files
    .filter((file) => !file.isTest)
    .flatMap((file) => file.session.accounts.map((sign) => ({ file, sign })));
  const list = signs.find(({ sign }) => sign.sign === 'list');
  if (!list) return undefined;
  const pointer = signs.find(({ sign }) => sign.sign === 'switch' || sign.sign === 'active');
  return pointer && list;
});

/** The place that shows it, for a finding in another place of the app. */
export function relatedAccounts({ shown }: SeveralAccounts, from: FileFacts): readonly Related[] {
  if (!shown) return [];
  const { file, sign } = shown;
  return [
    {
      ...(file !== from && { path: file.path }),
      span: { start: sign.start, end: sign.end },
      message: `${sign.name} holds the accounts.`,
    },
  ];
}
