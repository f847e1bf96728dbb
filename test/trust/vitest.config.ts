import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/trust/**/*.test.ts'],
    // Memory and processes are watched, so nothing else runs beside.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
