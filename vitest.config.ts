import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The editor suites need a running VS Code; scripts/test.mjs starts one for them.
    exclude: ['node_modules/**', 'test/editor/**', 'test/trust/**', 'test/sample-app/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
