import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairScript } from '../../server/syntax/script/half-typed.js';
import { errorsIn, findingsIn } from '../rules/analyzer.js';
import { seed } from '../seed.js';

const ABOVE = `import AsyncStorage from '@react-native-async-storage/async-storage';
export async function first(token: string) {
  await AsyncStorage.setItem('token', token);
}
`;

const BELOW = `
/** It's what the user's client keeps. */
export class Keeper {
  private url = \`https://\${host}/it's\`;
  // don't
  async second(token: string) {
    const label = "it's";
    await AsyncStorage.setItem('accessToken', token);
  }
  other = (id: string) => fetch(\`\${this.url}/\${id}\`, { headers: { a: 'b' } });
}
export function Screen({ onDone }: Props) {
  const refreshToken = useToken();
  return (
    <View style={{ flex: 1 }}>
      <Text title="x" onPress={() => console.log(refreshToken)}>hi it's</Text>
      {open && <Text>{\`a \${b}\`}</Text>}
    </View>
  );
}
const key = 'it';
export async function third(token: string) {
  await AsyncStorage.setItem('password', token);
}
export const query = gql\`query { me { id } }\`;
`;

/** Where code is typed, and what stands around the place. */
const PLACES = {
  'a function': ['export function work(x: any) {\n  const y = 1;\n  ', '\n  done(y);\n}\n'],
  'a closure': ['useEffect(() => {\n  load().then((a) => {\n    ', '\n  });\n}, []);\n'],
  'an object': ['export const o = {\n  a: 1,\n  ', '\n  b: 2,\n};\n'],
  'a class': ['export class Work {\n  a = 1;\n  ', '\n  b() { return 2; }\n}\n'],
  'an element': [
    'export function Work() {\n  return (\n    <View>\n      ',
    '\n      <Text>a</Text>\n    </View>\n  );\n}\n',
  ],
  'a tag': [
    'export function Work() {\n  return (\n    <View\n      ',
    '\n      b="c"\n    >\n      <Text>a</Text>\n    </View>\n  );\n}\n',
  ],
  'the top': ['', '\n'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

type Place = keyof typeof PLACES;

const EVERYWHERE = [`"`, `'`, '`', '`abc'];
const STATEMENTS = [
  `const a = 'abc`,
  `const a = "abc`,
  `call('abc`,
  `call("abc)`,
  `call('abc);`,
  `const o = { a: 'b`,
  'const t = `abc',
  'const t = `abc ${x',
  'fetch(`abc/${x}',
  'fetch(`abc/${x',
  'if (a) {',
  'if (a',
  'call(',

  'call(a,',
  'call({ a: 1,',
  'foo.',
  'await foo.',
  'obj?.',
  'const a =',
  'const a',
  'const { a',
  'x = await',

  'const o = {',
  'const o = { a',
  'const o = { a:',
  '[1, 2',
  'return <View',
  'return <View>',
  'return (',
  'return <Text title="abc',
  `return <Text title='abc`,
  'const f = async (',
  'const f = () => {',
  'try {',

  'a ?',
  'a ? b :',
  'a &&',
  'new Map<',
  ')',
  ']',
  `it's fine`,
  'switch (a) {',
  'a.b((c) => {',
  'useEffect(() => {',
  `console.log('a' +`,
  `throw new Error('x`,
  'for (const a of',
  'function f(',
  '<',
  '</',
];
const TYPED: Readonly<Record<Place, readonly string[]>> = {
  'a function': [...EVERYWHERE, ...STATEMENTS],
  'a closure': [
    ...EVERYWHERE,
    'const t = `abc',
    'const t = `abc ${x',
    'fetch(`abc/${x}',
    `call('abc`,
    'foo.',
    'a ?',
  ],
  'an object': [...EVERYWHERE, `a: 'x`, 'a: `x', 'a: `${x', 'a:', 'a', 'a: {', 'a: [', 'a: call(', 'a: b.'],
  'a class': [
    ...EVERYWHERE,
    `a = 'x`,
    'a = `x',
    'a =',
    'a: ',
    'a',
    'async a(',
    'a() {',
    'private a = b.',
    '@a',
  ],
  'an element': [
    ...EVERYWHERE,
    '<',
    '</',
    '<>',
    '<Text',
    '<Text title="abc',
    `<Text title='abc`,
    '<Text title={',
    '{a',
    '{a &&',
    '{a && <',
    '{a.',

    '{`a',
    '<Text a={`b',
  ],
  'a tag': [
    'title="x',
    `title='x`,
    'title=',
    'title="',
    'title={',
    'title={`x',
    'title={`x ${y',
    `title={'x`,

    'onPress={() => {',
  ],
  'the top': [
    ...EVERYWHERE,
    `const a = 'abc`,
    'const t = `abc',
    'const t = `abc ${x',
    'await foo.',
    'x = await',
    'a ?',
    `console.log('a' +`,
    'const a =',
    'function f() {',
  ],
};

/** What is found, with places above counted from the beginning and places below from the end. */
function found(text: string): readonly string[] {
  return findingsIn(text, 'Example.tsx').map(({ rule, span }) => {
    const start = span.start < ABOVE.length ? span.start : span.start - text.length;
    return `${rule} ${start} ${text.slice(span.start, span.end)}`;
  });
}

describe.each(Object.entries(PLACES))('half-typed code in %s', (place, [before, after]) => {
  const whole = found(ABOVE + before + after + BELOW);

  it.each(TYPED[place as Place])('leaves what is found around it: %s', (typed) => {
    expect(whole).toHaveLength(4);
    expect(found(ABOVE + before + typed + after + BELOW)).toEqual(whole);
  });
});

describe('a repair', () => {
  it('keeps the length and the lines of any text', () => {
    const piece = fc.constantFrom(
      ...Object.values(TYPED).flat(),
      '\n',
      '\r\n',
      ' ',
      '${',
      '}',
      '`',
      '\\',
      '="',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 30 }),
        (pieces) => {
          const text = pieces.join('');
          const breaks = (of: string): readonly number[] =>
            [...of.matchAll(/[\r\n]/g)].map(({ index }) => index);
          expect(repairScript(text)).toHaveLength(text.length);
          expect(breaks(repairScript(text))).toEqual(breaks(text));
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it.each([
    'const a = `b\n  ${c}\n  d`;\n',
    'const q = gql`\n  query {\n    a(b: "c")\n  }\n`;\n',
    'const a = <View className="b\n  c" d="e" />;\n',
    'const a = b\n  .c()\n  .d();\n',
    'const a = b ?\n  c :\n  d;\n',
    'const a = `${b ? `c` : ""}`;\n',
    'const a = await\n  import("b");\n',
  ])('leaves alone what is whole: %j', (text) => {
    expect(errorsIn(text, 'Example.tsx')).toBe(0);
    expect(repairScript(text)).toBe(text);
  });
});
