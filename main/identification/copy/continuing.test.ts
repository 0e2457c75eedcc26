import { describe, expect, it } from 'vitest';
import { predecessorLines } from '../state/predecessor.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { admit, balance, chair, chairsStick, officer, pseudonym } from './continuing.fixture.ts';

/** A disk that dies in the middle of the day: another kiosk goes on from the chair's stick. */
const day = chairsStick();
const { kiosk, gone, copied, continued } = day;

describe('another kiosk', () => {
  it('goes on where the copy ends: admitted stays admitted, an open slip is asked for, numbers do not meet', async () => {
    const first = await copied();
    const voter = pseudonym(first, 1);
    first.zone.kiosk.record('paper-list.phrase-printed', {}, officer);
    await first.zone.copy.work();
    await first.zone.copy.close();
    // The lag: nobody but the dead disk knows of it.
    admit(first, 3, '0001-1-0003');
    await gone(first);

    const second = await continued();
    const { zone, client } = second;
    expect(zone.sitting.stage).toBe('open');
    expect(zone.kiosk.inForce()?.register.locked).toBe(false);
    expect(zone.reservations.standing(voter)).toMatchObject({ state: 'confirmed' });
    expect(zone.reservations.standing(pseudonym(second, 3))).toBeNull();
    // What became of the slip after the last event that was copied is not known: a person says.
    expect(zone.reservations.resumable('a-0001-1-0002')?.resumed.sent).toBe('maybe');
    expect(zone.copy.view().from).toMatchObject({ device: day.serials[day.devices.device] });
    // The words of its own list are others: it has printed them itself, whatever the old one had told of its own.
    const told = zone.kiosk.db.prepare<[], string>('select type from journal').pluck().all();
    expect(told.filter((type) => type === 'paper-list.phrase-printed')).toHaveLength(1);
    expect(zone.paperRoad.phrasePrinted).toBe(true);
    expect(balance(second)).toBeNull();
    admit(second, 3, '0001-2-0003');
    expect(zone.sitting.counters()).toMatchObject({ confirmed: 2, open: 1 });
    expect(() => admit(second, 1, '0001-2-0004')).toThrow(/UNIQUE/);
    expect(balance(second)).toBeNull();
    const events = zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
    const rebuilt = rebuild(
      events.map((line) => JSON.parse(line)),
      predecessorLines(zone.kiosk.db),
    );
    expect(stateDifferences(zone.kiosk.db, rebuilt)).toEqual([]);
    // New events belong to the sitting that goes on.
    expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({ sitting: '2023-10-08-1' });
    // Only a blank kiosk does.
    expect(await client.copy.predecessors({})).toEqual([]);
  });

  it('is gone on from in its turn: the third knows what the first had done', async () => {
    const first = await copied();
    const voter = pseudonym(first, 1);
    await gone(first);
    const second = await continued('second');
    admit(second, 3, '0001-2-0003');
    await second.zone.copy.work();
    await gone(second);
    const third = await continued('third');
    expect(third.zone.reservations.standing(voter)).toMatchObject({ state: 'confirmed' });
    expect(third.zone.sitting.counters()).toMatchObject({ confirmed: 2, open: 1 });
    expect(balance(third)).toBeNull();
    await third.zone.copy.work();
    expect(third.zone.copy.view()).toMatchObject({ events: 0, problem: null });
  });

  it('does not go on with a wrong code, nor with one person', async () => {
    await gone(await copied());
    const { zone, client } = await kiosk('second');
    await client.access.signIn(chair);
    // Screens ask again before they were answered.
    const [[file]] = await Promise.all([client.copy.predecessors({}), client.copy.predecessors({})]);
    const path = `${file?.folder}/${file?.name}`;
    const wrong = [chair, { person: 'member', code: '000000' }];
    expect(await client.copy.continue({ file: path, approvers: wrong })).toMatchObject({ ok: false });
    expect(await client.copy.continue({ file: path, approvers: [chair] })).toMatchObject({
      error: { code: 'access.approvers-missing' },
    });
    expect(zone.sitting.stage).toBe('ready');
  });
});
