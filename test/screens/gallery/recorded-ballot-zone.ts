import { createStore } from 'zustand';
import { ok } from '../../../core/problem/result.ts';
import type { BallotDeskView, BoxView } from '../../../main/api/ballot-views.ts';
import type { Zone, ZoneState } from '../../../renderer/parts/zone.ts';
import { printedPage, undecided } from './ballot-papers.ts';

/** What the recorded ballot zone answers where an answer has content; everything else is done and changes nothing. */
const answers: Readonly<Record<string, (input: never) => unknown>> = {
  'adjudication.next': () => ok(undecided(true)),
  'results.export': () => ok({ files }),
  'proof.page': (input: Parameters<typeof printedPage>[0]) => ok({ picture: printedPage(input) }),
};
const files = ['protocols', 'results-1500-100', 'cast-votes-1500-103', 'totals', 'sealed', 'journal'].map(
  (kind) => `taanuu-ballots-saruu-2023-0001-${kind}.taanuu`,
);

/**
 * A ballot zone that shows one recorded view and remembers which methods were called.
 * @param answered its answers wait for this
 */
export function recordedBallotZone(
  view: BoxView | BallotDeskView,
  called: (method: string) => unknown,
  answered: () => Promise<void>,
): Zone<unknown, BoxView | BallotDeskView> {
  const group = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, method: string) => async (input: never) => {
          called(`${name}.${method}`);
          await answered();
          return answers[`${name}.${method}`]?.(input) ?? ok(null);
        },
      },
    );
  const client = new Proxy({}, { get: (_, name: string) => group(name) });
  const store = createStore<ZoneState<BoxView | BallotDeskView>>(() => ({ view, connection: { kind: 'open' } }));
  return { store, client, enterCode: async () => undefined };
}
