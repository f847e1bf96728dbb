import type { Code } from '../../code/model.js';
import { MANAGING_LIBRARIES } from '../../knowledge/refresh.js';
import { refreshAnswers } from './answers.js';
import { awaitedRefreshes, refreshesOnRequests, refreshFlights } from './flights.js';
import { refreshLeads } from './leads.js';
import { refreshLimits } from './limits.js';
import type { RefreshFacts } from './model.js';
import { refreshingRequests } from './requests.js';
import { refreshRetries } from './retries.js';
import { Refreshes } from './refreshes.js';
import type { Scopes } from '../scope.js';

/** Without one of these a text renews no session. */
const TRIGGERS =
  /re(fresh|new|issue)\w*(token|session|auth|credential|jwt|login)|token(refresh|renew|reissu)|reauth(ent|or)|relogin|refresh_token|(token|auth|session|credential)\w*[?!]?\.(refresh|renew|reissue)\w*\(/i;

/** How a text renews its session; undefined when it has nothing of the kind. */
export function refreshFacts(code: Code, scopes: Scopes): RefreshFacts | undefined {
  if (!TRIGGERS.test(code.text)) return undefined;
  const refreshes = new Refreshes(code, scopes);
  const retries = refreshRetries(refreshes);
  // What such a library renews, it renews once for all callers, and keeps the answer itself.
  if (usesManagingLibrary(code)) return { ...NONE, retries };
  return {
    retries,
    flights: refreshFlights(refreshes),
    requests: refreshingRequests(refreshes),
    answers: refreshAnswers(refreshes),
    awaited: awaitedRefreshes(refreshes),
    onRequests: refreshesOnRequests(refreshes),
    lookingFirst: [],
    clients: [],
    sent: [],
    leads: refreshLeads(code, scopes, false),
    limits: refreshLimits(code, scopes),
  };
}

function usesManagingLibrary({ root }: Code): boolean {
  return root.statements.some((node) => node.kind === 'import' && MANAGING_LIBRARIES.has(node.module));
}

const NONE: RefreshFacts = {
  retries: [],
  flights: [],
  requests: [],
  answers: [],
  awaited: [],
  onRequests: [],
  lookingFirst: [],
  clients: [],
  sent: [],
  leads: [],
  limits: [],
};
