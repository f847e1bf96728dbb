/**
 * How findings are held against labels: pure functions, without files or processes.
 *
 * @typedef {object} Label One reader's judgement of one line.
 * @property {string} repo `owner/name`
 * @property {string} path with forward slashes, from the repository's root
 * @property {number} line 1-based
 * @property {'bad' | 'good'} label
 * @property {string} concern
 * @property {string} tier
 * @property {string} lang
 * @property {string} [note]
 *
 * @typedef {object} Position 0-based line
 * @property {number} line
 *
 * @typedef {object} Finding A finding as `check --format json` prints it.
 * @property {string} rule
 * @property {string} path
 * @property {{ start: Position, end: Position }} range
 *
 * @typedef {object} Judged A label and the rules whose findings match it.
 * @property {Label} label
 * @property {readonly string[]} rules
 *
 * @typedef {object} Score
 * @property {string} concern
 * @property {string} tier
 * @property {number} badTotal
 * @property {number} badFound
 * @property {number} goodTotal
 * @property {number} goodFlagged
 * @property {readonly Judged[]} missed bad labels that no finding matches
 * @property {readonly Judged[]} flagged good labels that a finding matches
 */

/** Which rules answer for a concern; a rule that ends in `/` stands for its whole group. */
export const RULES_OF_CONCERN = {
  'token-in-userdefaults': ['storage/token-in-user-defaults'],
  'token-in-asyncstorage': ['storage/token-in-plain-storage'],
  'token-in-plaintext-file': ['storage/token-in-plain-storage'],
  'keychain-accessibility': ['keychain/accessibility-mismatch', 'keychain/accessibility-missing'],
  'keychain-accessible-always': ['keychain/always-accessible'],
  'osstatus-ignored': ['keychain/status-ignored'],
  'token-logged': ['logging/credential-logged'],
  'hardcoded-secret': ['secrets/hardcoded-secret'],
  'refresh-unbounded-retry': ['refresh/'],
  'refresh-no-single-flight': ['refresh/'],
  'refresh-every-request': ['refresh/'],
  'logout-incomplete': ['logout/incomplete-cleanup'],
  'multi-account-key': ['session/key-not-per-account'],
};

/** Concerns that are about a whole function: their labels stand at its beginning. */
const ABOUT_FUNCTIONS = /^(refresh|logout)-/;

/** How far below the beginning of a function a finding still counts. */
const LONGEST_FUNCTION = 40;

/** How far a finding may begin beside the labelled line. */
const BESIDE = 1;

/**
 * The labels of a text in JSON Lines.
 * @param {string} text
 * @returns {Label[]}
 * @throws {Error} that names the line which is no label.
 */
export function parseLabels(text) {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const label = JSON.parse(line);
      if (!Object.hasOwn(RULES_OF_CONCERN, label.concern))
        throw new Error(`unknown concern ${label.concern}`);
      if (label.label !== 'bad' && label.label !== 'good') throw new Error(`unknown label ${label.label}`);
      return [label];
    } catch (error) {
      throw new Error(`line ${index + 1} of the labels: ${error.message}`, { cause: error });
    }
  });
}

/**
 * Holds the findings of one checkout against its labels.
 *
 * A finding matches a label when its rule answers for the concern, in the same file, and it covers the labelled
 * line, or begins beside it while covering no other label of that concern, or (for concerns about functions)
 * begins within the function that begins at the labelled line.
 * @param {readonly Label[]} labels
 * @param {readonly Finding[]} findings
 * @param {(path: string) => readonly string[] | undefined} linesOf the lines of a file, where it can be read
 * @returns {Judged[]}
 */
export function judge(labels, findings, linesOf = () => undefined) {
  return labels.map((label) => {
    const siblings = labels.filter(
      (other) => other !== label && other.path === label.path && other.concern === label.concern,
    );
    const end = ABOUT_FUNCTIONS.test(label.concern)
      ? endOfFunction(linesOf(label.path), label.line - 1)
      : undefined;
    const matching = findings.filter(
      (finding) => answersFor(finding, label) && isAt(finding, label.line - 1, siblings, end),
    );
    return { label, rules: [...new Set(matching.map(({ rule }) => rule))] };
  });
}

function answersFor(finding, { concern, path }) {
  const rules = RULES_OF_CONCERN[concern];
  const answers = rules.some((rule) =>
    rule.endsWith('/') ? finding.rule.startsWith(rule) : finding.rule === rule,
  );
  return answers && finding.path === path;
}

function isAt(finding, line, siblings, end) {
  const { start } = finding.range;
  if (covers(finding, line)) return true;
  if (end !== undefined && start.line >= line && start.line <= end) return true;
  if (Math.abs(start.line - line) > BESIDE) return false;
  return !siblings.some((sibling) => covers(finding, sibling.line - 1));
}

function covers({ range: { start, end } }, line) {
  return start.line <= line && line <= end.line;
}

/** The last line of what begins at a line, told by indentation: it ends before the next line as far out. */
function endOfFunction(lines, from) {
  const furthest = from + LONGEST_FUNCTION;
  if (!lines) return furthest;
  const indent = indentOf(lines[from] ?? '');
  for (let at = from + 1; at <= furthest && at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    if (indentOf(line) < indent || (indentOf(line) === indent && /^\s*}/.test(line))) return at;
  }
  return furthest;
}

function indentOf(line) {
  return line.length - line.trimStart().length;
}

/**
 * Counts, for each concern and tier.
 * @param {readonly Judged[]} judged
 * @returns {Score[]} by concern, then tier
 */
export function scoresOf(judged) {
  const groups = new Map();
  for (const one of judged) {
    const key = `${one.label.concern} ${one.label.tier}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.keys()].toSorted().map((key) => scoreOf(groups.get(key)));
}

function scoreOf(judged) {
  const [{ label }] = judged;
  const bad = judged.filter((one) => one.label.label === 'bad');
  const good = judged.filter((one) => one.label.label === 'good');
  const missed = bad.filter(({ rules }) => rules.length === 0);
  const flagged = good.filter(({ rules }) => rules.length > 0);
  return {
    concern: label.concern,
    tier: label.tier,
    badTotal: bad.length,
    badFound: bad.length - missed.length,
    goodTotal: good.length,
    goodFlagged: flagged.length,
    missed,
    flagged,
  };
}
