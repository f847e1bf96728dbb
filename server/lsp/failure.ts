/** The kind of an error and where it was thrown. Its message is left out: it might quote source text. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return frame ? `${error.name} ${frame.trim()}` : error.name;
}
