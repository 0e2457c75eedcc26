import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../core/problem/result.ts';
import { mayCall } from '../../access/table.ts';
import type { Stage } from '../../api/views.ts';
import { atDesk, credentials } from '../../package/package.fixture.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { chair, chairsStick, officer } from './continuing.fixture.ts';

/** The old kiosk is back while another has gone on with its sitting. */
const day = chairsStick();
const { kiosk, gone, copied, continued, printed } = day;

/** Totals of a close, which nothing here looks at. */
const closing = {
  ...{ reserved: 1, confirmed: 1, released: 0, undone: 0, firstPrints: 1, reprints: 0 },
  ...{ byModality: {}, refused: {}, approvers: ['chair', 'member'] },
};

describe('the old kiosk', () => {
  it('that comes back stands still and says who goes on with its sitting', async () => {
    await gone(await copied());
    const second = await continued();
    const { device } = second.zone.kiosk;
    await gone(second);
    const back = await kiosk('device');
    await back.zone.copy.work();
    await back.zone.copy.work();
    expect(back.zone.sitting.stage).toBe('suspended');
    expect(back.zone.problems()).toContainEqual({
      code: 'copy.continued-elsewhere',
      params: { device: day.serials[device] },
    });
    await gone(back);
    // Told once in the journal, and at every start on the screen.
    const again = await kiosk('device', []);
    expect(again.zone.problems()).toContainEqual({
      code: 'copy.continued-elsewhere',
      params: { device: day.serials[device] },
    });
    const told = again.zone.kiosk.db
      .prepare("select count(*) from journal where type = 'copy.superseded'")
      .pluck()
      .get();
    expect(told).toBe(1);
  });

  it('is told also where a stop came before the word was left on the day.stick, and on another stick', async () => {
    await gone(await copied());
    await gone(await continued());
    const mark = readdirSync(day.stick).find((one) => one.endsWith('.continued')) ?? '';
    rmSync(join(day.stick, mark));
    const again = await kiosk('second');
    await again.zone.continuing.remind();
    expect(readdirSync(day.stick)).toContain(mark);
    // What no kiosk has signed is no word.
    writeFileSync(join(day.stick, mark), 'whatever');
    await again.zone.continuing.remind();
    await gone(again);
    const back = await kiosk('device');
    await back.zone.copy.work();
    await back.zone.copy.work();
    expect(back.zone.sitting.stage).toBe('suspended');
  });

  it('that serves again by decision says on every screen and slip beside whom, until the papers were compared', async () => {
    await gone(await copied());
    const second = await continued();
    const { device } = second.zone.kiosk;
    await gone(second);
    const back = await kiosk('device');
    const { zone, client } = back;
    await zone.copy.work();
    await zone.copy.work();
    const events = () => [...zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all()];
    const told = (type: string) =>
      events()
        .map((line) => JSON.parse(line))
        .filter((event) => event.type === type);
    await client.access.signIn(chair);
    const found = { reason: 'эч ким эки жолу өткөн эмес', approvers: [...credentials] };
    expect(await client.copy.reconcile(found)).toEqual(err({ code: 'station.nothing-to-do' }));
    printed.length = 0;
    expect(await client.station.resume({ reason: 'экинчиси бузулду', approvers: [...atDesk] })).toEqual(ok(null));
    await zone.slipCopies.idle();
    expect(told('copy.served-beside')).toMatchObject([{ sitting: '2023-10-08-1', body: { device, by: 'resumed' } }]);
    expect(zone.problems()).toContainEqual({
      code: 'copy.served-beside',
      params: { device: day.serials[device], time: expect.stringMatching(/^\d\d:\d\d$/) },
    });
    expect(zone.problems().some(({ code }) => code === 'copy.continued-elsewhere')).toBe(false);
    expect(zone.copy.view().beside).toBe(day.serials[device]);
    // Screens and papers call a kiosk by what stands on its plate, this one and the other.
    expect(printed[0]).toContain(`>${day.serials[device]}<`);
    expect(printed[0]).toContain(`${day.serials[day.devices.device]} · ${day.devices.device}`);
    expect(printed[0]).not.toContain(device);
    // Nobody compares papers while people are served; and the word outlasts a stop.
    const may = (stage: Stage) => mayCall('copy.reconcile', { window: 'officer', role: 'chair', stage });
    expect([may('open'), may('finishing'), may('suspended'), may('closed')]).toEqual([false, false, true, true]);
    expect(zone.daySlips.totals('2023-10-08-1').beside).toBe(1);
    expect(await client.station.suspend({ reason: 'салыштыруу', approvers: [...atDesk] })).toEqual(ok(null));
    await zone.slipCopies.idle();
    expect(told('slip.copies-asked').at(-1).body.totals.beside).toBe(1);
    const due = async () => (await client.acts.overview({})).due.filter(({ kind }) => kind === 'served-beside');
    expect(await due()).toMatchObject([{ facts: { beside: day.serials[device], until: null } }]);
    expect(await client.copy.reconcile({ ...found, approvers: [chair] })).toMatchObject({ ok: false });
    expect(await client.copy.reconcile(found)).toEqual(ok(null));
    expect(told('copy.reconciled')).toMatchObject([{ body: { device, reason: found.reason } }]);
    expect(zone.problems()).toContainEqual({
      code: 'copy.continued-elsewhere',
      params: { device: day.serials[device] },
    });
    expect(zone.copy.view().beside).toBeNull();
    expect(await due()).toMatchObject([
      { facts: { beside: day.serials[device], until: {}, reason: { ky: found.reason } } },
    ]);
    expect(zone.daySlips.totals('2023-10-08-1')).not.toHaveProperty('beside');
    // Who serves once more after it has papers that nobody has compared.
    expect(await client.station.resume({ reason: 'дагы бир жолу', approvers: [...atDesk] })).toEqual(ok(null));
    await zone.slipCopies.idle();
    expect(zone.copy.view().beside).toBe(day.serials[device]);
    // After the close of the sitting the comparison is the last word about it.
    zone.kiosk.record('sitting.closed', closing, officer);
    expect(await client.copy.reconcile(found)).toEqual(ok(null));
    expect(zone.problems().some(({ code }) => code.startsWith('copy.'))).toBe(false);
    await zone.copy.work();
    expect(told('copy.superseded')).toHaveLength(1);
    const rebuilt = rebuild(events().map((line) => JSON.parse(line)));
    expect(stateDifferences(zone.kiosk.db, rebuilt)).toEqual([]);
  });

  it('has a next sitting of its own: whoever makes it ready after the close ends what was said of the one before', async () => {
    await gone(await copied());
    const second = await continued();
    const { device } = second.zone.kiosk;
    await gone(second);
    const elsewhere = { code: 'copy.continued-elsewhere', params: { device: day.serials[device] } };
    const back = await kiosk('device');
    await back.zone.copy.work();
    await back.zone.copy.work();
    const { kiosk: own } = back.zone;
    own.record('sitting.closed', closing, officer);
    expect(back.zone.problems()).toContainEqual(elsewhere);
    own.record('sitting.prepared', { sitting: '2023-10-22-2', kind: 'repeat', date: '2023-10-22' }, officer);
    expect(back.zone.problems()).not.toContainEqual(elsewhere);
    await gone(back);

    // The stick still says what was told once.
    const again = await kiosk('device');
    await again.zone.copy.work();
    await again.zone.copy.work();
    expect(again.zone.copy.view()).toMatchObject({ events: 0, problem: null });
    expect(again.zone.problems()).not.toContainEqual(elsewhere);
    await again.client.access.signIn(chair);
    expect(await again.client.station.open({ approvers: [...credentials] })).toEqual(ok(null));
    const count = (type: string) =>
      again.zone.kiosk.db.prepare('select count(*) from journal where type = ?').pluck().get(type);
    expect([count('copy.superseded'), count('copy.served-beside')]).toEqual([1, 0]);
    const events = again.zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
    expect(stateDifferences(again.zone.kiosk.db, rebuild(events.map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('that never served again, or whose papers were compared before the close, is done with it after the close', async () => {
    await gone(await copied());
    const second = await continued();
    const { device } = second.zone.kiosk;
    await gone(second);
    const { zone, client } = await kiosk('device');
    await zone.copy.work();
    await zone.copy.work();
    expect(zone.copy.view().beside).toBeNull();
    zone.kiosk.record('sitting.closed', closing, officer);
    expect(zone.copy.view().beside).toBe(day.serials[device]);
    await client.access.signIn(chair);
    const found = { reason: 'эч ким эки жолу өткөн эмес', approvers: [...credentials] };
    expect(await client.copy.reconcile(found)).toEqual(ok(null));
    expect(zone.copy.view().beside).toBeNull();
    expect(zone.problems().some(({ code }) => code.startsWith('copy.'))).toBe(false);
    expect(await client.copy.reconcile(found)).toEqual(err({ code: 'station.nothing-to-do' }));
  });

  it('that finds the word only in its next sitting goes on with that one: the other kiosk has the one before', async () => {
    await gone(await copied());
    await gone(await continued());
    // Repaired, and without the stick.
    const alone = await kiosk('device', []);
    alone.zone.kiosk.record('sitting.closed', closing, officer);
    const next = { sitting: '2023-10-22-2', kind: 'repeat', date: '2023-10-22' } as const;
    alone.zone.kiosk.record('sitting.prepared', next, officer);
    await gone(alone);

    const { zone, client } = await kiosk('device');
    await zone.copy.work();
    await zone.copy.work();
    await client.access.signIn(chair);
    expect(await client.station.open({ approvers: [...credentials] })).toEqual(ok(null));
    await zone.copy.work();
    const elsewhere = zone.problems().filter(({ code }) => code === 'copy.continued-elsewhere');
    const count = (type: string) =>
      zone.kiosk.db.prepare('select count(*) from journal where type = ?').pluck().get(type);
    expect([zone.sitting.stage, elsewhere]).toEqual(['open', []]);
    // The journal has the word all the same: whom the other one admitted in the sitting before it does not say.
    expect([count('copy.superseded'), count('copy.served-beside')]).toEqual([1, 0]);
    const events = zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
    expect(stateDifferences(zone.kiosk.db, rebuild(events.map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('believes no word that no kiosk of the package has signed', async () => {
    const first = await copied();
    await gone(first);
    const name = readdirSync(day.stick).find((one) => one.endsWith('.taanuu-copy')) ?? '';
    writeFileSync(join(day.stick, `${name}.continued`), '{"type":"copy.continued"}');
    const back = await kiosk('device');
    await back.zone.copy.work();
    expect(back.zone.sitting.stage).toBe('open');
  });
});
