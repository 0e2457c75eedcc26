import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import type { IntoLink } from '../../../core/network/link.ts';
import { voter } from '../../package/package.fixture.ts';
import type { FromKilled, KilledZone, ToKilled } from './killed-zone.fixture.ts';
import { officer } from './station.fixture.ts';
import { twoStations } from './two-stations.fixture.ts';

/** A kiosk that is killed anywhere around a voter's lock: real process, real hub. The voter is never locked for good. */
let made: Awaited<ReturnType<typeof twoStations>>;
let remote: Awaited<ReturnType<typeof made.start>>;
beforeAll(async () => {
  made = await twoStations({
    policy: { remote: { basis: 'open', sameConstituency: 'refuse' } },
    remote: [1, 2, 3, 4].map((n) => voter(n)),
  });
  remote = await made.start('remote');
  await made.locksOpen();
  await remote.client.sheet.load({ sheets: 10 });
}, 60_000);
afterEach(() => made.stop('device'));
afterAll(() => made.close());

/** The home station's kiosk as a process of its own, linked with the hub. */
async function kiosk(trap: string | null) {
  const given: KilledZone = {
    ...{ dir: made.station.dir, trap, stateDir: join(made.station.dir, 'device'), file: made.files['0001'] },
  };
  const child = fork(new URL('./killed-zone.fixture.ts', import.meta.url), [JSON.stringify(given)], { execArgv: [] });
  const line = made.lan.line('device');
  let told: (step: string | null) => void = () => {};
  const ready = new Promise<void>((resolve) => {
    child.on('message', (said: FromKilled) => {
      if ('link' in said) line.throughLink(said.link as IntoLink);
      else if (said.at === 'ready') resolve();
      else told(said.step);
    });
  });
  line.onLink((message) => void (child.connected && child.send({ link: message })));
  await ready;
  made.lan.linkUp('device');
  const gone = once(child, 'exit').then(async () => {
    told(null);
    await made.lan.linkDown('device');
  });
  return {
    gone,
    /** What became of it; null: the kiosk died of it. */
    ask: (what: ToKilled) =>
      new Promise<string | null>((resolve) => {
        told = resolve;
        child.send(what);
      }),
  };
}

const isLocked = async (n: number): Promise<boolean> => (await made.lockOwner('remote', n)) !== null;

/** What the journal of the kiosk, started again, tells of a voter. */
const typesOf = (events: readonly JournalEvent[], n: number) =>
  events.filter(({ body }) => 'voter' in body && body.voter === remote.pseudonym(n)).map(({ type }) => type);

describe('a kiosk that is killed', { timeout: 60_000 }, () => {
  it.each([
    // Dies before it writes; the voter; what it had written of her; whether the hub has given her lock by then.
    ['lock.asked', 1, [], false],
    ['lock.taken', 2, ['lock.asked'], true],
    ['admission.reserved', 3, ['lock.asked', 'lock.taken'], true],
  ])(
    'before %s gives the lock back when it is there again, and the voter is served elsewhere',
    async (trap, n, written, held) => {
      const { ask, gone } = await kiosk(trap);
      // The link comes up while she is identified; without it nobody is asked.
      await expect.poll(() => ask({ linked: true }), { timeout: 20_000 }).toBe('linked');
      expect(await ask({ serve: voter(n).pin })).toBeNull();
      await gone;
      expect(await isLocked(n)).toBe(held);
      const home = await made.start('device');
      expect(typesOf(home.events(), n)).toEqual(written);
      await made.link('device');
      await made.soon(async () => [await isLocked(n), made.owed('device')]).toEqual([false, 0]);
      await made.link('remote');
      expect(await remote.serve(n)).toBeNull();
      expect(await home.serve(n)).toMatchObject({ reason: expect.stringMatching(/^(locked|voted)-elsewhere$/) });
      home.rebuilt();
    },
  );

  it('before the receipt keeps the lock: her reservation stands, and is ended by persons', async () => {
    const { ask, gone } = await kiosk('print.handed');
    await expect.poll(() => ask({ linked: true }), { timeout: 20_000 }).toBe('linked');
    expect(await ask({ serve: voter(4).pin })).toBeNull();
    await gone;
    const home = await made.start('device');
    await made.link('device');
    await made.seconds(5);
    expect(await isLocked(4)).toBe(true);
    const admission = home.zone.kiosk.db.prepare<[], string>('select admission from admission').pluck().get() ?? '';
    const released = home.zone.reservations.release({ admission, reason: 'went away', approvers: [] }, officer);
    expect(released.ok).toBe(true);
    await made.soon(() => isLocked(4)).toBe(false);
  });

  it('before it has written that the lock is given back asks once more, and is told that it holds nothing', async () => {
    const { ask, gone } = await kiosk('lock.released');
    await expect.poll(() => ask({ linked: true }), { timeout: 20_000 }).toBe('linked');
    expect(await ask({ serve: voter(5).pin })).toBe('admitted');
    expect(await ask({ undo: true })).toBe('undone');
    await gone;
    const home = await made.start('device');
    await made.link('device');
    await made.soon(() => typesOf(home.events(), 5).at(-1)).toBe('lock.released');
    expect(await isLocked(5)).toBe(false);
    expect(await home.serve(5)).toBeNull();
  });
});
