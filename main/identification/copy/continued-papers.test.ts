import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openKeys } from '../../access/keys.ts';
import { phraseOf } from '../../access/keys-phrase.ts';
import { atDesk } from '../../package/package.fixture.ts';
import { chairsStick, type Kiosk, officer } from './continuing.fixture.ts';
import { paperRoadKeyName } from './keys.ts';

/** What the old kiosk had printed or owed, as the one that goes on knows it. */
const day = chairsStick();
const { gone, copied, continued, printed } = day;

describe('the papers of a kiosk that went on', () => {
  it('prints the slip of a standstill that began at the old kiosk, and what cannot be drawn stops nothing', async () => {
    const first = await copied();
    const approvers = [...atDesk];
    await first.zone.slipCopies.stop();
    expect(await first.client.station.suspend({ reason: 'Жарык жок', approvers })).toMatchObject({ ok: true });
    expect(first.zone.slipCopies.view()).toHaveLength(1);
    await first.zone.copy.work();
    await gone(first);

    const { zone, client } = await continued();
    printed.length = 0;
    expect(zone.slipCopies.view()).toEqual([]);
    expect(await client.station.resume({ reason: 'Жарык келди', approvers })).toMatchObject({ ok: true });
    await zone.slipCopies.idle();
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain('Жарык жок');

    // No order of events comes to this (day-fold.test.ts): a table that somebody has reached into.
    const warned: Error[] = [];
    vi.spyOn(process, 'emitWarning').mockImplementation((told) => void warned.push(told as Error));
    zone.kiosk.db.prepare('update slip_series set left_at = null, stills = 0').run();
    zone.kiosk.db.prepare("update slip_copy set state = 'waiting'").run();
    zone.slipCopies.start();
    await zone.slipCopies.idle();
    vi.restoreAllMocks();
    expect(warned).toMatchObject([{ message: 'a slip of no standstill' }]);
    expect(zone.slipCopies.view()[0]).toMatchObject({ state: 'waiting', problem: { code: 'day.copy-not-drawn' } });
    expect(printed).toHaveLength(1);
  });

  it('has words of its own in the sealed envelope, and prints them at once', async () => {
    const first = await copied();
    await first.client.copy.printPhrase({});
    await first.zone.copy.work();
    await gone(first);
    printed.length = 0;
    const { zone } = await continued();
    expect(printed).toHaveLength(1);
    expect(zone.paperRoad.view().phrase).toBe(true);
    const keys = await openKeys(join(day.station.dir, 'second'));
    if (!keys.ok) throw new Error(keys.error.code);
    const secret = keys.value.databaseKey(paperRoadKeyName('probe', 'laboratory'));
    for (const word of phraseOf(secret, '2023-10-08-1')) expect(printed[0]).toContain(word);
  });

  it('has the acts of the old one under their own numbers, and its next is no other’s', async () => {
    const first = await copied();
    const refused = ({ zone }: Kiosk, attempt: string) =>
      zone.kiosk.record('attempt.ended', { attempt, outcome: 'not-identified', reason: 'not-identified' }, officer);
    const act = (of: string) => ({ kind: 'not-identified', of, words: null, on: 'slip' }) as const;
    for (const attempt of ['n1', 'n2', 'n3', 'n4']) refused(first, attempt);
    await first.client.acts.draw(act('n1'));
    await first.zone.copy.work();
    await first.zone.copy.close();
    // The lag: an act and its paper that the copy does not know.
    await first.client.acts.draw(act('n2'));
    await gone(first);

    const { client } = await continued();
    const before = await client.acts.overview({});
    expect(before.due.map(({ of }) => of)).toEqual(['n2', 'n3', 'n4']);
    expect(before.drawn).toMatchObject([{ number: 1, shown: '0001-1/1', copies: 1, out: 'yes' }]);
    printed.length = 0;
    await client.acts.draw(act('n3'));
    await client.acts.print({ number: 1, on: 'slip' });
    expect((await client.acts.overview({})).drawn).toMatchObject([
      { number: 2, shown: '0001-2/2' },
      { number: 1, shown: '0001-1/1', copies: 2 },
    ]);
    expect(printed.map((svg) => /0001-\d+\/\d+/.exec(svg)?.[0])).toEqual(['0001-2/2', '0001-1/1']);
  });
});
