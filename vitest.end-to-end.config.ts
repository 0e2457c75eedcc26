import { defineConfig } from 'vitest/config';
import { foldersInMemory } from './test/in-memory.ts';
import { LongestFirst } from './test/longest-first.ts';

foldersInMemory();

/** What measures in seconds how soon a screen is back (EL-25): beside another kiosk it would measure that one too. */
const timed = 'test/end-to-end/windows.e2e.ts';

/** Whole kiosks in real browsers: two side by side on two cores, for much of their time is waiting. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    globalSetup: 'test/end-to-end/kit/built.ts',
    projects: [
      { extends: true, test: { name: 'alone', include: [timed], maxWorkers: 1, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'beside',
          include: ['test/end-to-end/**/*.e2e.ts'],
          exclude: [timed],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
