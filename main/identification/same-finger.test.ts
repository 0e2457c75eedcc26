import { afterEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { encodeTemplate, extract } from '../../core/fingerprint/fingerprint.ts';
import { ok } from '../../core/problem/result.ts';
import type { FingerImage } from '../../drivers/device.ts';
import type { DeskView } from '../api/views.ts';
import { codes, credentials } from '../package/package.fixture.ts';
import { SameFinger } from './same-finger.ts';
import { image, records, served } from './served.fixture.ts';

let station: Awaited<ReturnType<typeof served>>;
const begin = async (sameFinger: Policy['sameFinger']): Promise<void> => {
  station = await served({ ...defaultPolicy, sameFinger });
};
afterEach(() => station.close());

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
const alerts = () => station.told('admission.same-finger');

/** Admits the n-th record by these touches. */
async function admit(n: number, ...touches: FingerImage[]): Promise<string> {
  const { zone, client, onGlass } = station;
  onGlass.push(...touches);
  expect(await client.voter.find({ text: records[n - 1]?.pin ?? '' })).toEqual(ok(null));
  await soon(() => zone.way.step.at).toBe('admitted');
  const { step } = zone.way;
  await client.voter.finish({});
  return step.at === 'admitted' ? (step.receipts[0] ?? '') : '';
}

describe('the same finger under two names', () => {
  it('is told with both receipts where the policy asks for it, and stops nobody', async () => {
    await begin({ enabled: true, threshold: 65 });
    const first = await admit(1, image('asel', 2, 2));
    await admit(2, image('bermet', 2, 2));
    const second = await admit(3, image('asel', 2, 3));
    await admit(4, image('chynara', 2, 2));
    await soon(alerts).toEqual([{ receipt: second, earlier: first, level: expect.any(Number) }]);
    expect((alerts()[0] as { readonly level: number }).level % 10).toBe(0);
    // On the chair's list, and on nobody else's.
    expect((station.zone.projection.view('officer') as DeskView).noticed).toEqual([]);
    await station.client.access.signIn({ person: 'chair', code: codes.chair });
    expect((station.zone.projection.view('officer') as DeskView).noticed).toMatchObject([
      { item: 'same-finger', problem: { code: 'station.same-finger', params: { receipt: second, earlier: first } } },
    ]);
  });

  it('is found by two fingers together where both gave two', async () => {
    await begin({ enabled: true, threshold: 65 });
    // Another person's finger three times, then the one that matches: two fingers were compared.
    const strange = [11, 12, 13].map((capture) => image('stranger', 2, capture));
    const first = await admit(1, ...strange, image('asel', 7, 2));
    const second = await admit(3, ...strange, image('asel', 7, 3));
    await soon(alerts).toEqual([{ receipt: second, earlier: first, level: expect.any(Number) }]);
  });

  it('is not looked for unless the policy asks, and nothing is kept then', async () => {
    await begin({ enabled: false, threshold: 65 });
    await admit(1, image('asel', 2, 2));
    await admit(3, image('asel', 2, 3));
    expect(station.zone.sameFinger.asked).toBe(false);
    // Were it looked for, this would be the last one of the row.
    await station.zone.sameFinger.admitted({ admission: 'none', voter: 'none', touches: [] });
    expect(alerts()).toEqual([]);
  });

  it('is nobody new when an admission was undone and the voter comes again', async () => {
    await begin({ enabled: true, threshold: 65 });
    const receipt = await admit(1, image('asel', 2, 2));
    const approvers = [...credentials];
    expect(await station.client.reservation.undo({ receipt, reason: 'left at once', approvers })).toEqual(ok(null));
    await admit(1, image('asel', 2, 3));
    await station.zone.sameFinger.admitted({ admission: 'none', voter: 'none', touches: [] });
    expect(alerts()).toEqual([]);
  });

  it('asks again where the comparison died, and says in the log who was not looked at when it dies twice', async () => {
    await begin({ enabled: true, threshold: 65 });
    const { kiosk } = station.zone;
    const admissions: string[] = [];
    for (const [n, person] of [
      [1, 'asel'],
      [2, 'bermet'],
    ] as const) {
      await admit(n, image(person, 2, 2));
      admissions.push((station.told('admission.confirmed')[n - 1] as { readonly admission: string }).admission);
    }
    const likeness = [{ place: 0, score: 90 }];
    const look = async (answers: (typeof likeness | null)[]): Promise<number> => {
      const room = new SameFinger(kiosk, { nearest: async () => answers.shift() ?? null });
      for (const admission of admissions) {
        await room.admitted({ admission, voter: admission, touches: [new Uint8Array(1)] });
      }
      return answers.length;
    };
    expect(await look([null, null, likeness])).toBe(1);
    expect(alerts()).toEqual([]);
    expect(station.told('problem.raised')).toEqual([{ problem: 'station.same-finger-missed' }]);
    expect(await look([null, likeness])).toBe(0);
    expect(alerts()).toMatchObject([{ level: 90 }]);
    expect(station.told('problem.raised')).toHaveLength(1);
  });

  it('overwrites what was touched when it forgets, and finds nothing of before', async () => {
    await begin({ enabled: true, threshold: 65 });
    const touch = encodeTemplate(extract(image('asel', 2, 2)).template);
    await station.zone.sameFinger.admitted({ admission: 'a', voter: 'v', touches: [touch] });
    await admit(1, image('asel', 2, 2));
    station.zone.sameFinger.forget();
    expect(touch.every((byte) => byte === 0)).toBe(true);
    await admit(3, image('asel', 2, 3));
    await station.zone.sameFinger.admitted({ admission: 'none', voter: 'none', touches: [] });
    expect(alerts()).toEqual([]);
  });
});
