/**
 * Replaces the only occurrence of `from` in `text`.
 * @param {string} text
 * @param {string} from
 * @param {string} to
 * @throws when `from` is missing or not unique: the source has changed and the patch must be looked at again.
 */
export function replaceOnce(text, from, to) {
  const occurrences = text.split(from).length - 1;
  if (occurrences === 1) return text.replace(from, () => to);
  throw new Error(
    `Cannot patch the Swift grammar: expected "${from}" once, found it ${occurrences} times. ` +
      'Its source has changed; check whether the patch is still needed.',
  );
}

/**
 * Mends two faults of the scanner. `calloc(0, …)` gave the state of raw strings no memory of its own, so that in
 * WebAssembly every `#` (raw strings, `#if`, macros) was misread. And the bit that stands for the `!` of `try!` lies
 * beyond the 32 bits that `long` has there, which C leaves undefined.
 * @param {string} scanner the text of scanner.c
 */
export function patchScanner(scanner) {
  const withState = replaceOnce(
    scanner,
    'calloc(0, sizeof(struct ScannerState))',
    'calloc(1, sizeof(struct ScannerState))',
  );
  return replaceOnce(withState, '1UL << FAKE_TRY_BANG', '1ULL << FAKE_TRY_BANG');
}
