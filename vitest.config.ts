import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The editor suites need a running VS Code and the Swift ones a compiler: scripts/test.mjs brings both.
    exclude: ['editor', 'swift', 'trust', 'sample-app'].map((name) => `test/${name}/**`),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
