import { MANAGING_PACKAGES } from '../../../knowledge/http.js';
import { renewalOfName } from '../../../knowledge/refresh.js';
import type { Callables } from '../../callables.js';
import { refreshLeads } from '../leads.js';
import { refreshLimits } from '../limits.js';
import { Modules } from '../../modules.js';
import type { RefreshFacts } from '../model.js';
import { refreshAnswers } from './answers.js';
import { awaitedRefreshes, refreshesOnRequests, refreshFlights } from './flights.js';
import { refreshingClients, sentRefreshes } from './clients.js';
import { Renewals } from './renewals.js';
import { looksFirst, refreshingRequests } from './requests.js';
import { refreshingSenders } from './senders.js';
import { refreshRetries } from './retries.js';

/** Without one of these a text renews no session. */
const TRIGGERS =
  /re(fresh|new|issue)\w*[/._-]?(token|session|auth|credential|jwt|login)|token[/._-]?(re(fresh|new|issue))|reauth|relogin|new\w*token|interceptors|afterResponse|\.refresh\(/i;

/** How a TypeScript text renews its session; undefined when it has nothing of the kind. */
export function refreshFacts(callables: Callables): RefreshFacts | undefined {
  const { code, scopes } = callables;
  if (!TRIGGERS.test(code.text)) return undefined;
  const renewals = new Renewals(callables);
  const modules = new Modules(code, scopes);
  const retries = refreshRetries(renewals);
  const lookingFirst = callables.all
    .filter((one) => renewalOfName(one.name) !== undefined && looksFirst(one, renewals))
    .map(({ name }) => name);
  const isManaged = code.root.statements.some(
    (node) => node.kind === 'import' && MANAGING_PACKAGES.test(node.module),
  );
  const none: RefreshFacts = {
    retries,
    flights: [],
    requests: [],
    answers: [],
    awaited: [],
    onRequests: [],
    lookingFirst,
    clients: [...refreshingClients(renewals), ...refreshingSenders(renewals, modules)],
    sent: sentRefreshes(renewals, modules),
    leads: [],
    limits: [],
  };
  // What such a library renews, it renews once for all callers, and keeps the answer itself.
  if (isManaged) return none;
  return {
    ...none,
    flights: refreshFlights(renewals),
    answers: refreshAnswers(renewals),
    requests: refreshingRequests(renewals),
    awaited: awaitedRefreshes(renewals),
    onRequests: refreshesOnRequests(renewals),
    leads: refreshLeads(code, scopes, true),
    limits: refreshLimits(code, scopes),
  };
}
