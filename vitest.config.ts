import { defineConfig } from 'vitest/config';

/** Unit and property tests stand beside their file; test/ holds what crosses folders. */
export default defineConfig({
  test: {
    include: ['{core,drivers,main,renderer,test,tools}/**/*.test.{ts,tsx}'],
    // Two cores on the reference machine; every test owns its own folders and ports.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
