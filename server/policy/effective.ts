import { KIND_NAMES, type CredentialKind } from '../knowledge/credentials.js';
import type { Level } from '../knowledge/levels.js';
import { NO_NAMES, type OwnNames } from '../knowledge/own-names.js';
import { DEFAULT_POLICY, type Policy, type PolicyKind } from './policy.js';
import type { PolicyContent } from './schema.js';

/** The policy that a file comes to: what it says, and the product's own decisions where it says nothing. */
export function policyOf(content: PolicyContent): Policy {
  const { refresh = {}, sessions = {}, logout = {}, rules = {}, exclude, include } = content;
  return {
    levels: levelsOf(content),
    stores: storesOf(content),
    refresh: {
      ...(refresh.strategy && { strategy: refresh.strategy }),
      leadMinutes: refresh.leadMinutes ?? DEFAULT_POLICY.refresh.leadMinutes,
      maxTries: refresh.maxTries ?? DEFAULT_POLICY.refresh.maxTries,
      ...(refresh.maxTries !== undefined && { limitsTries: true as const }),
    },
    sessions: { ...(sessions.model && { model: sessions.model }) },
    logout: defined(logout),
    severities: new Map(Object.entries(defined(rules))),
    names: namesOf(content),
    files: { exclude: exclude ?? [], include: include ?? [] },
  };
}

function namesOf({ names }: PolicyContent): OwnNames {
  if (!names) return NO_NAMES;
  return {
    credentials: defined(names.credentials ?? {}),
    notCredentials: names.notCredentials ?? [],
    keychainWrappers: (names.keychainWrappers ?? []).map((wrapper) => ({
      type: wrapper.type,
      write: wrapper.write ?? [],
      read: wrapper.read ?? [],
      delete: wrapper.delete ?? [],
      valueArgument: wrapper.valueArgument ?? 0,
      keyArgument: wrapper.keyArgument ?? 1,
      ...(wrapper.level && { level: wrapper.level }),
    })),
    loggers: names.loggers ?? [],
  };
}

function storesOf({ credentials = {} }: PolicyContent): Policy['stores'] {
  const stores = Object.entries(credentials).map(([kind, entry]) => [kind, entry?.store] as const);
  return { ...DEFAULT_POLICY.stores, ...defined(Object.fromEntries(stores)) };
}

/** What does not live in the Keychain has no level there. */
function levelsOf(content: PolicyContent): Policy['levels'] {
  const stores = storesOf(content);
  const levels: Partial<Record<CredentialKind, Level>> = {};
  for (const kind of Object.keys(KIND_NAMES) as CredentialKind[]) {
    const level = content.credentials?.[kind]?.level ?? DEFAULT_POLICY.levels[kind];
    if (level && isInKeychain(kind, stores)) levels[kind] = level;
  }
  return levels;
}

function isInKeychain(kind: PolicyKind, stores: Policy['stores']): boolean {
  return (stores[kind] ?? 'keychain') === 'keychain';
}

function defined<T extends object>(members: T): { [K in keyof T]: NonNullable<T[K]> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: NonNullable<T[K]> };
}

/** The same, in the form of a file that leaves nothing out that has a default. */
export function contentOf({
  levels,
  stores,
  refresh: { strategy, leadMinutes, maxTries },
  sessions,
  logout,
  severities,
  names,
  files,
}: Policy): PolicyContent {
  const kinds = [...Object.keys(KIND_NAMES), 'rememberMe'] as PolicyKind[];
  const credentials = kinds.map((kind) => {
    const store = stores[kind];
    const level = kind === 'rememberMe' ? undefined : levels[kind];
    return [kind, { ...(store && { store }), ...(level && { level }) }] as const;
  });
  return {
    credentials: Object.fromEntries(credentials.filter(([, entry]) => Object.keys(entry).length > 0)),
    refresh: { ...(strategy && { strategy }), leadMinutes, maxTries },
    sessions,
    logout,
    rules: Object.fromEntries(severities),
    names: {
      credentials: Object.fromEntries(
        Object.entries(names.credentials).map(([kind, own]) => [kind, [...own]]),
      ),
      notCredentials: [...names.notCredentials],
      keychainWrappers: names.keychainWrappers.map(({ write, read, delete: removes, ...wrapper }) => ({
        ...wrapper,
        write: [...write],
        read: [...read],
        delete: [...removes],
      })),
      loggers: [...names.loggers],
    },
    exclude: [...files.exclude],
    include: [...files.include],
  };
}
