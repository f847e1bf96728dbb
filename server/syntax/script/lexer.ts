/** A template, also one within another; one that nothing closes has no end. */
export interface Template {
  readonly start: number;
  end?: number;
}

/** What of a script tells where its declarations begin and end. */
export interface LexedScript {
  /** Where the braces of its code stand, but for those within templates. */
  readonly braces: readonly number[];
  readonly templates: readonly Template[];
}

const COMMENT = String.raw`(?<!:)\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)`;
/** Right behind a word a quote is an apostrophe, in the text of an element: `<Text>Don't</Text>` */
const STRING = String.raw`(?<!\w)'(?:\\.|[^'\\\r\n])*'?|"(?:\\.|[^"\\\r\n])*"?`;
/** Stands where an operand is expected, and ends on its line. No longer than what a person writes. */
const REGEX = String.raw`\/(?![*/])(?<=(?:[(,=:[!&|?;]|=>|\breturn)[ \t]{0,8}\/)(?:\\.|\[(?:\\.|[^\]\\\r\n]){0,100}\]|[^/\\[\r\n]){1,300}\/`;

const CODE = new RegExp(`${COMMENT}|${STRING}|${REGEX}|[\`{}]`, 'g');
const TEMPLATE = /\\[^]|`|\$\{/g;

/**
 * Finds the braces and templates of a text in TypeScript or JavaScript without a grammar: code that is being typed is
 * code that no grammar can read. One pass.
 */
export function lexScript(text: string): LexedScript {
  const braces: number[] = [];
  const templates: Template[] = [];
  /** What is open: a template, or a brace within one, of `${` or of code. */
  const open: (Template | 'brace')[] = [];
  let at = 0;
  for (;;) {
    const inner = open.at(-1);
    const template = typeof inner === 'object' ? inner : undefined;
    const pattern = template ? TEMPLATE : CODE;
    pattern.lastIndex = at;
    const token = pattern.exec(text);
    if (!token) return { braces, templates };
    const [sign] = token;
    at = token.index + sign.length;
    if (sign === '`' && template) {
      template.end = at;
      open.pop();
    } else if (sign === '`') {
      const opened = { start: token.index };
      templates.push(opened);
      open.push(opened);
    } else if (inner === undefined) {
      if (sign === '{' || sign === '}') braces.push(token.index);
    } else if (sign === '${' || sign === '{') open.push('brace');
    else if (sign === '}' && !template) open.pop();
  }
}
