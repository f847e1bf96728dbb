import type { Finding } from '../../server/finding.js';

/** What a message may quote: names in the code, and texts in it. */
const MENTION = /“([^”]+)”|`([^`]+)`|([A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*)/g;

/**
 * What is underlined where a message says “this”, or speaks of what the code does rather than what it is called, by
 * rule.
 */
const FORMS: Readonly<Record<string, RegExp>> = {
  'keychain/status-ignored': /^\w+(?:\.\w+)*\[.*\]$/s,
  'keychain/overspecified-query': /^(?:\w+|\[.*\])(?: as CFDictionary)?$/s,
  'keychain/non-atomic-replace': /delete|remove|reset/i,
  'keychain/locked-read-as-logout': /^(?:catch|default|else|nil|null|undefined)\b|status|err|result|==|!/i,
  'storage/token-in-user-defaults': /^[\w.?!]+\(.*\)$/s,
  // With several pairs at once, the one of them.
  'storage/token-in-plain-storage': /^(?:[\w.?!]+(?:\(.*\))?|\[.*\])$/s,
  'storage/auth-code-persisted': /^[\w.?!]+(?:\(.*\))?$/s,
  'secrets/hardcoded-secret': /^#*["'`].*["'`]#*$/s,
  'refresh/unbounded-retry': /retry|while|repeat|for|Infinity|^true$|^\w+(?:\.\w+)*\(.*\)$/is,
  'refresh/not-single-flight': /^[\w.?!]+$/,
  'logout/incomplete-cleanup': /delete|remove|clear|reset|set/i,
  'logout/clears-other-accounts': /delete|remove|clear|reset|wipe|purge|drop/i,
  'logout/store-refills': /purge|clear|remove|reset/i,
  'logout/caches-kept': /cache|cookie|client|session/i,
  'session/key-not-per-account': /set|save|store|add|write|=/i,
  'suppression/without-reason': /^(?:\/\/|\/\*)/,
  'suppression/unused': /^(?:\/\/|\/\*)/,
};

/** Whether something that the message names stands in the code that is underlined. */
export function isNamed(text: string, { message, span }: Finding): boolean {
  const code = text.slice(span.start, span.end);
  const names = new Set(
    [...message.matchAll(MENTION)].flatMap(([, quoted, ticked, plain]) => {
      const mention = quoted ?? ticked ?? plain ?? '';
      return [mention, ...mention.split(/[^\w$]+/)];
    }),
  );
  return [...names].some((name) => name !== '' && holdsWord(code, name));
}

function holdsWord(code: string, word: string): boolean {
  return new RegExp(`(?<![\\w$])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`).test(code);
}

/** What is wrong with the place of a finding; undefined when it is whole code that its message speaks of. */
export function faultOf(text: string, finding: Finding): string | undefined {
  const { start, end } = finding.span;
  const code = text.slice(start, end);
  const said = `${finding.rule} at ${start}: ${JSON.stringify(code.slice(0, 120))}`;
  if (end <= start || end > text.length) return `${said} is no place in the text`;
  if (code.trim() !== code) return `${said} begins or ends with space`;
  if (splits(text, start) || splits(text, end)) return `${said} cuts a word or a character in two`;
  if (isNamed(text, finding) || FORMS[finding.rule]?.test(code)) return undefined;
  return `${said} is not what the message speaks of: ${finding.message}`;
}

function splits(text: string, offset: number): boolean {
  const around = text.slice(Math.max(0, offset - 1), offset + 1);
  return /^(?:[\w$]{2}|\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(around) || /^.\p{M}$/u.test(around);
}
