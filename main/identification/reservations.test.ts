import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { ok } from '../../core/problem/result.ts';
import { image, records, served } from './served.fixture.ts';

let station: Awaited<ReturnType<typeof served>>;
beforeEach(async () => {
  station = await served(defaultPolicy);
}, 60_000);
afterEach(() => station.close());

it.each([
  ['copy.superseded', { device: 'd-0000000000', count: 3 }],
  ['sitting.suspended', { reason: 'no power', approvers: ['chair', 'member'] }],
] as const)('reserves nothing for a voter whom %s overtakes at the sensor, who leaves the desk', async (type, body) => {
  const { zone, client, onGlass, told } = station;
  const { capture } = zone.devices;
  zone.devices.capture = (asked) => {
    zone.kiosk.record(type, body as never, { role: 'system' });
    return capture.call(zone.devices, asked);
  };
  onGlass.push(image('asel', 2, 2));
  expect(await client.voter.find({ text: records[0]?.pin ?? '' })).toEqual(ok(null));
  await expect.poll(() => zone.way.step, { timeout: 20_000 }).toMatchObject({ at: 'refused' });
  expect(zone.way.step).toEqual({ at: 'refused', refusal: { reason: 'standing-still' } });
  expect([zone.sitting.stage, told('admission.reserved')]).toEqual(['suspended', []]);
  expect(told('attempt.ended')).toMatchObject([{ outcome: 'refused', reason: 'standing-still' }]);
  expect(await client.voter.finish({})).toEqual(ok(null));
  expect(zone.way.step).toEqual({ at: 'idle' });
});
