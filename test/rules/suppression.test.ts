import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../server/facts/model.js';
import type { Finding } from '../../server/finding.js';
import { applySuppressions, suppressionsOf } from '../../server/suppression.js';
import { codeOf } from './analyzer.js';

const WEAK = 'keychain/always-accessible';
const MISSING = 'keychain/accessibility-missing';

function factsOf(text: string): Pick<FileFacts, 'text' | 'comments'> {
  const { comments } = codeOf(text);
  return { text, comments };
}

/** A finding of a rule at the only place where a word stands in a text. */
function findingAt(text: string, word: string, rule = WEAK): Finding {
  const start = text.indexOf(word);
  expect(start, `“${word}” in the text`).not.toBe(-1);
  return {
    rule,
    severity: 'error',
    message: 'weak',
    span: { start, end: start + word.length },
    related: [],
    fixes: [],
    deprecated: false,
  };
}

/** Which of the words `a`, `b`, … (as `let a`) still have their finding. */
function keptOf(text: string, words: readonly string[], rule = WEAK): readonly string[] {
  const findings = words.map((word) => findingAt(text, `let ${word}`, rule));
  const { kept } = applySuppressions(findings, factsOf(text));
  return words.filter((_, index) => kept.includes(findings[index]!));
}

describe('the comments', () => {
  it('are read with their rules and their reason', () => {
    const text = `let a = 1\n// sessionlint-disable-next-line ${WEAK}, ${MISSING} -- read by the widget\nlet b = 2\n`;
    const [suppression] = suppressionsOf(factsOf(text));
    expect(suppression).toMatchObject({ form: 'next-line', reason: 'read by the widget' });
    expect(suppression!.rules.map(({ id }) => id)).toEqual([WEAK, MISSING]);
    for (const { id, start, end } of suppression!.rules) expect(text.slice(start, end)).toBe(id);
    expect(text.slice(suppression!.start, suppression!.end)).toMatch(/^\/\/ sessionlint.*widget$/);
    expect(text.slice(suppression!.scope.start, suppression!.scope.end)).toBe('let b = 2');
  });

  it.each([
    [`//sessionlint-disable-line ${WEAK}`, [WEAK], undefined],
    [`//   sessionlint-disable-line   ${WEAK} ,${MISSING}  --   why not  `, [WEAK, MISSING], 'why not'],
    [`/* sessionlint-disable-line ${WEAK} -- why not */`, [WEAK], 'why not'],
    [`/*sessionlint-disable-line*/`, [], undefined],
    [
      `/**\n * sessionlint-disable-line ${WEAK},\n * ${MISSING}\n * -- why\n * not\n */`,
      [WEAK, MISSING],
      'why not',
    ],
    [`// sessionlint-disable-line -- all of it`, [], 'all of it'],
    [`// sessionlint-disable-line ${WEAK} --`, [WEAK], undefined],
    [`// sessionlint-disable-line ${WEAK} — why not`, [WEAK], 'why not'],
  ])('%j', (comment, rules, reason) => {
    const [suppression] = suppressionsOf(factsOf(`let a = 1 ${comment}\n`));
    expect(suppression!.rules.map(({ id }) => id)).toEqual(rules);
    expect(suppression!.reason).toBe(reason);
  });

  it.each([
    '// sessionlint-disable-nextline keychain/always-accessible',
    '// sessionlint-disable-lines',
    '// sessionlint-disable',
    '// see sessionlint-disable-line',
    'let text = "// sessionlint-disable-line"',
    'let text = """\n// sessionlint-disable-file\n"""',
  ])('%j is none', (text) => {
    expect(suppressionsOf(factsOf(`${text}\n`))).toEqual([]);
  });
});

describe.each([
  ['\\n', '\n'],
  ['\\r\\n', '\r\n'],
])('with lines that end in %s', (_, end) => {
  const lines = (...all: readonly string[]): string => all.join(end) + end;

  it('disable-next-line hides the next line only', () => {
    const text = lines(
      'let a = 1',
      `  // sessionlint-disable-next-line ${WEAK} -- x`,
      '  let b = 2',
      'let c = 3',
    );
    expect(keptOf(text, ['a', 'b', 'c'])).toEqual(['a', 'c']);
  });

  it('disable-line hides its own line only', () => {
    const text = lines('let a = 1', `let b = 2 // sessionlint-disable-line ${WEAK}`, 'let c = 3');
    expect(keptOf(text, ['a', 'b', 'c'])).toEqual(['a', 'c']);
  });

  it('disable-file hides everything, wherever it stands', () => {
    const text = lines('let a = 1', `// sessionlint-disable-file ${WEAK}`, 'let b = 2');
    expect(keptOf(text, ['a', 'b'])).toEqual([]);
    expect(keptOf(text, ['a', 'b'], MISSING)).toEqual(['a', 'b']);
  });

  it('a comment without a rule hides every rule', () => {
    const text = lines(
      '// sessionlint-disable-next-line',
      'let a = 1',
      '// sessionlint-disable-next-line',
      'let b = 2',
    );
    expect(keptOf(text, ['a', 'b'])).toEqual([]);
    expect(keptOf(text, ['a', 'b'], MISSING)).toEqual([]);
  });

  it('a comment hides what is found of comments between it and its line', () => {
    const text = lines(
      '// sessionlint-disable-next-line suppression/unused -- x',
      `// sessionlint-disable-next-line ${WEAK} -- y`,
      'let a = 1',
    );
    const about = findingAt(text, `// sessionlint-disable-next-line ${WEAK} -- y`, 'suppression/unused');
    expect(applySuppressions([about], factsOf(text)).kept).toEqual([]);
  });

  it('a comment hides what is found of itself only by the name of the rule', () => {
    const blanket = lines('let a = 1', '// sessionlint-disable-file');
    const own = findingAt(blanket, '// sessionlint-disable-file', 'suppression/without-reason');
    expect(applySuppressions([own], factsOf(blanket)).kept).toEqual([own]);
    const named = lines('let a = 1', '// sessionlint-disable-file suppression/without-reason');
    const same = findingAt(named, '// sessionlint-disable-file', 'suppression/without-reason');
    expect(applySuppressions([same], factsOf(named)).kept).toEqual([]);
  });

  it('a comment that is commented out hides nothing', () => {
    expect(keptOf(lines(`// // sessionlint-disable-next-line ${WEAK}`, 'let a = 1'), ['a'])).toEqual(['a']);
  });

  it('a comment hides the rules it names and no others', () => {
    const text = lines(`// sessionlint-disable-next-line ${WEAK}`, 'let a = 1');
    expect(keptOf(text, ['a'], MISSING)).toEqual(['a']);
  });

  it('comments pile up over one line', () => {
    const text = lines(
      `// sessionlint-disable-next-line ${WEAK} -- x`,
      '// The widget reads it.',
      `/* sessionlint-disable-next-line ${MISSING} -- y */`,
      'let a = 1',
      'let b = 2',
    );
    expect(keptOf(text, ['a', 'b'])).toEqual(['b']);
    expect(keptOf(text, ['a', 'b'], MISSING)).toEqual(['b']);
  });

  it('an empty line ends the reach of a comment', () => {
    expect(keptOf(lines(`// sessionlint-disable-next-line ${WEAK}`, '', 'let a = 1'), ['a'])).toEqual(['a']);
  });

  it('a comment of several lines stands for the line after its end', () => {
    const text = lines(
      '/* sessionlint-disable-next-line',
      ` * ${WEAK} -- x`,
      ' */',
      'let a = 1',
      'let b = 2',
    );
    expect(keptOf(text, ['a', 'b'])).toEqual(['b']);
  });

  it('the last line needs no end', () => {
    const text = ['let a = 1', `let b = 2 // sessionlint-disable-line`].join(end);
    expect(keptOf(text, ['a', 'b'])).toEqual(['a']);
    expect(keptOf(lines('let a = 1', '// sessionlint-disable-next-line'), ['a'])).toEqual(['a']);
  });
});

it('tells which comments hid what', () => {
  const text = [
    `// sessionlint-disable-next-line ${WEAK} -- needed`,
    'let a = 1',
    `// sessionlint-disable-next-line ${WEAK}`,
    'let b = 2',
    '',
  ].join('\n');
  const finding = findingAt(text, 'let a');
  const { kept, uses } = applySuppressions([finding], factsOf(text));
  expect(kept).toEqual([]);
  expect(uses.map(({ suppression, hidden }) => [suppression.reason, hidden])).toEqual([
    ['needed', [finding]],
    [undefined, []],
  ]);
});
