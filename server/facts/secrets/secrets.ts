import type { Code, Expression, Node, TextNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { ancestorsOf } from '../../code/walk.js';
import { describeKind, kindOfEntryKey, kindOfSecretName } from '../../knowledge/containers.js';
import { isOtherToken, type CredentialKind } from '../../knowledge/credentials.js';
import {
  hasLengthOfCipherKey,
  isBasicCredentials,
  isNamedMadeUp,
  isNamedPublic,
  isPlaceholder,
  isPublicKey,
  knownSecret,
  looksLikePassword,
  looksRandom,
} from '../../knowledge/secrets.js';
import { isDevelopmentOnly } from '../logging/context.js';
import { placeOf, type Place } from './place.js';
import type { HardcodedSecret } from './model.js';
import { literalText } from '../trace.js';

/** A literal of some length. */
const MAY_HOLD = /"[^"\n]{4,}"|"""|'[^'\n]{4,}'|`/;

/** The secrets that are written into a text. */
export function hardcodedSecrets(path: string, code: Code): HardcodedSecret[] {
  if (!MAY_HOLD.test(code.text) || isMadeUpPlace(path)) return [];
  const found: HardcodedSecret[] = [];
  for (const node of nodesIn(code.root, 'text')) {
    const secret = secretIn(node, code.text);
    if (secret && !isMadeUp(node, code)) found.push(secret);
  }
  return found.filter((secret) => !isRow(secret, found));
}

/** This many of one name in a file are a table of data, which nobody means to keep secret. */
const A_TABLE = 8;

function isRow(secret: HardcodedSecret, all: readonly HardcodedSecret[]): boolean {
  return secret.name !== undefined && all.filter(({ name }) => name === secret.name).length >= A_TABLE;
}

/** Folders of examples, and files of made-up values: what they hold is meant to be replaced. */
function isMadeUpPlace(path: string): boolean {
  const folders = path.split('/');
  const file = folders.pop()?.replace(/\.\w+$/, '') ?? '';
  // `Credentials-demo` holds what is made up, while `Example` alone says nothing of its values.
  return folders.some(isNamedMadeUp) || (isNamedMadeUp(file) && !/^[A-Z]?[a-z]+$/.test(file));
}

function secretIn(node: TextNode, text: string): HardcodedSecret | undefined {
  const value = literalText(node);
  const span = { start: node.start, end: node.end };
  if (value === undefined) return secretInUrl(node, span);
  if (value.length < 4) return undefined;
  if (isKeyInUrl(node, value)) return { what: 'an API key', use: 'url', ...span };
  const place = isProse(value) ? undefined : placeOf(node);
  const bare = value.replace(/^(Bearer|Token|Basic|bearer|token)\s+/, '');
  const known = knownSecret(bare);
  if (place && known !== undefined && !isPlaceholder(bare) && !isPublicPlace(place)) {
    return { what: known, use: place.use, ...named(place), ...configured(node, place, text), ...span };
  }
  return secretInUrl(node, span) ?? (place && secretByName(node, place, value, text));
}

/** Several words that are no scheme with its value, and no key in its armour: a text for people, as most are. */
function isProse(value: string): boolean {
  if (!/\s/.test(value)) return false;
  return /\s/.test(value.replace(/^(?:Bearer|Token|Basic)\s+/i, '')) && !value.includes('PRIVATE KEY');
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** `https://host/API/V1/${'…'}/…`: a value is put into the path of an API that nobody would take apart otherwise. */
function isKeyInUrl({ parent }: TextNode, value: string): boolean {
  if (parent?.kind !== 'text' || !(UUID.test(value) || looksRandom(value)) || isPlaceholder(value))
    return false;
  const [start] = parent.parts;
  return typeof start === 'string' && /^https?:\/\/\S+\/api\//i.test(start);
}

/** A name first, then the shape that a secret of its kind has. */
function secretByName(
  node: TextNode,
  place: Place,
  value: string,
  text: string,
): HardcodedSecret | undefined {
  const { name, use } = place;
  if (name === undefined) return undefined;
  const kind = use === 'header' || use === 'entry' ? kindOfEntryKey(name) : kindOfSecretName(name);
  if (!kind || kind === 'credentials' || isOtherToken(name) || isPublicPlace(place)) return undefined;
  if (!hasShape(kind, place, value)) return undefined;
  return {
    what: describeKind(kind, name),
    use,
    name,
    ...configured(node, place, text),
    start: node.start,
    end: node.end,
  };
}

function hasShape(kind: CredentialKind, place: Place, value: string): boolean {
  const basic = /^Basic\s+(\S+)$/.exec(value)?.[1];
  if (basic !== undefined) return isBasicCredentials(basic);
  const bare = value.replace(/^(Bearer|Token)\s+/i, '');
  if (isPublicKey(bare)) return false;
  if (kind === 'privateKey' && hasLengthOfCipherKey(bare)) return true;
  if (isPlaceholder(bare) || looksLikeAddress(bare)) return false;
  if (kind === 'token' && isLedgerId(bare)) return false;
  if (kind !== 'password') return looksRandom(bare);
  if (place.hasUser && place.use === 'argument') return isOneWord(bare) && bare.length >= 4;
  return looksLikePassword(bare) || looksRandom(bare);
}

function isOneWord(value: string): boolean {
  return /^\S+$/.test(value) && !/^[a-z]+([._][a-z]+)+$/i.test(value);
}

/** 32 bytes in base 58: an asset or a program on a public ledger, which people call token, too. */
function isLedgerId(value: string): boolean {
  return /^[1-9A-HJ-NP-Za-km-z]{43,44}$/.test(value);
}

/** Of a server, a module, or (`0x` and 40 digits) of an account on a public ledger. */
function looksLikeAddress(value: string): boolean {
  return /^0x[\da-f]{40}$/i.test(value) || /:\/\/|^\/|^[a-z]{2,}(\.[a-zA-Z][\w-]*)+$/.test(value);
}

/** `https://user:password@host`, `…?api_key=…`: also where the rest of the address is put together. */
function secretInUrl(node: TextNode, span: { start: number; end: number }): HardcodedSecret | undefined {
  const pieces = node.parts.filter((part) => typeof part === 'string');
  for (const piece of pieces) {
    if (!/:\/\/|[?&]/.test(piece)) continue;
    const user = /\b[a-z][a-z+]*:\/\/[^\s/:@?#]+:([^\s/:@?#]{3,})@([\w.-]+)/i.exec(piece);
    if (
      user &&
      !isPlaceholder(user[1] ?? '') &&
      !isPlaceholder(user[2] ?? '') &&
      !/sentry/.test(user[2] ?? '')
    ) {
      return { what: 'a password', use: 'url', ...span };
    }
    for (const [, name = '', value = ''] of piece.matchAll(/[?&]([\w-]+)=([\w.~%+/-]{16,})(?=$|[&#\s"'])/g)) {
      const kind = kindOfEntryKey(name) ?? (/^(key|appid|app_key)$/i.test(name) ? 'apiKey' : undefined);
      if (!kind || isPlaceholder(value) || isPublicKey(value) || isNamedPublic(name)) continue;
      if (looksRandom(value)) return { what: describeKind(kind, name), use: 'url', name, ...span };
    }
  }
  return undefined;
}

function isPublicPlace(place: Place | undefined): boolean {
  return place !== undefined && isNamedPublic(place.name ?? '', ...place.beside);
}

function named({ name }: Place): { readonly name?: string } {
  return name === undefined ? {} : { name };
}

/** Mocks, samples, previews, debug builds; raw values of cases; names of the service all around. */
function isMadeUp(node: Node, code: Code): boolean {
  if (isDevelopmentOnly(node, code)) return true;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'enumCase') return true;
    if ((up.kind === 'type' || up.kind === 'function' || up.kind === 'variable') && isNamedMadeUp(up.name))
      return true;
    if (up.kind === 'type' && isNamedPublic(up.name)) return true;
  }
  return false;
}

/** Where else the value can come from. */
function configured(
  node: Expression,
  place: Place | undefined,
  text: string,
): { readonly plistKey?: string; readonly envKey?: string } {
  return { ...plistKeyOf(node, place, text), ...envKeyOf(node, place, text) };
}

/** Expo puts the variables of the build into the bundle by their full names. */
const USES_EXPO = /\bprocess\.env\.EXPO_PUBLIC_|\bfrom ['"]expo(-[\w-]+)?['"]/;

function envKeyOf(node: Expression, place: Place | undefined, text: string): { readonly envKey?: string } {
  const name = place?.name;
  if (name === undefined || !/^\w+$/.test(name) || !USES_EXPO.test(text)) return {};
  const { parent } = node;
  const isWhole =
    (parent?.kind === 'variable' && parent.value === node) ||
    (parent?.kind === 'dictionary' && parent.entries.some(({ value }) => value === node));
  return isWhole ? { envKey: `EXPO_PUBLIC_${constantCase(name)}` } : {};
}

function constantCase(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2');
  return words.toUpperCase();
}

const HAS_BUNDLE = /^\s*(?:@\w+\s+)*import (Foundation|UIKit|SwiftUI|AppKit|WatchKit|TVUIKit)\b/m;

/** A constant that takes any expression of type String can read its value from the Info.plist. */
function plistKeyOf(
  node: Expression,
  place: Place | undefined,
  text: string,
): { readonly plistKey?: string } {
  const { parent } = node;
  const name = place?.name;
  if (parent?.kind !== 'variable' || parent.value !== node || name === undefined) return {};
  if ((parent.type !== undefined && parent.type !== 'String') || !HAS_BUNDLE.test(text)) return {};
  return { plistKey: constantCase(name) };
}
