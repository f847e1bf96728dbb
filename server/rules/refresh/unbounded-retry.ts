import type { FileFacts } from '../../facts/model.js';
import type { RefreshingClient, RefreshRetry, SentRefresh } from '../../facts/refresh/model.js';
import type { Related } from '../../finding.js';
import { DEFAULT_POLICY, type RefreshPolicy } from '../../policy/policy.js';
import { isModuleAt } from '../../workspace/module-paths.js';
import type { Program } from '../../workspace/program.js';
import * as inSwift from './retry-examples.js';
import * as inTypeScript from './retry-examples-typescript.js';
import { retryShapes } from './shape-examples.js';
import { manyTries } from './policy-numbers.js';
import { retryFixes } from './retry-fixes.js';
import { defineRule, type Report } from '../rule.js';

export const unboundedRetry = defineRule({
  id: 'refresh/unbounded-retry',
  title: 'Refresh that is repeated without end',
  severity: 'error',
  why: `
A refresh token that the server has revoked never works again. Code that starts the refresh once more whenever it has
failed then asks the server for ever: people look at a spinner instead of the login screen, the battery and the data
volume run down, and all copies of the app together are an attack on the token endpoint.

The loop can hide in several places: a refresh that calls itself in its \`catch\`, \`while true\`, \`retry()\` of Combine
or RxSwift without a count, an interceptor that sends a refused request again after each refresh, or a refresh request
that goes through the very client whose 401 handler refreshes. With axios-auth-refresh such a refresh does not even loop: it
waits for itself.

Where the policy says how often a refresh may be tried (\`maxTries\`), a count in the code that allows more is reported
as well.`,
  remedy: `
Try at most three times, with a pause that grows (two seconds, then four), and sign out after that. Send a refused request
again once only, marked as a second try. Send the refresh request itself through a client that does not refresh. An answer
of 400 \`invalid_grant\` ends the session at once; a network error does not, and may be tried again later.`,
  fixSafety: `
The fix adds a count and, where the code can wait, a growing pause. What should happen after the last try — usually a
sign-out — is added only where a sign-out without arguments stands in the same type, so look at the last branch.`,
  references: [
    {
      title: 'RFC 6749: Refreshing an access token, error response',
      url: 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2',
    },
    {
      title: 'AWS: Timeouts, retries, and backoff with jitter',
      url: 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/',
    },
    {
      title: 'Alamofire: RequestRetrier',
      url: 'https://github.com/Alamofire/Alamofire/blob/master/Documentation/AdvancedUsage.md',
    },
  ],
  *check(facts, { refresh }, program) {
    yield* sentThroughRefreshing(facts, program);
    for (const retry of facts.refresh?.retries ?? []) {
      if (retry.bounded) continue;
      yield {
        span: { start: retry.start, end: retry.end },
        message: messageFor(retry) + limitOf(refresh),
        related: relatedTo(retry),
        fixes: retryFixes(retry, facts, refresh.maxTries),
      };
    }
    yield* manyTries(facts, refresh);
  },
  bad: [...inSwift.unboundedRetryBad, ...retryShapes, ...inTypeScript.unboundedRetryBad],
  good: [...inSwift.unboundedRetryGood, ...inTypeScript.unboundedRetryGood],
  fixed: [...inSwift.unboundedRetryFixed, ...inTypeScript.unboundedRetryFixed],
});

/** A refresh that goes through a client of another file, whose handler calls that very refresh. */
function* sentThroughRefreshing(facts: FileFacts, { files }: Program): Generator<Report> {
  for (const sent of facts.refresh?.sent ?? []) {
    if (sent.marked) continue;
    for (const file of files) {
      if (file.isTest || !isModuleAt(sent.module, facts.path, file.path)) continue;
      const client = file.refresh?.clients.find((one) => sends(one, file, sent, facts));
      if (!client) continue;
      const handler = client.refreshesFrom ? 'which' : 'whose handler';
      yield {
        span: { start: sent.start, end: sent.end },
        message: `\`${sent.function.name}\` is sent by \`${client.name}\`, ${handler} calls \`${sent.function.name}\` when a request is refused, so a refused refresh starts the next one: ${CONSEQUENCE}`,
        related: [
          {
            path: file.path,
            span: { start: client.start, end: client.end },
            message: client.refreshesFrom ? 'It is here.' : 'The handler is here.',
          },
        ],
      };
      return;
    }
  }
}

/** Whether a client of one file sends a refresh of another, which it calls when a request is refused. */
function sends(
  client: RefreshingClient,
  clientFile: FileFacts,
  sent: SentRefresh,
  facts: FileFacts,
): boolean {
  const { exported, refreshes, refreshesFrom, methods, exempts } = client;
  if (exempts || !exported.includes(sent.client) || !refreshes.includes(sent.function.name)) return false;
  if (!refreshesFrom) return !sent.byFunction;
  if (methods && !methods.includes(sent.name)) return false;
  return refreshesFrom.some(
    ({ name, module }) => name === sent.function.name && isModuleAt(module, clientFile.path, facts.path),
  );
}

const CONSEQUENCE =
  'with a refresh token that the server no longer accepts, the app asks for ever and people never get to the login screen.';

/** Said only where the project has a limit of its own. */
function limitOf({ maxTries }: RefreshPolicy): string {
  if (maxTries === DEFAULT_POLICY.refresh.maxTries) return '';
  return ` The policy allows ${maxTries} ${maxTries === 1 ? 'try' : 'tries'}.`;
}

function messageFor(retry: RefreshRetry): string {
  const name = `\`${retry.function.name}\``;
  const refresh = `\`${retry.refresh.name}\``;
  switch (retry.form) {
    case 'refreshAgain':
      return `${name} calls itself whenever it has failed, without a limit: ${CONSEQUENCE}`;
    case 'requestAgain':
      return `When a request is refused, ${name} refreshes (${refresh}) and calls itself, without a limit: a request that is refused every time is sent for ever, with a refresh before each.`;
    case 'loop':
      return `Only a success of ${refresh} ends this loop: ${CONSEQUENCE}`;
    case 'operator':
      return `Without a count, this repeats ${refresh} until it succeeds: ${CONSEQUENCE}`;
    case 'trigger':
      return `After each failure this calls ${refresh} and tries again, without a limit: ${CONSEQUENCE}`;
    case 'interceptor':
      return `This sends a refused request again after each ${refresh}, however often it was refused before: a request that is refused every time is sent for ever, with a refresh before each.`;
    case 'throughItself':
      return `${name} calls \`${retry.via?.name ?? ''}\`, which calls ${refresh} again when it is refused, so a refused refresh starts the next one: ${CONSEQUENCE}`;
    case 'heldBack':
      return `${name} sends its request by \`${retry.via?.name ?? ''}\`, which holds back every request until ${name} has ended: the two wait for each other, and nothing is sent any more.`;
    case 'waitsForItself':
      return `When this request is refused, it waits for ${name}, which waits for the request: neither ends, nor does any other request of \`${retry.via?.name ?? ''}\`, and people never get to the login screen.`;
  }
}

function relatedTo(retry: RefreshRetry): readonly Related[] {
  if (retry.form === 'refreshAgain') return [];
  const { start, end, name } = retry.refresh;
  return [{ span: { start, end }, message: `\`${name}\` is called here.` }];
}
