import * as v from 'valibot';
import { KIND_NAMES } from '../knowledge/credentials.js';
import {
  LOGOUT_ANSWERS,
  LOGOUT_ITEMS,
  REFRESH_STRATEGIES,
  SESSION_MODELS,
  STORES,
} from '../knowledge/decisions.js';
import { type Level, LEVELS } from '../knowledge/levels.js';
import { RULES } from '../rules/index.js';

/** The name of the file in which a project writes down what it has decided. */
export const POLICY_FILE = 'sessionlint.json';

export const SEVERITIES = {
  error: 'Findings are errors.',
  warning: 'Findings are warnings.',
  information: 'Findings are information.',
  off: 'The rule is off.',
} as const;

/** One of some words, each of which is explained in the editor's completion. */
function choice<const Word extends string>(words: Readonly<Record<Word, string>>, description: string) {
  const known = Object.keys(words) as Word[];
  return v.pipe(
    v.picklist(known),
    v.description(description),
    v.metadata({ enumDescriptions: Object.values<string>(words) }),
  );
}

function wholeNumber(least: number, most: number, usual: number, description: string) {
  return v.pipe(
    v.number(),
    v.integer(),
    v.minValue(least),
    v.maxValue(most),
    v.description(description),
    v.metadata({ default: usual }),
  );
}

function texts(description: string) {
  return v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.description(description));
}

function named<Key extends string, Value>(
  keys: Readonly<Record<Key, string>>,
  valueFor: (key: Key, text: string) => Value,
): { [K in Key]: Value } {
  const entries = Object.entries<string>(keys).map(([key, text]) => [key, valueFor(key as Key, text)]);
  return Object.fromEntries(entries) as { [K in Key]: Value };
}

const LEVEL_BRIEFS = Object.fromEntries(LEVELS.map(({ level, brief }) => [level, brief])) as Record<
  Level,
  string
>;

/** Those that anybody may want; a wrapper can have others. */
const { always: _, alwaysThisDeviceOnly: __, ...WANTED_LEVELS } = LEVEL_BRIEFS;

const KINDS = { ...KIND_NAMES, rememberMe: 'wish to stay signed in, which is no credential' };

const CREDENTIALS = v.strictObject(
  named(KINDS, (_kind, name) =>
    v.optional(
      v.pipe(
        v.strictObject({
          store: v.optional(choice(STORES, `Where each ${name} lives.`)),
          level: v.optional(
            choice(
              WANTED_LEVELS,
              `When each ${name} in the Keychain can be read, and whether it may leave the device.`,
            ),
          ),
        }),
        v.description(`Where each ${name} lives, and at which level.`),
      ),
    ),
  ),
);

const REFRESH = v.strictObject({
  strategy: v.optional(choice(REFRESH_STRATEGIES, 'When tokens are refreshed.')),
  leadMinutes: v.optional(
    wholeNumber(
      1,
      24 * 60,
      5,
      'How many minutes before its expiry a token is refreshed, where that is done ahead.',
    ),
  ),
  maxTries: v.optional(wholeNumber(1, 100, 3, 'How often a refresh is tried before the user is signed out.')),
});

const ARGUMENT = v.union([v.string(), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20))]);

const WRAPPER = v.strictObject({
  type: v.pipe(v.string(), v.nonEmpty(), v.description('The type whose methods reach the Keychain.')),
  write: v.optional(texts('Methods that store an item.')),
  read: v.optional(texts('Methods that read an item.')),
  delete: v.optional(texts('Methods that delete an item.')),
  valueArgument: v.optional(
    v.pipe(
      ARGUMENT,
      v.description(
        'The argument of a write that is stored: its label, or its place from 0 on. 0 when left out.',
      ),
    ),
  ),
  keyArgument: v.optional(
    v.pipe(
      ARGUMENT,
      v.description(
        'The argument of a write that names the item: its label, or its place from 0 on. 1 when left out. In other calls it is the first.',
      ),
    ),
  ),
  level: v.optional(choice(LEVEL_BRIEFS, 'The level that it gives to items. Left out, it is not judged.')),
});

const NAMES = v.strictObject({
  credentials: v.optional(
    v.pipe(
      v.strictObject(
        named(KIND_NAMES, (_kind, name) =>
          v.optional(texts(`Names of values, properties and keys that hold this project’s ${name}.`)),
        ),
      ),
      v.description('The project’s own names for credentials, by kind.'),
    ),
  ),
  notCredentials: v.optional(texts('Names that look like a credential’s and are none.')),
  keychainWrappers: v.optional(
    v.pipe(
      v.array(WRAPPER),
      v.description('Types that keep items in the Keychain and whose code SessionLint cannot read.'),
    ),
  ),
  loggers: v.optional(texts('Functions and objects that write to a log.')),
});

const RULE_LEVELS = v.strictObject(
  Object.fromEntries(
    RULES.map(({ id, title, severity }) => [
      id,
      v.optional(
        v.pipe(
          choice(SEVERITIES, `${title}. Its own severity is ${severity}.`),
          v.metadata({ default: severity }),
        ),
      ),
    ]),
  ),
);

/** What `sessionlint.json` may hold. */
export const POLICY_SCHEMA = v.pipe(
  v.strictObject({
    $schema: v.optional(
      v.pipe(v.string(), v.description('The JSON schema of this file, for editors that do not know it.')),
    ),
    credentials: v.optional(
      v.pipe(CREDENTIALS, v.description('Where each kind of credential lives, and at which Keychain level.')),
    ),
    refresh: v.optional(v.pipe(REFRESH, v.description('How tokens are refreshed.'))),
    sessions: v.optional(
      v.pipe(
        v.strictObject({
          model: v.optional(choice(SESSION_MODELS, 'How many accounts and devices a session is about.')),
        }),
        v.description('How many sessions the app has.'),
      ),
    ),
    logout: v.optional(
      v.pipe(
        v.strictObject(named(LOGOUT_ITEMS, (_item, text) => v.optional(choice(LOGOUT_ANSWERS, text)))),
        v.description('What a sign-out clears and what it keeps.'),
      ),
    ),
    rules: v.optional(v.pipe(RULE_LEVELS, v.description('How loud the findings of each rule are.'))),
    names: v.optional(v.pipe(NAMES, v.description('Names that mean something in this project.'))),
    exclude: v.optional(
      texts(
        'Glob patterns of files that are left out, relative to this file, besides packages, build products, generated code and what .gitignore names.',
      ),
    ),
    include: v.optional(
      texts(
        'Glob patterns of files that are looked at although they would be left out: tests and packages, say.',
      ),
    ),
  }),
  v.title('SessionLint policy'),
  v.description('What a project has decided about its sessions and credentials.'),
);

/** The valid content of a policy file. */
export type PolicyContent = v.InferOutput<typeof POLICY_SCHEMA>;
