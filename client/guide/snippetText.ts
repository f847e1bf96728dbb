const STOP = /\$(?:(\d+)|\{(\d+)(?::([^}]*)|\|([^}]*)\|)?\})/g;

/** The code of a snippet for somebody who takes every default: what goes to the clipboard. */
export function snippetText(body: string): string {
  const texts = new Map<string, string>();
  for (const [, , stop = '', text, options] of body.matchAll(STOP)) {
    const value = text ?? options?.split(',')[0];
    if (value !== undefined && !texts.has(stop)) texts.set(stop, value);
  }
  return body
    .replace(/(?<!\\)\$(?:\d+|\{\d+[^}]*\})/g, (stop) => texts.get(/\d+/.exec(stop)?.[0] ?? '') ?? '')
    .replace(/\\([\\$}])/g, '$1')
    .replaceAll('\t', '    ');
}
