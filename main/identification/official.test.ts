import { afterEach, describe, expect, it } from 'vitest';
import type { Role } from '../../core/election/common.ts';
import { makeCodeKey } from '../access/code.ts';
import { election, makeStation, type Station } from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

/** What is unlike an official station in a case; the rest is as it must be. */
interface Case {
  readonly demoCommission?: boolean;
  readonly simulatedDevice?: boolean;
  readonly demoElection?: boolean;
  readonly defaultCode?: boolean;
  readonly simulatedPeripherals?: true;
  readonly mode?: 'training' | 'official';
}

const codes = { chair: '493817', member: '582946' };
const approvers = Object.entries(codes).map(([person, code]) => ({ person, code }));

let station: Station | null = null;
let zone: Zone | null = null;
afterEach(async () => {
  await zone?.stop();
  station?.remove();
  zone = null;
});

/** A zone with such a package in force, and a client of its router. */
async function zoneWith(wrong: Case) {
  station = await makeStation({
    demo: wrong.demoCommission ?? false,
    device: wrong.simulatedDevice ? 'simulated' : 'real',
  });
  const person = async (id: 'chair' | 'member', role: Role) => ({
    id,
    role,
    station: '0001',
    name: id,
    code: await makeCodeKey(codes[id], { n: 1024, r: 8, p: 1 }),
    defaultCode: id === 'member' && (wrong.defaultCode ?? false),
  });
  const { path } = await station.write('official.taanuu', {
    election: { ...election, mode: wrong.mode ?? 'official', demo: wrong.demoElection ?? false },
    people: [await person('chair', 'chair'), await person('member', 'member')],
  });
  const started = await zoneOf(station, path, { simulated: wrong.simulatedPeripherals ?? false });
  zone = started.zone;
  expect(zone.problems()).toEqual([]);
  return started;
}

describe('an official sitting is not opened', () => {
  it.each<[string, Case, object]>([
    ['for a demonstration', { demoElection: true }, { code: 'station.demo-election' }],
    ['with a demonstration’s key', { demoCommission: true }, { code: 'station.demo-commission-key' }],
    ['with a published code', { defaultCode: true }, { code: 'station.default-code', params: { person: 'member' } }],
    ['on a simulated device', { simulatedDevice: true }, { code: 'station.simulated-device' }],
    [
      'with simulated peripherals',
      { simulatedPeripherals: true },
      { code: 'station.simulated-device', params: { device: 'fingerprint' } },
    ],
  ])('%s', async (_, wrong, problem) => {
    const { zone: refusing, client } = await zoneWith(wrong);
    expect(await client.station.open({ approvers })).toMatchObject({ ok: false, error: problem });
    expect(refusing.sitting.stage).toBe('ready');
  });

  it('but nothing of that is in the way of a station that is as it must be, or of a training', async () => {
    const mode = async (wrong: Case) =>
      (await zoneWith(wrong)).zone.sitting.openingList().find(({ item }) => item === 'mode');
    expect(await mode({})).toMatchObject({ state: 'done', problem: null, detail: 'official' });
    await zone?.stop();
    station?.remove();
    const training: Case = { mode: 'training', demoElection: true, demoCommission: true, defaultCode: true };
    expect(await mode(training)).toMatchObject({ state: 'done', problem: null, detail: 'training' });
  });
});
