// The grammars that the editor adds to those of Swift and TypeScript, from what the product knows of levels and calls.
import { join } from 'node:path';

const SCRIPTS = ['source.ts', 'source.tsx', 'source.js', 'source.js.jsx'];

/** Scopes that all themes give colours of their own: red, and the two of a change and an addition. */
const STRENGTH_SCOPES = {
  insecure: 'invalid.deprecated.level.insecure.sessionlint',
  weak: 'markup.changed.level.weak.sessionlint',
  strong: 'markup.inserted.level.strong.sessionlint',
};
const CALL_SCOPE = 'support.function.keychain.sessionlint';

/**
 * The grammars as they ought to be: path below the root → text.
 * @param knowledge what loadSyntaxKnowledge gives
 */
export function syntaxFiles(knowledge) {
  return new Map([
    file('swift', 'L:source.swift -comment -string', swiftPatterns(knowledge)),
    file(
      'typescript',
      SCRIPTS.map((scope) => `L:${scope} -comment -string`).join(', '),
      typescriptPatterns(knowledge),
    ),
    file('suppressions', 'L:comment', suppressionPatterns()),
  ]);
}

function file(name, injectionSelector, patterns) {
  const grammar = {
    comment: 'Made by `npm run docs` from server/knowledge. What is changed here is lost.',
    scopeName: `sessionlint.${name}`,
    injectionSelector,
    patterns,
  };
  return [join('syntaxes', `${name}.tmLanguage.json`), `${JSON.stringify(grammar, null, 2)}\n`];
}

function swiftPatterns({ LEVELS, LIBRARIES, SEC_ITEM_CALLS, strengthOf }) {
  const constants = LEVELS.map(({ constant, level }) => [constant, level]);
  const members = LIBRARIES.flatMap(({ levels, formerLevels, levelTypes }) =>
    levelTypes.length === 0 ? [] : Object.entries({ ...formerLevels, ...levels }),
  ).filter(([name]) => !name.startsWith('kSec'));
  const [plain, telling] = [true, false].map((one) => members.filter(([name]) => isPlain(name) === one));
  const places = contextsOf(LIBRARIES).map((place) => `(?<=${place})`);
  return [
    ...byStrength(constants, strengthOf, (names) => `\\b(${names})\\b`),
    ...byStrength(telling, strengthOf, (names) => `(?<=\\.)(${names})\\b`),
    // `.always` means something else in many an API.
    ...byStrength(plain, strengthOf, (names) => `(?:${places.join('|')})\\.?(${names})\\b`),
    { match: `\\b(?:${Object.keys(SEC_ITEM_CALLS).join('|')})\\b(?=\\s*\\()`, name: CALL_SCOPE },
  ];
}

/** A word that says nothing of Keychains where it stands alone. */
function isPlain(name) {
  return /^[A-Za-z][a-z]+$/.test(name);
}

/** What stands before a level in the wrappers' APIs, as one length each. */
function contextsOf(libraries) {
  const places = libraries.flatMap(({ levelPlaces, levelTypes }) => [
    ...levelTypes.map((type) => `\\b${type}\\.`),
    ...levelPlaces.flatMap((place) => {
      if (place.at === 'builder') return [`\\.${place.method}\\(`];
      if (place.at === 'property') return [`\\.${place.name} = `];
      return 'label' in place ? [`\\b${place.label}: `] : [];
    }),
  ]);
  return [...new Set(places)].sort();
}

function typescriptPatterns({ LEVELS, SPELLINGS, strengthOf }) {
  const { name } = SPELLINGS['expo-secure-store'];
  const constants = LEVELS.map(({ level }) => [name(level), level]);
  const [plain, telling] = [true, false].map((one) =>
    constants.filter(([text]) => /^[A-Z]+$/.test(text) === one),
  );
  return [
    // The language's own grammar takes a dot and the name behind it at once: so do these.
    ...byStrength(telling, strengthOf, (names) => `(?:\\.|\\b)(${names})\\b`),
    ...byStrength(plain, strengthOf, (names) => `(?:(?<=\\bSecureStore)|(?<=\\bACCESSIBLE))\\.(${names})\\b`),
    {
      match:
        '(?:\\.|\\b)((?:set|get|delete)ItemAsync|(?:set|get|reset)(?:GenericPassword|InternetCredentials))\\b(?=\\s*\\()',
      captures: { 1: { name: CALL_SCOPE } },
    },
  ];
}

/** A pattern for each strength, of the names that have it; its first group is the name. */
function byStrength(names, strengthOf, pattern) {
  return Object.entries(STRENGTH_SCOPES).flatMap(([strength, scope]) => {
    const matching = names.filter(([, level]) => strengthOf(level) === strength).map(([name]) => name);
    const sorted = [...new Set(matching)].sort();
    if (sorted.length === 0) return [];
    return [{ match: pattern(sorted.join('|')), captures: { 1: { name: scope } } }];
  });
}

/** `// sessionlint-disable-next-line RULE, RULE -- REASON` (see server/suppression.ts). */
function suppressionPatterns() {
  const directive = '(sessionlint-disable-(?:next-line|line|file))(?![\\w-])';
  const rules = '((?:[\\s,]+[a-z][a-z-]*/[a-z][a-z-]*)*)';
  const reason = '(?:\\s*(--+|—)\\s*((?:(?!\\*/).)*))?';
  return [
    {
      match: `(?<=//|/\\*|//\\s|/\\*\\s)\\s*${directive}${rules}${reason}`,
      captures: {
        1: { name: 'keyword.control.directive.sessionlint' },
        2: {
          patterns: [{ match: '[a-z][a-z-]*/[a-z][a-z-]*', name: 'entity.name.function.rule.sessionlint' }],
        },
        3: { name: 'keyword.operator.sessionlint' },
        4: { name: 'string.unquoted.reason.sessionlint' },
      },
    },
  ];
}
