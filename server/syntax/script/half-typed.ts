import { endOfLine } from '../../lines.js';
import type { Span } from '../../span.js';
import { halfTypedAs } from '../halfTyped.js';
import { blank } from '../mask.js';
import { lexScript, type Template } from './lexer.js';

/** A piece of a text, and what the parser gets for it: as long, on the same lines. */
interface Repair extends Span {
  readonly by?: string;
}

/**
 * A TypeScript text that is being typed as the parser gets it, so that what stands around the place is read as before:
 * as long, with the same lines. The grammar ends a string with its line by itself. Not so a template, a string of a
 * JSX attribute, and an operator that waits for its other side: they would take in what follows.
 */
export function repairScript(text: string): string {
  const templates = halfTypedTemplates(text);
  const rest = blank(text, templates);
  return blank(
    rest,
    [...attributes(rest), ...operators(rest)].toSorted((a, b) => a.start - b.start),
  );
}

/** So many templates of a text are taken for half-typed at most. */
const MOST_TEMPLATES = 3;

/** The templates that their line should have closed. */
export function halfTypedTemplates(text: string): readonly Repair[] {
  const repairs: Repair[] = [];
  let rest = text;
  while (repairs.length < MOST_TEMPLATES) {
    const { templates } = lexScript(rest);
    const open =
      templates.find((one) => one.end !== undefined && opensAnother(rest, one)) ??
      templates.find((one) => one.end === undefined);
    if (!open) break;
    const { start } = open;
    const end = endOfLine(text, start);
    repairs.push({ start, end, by: halfTypedAs(text, start, end) });
    rest = blank(
      text,
      repairs.toSorted((a, b) => a.start - b.start),
    );
  }
  return repairs.toSorted((a, b) => a.start - b.start);
}

/** Whether what closes a template on a later line looks like the beginning of the next one: `` fetch(`a… `` */
function opensAnother(text: string, { start, end }: Template): boolean {
  if (end === undefined || end <= endOfLine(text, start)) return false;
  const [before, after] = [text.slice(Math.max(0, end - 12), end - 1), text.charAt(end)];
  return (
    /(?:[(=,:[{?+&|>]|\breturn|\b(?:gql|css|graphql|styled\.\w+))[ \t]*$/.test(before) &&
    !/[);,\]}]/.test(after)
  );
}

/** `title="abc`: ends with its line, unless the next quote does close it. */
const ATTRIBUTE = /(?<=[\w-])=(["'])(?:(?!\1)[^\r\n])*?(?=[ \t]*\/?>?[ \t]*(?:\r?\n|$))/g;

function* attributes(text: string): Generator<Repair> {
  for (const { 0: whole, 1: quote = '', index } of text.matchAll(ATTRIBUTE)) {
    const start = index + 1;
    const end = index + whole.length;
    const next = text.indexOf(quote, end);
    if (next < 0 || !/[=(:,[{+?\s]/.test(text.charAt(next - 1))) continue;
    if (end - start < 2) yield { start: index, end };
    else yield { start, end, by: `${quote}${' '.repeat(end - start - 2)}${quote}` };
  }
}

/** `session.` before a line that begins a statement. */
const WAITING =
  /(?:\?\.|(?<![.\d])\.|\?|\+|&&|\|\||\bawait)(?=[ \t]*\r?\n\s*(?:(?:\/\*(?:(?!\*\/)[^])*\*\/|\/\/[^\r\n]*)\s*)*(?:(?:export|const|let|var|return|throw|if|for|while|switch|try)\b|import\b(?!\s*[(.])))/g;

function* operators(text: string): Generator<Repair> {
  for (const { 0: sign, index } of text.matchAll(WAITING)) yield { start: index, end: index + sign.length };
}
