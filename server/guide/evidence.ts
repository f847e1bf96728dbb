import type { FileFacts } from '../facts/model.js';
import type { StoreOperation, StoreUse } from '../facts/storage/storage-model.js';
import type { Finding } from '../finding.js';
import { CACHE_ITEMS } from '../knowledge/clears.js';
import { type CredentialKind, KIND_NAMES } from '../knowledge/credentials.js';
import { entryFor, LEAVES } from '../knowledge/guide/index.js';
import type { GuideLeaf, NeverRow } from '../knowledge/guide/model.js';
import { isSessionWork } from '../knowledge/sign-out.js';
import { writesWith } from '../rules/keychain/level-fixes.js';
import { type Span, spanOf } from '../span.js';
import { shownAccounts } from '../workspace/accounts.js';
import type { Program } from '../workspace/program.js';
import { signOutPaths } from '../workspace/sign-out.js';
import type { GuidePlace } from '../workspace/place.js';

/** Places by the id of the entry they belong to. */
export type Places = ReadonlyMap<string, readonly GuidePlace[]>;

/** The entry of the guide that decides about a finding. */
export function entryOfFinding(
  finding: Finding,
  file: FileFacts,
  program: Program,
): GuideLeaf | NeverRow | undefined {
  return ofCache(finding, file, program) ?? entryFor(finding.rule, kindAt(finding.span, file, program));
}

/** A finding about a cache speaks of the place that fills it, be it there or elsewhere. */
function ofCache({ rule, span, related }: Finding, file: FileFacts, program: Program): GuideLeaf | undefined {
  const places = [
    { file, span },
    ...related.map((each) => ({
      file: each.path === undefined ? file : program.files.find(({ path }) => path === each.path),
      span: each.span,
    })),
  ];
  const use = places
    .flatMap((place) => place.file?.session.caches.filter((each) => overlaps(each, place.span)) ?? [])
    .at(0);
  if (!use) return undefined;
  const item = CACHE_ITEMS[use.cache];
  return LEAVES.find((leaf) => leaf.item === item && leaf.rules.includes(rule));
}

/** The findings of one file, each under the entry that decides about it. */
export function findingPlaces(
  file: FileFacts,
  findings: readonly Finding[],
  program: Program,
): readonly (readonly [entry: string, place: GuidePlace])[] {
  return findings.flatMap((finding) => {
    const entry = entryOfFinding(finding, file, program);
    if (entry === undefined) return [];
    const { rule, severity, message, span } = finding;
    return [[entry.id, { file, span, title: message, finding: { rule, severity } }] as const];
  });
}

/** The kind of credential that a place is about, as far as the facts tell. */
function kindAt(span: Span, file: FileFacts, program: Program): CredentialKind | undefined {
  const level = file.levels.find((mention) => overlaps(mention, span));
  const ofLevel = level && writesWith(level, file).find(({ credential }) => credential)?.credential;
  if (ofLevel) return ofLevel.kind;
  const write = file.writes.find((one) => one.credential && overlaps(one, span));
  if (write?.credential) return write.credential.kind;
  const use = program
    .usesIn(file)
    .find(
      (one) => one.credential && (overlaps(one, span) || (one.statement && overlaps(one.statement, span))),
    );
  return use?.credential?.kind;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** What the code of a file does about the decisions, right or wrong. */
export function factPlaces(
  file: FileFacts,
  program: Program,
): readonly (readonly [entry: string, place: GuidePlace])[] {
  if (file.isTest) return [];
  return [...credentials(file, program), ...refreshes(file), ...sessions(file, program)];
}

const DOES: Readonly<Record<StoreOperation, string>> = {
  write: 'written to',
  read: 'read from',
  remove: 'deleted from',
  wipe: 'wiped from',
};

const LEAF_OF_KIND = new Map(LEAVES.flatMap(({ kind, id }) => (kind ? [[kind, id] as const] : [])));

type Entry = readonly [entry: string, place: GuidePlace];

function credentials(file: FileFacts, program: Program): readonly Entry[] {
  const used = program.usesIn(file).flatMap((use) => credentialUse(file, use));
  const seen = new Set(used.map(([, { span }]) => span.start));
  const written = file.writes.flatMap((write): Entry[] => {
    const leaf = write.credential && LEAF_OF_KIND.get(write.credential.kind);
    if (leaf === undefined || !write.credential || seen.has(write.start)) return [];
    const title = `${capital(KIND_NAMES[write.credential.kind])} written with ${write.call}.`;
    return [[leaf, { file, span: spanOf(write), title }]];
  });
  return [...used, ...written];
}

function credentialUse(file: FileFacts, use: StoreUse): readonly Entry[] {
  const leaf = use.credential && LEAF_OF_KIND.get(use.credential.kind);
  if (leaf === undefined || !use.credential) return [];
  const title = `${capital(KIND_NAMES[use.credential.kind])} ${DOES[use.operation]} ${use.storeName}.`;
  return [[leaf, { file, span: spanOf(use), title }]];
}

const BY_WORK = {
  timer: 'refresh/proactive',
  task: 'refresh/proactive',
  subscription: 'refresh/proactive',
  socket: 'refresh/background',
} as const;

function refreshes(file: FileFacts): readonly Entry[] {
  const { refresh, background, session } = file;
  const at = (entry: string, span: Span, title: string): Entry => [
    entry,
    { file, span: spanOf(span), title },
  ];
  return [
    ...(refresh?.flights ?? []).map((flight) =>
      at(
        'refresh/on-401',
        flight,
        `${flight.name} sends the refresh${flight.gate ? ', one at a time' : ''}.`,
      ),
    ),
    ...(refresh?.retries ?? []).map((retry) =>
      at('refresh/on-401', retry, `${retry.function.name} tries again after ${retry.refresh.name}.`),
    ),
    ...session.work
      .filter(({ property }) => isSessionWork(property))
      .map((work) => at(BY_WORK[work.form], work.started, `${work.property} is started here.`)),
    ...(background
      ? [at('refresh/background', background, `Runs in the background: ${background.reason}.`)]
      : []),
  ];
}

function sessions(file: FileFacts, program: Program): readonly Entry[] {
  if (shownAccounts(program)) {
    return file.session.accounts.map((sign) => [
      'sessions/multi-account',
      { file, span: spanOf(sign), title: ACCOUNT_SIGNS[sign.sign](sign.name) },
    ]);
  }
  const roots = signOutPaths(program).roots.filter((root) => root.file === file);
  return roots.map(({ fact }) => [
    'sessions/single',
    { file, span: spanOf(fact), title: `${fact.owner.name} ends the session.` },
  ]);
}

const ACCOUNT_SIGNS = {
  list: (name: string) => `${name} holds the accounts.`,
  active: (name: string) => `${name} is the active account.`,
  switch: (name: string) => `${name} switches accounts.`,
} as const;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
