/** So many answers are kept; then all are forgotten, since texts that are done with do not come back. */
const MOST = 20_000;

/** A function of a text that keeps its answers: code uses the same few thousand names over and over. */
export function remember<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.answer;
    if (known.size >= MOST) known.clear();
    const result = answer(text);
    known.set(text, { answer: result });
    return result;
  };
}

/** A function of a part of a whole that keeps its answers as long as there is the whole, which must not change. */
export function onceWithin<P extends object, W extends object, T>(
  answer: (part: P, whole: W) => T,
): (part: P, whole: W) => T {
  const answers = new WeakMap<W, Map<P, { readonly answer: T }>>();
  return (part, whole) => {
    let known = answers.get(whole);
    if (!known) answers.set(whole, (known = new Map()));
    let found = known.get(part);
    if (!found) known.set(part, (found = { answer: answer(part, whole) }));
    return found.answer;
  };
}

/** A function of a thing that keeps its answer as long as there is the thing, which must not change. */
export function oncePer<K extends object, T>(answer: (thing: K) => T): (thing: K) => T {
  const known = new WeakMap<K, { readonly answer: T }>();
  return (thing) => {
    const found = known.get(thing) ?? { answer: answer(thing) };
    known.set(thing, found);
    return found.answer;
  };
}
