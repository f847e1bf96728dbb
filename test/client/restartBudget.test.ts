import { describe, expect, it } from 'vitest';
import { RestartBudget } from '../../client/restartBudget.js';

describe('RestartBudget', () => {
  it('allows so many crashes within the window, and no more', () => {
    const budget = new RestartBudget(2, 1000);
    expect([0, 10, 20].map((now) => budget.spend(now))).toEqual([true, true, false]);
  });

  it('forgets crashes that are older than the window', () => {
    const budget = new RestartBudget(2, 1000);
    expect([0, 10, 1000, 1009, 1010].map((now) => budget.spend(now))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('starts anew when it is cleared', () => {
    const budget = new RestartBudget(1, 1000);
    budget.spend(0);
    budget.clear();
    expect(budget.spend(1)).toBe(true);
    expect(budget.spend(2)).toBe(false);
  });
});
