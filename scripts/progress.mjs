// Says what is happening, how long it usually takes and how long it took.
const GRACE_MS = 20_000;

/**
 * Runs `work` as a step that the reader can follow.
 * @param title what is happening
 * @param usually how long that was measured to take, such as "20 s"
 */
export async function step(title, usually, work) {
  const started = Date.now();
  console.log(`  …  ${title} (usually ${usually})`);
  const reminder = setInterval(
    () => console.log(`  …  ${title}: still at it after ${since(started)}`),
    GRACE_MS,
  );
  try {
    const result = await work();
    console.log(`  ✓  ${title}: ${since(started)}`);
    return result;
  } catch (error) {
    console.log(`  ✗  ${title}: failed after ${since(started)}`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}

/** Notes a step that had nothing to do. */
export function ready(title) {
  console.log(`  ✓  ${title}: ready`);
}

export function since(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
