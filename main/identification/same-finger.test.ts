import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { encodeTemplate, extract, impression, syntheticFinger } from '../../core/fingerprint/fingerprint.ts';
import { ok } from '../../core/problem/result.ts';
import type { FingerImage } from '../../drivers/device.ts';
import { makeCodeKey } from '../access/code.ts';
import type { DeskView } from '../api/views.ts';
import { codes, credentials, makeStation, peopleOf, type Station, voter } from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

/** A real zone whose sensor gives what the test puts on it, and whose printer prints: people are admitted by finger. */
const officer = { role: 'officer', person: 'officer' } as const;
const CODE = '730518';
/** A person of the world: her two index fingers, right and left. */
const image = (person: string, finger: 2 | 7, capture: number): FingerImage => ({
  ...impression(syntheticFinger({ seed: 'same', voter: person, finger }), {
    capture,
    condition: 'good',
    width: 256,
    height: 288,
    dpi: 400,
  }),
  dpi: 400,
});
const enrolled = (person: string) =>
  ([2, 7] as const).map((finger) => ({
    finger,
    quality: finger === 2 ? 80 : 60,
    template: Buffer.from(encodeTemplate(extract(image(person, finger, 1)).template)).toString('base64'),
  }));

/** Four records of three people: Asel stands on the list under two names. */
const records = [
  voter(1, { fingers: enrolled('asel') }),
  voter(2, { fingers: enrolled('bermet') }),
  voter(3, { fingers: enrolled('asel'), surname: 'Башка' }),
  voter(4, { fingers: enrolled('chynara') }),
];

let station: Station;
let zone: Zone;
let client: Awaited<ReturnType<typeof zoneOf>>['client'];
let onGlass: FingerImage[] = [];

async function begin(sameFinger: Policy['sameFinger']): Promise<void> {
  station = await makeStation();
  const code = await makeCodeKey(CODE, { n: 1024, r: 8, p: 1 });
  const of = (id: 'officer') => ({ id, role: id, station: '0001', name: id, code, defaultCode: false });
  const policy = { ...defaultPolicy, sameFinger };
  const { path } = await station.write('a.taanuu', { people: [...(await peopleOf()), of('officer')], policy, records });
  ({ zone, client } = await zoneOf(station, path));
  zone.devices.capture = async ({ signal }) => {
    const put = onGlass.shift();
    if (put) return ok({ ...put, pixels: put.pixels.slice() });
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(ok(image('nobody', 2, 1)))));
  };
  zone.devices.print = async () => ok(null);
  const opened = { sitting: 'day-1', kind: 'day', registered: 4, carried: 0, approvers: Object.keys(codes) } as const;
  zone.kiosk.record('sitting.opened', { ...opened, approvers: [...opened.approvers] }, officer);
  await zone.unlocking.unlock(credentials, officer);
  await client.access.signIn({ person: 'officer', code: CODE });
}
beforeEach(() => {
  onGlass = [];
});
afterEach(async () => {
  await zone.stop();
  station.remove();
});

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
const alerts = () =>
  zone.kiosk.db
    .prepare<[], string>("select line from journal where type = 'admission.same-finger'")
    .pluck()
    .all()
    .map((line) => (JSON.parse(line) as { readonly body: unknown }).body);

/** Admits the n-th record by these touches; how long it took to be admitted is of no interest. */
async function admit(n: number, ...touches: FingerImage[]): Promise<string> {
  onGlass = touches;
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
    expect((zone.projection.view('officer') as DeskView).noticed).toEqual([]);
    await client.access.signIn({ person: 'chair', code: codes.chair });
    expect((zone.projection.view('officer') as DeskView).noticed).toMatchObject([
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
    expect(zone.sameFinger.asked).toBe(false);
    // Were it looked for, this would be the last one of the row.
    await zone.sameFinger.admitted({ admission: 'none', voter: 'none', touches: [] });
    expect(alerts()).toEqual([]);
  });

  it('is nobody new when an admission was undone and the voter comes again', async () => {
    await begin({ enabled: true, threshold: 65 });
    const receipt = await admit(1, image('asel', 2, 2));
    const approvers = [...credentials];
    expect(await client.reservation.undo({ receipt, reason: 'left at once', approvers })).toEqual(ok(null));
    await admit(1, image('asel', 2, 3));
    await zone.sameFinger.admitted({ admission: 'none', voter: 'none', touches: [] });
    expect(alerts()).toEqual([]);
  });

  it('overwrites what was touched when it forgets, and finds nothing of before', async () => {
    await begin({ enabled: true, threshold: 65 });
    const touch = encodeTemplate(extract(image('asel', 2, 2)).template);
    await zone.sameFinger.admitted({ admission: 'a', voter: 'v', touches: [touch] });
    await admit(1, image('asel', 2, 2));
    zone.sameFinger.forget();
    expect(touch.every((byte) => byte === 0)).toBe(true);
    await admit(3, image('asel', 2, 3));
    await zone.sameFinger.admitted({ admission: 'none', voter: 'none', touches: [] });
    expect(alerts()).toEqual([]);
  });
});
