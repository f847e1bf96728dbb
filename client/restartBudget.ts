/** How often a crashed server may be started again before something must be wrong for good. */
export class RestartBudget {
  private crashes: readonly number[] = [];

  constructor(
    private readonly allowed: number,
    private readonly windowMs: number,
  ) {}

  /** Counts a crash at `now` (milliseconds). Returns whether another start is reasonable. */
  spend(now: number): boolean {
    this.crashes = [...this.crashes.filter((crash) => now - crash < this.windowMs), now];
    return this.crashes.length <= this.allowed;
  }

  clear(): void {
    this.crashes = [];
  }
}
