import { endsSession, removesAccount, STOPS } from '../../knowledge/sign-out.js';
import { type Message, messagesIn } from '../../syntax/objective-c/messages.js';
import type { Method } from '../../syntax/objective-c/methods.js';
import type { CacheUse, CalledName, FunctionFact, SessionFacts } from '../session/session-model.js';
import { type Expressions, isNothing, labelsOf } from './expressions.js';
import { otherNames, ownerOf, swiftName } from './names.js';

type MethodSession = Pick<SessionFacts, 'functions' | 'caches' | 'observers'>;

/** What a method tells about the end of sessions. */
export function sessionOf(method: Method, read: Expressions): MethodSession {
  const messages = messagesIn(read.tokens, method.body);
  return {
    functions: [functionFact(method, messages, read)],
    caches: messages.flatMap(cacheCleared),
    observers: messages.flatMap((message) => observerOf(message, read)),
  };
}

function functionFact(method: Method, messages: readonly Message[], read: Expressions): FunctionFact {
  const owner = ownerOf(method);
  const { all } = read.tokens;
  const open = all[method.body.from - 1]?.end ?? method.end;
  const calls = new Map<string, CalledName>();
  const add = (call: CalledName): void =>
    void calls.set(`${call.receiver ?? ''}.${call.name}/${call.hasArguments}`, call);
  const dropped = new Set<string>();
  for (const message of messages) {
    for (const call of calledNames(message, read)) add(call);
    for (const name of droppedBy(message, read)) dropped.add(name);
  }
  for (let at = method.body.from; at < method.body.to; at += 1) {
    const name = all[at];
    if (all[at + 1]?.text !== '=' || name?.kind !== 'word') continue;
    if (isNothing(all[at + 2]) && all[at + 3]?.text === ';') dropped.add(name.text.replace(/^_/, ''));
    // Assigning to a property runs its setter.
    if (all[at - 1]?.text === '.') add({ name: name.text, hasArguments: true });
  }
  const names = otherNames(method);
  return {
    owner,
    start: method.start,
    end: method.end,
    body: { start: method.start, end: all[method.body.to]?.end ?? open },
    open,
    endsSession: endsSession(owner.name),
    removesAccount: removesAccount(owner.name, owner.labels),
    calls: [...calls.values()],
    dropped: [...dropped],
    ...(names.length > 0 && { alsoCalled: names }),
  };
}

/** What a message calls: by the name that Swift has for it, and by its first part as it stands. */
function calledNames(message: Message, read: Expressions): readonly CalledName[] {
  const { receiver, parts } = message;
  const [first] = parts;
  const hasArguments = first?.argument !== undefined;
  if (!receiver) return [{ name: first?.label ?? '', hasArguments }];
  const posted = first?.label.startsWith('postNotification') ? first.argument : undefined;
  const notification = posted && read.lastWord(posted);
  if (notification !== undefined) return [{ name: 'post', receiver: notification, hasArguments }];
  const type = read.classOf(receiver);
  const on = type === undefined || type === 'self' ? {} : { receiver: type };
  const names = new Set([swiftName(labelsOf(message), hasArguments).name, first?.label ?? '']);
  return [...names].map((name) => ({ name, ...on, hasArguments }));
}

/** `[self setToken:nil]`, `[self.timer invalidate]` */
function droppedBy({ receiver, parts }: Message, read: Expressions): readonly string[] {
  const [first] = parts;
  if (!receiver || !first) return [];
  const [, property = ''] = /^set([A-Z]\w*)$/.exec(first.label) ?? [];
  if (property !== '' && first.argument && read.isNil(first.argument))
    return [property.slice(0, 1).toLowerCase() + property.slice(1)];
  const stopped = STOPS.test(first.label) && !first.argument ? read.lastWord(receiver) : undefined;
  return stopped === undefined ? [] : [stopped.replace(/^_/, '')];
}

const CLEARS: readonly (readonly [RegExp, CacheUse['cache']])[] = [
  [/^removeAllCachedResponses$/, 'urlCache'],
  [/^(deleteCookie|removeCookiesSinceDate)$/, 'cookies'],
  [/^removeData(OfTypes|StoreForIdentifier)$/, 'webData'],
];

function cacheCleared({ parts, start, end }: Message): readonly CacheUse[] {
  const label = parts[0]?.label ?? '';
  const cache = CLEARS.find(([names]) => names.test(label))?.[1];
  return cache ? [{ cache, operation: 'clear', name: label, start, end }] : [];
}

/** `[center addObserver:self selector:@selector(signOut:) name:kSessionExpired object:nil]` */
function observerOf(message: Message, read: Expressions): SessionFacts['observers'] {
  const part = (label: string): string | undefined => {
    const argument = message.parts.find((one) => one.label === label)?.argument;
    return argument && read.lastWord(argument);
  };
  if (message.parts[0]?.label !== 'addObserver') return [];
  const { all } = read.tokens;
  const { from = 0, to = 0 } = message.parts.find(({ label }) => label === 'selector')?.argument ?? {};
  const at = all.slice(from, to).findIndex(({ text }) => text === '@selector');
  const handler = at === -1 ? undefined : all[from + at + 2]?.text;
  const notification = part('name');
  return notification === undefined || handler === undefined ? [] : [{ notification, handler }];
}
