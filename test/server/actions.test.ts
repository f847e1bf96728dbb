import { beforeAll, describe, expect, it } from 'vitest';
import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver';
import { analyzer } from '../rules/analyzer.js';
import { PULLING, TestClient } from './client.js';
import { AFTER_FIRST_UNLOCK, ALWAYS, RULE, saving, STORE } from './samples.js';
import { apply, editsOf, rangeOf } from './texts.js';

const URI = 'file:///app/Store.swift';
const MISMATCH = 'keychain/accessibility-mismatch';
const FIX_ALL = 'source.fixAll.sessionlint';

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.inMemory();
});

/** Opens a text anew and asks for actions in a range. */
async function actionsIn(text: string, range: Range, only?: string[]): Promise<readonly CodeAction[]> {
  client.close(URI);
  client.open(URI, text);
  return client.actions(URI, range, only ? { only } : {});
}

function titled(actions: readonly CodeAction[], title: string | RegExp): CodeAction {
  const found = actions.find((action) =>
    typeof title === 'string' ? action.title === title : title.test(action.title),
  );
  if (!found)
    throw new Error(`No action “${String(title)}” among ${actions.map((each) => each.title).join('; ')}`);
  return found;
}

/** The text after an action. */
function after(text: string, action: CodeAction): string {
  return apply(text, editsOf(action).edits);
}

function rulesIn(text: string): readonly string[] {
  return analyzer.analyse('Store.swift', text).findings.map(({ rule }) => rule);
}

const whole = (text: string): Range => ({ start: { line: 0, character: 0 }, end: rangeOf(text, text).end });

describe('fixes of a finding', () => {
  it('come with the preferred one first, then the others, then what silences and explains', async () => {
    const actions = await actionsIn(STORE, rangeOf(STORE, ALWAYS));
    expect(actions.map(({ title }) => title)).toEqual([
      expect.stringMatching(`^Switch to ${AFTER_FIRST_UNLOCK}: `),
      expect.stringMatching('^Switch to kSecAttrAccessible'),
      `Disable ${RULE} for this line`,
      `Disable ${RULE} for this file`,
      'Open in the guide: Access token (short-lived, under 1 hour)',
      `Explain ${RULE}`,
    ]);
    expect(actions.map(({ isPreferred }) => isPreferred ?? false)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(new Set(actions.map(({ kind }) => kind))).toEqual(new Set([CodeActionKind.QuickFix]));
  });

  it('name the version that they are for', async () => {
    client.close(URI);
    client.open(URI, `\n${STORE}`, 4);
    client.change(URI, { text: STORE });
    const [fix] = await client.actions(URI, rangeOf(STORE, ALWAYS));
    expect(editsOf(fix!)).toMatchObject({ uri: URI, version: 5 });
  });

  it('mend what they are for and change nothing else', async () => {
    const [fix] = await actionsIn(STORE, rangeOf(STORE, ALWAYS));
    expect(after(STORE, fix!)).toBe(STORE.replace(ALWAYS, AFTER_FIRST_UNLOCK));
    expect(rulesIn(after(STORE, fix!))).toEqual([]);
  });

  it('are right with emoji, CRLF and tabs', async () => {
    const text = STORE.replace('"accessToken"', '"🙂.accessToken"')
      .replaceAll('    ', '\t')
      .replaceAll('\n', '\r\n');
    const [fix] = await actionsIn(text, rangeOf(text, ALWAYS));
    expect(after(text, fix!)).toBe(text.replace(ALWAYS, AFTER_FIRST_UNLOCK));
  });

  it('are offered at a cursor anywhere in the finding and at both its ends', async () => {
    const { start, end } = rangeOf(STORE, ALWAYS);
    for (const at of [start, { ...start, character: start.character + 3 }, end]) {
      expect(await actionsIn(STORE, { start: at, end: at })).toHaveLength(6);
    }
    const before = { ...start, character: start.character - 1 };
    expect(await actionsIn(STORE, { start: before, end: before })).toEqual([]);
  });

  it('hand back the diagnostic that the client sent', async () => {
    client.close(URI);
    client.open(URI, STORE);
    const diagnostics = (await client.diagnostics(URI)).map((diagnostic) => ({
      ...diagnostic,
      data: 'as sent',
    }));
    const [fix] = await client.actions(URI, rangeOf(STORE, ALWAYS), { diagnostics });
    expect(fix!.diagnostics).toEqual(diagnostics);
    // A stale diagnostic, of another place, is not what the fix is for.
    const stale = diagnostics.map((diagnostic) => ({ ...diagnostic, range: rangeOf(STORE, 'func') }));
    const [other] = await client.actions(URI, rangeOf(STORE, ALWAYS), { diagnostics: stale });
    expect(other!.diagnostics).toMatchObject([{ range: rangeOf(STORE, ALWAYS), data: { version: 1 } }]);
  });

  it('answer for the text as it is now, not as it was when the finding was shown', async () => {
    client.close(URI);
    client.open(URI, STORE);
    const diagnostics = [...(await client.diagnostics(URI))];
    const changed = `// a line more\n${STORE}`;
    const version = client.change(URI, { text: changed });
    const [fix] = await client.actions(URI, rangeOf(changed, ALWAYS), { diagnostics });
    expect(editsOf(fix!).version).toBe(version);
    expect(after(changed, fix!)).toBe(changed.replace(ALWAYS, AFTER_FIRST_UNLOCK));
  });

  it('come without a version for a client that cannot read one', async () => {
    const { workspace: _, ...capabilities } = PULLING;
    const old = await TestClient.inMemory({ capabilities });
    old.open(URI, STORE);
    const [fix] = await old.actions(URI, rangeOf(STORE, ALWAYS));
    expect(fix!.edit?.documentChanges).toBeUndefined();
    expect(apply(STORE, fix!.edit!.changes![URI]!)).toBe(STORE.replace(ALWAYS, AFTER_FIRST_UNLOCK));
  });
});

describe('the kinds a client asks for', () => {
  it.each([
    [['quickfix'], /Switch to/],
    [['source'], /Fix all/],
    [['source.fixAll'], /Fix all/],
    [[FIX_ALL], /Fix all/],
  ])('%j', async (only, title) => {
    const actions = await actionsIn(STORE, whole(STORE), only);
    expect(titled(actions, title).kind).toBe(only[0] === 'quickfix' ? 'quickfix' : FIX_ALL);
  });

  it.each([[['refactor']], [['source.organizeImports']], [['source.fixAll.eslint']], [['quick']], [[]]])(
    '%j: nothing',
    async (only) => expect(await actionsIn(STORE, whole(STORE), only)).toEqual([]),
  );

  it('leave source actions out of the light bulb', async () => {
    const kinds = (await actionsIn(STORE, whole(STORE))).map(({ kind }) => kind);
    expect(kinds).not.toContain(FIX_ALL);
    expect(client.initialized.capabilities.codeActionProvider).toEqual({
      codeActionKinds: ['quickfix', FIX_ALL],
    });
  });
});

describe('all of a rule in the file', () => {
  const text = saving('accessToken', ALWAYS) + saving('sessionId', ALWAYS) + saving('jwt', ALWAYS);

  it('is one action', async () => {
    const all = titled(await actionsIn(text, rangeOf(text, ALWAYS)), `Fix all 3 ${RULE} in this file`);
    expect(after(text, all)).toBe(text.replaceAll(ALWAYS, AFTER_FIRST_UNLOCK));
    expect(all.diagnostics).toHaveLength(3);
  });

  it('is not offered for one', async () => {
    const titles = (await actionsIn(STORE, rangeOf(STORE, ALWAYS))).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Fix all'))).toEqual([]);
  });

  it('is not offered where a person has to look at each', async () => {
    const level = 'kSecAttrAccessibleWhenUnlocked';
    const reviewed = saving('accessToken', level) + saving('sessionId', level);
    const titles = (await actionsIn(reviewed, rangeOf(reviewed, level))).map(({ title }) => title);
    expect(titles).toContain(`Explain ${MISMATCH}`);
    expect(titles.filter((title) => title.startsWith('Fix all'))).toEqual([]);
  });
});

describe('source.fixAll.sessionlint', () => {
  it('mends all that is safe, in small edits, and leaves the rest', async () => {
    const text = saving('accessToken', ALWAYS) + saving('sessionId', 'kSecAttrAccessibleWhenUnlocked');
    const [action, ...others] = await actionsIn(text, whole(text), [FIX_ALL]);
    expect(others).toEqual([]);
    expect(after(text, action!)).toBe(text.replace(ALWAYS, AFTER_FIRST_UNLOCK));
    const replaced = editsOf(action!).edits.map(({ range }) => range);
    expect(replaced).toEqual([rangeOf(text, ALWAYS)]);
    expect(editsOf(action!).version).toBe(1);
  });

  it('leaves nothing that it could mend', async () => {
    const text = [
      saving('accessToken', ALWAYS),
      saving('refreshToken', 'kSecAttrAccessibleAlwaysThisDeviceOnly'),
      saving('sessionId', ALWAYS).replace(
        `    SecItemAdd`,
        `    item[kSecAttrAccessControl as String] = access\n    SecItemAdd`,
      ),
    ]
      .join('')
      .replaceAll('\n', '\r\n');
    const [action] = await actionsIn(text, whole(text), [FIX_ALL]);
    const mended = after(text, action!);
    const safe = analyzer
      .analyse('Store.swift', mended)
      .findings.flatMap(({ fixes }) => fixes.filter(({ safety }) => safety === 'safe'));
    expect(safe).toEqual([]);
    expect(await actionsIn(mended, whole(mended), [FIX_ALL])).toEqual([]);
    expect(mended.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('is not offered where nothing is safe to mend', async () => {
    const text = saving('sessionId', 'kSecAttrAccessibleWhenUnlocked');
    expect(rulesIn(text)).toEqual([MISMATCH]);
    expect(await actionsIn(text, whole(text), [FIX_ALL])).toEqual([]);
  });
});

describe('disabling a rule', () => {
  const REASON = '-- <why this is safe here>';
  /** The placeholder is none yet. */
  const WITHOUT_REASON = 'suppression/without-reason';
  const forLine = (actions: readonly CodeAction[]): CodeAction =>
    titled(actions, `Disable ${RULE} for this line`);
  const forFile = (actions: readonly CodeAction[]): CodeAction =>
    titled(actions, `Disable ${RULE} for this file`);

  it.each([
    ['LF and spaces', STORE, '        ', '\n'],
    ['CRLF and tabs', STORE.replaceAll('    ', '\t').replaceAll('\n', '\r\n'), '\t\t', '\r\n'],
  ])(
    'for a line puts a comment above with the same indentation: %s',
    async (_, text, indentation, lineBreak) => {
      const disabled = after(text, forLine(await actionsIn(text, rangeOf(text, ALWAYS))));
      const line = `${indentation}kSecAttrAccessible as`;
      const comment = `${indentation}// sessionlint-disable-next-line ${RULE} ${REASON}${lineBreak}`;
      expect(disabled).toBe(text.replace(line, comment + line));
      expect(rulesIn(disabled)).toEqual([WITHOUT_REASON]);
    },
  );

  it('for a line adds to the comment that is there', async () => {
    const comment = `// sessionlint-disable-next-line keychain/other -- known`;
    const text = STORE.replace(
      '        kSecAttrAccessible',
      `        ${comment}\n        kSecAttrAccessible`,
    );
    const disabled = after(text, forLine(await actionsIn(text, rangeOf(text, ALWAYS))));
    expect(disabled).toBe(text.replace('keychain/other', `keychain/other, ${RULE}`));
    expect(rulesIn(disabled)).toEqual(['suppression/unused']);
  });

  it('for a line is not offered inside a string of several lines', async () => {
    const text = `${STORE}let text = """\n  \\(add([kSecAttrAccessible: ${ALWAYS}]))\n  """\n`;
    const range = rangeOf(text, ALWAYS, 1);
    const titles = (await actionsIn(text, range)).map(({ title }) => title);
    expect(titles).toContain(`Explain ${RULE}`);
    expect(titles).not.toContain(`Disable ${RULE} for this line`);
  });

  const HEADER = '//\n//  Store.swift\n//  App\n//\n';
  it.each([
    ['a file without a header', '', ''],
    ['a shebang', '#!/usr/bin/swift\n', ''],
    ['a header', HEADER, '\n'],
    ['a header in a block', '/*\n * Licence\n */\n', '\n'],
    ['a header in a documentation block', '/**\n Licence\n */\n', '\n'],
    ['a shebang and a header', `#!/usr/bin/swift\n${HEADER}`, '\n'],
    ['no header but the comment of a declaration', '', '/// Stores.\n'],
    ['no header but the comment block of a declaration', '', '/** Stores. */\n'],
  ])('for a file puts a comment at its top: %s', async (_, head, rest) => {
    const text = head + rest + STORE;
    const disabled = after(text, forFile(await actionsIn(text, rangeOf(text, ALWAYS))));
    expect(disabled).toBe(`${head}// sessionlint-disable-file ${RULE} ${REASON}\n${rest}${STORE}`);
    expect(rulesIn(disabled)).toEqual([WITHOUT_REASON]);
  });

  it('for a file adds to the comment that is there', async () => {
    const text = `// sessionlint-disable-file keychain/other -- known\n${STORE}`;
    const disabled = after(text, forFile(await actionsIn(text, rangeOf(text, ALWAYS))));
    expect(disabled).toBe(text.replace('keychain/other', `keychain/other, ${RULE}`));
    expect(rulesIn(disabled)).toEqual(['suppression/unused']);
  });
});

describe('explaining a rule', () => {
  it('runs the client’s command with the id of the rule', async () => {
    const explain = titled(await actionsIn(STORE, rangeOf(STORE, ALWAYS)), `Explain ${RULE}`);
    expect(explain.edit).toBeUndefined();
    expect(explain.command).toEqual({
      title: `Explain ${RULE}`,
      command: 'sessionlint.explainRule',
      arguments: [RULE],
    });
  });

  it('is offered once for several findings of a rule', async () => {
    const text = saving('accessToken', ALWAYS) + saving('sessionId', ALWAYS);
    const titles = (await actionsIn(text, whole(text))).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Explain'))).toEqual([`Explain ${RULE}`]);
    expect(titles.filter((title) => title.endsWith('for this line'))).toHaveLength(2);
  });
});
