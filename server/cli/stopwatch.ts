/** Measures how long the parts of a run take. */
export class Stopwatch {
  private readonly parts = new Map<string, number>();

  async time<T>(part: string, act: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await act();
    } finally {
      this.parts.set(part, (this.parts.get(part) ?? 0) + performance.now() - started);
    }
  }

  /** `finding files 12 ms, judging 80 ms`. */
  toString(): string {
    return Array.from(this.parts, ([part, milliseconds]) => `${part} ${Math.round(milliseconds)} ms`).join(
      ', ',
    );
  }
}
