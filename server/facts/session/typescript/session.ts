import type { CallNode } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { lastNameOf, type Callables } from '../../callables.js';
import type { Platforms } from '../../platforms.js';
import { storeKey } from '../../owner.js';
import { bare, onlyResult } from '../../trace.js';
import { accountSign } from '../accounts.js';
import { callsIn, namesIn } from '../../refresh/paths.js';
import { NO_SESSION, type HeldClient, type SessionFacts } from '../session-model.js';
import { Bridges } from './bridge.js';
import { cacheUses, heldClient } from './caches.js';
import { functionFacts } from './functions.js';
import { persistedStores, storePurges } from './persisted.js';
import { workOf } from './work.js';

/** What a TypeScript text tells about the beginning and the end of sessions. */
export function sessionFacts(callables: Callables, platforms: Platforms, path: string): SessionFacts {
  const { code } = callables;
  const accounts: SessionFacts['accounts'][number][] = [];
  const caches: SessionFacts['caches'][number][] = [];
  const clients: HeldClient[] = [];
  const bridges = new Bridges(callables, path);
  const reactions = new Set<string>();
  for (const node of nodesIn(code.root, 'variable', 'function')) {
    if (platforms.isShipped(node)) accounts.push(...accountSign(node));
  }
  for (const node of nodesIn(code.root, 'call')) {
    if (!platforms.isShipped(node)) continue;
    caches.push(...cacheUses(node));
    clients.push(...heldClient(node));
    bridges.add(node);
    for (const name of reactionsIn(node)) reactions.add(name);
  }
  return {
    ...NO_SESSION,
    functions: functionFacts(callables),
    work: workOf(callables),
    accounts,
    caches,
    ...(clients.length > 0 && { clients }),
    keyMakers: keyMakers(callables),
    bridged: [...bridges.functions],
    removing: [...bridges.removals.values()],
    reactions: [...reactions],
    persisted: persistedStores(callables),
    purges: storePurges(callables),
  };
}

/** Functions whose only result is a text with something in it: keys that begin with the id of an account. */
function keyMakers({ all, scopes }: Callables): SessionFacts['keyMakers'] {
  return all.flatMap(({ name, holder, body }) => {
    const result = onlyResult(body.statements);
    if (result?.kind !== 'text' || result.parts.length > MOST_PARTS) return [];
    const { pieces } = storeKey(result, scopes);
    return [{ path: holder === undefined ? name : `${holder}.${name}`, pieces }];
  });
}

/** Longer texts are prose or markup. */
const MOST_PARTS = 7;

/** Functions that take a closure to run when something has changed. */
const REACTING =
  /^(useEffect|useLayoutEffect|useFocusEffect|useAsyncEffect|useIsomorphicLayoutEffect|useUpdateEffect|subscribe|reaction|autorun|watch|watchEffect|onAuthStateChanged?|onAuthStateChange|addEventListener|addListener)$/;

/** What is called, stopped or dropped in such a closure, or is such a closure itself. */
function reactionsIn(call: CallNode): readonly string[] {
  if (!REACTING.test(lastNameOf(call.callee) ?? '')) return [];
  return call.args.flatMap(({ value }) => {
    const node = bare(value);
    if (node.kind === 'name' || node.kind === 'member') return [node.name];
    if (node.kind !== 'closure') return [];
    return callsIn(node.body).flatMap((inner) => [...namesIn(inner)]);
  });
}
