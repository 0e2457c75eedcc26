import { defineConfig } from 'vitest/config';
import { foldersInMemory } from './test/in-memory.ts';
import { LongestFirst } from './test/longest-first.ts';

foldersInMemory();

/**
 * Tests that mostly wait: drivers with their deadlines, services of the machine, processes that hang. Beside what computes
 * they would miss their deadlines, and two by two the processor would be idle while they wait.
 */
const waiting = [
  'drivers/**/*.test.ts',
  'main/host/**/*.test.ts',
  'main/link/**/*.test.ts',
  'main/cli/{config,doctor,device-ports}.test.ts',
  'main/cli/replay/**/*.test.ts',
  'main/identification/{pages,finger-search}.test.ts',
  'main/identification/devices/**/*.test.ts',
  'main/ballot/devices/**/*.test.ts',
  'test/faults/doctor*.test.ts',
];
/** What computes among them. */
const computing = [
  'drivers/document/chip/{session,authenticity}.test.ts',
  'drivers/simulator/slip-reader.test.ts',
  'drivers/fingerprint/sbi/codec.test.ts',
];

/** What looks at screens in a browser: the gallery of all screens is built once for them. */
const looking = ['test/screens/{screens,hands}.test.ts', 'test/screens/hands/**/*.test.ts'];

/**
 * Two cores on the reference machine: a worker uses half of one, for whole days of a station and browsers are processes of
 * their own, which it waits for. Every test owns its own folders and ports.
 */
const beside = { maxWorkers: 4, sequence: { groupOrder: 0 } };

/** Unit and property tests stand beside their file; test/ holds what crosses folders. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // How soon something shows is no test's subject unless it says so, and a machine may be busy.
    expect: { poll: { timeout: 20_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'works',
          include: ['{main,renderer,test,tools}/**/*.test.{ts,tsx}', ...computing],
          exclude: [...looking, ...waiting.filter((pattern) => !pattern.startsWith('drivers'))],
          ...beside,
        },
      },
      {
        extends: true,
        test: { name: 'screens', include: looking, globalSetup: 'test/screens/gallery-built.ts', ...beside },
      },
      {
        extends: true,
        // What core remembers is what it has compiled: its files share their workers, and load what they use once.
        test: { name: 'core', include: ['core/**/*.test.ts'], isolate: false, ...beside },
      },
      {
        extends: true,
        test: {
          name: 'waits',
          include: waiting,
          exclude: computing,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
