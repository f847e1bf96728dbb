import type { FileFacts } from '../facts/model.js';
import type { CacheUse, FunctionFact } from '../facts/session/session-model.js';
import {
  CACHE_ITEMS,
  clearedByCall,
  type ClearedByName,
  holdsAuthState,
  holdsPerson,
} from '../knowledge/clears.js';
import type { LogoutItem } from '../knowledge/decisions.js';
import { isSessionWork } from '../knowledge/sign-out.js';
import { contains, type Span, spanOf } from '../span.js';
import { keptCredentials } from './kept.js';
import type { Program } from './program.js';
import { signOutPaths } from './sign-out.js';
import type { GuidePlace } from './place.js';

/**
 * What the ways out of the session do about one item.
 *
 * - `cleared`: something on them clears it;
 * - `missed`: the app fills it and nothing on them clears it;
 * - `unused`: the app has nothing of the kind;
 * - `unknown`: the code does not tell;
 * - `noSignOut`: the app has no function that ends the session.
 */
export interface ItemState {
  readonly state: 'cleared' | 'missed' | 'unused' | 'unknown' | 'noSignOut';
  /** Where it is cleared or, when it is missed, filled. */
  readonly places: readonly GuidePlace[];
}

interface Placed {
  readonly file: FileFacts;
  readonly fact: FunctionFact;
}

/** What all ways out of the session clear together. */
export function checklist(program: Program): Readonly<Record<LogoutItem, ItemState>> {
  const paths = signOutPaths(program);
  const shipped = program.files.filter((file) => !file.isTest);
  const reached = shipped.flatMap((file) =>
    file.session.functions.filter((fact) => paths.reaches(fact)).map((fact) => ({ file, fact })),
  );
  const hasSignOut = paths.roots.length > 0;
  const judged = (state: ItemState): ItemState =>
    hasSignOut ? state : { state: 'noSignOut', places: state.state === 'missed' ? state.places : [] };
  const kept = judged({ state: 'unknown', places: [] });
  return {
    tokens: judged(tokens(program, reached)),
    user: judged(either(droppedIn(reached, holdsPerson, 'drops'))),
    authState: judged(either(assignedIn(reached))),
    backgroundWork: judged(work(shipped, reached)),
    urlCache: judged(caches('urlCache', shipped, reached)),
    cookies: judged(caches('cookies', shipped, reached)),
    webData: judged(caches('webData', shipped, reached)),
    accountDefaults: judged(either(removedDefaults(program, reached))),
    files: judged(either(calledIn(reached, 'files'))),
    database: judged(either(calledIn(reached, 'database'))),
    imageCache: judged(either(calledIn(reached, 'imageCache'))),
    appPreferences: judged(either(calledIn(reached, 'userDefaultsDomain'))),
    onboarding: judged(either(calledIn(reached, 'userDefaultsDomain'))),
    deviceRegistration: kept,
  };
}

function either(places: readonly GuidePlace[]): ItemState {
  return { state: places.length > 0 ? 'cleared' : 'unknown', places };
}

function tokens(program: Program, reached: readonly Placed[]): ItemState {
  const kept = keptCredentials(program);
  if (kept.length > 0) {
    const places = kept.map(({ write, writtenIn }) =>
      place(
        writtenIn,
        write,
        `${write.credential?.name ?? 'A credential'} is stored here, and no sign-out deletes it.`,
      ),
    );
    return { state: 'missed', places };
  }
  const files = new Set(reached.map(({ file }) => file));
  const removals = [...files].flatMap((file) =>
    program
      .usesIn(file)
      .filter((use) => use.operation === 'remove' || use.operation === 'wipe')
      .filter((use) => use.store === 'keychain' && isOn(reached, file, use))
      .map((use) => place(file, use, `${use.storeName}: ${use.credential?.name ?? 'items'} deleted here.`)),
  );
  const writes = program.files.some((file) =>
    program.usesIn(file).some((use) => use.operation === 'write' && use.credential),
  );
  if (removals.length === 0 && !writes) return { state: 'unused', places: [] };
  return either(removals);
}

function removedDefaults(program: Program, reached: readonly Placed[]): readonly GuidePlace[] {
  const files = new Set(reached.map(({ file }) => file));
  return [...files].flatMap((file) =>
    program
      .usesIn(file)
      .filter(
        ({ operation, store }) => operation !== 'write' && operation !== 'read' && store === 'userDefaults',
      )
      .filter((use) => isOn(reached, file, use))
      .map((use) => place(file, use, `${use.storeName}: a key is removed here.`)),
  );
}

function isOn(reached: readonly Placed[], file: FileFacts, span: Span): boolean {
  return reached.some((one) => one.file === file && contains(one.fact.body, span));
}

function droppedIn(
  reached: readonly Placed[],
  concerns: (name: string) => boolean,
  verb: string,
): readonly GuidePlace[] {
  return reached.flatMap(({ file, fact }) => {
    const name = fact.dropped.find(concerns);
    return name === undefined ? [] : [place(file, fact, `${fact.owner.name} ${verb} ${name}.`)];
  });
}

/** An assignment is among the calls, since it runs the setter: `isAuthenticated = false`, `user = nil`. */
function assignedIn(reached: readonly Placed[]): readonly GuidePlace[] {
  return reached.flatMap(({ file, fact }) => {
    const names = [...fact.dropped, ...fact.calls.filter((call) => !call.receiver).map(({ name }) => name)];
    const name = names.find(holdsAuthState);
    return name === undefined ? [] : [place(file, fact, `${fact.owner.name} sets ${name}.`)];
  });
}

function calledIn(reached: readonly Placed[], what: ClearedByName): readonly GuidePlace[] {
  return reached.flatMap(({ file, fact }) => {
    const call = fact.calls.find(({ name, receiver }) => clearedByCall(name, receiver) === what);
    return call ? [place(file, fact, `${fact.owner.name} calls ${call.name}.`)] : [];
  });
}

function work(files: readonly FileFacts[], reached: readonly Placed[]): ItemState {
  const all = files.flatMap((file) =>
    file.session.work.filter(({ property }) => isSessionWork(property)).map((one) => ({ file, one })),
  );
  if (all.length === 0) return { state: 'unused', places: [] };
  const dropped = new Set(reached.flatMap(({ fact }) => fact.dropped));
  const running = all.filter(({ one }) => !dropped.has(one.property));
  if (running.length > 0) {
    const places = running.map(({ file, one }) =>
      place(file, one.started, `${one.property} is started here, and no sign-out stops it.`),
    );
    return { state: 'missed', places };
  }
  const stopped = new Set(all.map(({ one }) => one.property));
  return { state: 'cleared', places: droppedIn(reached, (name) => stopped.has(name), 'stops') };
}

const CACHE_NAMES: Readonly<Record<CacheUse['cache'], string>> = {
  urlCache: 'Responses',
  cookies: 'Cookies',
  webData: 'The data of web views',
  queries: 'Answers of queries',
  graphql: 'Answers of GraphQL queries',
};

/** An item is cleared when all caches that belong to it are. */
function caches(item: LogoutItem, files: readonly FileFacts[], reached: readonly Placed[]): ItemState {
  const kinds = KINDS.filter((kind) => CACHE_ITEMS[kind] === item);
  const states = kinds.map((kind) => cache(kind, files, reached));
  const state = WORST_FIRST.find((one) => states.some((each) => each.state === one)) ?? 'unused';
  return { state, places: states.filter((each) => each.state === state).flatMap(({ places }) => places) };
}

const KINDS: readonly CacheUse['cache'][] = ['cookies', 'urlCache', 'webData', 'queries', 'graphql'];
const WORST_FIRST: readonly ItemState['state'][] = ['missed', 'unknown', 'cleared'];

function cache(kind: CacheUse['cache'], files: readonly FileFacts[], reached: readonly Placed[]): ItemState {
  const uses = files.flatMap((file) =>
    file.session.caches.filter((use) => use.cache === kind).map((use) => ({ file, use })),
  );
  const clears = uses.filter(({ use }) => use.operation === 'clear');
  const onTheWay = clears.filter(({ file, use }) => isOn(reached, file, use));
  const name = CACHE_NAMES[kind];
  if (onTheWay.length > 0) {
    return {
      state: 'cleared',
      places: onTheWay.map(({ file, use }) => place(file, use, `${name}: cleared here.`)),
    };
  }
  // Something clears it, if not on a way out that can be followed.
  if (clears.length > 0) return { state: 'unknown', places: [] };
  const fills = uses.map(({ file, use }) => place(file, use, `${name}: kept from here on.`));
  return fills.length > 0 ? { state: 'missed', places: fills } : { state: 'unused', places: [] };
}

function place(file: FileFacts, span: Span, title: string): GuidePlace {
  return { file, span: spanOf(span), title };
}
