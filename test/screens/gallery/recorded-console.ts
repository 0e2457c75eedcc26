import { createStore } from 'zustand';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { ConsoleView } from '../../../main/api/console-views.ts';
import type { Zone, ZoneState } from '../../../renderer/parts/zone.ts';
import { makingRows, packagesAnswers } from './console-packages.ts';
import { detailOf } from './country.ts';
import { previewOf } from './country-publication.ts';
import { drawnScans, resultsOf, resultsWordsOf } from './country-results.ts';
import { sumsOf } from './country-sums.ts';

interface Asked {
  readonly station: string;
  readonly sha256: string;
  readonly n: number;
}

/**
 * A console that shows one recorded view and remembers which methods were called.
 * @param answered its answers wait for this
 * @param refused what these methods are refused with
 */
export function recordedConsole(
  view: ConsoleView,
  called: (method: string) => unknown,
  answered: () => Promise<void>,
  refused: Readonly<Record<string, Problem>> = {},
): Zone<unknown, ConsoleView> {
  const answers: Readonly<Record<string, (input: Asked) => unknown>> = {
    ...packagesAnswers,
    // Where nothing came of a making it has no stations.
    'packages.rows': () => (view.packages?.making?.state === 'failed' ? { ...makingRows, packages: [] } : makingRows),
    'station.look': ({ station }) => {
      const row = view.stations.find((one) => one.station === station);
      return row ? ok(detailOf(row)) : err({ code: 'window.not-done' });
    },
    'results.look': ({ station }) => {
      const row = view.stations.find((one) => one.station === station);
      return ok(row === undefined ? null : { results: resultsOf(row), words: resultsWordsOf(['deputies', 'mayor']) });
    },
    'results.scan': ({ station, sha256 }) => {
      const row = view.stations.find((one) => one.station === station);
      const scan = row && drawnScans(row).find(({ image }) => image.sha256 === sha256);
      return scan ? ok(scan.shown()) : err({ code: 'console.no-scan' });
    },
    'results.take': () => ok({ files: 1 }),
    'results.sums': () => sumsOf(view),
    'results.export': () => ok({ files: ['sums-parliament-2025-all-2025-11-30T1540.json'] }),
    'logs.sticks': () => [
      { path: '/media/console/TAANUU-USB', name: 'TAANUU-USB' },
      { path: '/media/console/KINGSTON', name: 'KINGSTON' },
    ],
    'turnout.preview': () => ok(previewOf(view)),
    'turnout.export': () => ok({ files: ['turnout-2025-11-30-1620.csv', 'turnout-2025-11-30-1620.json'] }),
  };
  const group = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, method: string) => async (input: Asked) => {
          called(`${name}.${method}`);
          await answered();
          const problem = refused[`${name}.${method}`];
          if (problem !== undefined) return err(problem);
          return answers[`${name}.${method}`]?.(input) ?? ok(null);
        },
      },
    );
  const client = new Proxy({}, { get: (_, name: string) => group(name) });
  const store = createStore<ZoneState<ConsoleView>>(() => ({ view, connection: { kind: 'open' } }));
  return { store, client, enterCode: async () => undefined };
}
