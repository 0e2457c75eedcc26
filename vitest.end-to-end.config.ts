import { defineConfig } from 'vitest/config';

/** Whole kiosks in real browsers, one after the other: they share two cores. */
export default defineConfig({
  test: {
    include: ['test/end-to-end/**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
