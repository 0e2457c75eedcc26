import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { err, ok } from '../../core/problem/result.ts';
import type { DeskView } from '../api/views.ts';
import { codes, credentials } from '../package/package.fixture.ts';
import { atDesk, image, records, served } from './served.fixture.ts';

let station: Awaited<ReturnType<typeof served>>;
beforeEach(async () => {
  station = await served({ ...defaultPolicy, sameFinger: { enabled: false, threshold: 65 } });
});
afterEach(() => station.close());

const view = () => station.zone.projection.view('officer') as DeskView;
const until = (step: string) =>
  expect.poll(() => station.zone.way.step.at, { timeout: 20_000, interval: 20 }).toBe(step);

/** Admits the n-th record by the touch of a person; her receipt. */
async function admit(n: 1 | 2, person: 'asel' | 'bermet'): Promise<string> {
  const { zone, client, onGlass } = station;
  onGlass.push(image(person, 2, 2));
  expect(await client.voter.find({ text: records[n - 1]?.pin ?? '' })).toEqual(ok(null));
  await until('admitted');
  const { step } = zone.way;
  await client.voter.finish({});
  return step.at === 'admitted' ? (step.receipts[0] ?? '') : '';
}

describe('whose admission a receipt names', () => {
  it('is told to those who are to undo it, as long as it stands', async () => {
    const receipt = await admit(2, 'bermet');
    const { client } = station;
    const { at } = view().lastAdmitted ?? {};
    expect(await client.reservation.admitted({ receipt })).toEqual(
      ok({
        voter: { surname: 'Бермет', given: 'Айгүл', patronymic: null, number: 2 },
        receipts: [receipt],
        at,
      }),
    );
    const wrong = (number: string) => err({ code: 'station.wrong-receipt', params: { receipt: number } });
    expect(await client.reservation.admitted({ receipt: '0001-1-9999' })).toEqual(wrong('0001-1-9999'));
    expect(await client.reservation.undo({ receipt, reason: 'another person', approvers: [...credentials] })).toEqual(
      ok(null),
    );
    expect(await client.reservation.admitted({ receipt })).toEqual(wrong(receipt));
  });

  it('is told by nobody while the list is locked: two persons would decide about a number alone', async () => {
    const receipt = await admit(1, 'asel');
    const force = station.zone.kiosk.inForce();
    if (force === null) throw new Error('nothing is in force');
    const locked = vi.spyOn(force.register, 'locked', 'get' as never).mockReturnValue(true as never);
    expect(await station.client.reservation.admitted({ receipt })).toEqual(err({ code: 'station.locked' }));
    locked.mockRestore();
  });
});

describe('the admission that was shown last', () => {
  it('stays on the idle screen without a name until somebody else is served', async () => {
    expect(view().lastAdmitted).toBeNull();
    const receipt = await admit(1, 'asel');
    expect(view()).toMatchObject({ step: { at: 'idle' }, voter: null, lastAdmitted: { receipts: [receipt] } });
    expect(JSON.stringify(view().lastAdmitted)).not.toContain('Тестова');
    await station.client.voter.find({ text: records[1]?.pin ?? '' });
    expect(view().lastAdmitted).toBeNull();
  });

  it('goes when it is undone, and with the officer', async () => {
    const receipt = await admit(1, 'asel');
    await station.client.reservation.undo({ receipt, reason: 'another person', approvers: [...credentials] });
    expect(view().lastAdmitted).toBeNull();
    await admit(2, 'bermet');
    await station.client.access.signIn({ person: 'chair', code: codes.chair });
    expect(view().lastAdmitted).toBeNull();
    const [officer] = atDesk;
    if (officer) await station.client.access.signIn(officer);
    expect([view().person?.role, view().lastAdmitted]).toEqual(['officer', null]);
  });

  it('goes with the officer also while its verdict still stands before her', async () => {
    const { zone, client, onGlass } = station;
    onGlass.push(image('bermet', 2, 2));
    await client.voter.find({ text: records[1]?.pin ?? '' });
    await until('admitted');
    // At once: a code takes longer than the verdict stands.
    zone.desk.signOut('asked');
    expect(zone.way.step.at).toBe('idle');
    const [officer] = atDesk;
    if (officer) await client.access.signIn(officer);
    expect([view().person?.role, view().lastAdmitted]).toEqual(['officer', null]);
  });

  it('is nobody else’s', async () => {
    await admit(1, 'asel');
    const { way, kiosk } = station.zone;
    const admission = kiosk.db.prepare('select admission from admission').pluck().get();
    expect([way.lastAdmitted('officer'), way.lastAdmitted('member')]).toEqual([admission, null]);
  });
});
