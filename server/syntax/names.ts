/** Finds any of some names, as whole words; undefined where there are none. */
export function namesPattern(names: ReadonlySet<string>): RegExp | undefined {
  if (names.size === 0) return undefined;
  const words = [...names].map((name) => name.replaceAll('$', String.raw`\$`));
  return new RegExp(String.raw`(?<![\w$])(?:${words.join('|')})(?![\w$])`);
}
