import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { formatMrz } from '../../../core/document/mrz-format.ts';
import { conditions } from '../../../core/document/mrz-image/conditions.fixture.ts';
import { drawZone } from '../../../core/document/mrz-image/page.fixture.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { chanceOf } from '../../../core/fingerprint/synthetic/chance.ts';
import { ok } from '../../../core/problem/result.ts';
import { makeState } from '../../../drivers/simulator/chip/authority.ts';
import { issueDocument } from '../../../drivers/simulator/chip/document.ts';
import { ReaderThread } from '../../../drivers/simulator/chip/reader-thread.ts';
import { SimulatedEscl } from '../../../drivers/simulator/escl.ts';
import { PrivatePcscd } from '../../../drivers/testing/pcscd.ts';
import type { DeviceSetup } from '../devices/setup.ts';
import { records, served } from '../served.fixture.ts';

/**
 * A voter's document through the real device host: the real pcscd with a card whose other side is written here, and a
 * scanner that speaks eSCL. What is drawn is read by both readers of images.
 */
const state = makeState();
const zone = formatMrz({
  ...{ format: 'td1', number: 'ID0000002', pin: records[1]?.pin ?? '', surname: 'BERMET', given: 'VOTER' },
  ...{ sex: 'female', birthDate: '1990-01-01', expires: '2030-01-01' },
});
const card = (signedBy = state) => {
  const { mrz, can, pace, files } = issueDocument({ mrz: zone, portrait: new Uint8Array(2_000), state: signedBy });
  return { document: { mrz, can, pace, files }, options: {}, faults: {} };
};

let pcscd: PrivatePcscd;
let antenna: ReaderThread;
let scanner: SimulatedEscl;
let station: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  pcscd = await PrivatePcscd.prepare();
  antenna = new ReaderThread(pcscd.port);
  await pcscd.start();
  scanner = new SimulatedEscl({});
  await scanner.on();
  const more: readonly DeviceSetup[] = [
    { id: 'chip', driver: 'chip', at: 'any', simulated: true },
    { id: 'scanner', driver: 'escl', at: scanner.url, simulated: true },
  ];
  station = await served(defaultPolicy, { more, documentAuthorities: [state.authority.certificate] });
  vi.spyOn(station.zone.way, 'document');
}, 120_000);
afterEach(async () => {
  antenna.remove();
  await station.client.voter.cancel({});
  await station.client.voter.finish({});
  // The service looks for cards twice a second.
  await pause(700);
});
afterAll(async () => {
  await station.close();
  await scanner.off();
  await antenna.close();
  await pcscd.remove();
});

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 30_000, interval: 50 });
const device = (id: string) => station.zone.devices.health.find((one) => one.id === id);
/** The document that began the voter's way last. */
const document = () => vi.mocked(station.zone.way.document).mock.lastCall?.[0] ?? null;
const chipWarnings = () => {
  const { step } = station.zone.way;
  return step.at === 'warning' ? step.warnings.filter((one) => one.startsWith('chip')) : [];
};
/** Lays the document down until the service has seen its chip: it looks for cards twice a second. */
async function laidWithChip(): Promise<void> {
  for (let times = 0; times < 40; times += 1) {
    await station.zone.documents.laid(zone);
    if (document()?.chip !== undefined) return;
    await station.client.voter.cancel({});
    await station.client.voter.finish({});
    await pause(250);
  }
}

describe('a document through the device host', () => {
  it('begins when the host has both', async () => {
    for (const id of ['chip', 'scanner']) await soon(() => device(id)?.status.state).toBe('ready');
  }, 60_000);

  it('whose chip lies on the reader: signed by an authority of the package', async () => {
    antenna.insert(card());
    await laidWithChip();
    expect(document()?.chip).toEqual({ verdict: 'genuine', differs: [] });
    expect(document()?.sources.surname).toEqual({ from: 'td1', check: 'signed', by: 'chip' });
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(chipWarnings()).toEqual([]);
  }, 60_000);

  it('whose chip was signed by somebody who calls himself that authority: the officer is warned', async () => {
    antenna.insert(card(makeState()));
    await laidWithChip();
    expect(document()?.chip).toEqual({ verdict: 'not-genuine', differs: [] });
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(chipWarnings()).toEqual(['chip-not-genuine']);
  }, 60_000);

  it('whose chip is opened by the number on the card, laid down after it was typed', async () => {
    await station.zone.documents.laid('');
    expect(await station.client.voter.openChip({ can: card().document.can })).toEqual(ok(null));
    await soon(() => station.zone.documents.view).toMatchObject({ at: 'chip', waiting: true });
    antenna.insert(card());
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(document()?.chip?.verdict).toBe('genuine');
  }, 60_000);

  it('whose page lies on the scanner', async () => {
    const chance = chanceOf('documents', 'page');
    const { page } = drawZone('td1', zone, conditions.clean(chance), chance);
    scanner.glass = page;
    expect(await station.client.voter.scanDocument({})).toEqual(ok(null));
    await soon(() => station.zone.way.voter?.record ?? station.zone.documents.view).toBe('r2');
    expect(document()?.sources.number).toEqual({ from: 'td1', check: 'own', by: 'image' });
  }, 60_000);

  it('whose page is white: it says what to do', async () => {
    scanner.glass = null;
    await station.client.voter.scanDocument({});
    const failed = { at: 'failed', problem: { code: 'scanner.no-zone' } };
    await soon(() => station.zone.documents.view).toMatchObject(failed);
    await station.client.voter.leaveReading({});
  }, 60_000);
});
