import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '../../core/problem/result.ts';
import type { DeskView } from '../api/views.ts';
import {
  codes,
  credentials,
  makeStation,
  otherCode,
  peopleWith,
  type Station,
  voter,
  voters,
} from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

/** Shifts of a real zone: who comes, who goes, and what lies in the tray for whom. */
let station: Station;
let zone: Zone;
let client: Awaited<ReturnType<typeof zoneOf>>['client'];
let printed: string[];
const code = (person: string) => ({ person, code: otherCode });

beforeEach(async () => {
  station = await makeStation();
  const { path } = await station.write('a.taanuu', {
    people: await peopleWith({ 'officer-1': 'officer', 'officer-2': 'officer' }),
    records: [...voters, voter(7)],
  });
  ({ zone, client } = await zoneOf(station, path));
  printed = [];
  zone.devices.print = async (svg) => {
    printed.push(svg);
    return ok(null);
  };
  zone.sitting.open(['chair', 'member'], { role: 'chair', person: 'chair' });
  await zone.unlocking.unlock(credentials, { role: 'chair', person: 'chair' });
  expect(await client.access.signIn(code('officer-1'))).toEqual(ok(null));
}, 60_000);
afterEach(async () => {
  await zone.stop();
  station.remove();
});

const bodies = (type: string) =>
  zone.kiosk.db
    .prepare<[string], string>('select line from journal where type = ? order by seq')
    .pluck()
    .all(type)
    .map((line) => (JSON.parse(line) as { readonly body: Record<string, unknown> }).body);
const view = () => zone.projection.view('officer') as DeskView;
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
const refuse = async (pin: string): Promise<void> => {
  await client.voter.find({ text: pin });
  await soon(() => view().step.at).toBe('refused');
  await client.voter.finish({});
};

describe('the next operator', () => {
  it('takes over while the one before is signed in, who gets her own totals on her slip', async () => {
    await refuse('20101199900999');
    expect(await client.access.takeOver(code('officer-2'))).toEqual(ok(null));
    expect(view().person?.id).toBe('officer-2');
    expect(bodies('shift.ended')).toMatchObject([
      { person: 'officer-1', shift: 1, why: 'taken-over', confirmed: 0, refused: { 'not-in-list': 1 } },
    ]);
    expect(bodies('person.signed-out')).toMatchObject([{ person: 'officer-1', why: 'replaced' }]);
    await soon(() => bodies('paper.ended')).toMatchObject([{ out: 'yes' }]);
    expect(bodies('paper.handed')).toMatchObject([{ paper: 'shift', number: 1, copy: 1 }]);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain('officer-1');
    expect(view().shifts).toMatchObject([
      { number: 1, person: 'officer-1', slip: 'yes' },
      { number: 2, person: 'officer-2', until: null },
    ]);
  });

  it('leaves a slip that the full disk has refused owed, and stops nothing by it', async () => {
    const record = zone.kiosk.record.bind(zone.kiosk);
    const full = vi.spyOn(zone.kiosk, 'record').mockImplementation((type, ...rest) => {
      if (type === 'paper.handed') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      return record(type, ...rest);
    });
    expect(await client.access.takeOver(code('officer-2'))).toEqual(ok(null));
    await expect(zone.shifts.printEnded()).resolves.toBeUndefined();
    full.mockRestore();
    expect(zone.shifts.problem).toEqual({ code: 'station.shift-slip', params: { shift: 1 } });
    await zone.shifts.printEnded();
    expect(printed).toHaveLength(1);
    expect(zone.shifts.problem).toBeNull();
  });

  it('is another operator of this station with the right code', async () => {
    for (const person of ['officer-1', 'chair', 'nobody']) {
      expect(await client.access.takeOver(code(person)), person).toEqual(err({ code: 'access.next-operator' }));
    }
    expect(await client.access.takeOver({ person: 'officer-2', code: '1' })).toMatchObject({
      error: { code: 'access.wrong-code' },
    });
    expect(view().person?.id).toBe('officer-1');
    expect(bodies('shift.ended')).toEqual([]);
  });

  it('never comes between a voter and her officer, also when the voter comes while the code is checked', async () => {
    await client.voter.find({ text: voter(7).pin });
    expect(await client.access.takeOver(code('officer-2'))).toMatchObject({
      error: { code: 'station.voter-in-progress' },
    });
    await client.voter.cancel({});
    await soon(() => view().step.at).toMatch(/idle|refused/);
    if (view().step.at === 'refused') await client.voter.finish({});
    const asked = client.access.takeOver(code('officer-2'));
    await client.voter.find({ text: voter(7).pin });
    expect(await asked).toMatchObject({ error: { code: 'station.voter-in-progress' } });
    expect(view().person?.id).toBe('officer-1');
  });

  it('is also who signs in after the one before has left; the chair at the desk ends no shift', async () => {
    await client.access.signOut({});
    await client.access.signIn({ person: 'chair', code: codes.chair });
    await client.access.signIn(code('officer-1'));
    expect(bodies('shift.ended')).toEqual([]);
    await client.access.signOut({});
    await client.access.signIn(code('officer-2'));
    expect(bodies('shift.ended')).toMatchObject([{ person: 'officer-1', why: 'taken-over' }]);
  });
});

describe('the slip of a shift', () => {
  it.each([
    ['did not come out', { sent: 'nothing-sent', problem: { code: 'device.paper-out' } }],
    ['came out torn, for all anybody knows,', { sent: 'maybe-printed', problem: { code: 'device.print-unconfirmed' } }],
  ] as const)('that %s is told on every screen until it does', async (_, failure) => {
    zone.devices.print = async () => err(failure);
    await client.access.takeOver(code('officer-2'));
    const told = () => view().station.problems.map(({ code: problem }) => problem);
    await soon(told).toContain('station.shift-slip');
    zone.devices.print = async () => ok(null);
    expect(await client.shift.print({ shift: 1 })).toEqual(ok(null));
    expect(told()).not.toContain('station.shift-slip');
    expect(bodies('paper.handed')).toMatchObject([{ copy: 1 }, { copy: 2 }]);
    expect(await client.shift.print({ shift: 2 })).toMatchObject({ error: { code: 'station.nothing-to-do' } });
  });

  it('of the last operator comes after the commit of the close, and a close that is refused prints nothing', async () => {
    const inside: boolean[] = [];
    zone.devices.print = async () => {
      inside.push(zone.kiosk.db.inTransaction);
      return ok(null);
    };
    await client.access.signIn({ person: 'chair', code: codes.chair });
    expect(await client.station.finish({})).toEqual(ok(null));
    const refusing = vi.spyOn(zone.daySlips, 'totals').mockImplementation(() => {
      throw new Error('refused');
    });
    await expect(client.station.close({ approvers: [...credentials] })).rejects.toThrow();
    refusing.mockRestore();
    expect([inside, bodies('shift.ended'), bodies('paper.handed')]).toEqual([[], [], []]);
    expect(zone.shifts.all).toMatchObject([{ person: 'officer-1', until: null }]);

    expect(await client.station.close({ approvers: [...credentials] })).toEqual(ok(null));
    expect(bodies('shift.ended')).toMatchObject([{ person: 'officer-1', why: 'closed' }]);
    await soon(() => bodies('paper.ended')).toHaveLength(1);
    await zone.slipCopies.idle();
    expect(new Set(inside)).toEqual(new Set([false]));
    expect(zone.shifts.all).toMatchObject([{ slip: { copies: 1, out: 'yes' } }]);
  });
});
