import type { FileFacts } from '../../facts/model.js';
import type { TextEdit } from '../../finding.js';
import type { HelperFunction, KeychainHelper } from '../../workspace/keychain-helpers.js';

/** The helper that a repair adds where the project has none. */
export const HELPER_NAME = 'SessionKeychain';

/**
 * The source of the helper. It updates first and adds what is not there, so that a failed write loses nothing,
 * and looks items up by their primary key alone.
 */
function helperSource(value: 'String' | 'Data'): string {
  const isString = value === 'String';
  return `/// Keeps credentials in the Keychain, one generic password for each account.
private enum ${HELPER_NAME} {
    struct Failure: Error {
        let status: OSStatus
    }

    static func save(_ value: ${value}, account: String, accessibility: CFString) throws {
        let query = primaryKey(of: account)
        let changes: [String: Any] = [
            kSecValueData as String: ${isString ? 'Data(value.utf8)' : 'value'},
            kSecAttrAccessible as String: accessibility,
        ]
        var status = SecItemUpdate(query as CFDictionary, changes as CFDictionary)
        if status == errSecItemNotFound {
            let item = query.merging(changes) { _, new in new }
            status = SecItemAdd(item as CFDictionary, nil)
        }
        guard status == errSecSuccess else { throw Failure(status: status) }
    }

    /// The stored value, or nil where there is none. A locked Keychain throws.
    static func read(account: String) throws -> ${value}? {
        var query = primaryKey(of: account)
        query[kSecReturnData as String] = true
        query[kSecMatchLimit as String] = kSecMatchLimitOne
        var item: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &item)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess, let data = item as? Data else { throw Failure(status: status) }
        return ${isString ? 'String(data: data, encoding: .utf8)' : 'data'}
    }

    static func delete(account: String) throws {
        let status = SecItemDelete(primaryKey(of: account) as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else { throw Failure(status: status) }
    }

    private static func primaryKey(of account: String) -> [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: Bundle.main.bundleIdentifier ?? "${HELPER_NAME}",
            kSecAttrAccount as String: account,
        ]
    }
}
`;
}

/** The helper as the search for helpers would describe it. */
export function addedHelper(stores: KeychainHelper['stores']): KeychainHelper {
  const shape = (name: string, labels: readonly string[]): HelperFunction['shape'] => ({
    path: [HELPER_NAME],
    name,
    parameters: labels.map((label) => ({ label, name: label, hasDefault: false })),
    throws: true,
    async: false,
    isStatic: true,
    access: 'file',
    isSpecial: false,
    start: 0,
    end: 0,
  });
  return {
    receiver: HELPER_NAME,
    stores,
    save: { shape: shape('save', ['_', 'account', 'accessibility']), roles: ['value', 'key', 'level'] },
    read: { shape: shape('read', ['account']), roles: ['key'] },
    remove: { shape: shape('delete', ['account']), roles: ['key'] },
  };
}

/** How a text is laid out. */
export interface Layout {
  readonly lineBreak: string;
  /** One level of indentation. */
  readonly step: string;
}

export function layoutOf(text: string): Layout {
  if (latest?.text !== text) {
    const step = /^(\t| {2}(?! )| {4})/m.exec(text)?.[0] ?? '    ';
    latest = { text, layout: { lineBreak: text.includes('\r\n') ? '\r\n' : '\n', step } };
  }
  return latest.layout;
}

/** Every finding of a text asks for its layout, one text after the other. */
let latest: { readonly text: string; readonly layout: Layout } | undefined;

/** Whether a text has the helper's name already, be it for the helper or for something else. */
export function namesHelper(facts: FileFacts): boolean {
  const known = NAMING.get(facts) ?? new RegExp(`\\b${HELPER_NAME}\\b`).test(facts.text);
  NAMING.set(facts, known);
  return known;
}

const NAMING = new WeakMap<FileFacts, boolean>();

/** The helper behind the last line of a text. */
export function helperInsertion({ text }: FileFacts, value: 'String' | 'Data'): TextEdit {
  const { lineBreak, step } = layoutOf(text);
  const gap = text.slice(text.trimEnd().length).includes('\n') ? lineBreak : lineBreak + lineBreak;
  const source = helperSource(value).replace(/ {4}/g, step).replaceAll('\n', lineBreak);
  return { span: { start: text.length, end: text.length }, newText: gap + source };
}

/** Modules that bring Foundation along. */
const FOUNDATION = /^(Foundation|UIKit|SwiftUI|AppKit|Cocoa|WatchKit|WidgetKit|CoreData|SwiftData)$/;

/** The imports that code with SecItem needs and a text does not have: beside the others, in their order. */
export function importInsertions({ text, comments, storage }: FileFacts): readonly TextEdit[] {
  const { lineBreak } = layoutOf(text);
  const has = (pattern: RegExp): boolean => storage.imports.some(({ module }) => pattern.test(module));
  const missing = [
    ...(has(FOUNDATION) ? [] : ['Foundation']),
    ...(has(/^Security$/) ? [] : ['Security']),
  ].map((module) => `import ${module}${lineBreak}`);
  if (missing.length === 0) return [];
  const before = storage.imports.findLast(({ module }) => module.toLowerCase() < 'security');
  if (before) return [insertion(lineAfter(text, before.end), missing.join(''), text, lineBreak)];
  const [first] = storage.imports;
  const at = first ? text.lastIndexOf('\n', first.start - 1) + 1 : endOfHeader(text, comments);
  return [insertion(at, missing.join('') + (first ? '' : lineBreak), text, lineBreak)];
}

function insertion(at: number, newText: string, text: string, lineBreak: string): TextEdit {
  const continues = at > 0 && at === text.length && !text.endsWith('\n');
  return { span: { start: at, end: at }, newText: continues ? lineBreak + newText : newText };
}

function lineAfter(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at + 1;
}

/** Behind the comment that heads a file: one that an empty line follows, so that it speaks of no declaration. */
export function endOfHeader(text: string, comments: FileFacts['comments']): number {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  if (text.startsWith('#!', at)) at = lineAfter(text, at);
  let header = at;
  for (const comment of comments) {
    if (text.slice(at, comment.start).trim() !== '') break;
    at = comment.end;
    const blank = /^[ \t]*\r?\n[ \t]*\r?\n/.exec(text.slice(at, at + 200))?.[0];
    if (blank !== undefined) header = at + blank.length;
  }
  return header;
}
