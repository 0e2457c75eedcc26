import { err } from '../../../../core/problem/result.ts';
import { devicesReady } from '../chores.ts';
import type { DeskClient } from '../desk-client.ts';
import type { Station } from '../station.ts';
import { between, type Step } from './step.ts';

const plain = { copies: false } as const;

/** A retention copy on one of the two sticks. */
const keeping = (place: 0 | 1): Step => ({
  ...{ ...plain, name: 'keeping a copy', by: 'chair', event: 'retention.written' },
  look: async ({ client }, station) => {
    const { media, copies } = await client.retention.copies({});
    const stick = media.find(({ path }) => path === station.sticks[place]);
    const copy = copies.find(({ medium }) => medium === stick?.medium);
    return copy?.missing === 0 ? 'after' : 'before';
  },
  take: ({ client }, station) => client.retention.writeCopy({ target: station.sticks[place] ?? '' }),
});

const TO = 'Жети-Өгүз АШК';

const handingOver: Step = {
  ...{ ...plain, name: 'handing over', by: 'chair', event: 'station.handed-over' },
  look: between('closed', 'handed-over'),
  take: async ({ client }, station) => {
    const { proposed } = await client.handing.act({});
    const items = [...proposed, { kind: 'seal' as const, what: 'seal', number: 'KG-777', count: 1 }];
    return client.handing.handOver({ to: TO, items, approvers: station.two });
  },
};

const act = async ({ client }: DeskClient) => (await client.handing.act({})).act;

/** One of the two numbered copies of the act: what may be out is printed once more under the same number. */
const printing = (copy: 1 | 2): Step => ({
  ...{ ...plain, name: 'printing the act', by: 'chair', event: 'handing.copied' },
  look: async (desk) => ((await act(desk))?.copies[copy - 1] === 'yes' ? 'after' : 'before'),
  take: async (desk) => {
    await devicesReady(desk);
    return desk.client.handing.printCopy({ copy });
  },
});

const ticking: Step = {
  ...{ ...plain, name: 'ticking', by: 'administrator', event: 'handing.checked' },
  look: async (desk) => {
    const told = await act(desk);
    if (!told) return { wrong: 'the act is gone' };
    return told.checked === null ? 'before' : 'after';
  },
  take: async (desk) => {
    const told = await act(desk);
    if (!told) return err({ code: 'station.nothing-to-do' });
    const items = told.items.map(() => ({ condition: 'good' as const, note: null }));
    return desk.client.handing.check({ items });
  },
};

/** Copies, the act in two copies, what the commission ticks, and the copies once more with all of that. */
export const handingSteps: readonly Step[] = [
  ...[keeping(0), keeping(1), handingOver, printing(1), printing(2), ticking, keeping(0), keeping(1)],
];

/** The device is emptied on the commission's order, which lies on a stick. */
export const wiping = (order: string): Step => ({
  ...{ ...plain, again: true, name: 'wiping', by: 'technician', event: 'wipe.begun' },
  look: between('handed-over', 'unprovisioned'),
  take: async (desk: DeskClient, station: Station) => {
    await devicesReady(desk);
    const approvers = [station.credential('technician'), station.credential('administrator')];
    return desk.client.wipe.begin({ path: order, approvers });
  },
});
