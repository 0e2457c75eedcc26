import { deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { partsOf } from '../../../core/code-parts/code-parts.ts';
import { qrCode } from '../../../core/qr/qr.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { DeviceSetup } from '../devices/setup.ts';
import { SCANNED } from './codes.ts';
import { actor, cable, kioskWith, table } from './configuration.fixture.ts';

type Kiosk = Awaited<ReturnType<typeof kioskWith>>;
const all: Kiosk[] = [];
const made = async (given: Parameters<typeof kioskWith>[0] = {}): Promise<Kiosk> => {
  const kiosk = await kioskWith(given);
  all.push(kiosk);
  return kiosk;
};
afterEach(() => {
  for (const kiosk of all.splice(0)) kiosk.gone();
});
const ups: DeviceSetup = { id: 'ups', driver: 'power', at: 'ups@127.0.0.1', simulated: false };

describe('a configuration that is read off another kiosk’s screen', () => {
  it('is planned and taken as one from a stick, in whatever order its codes are read', async () => {
    const first = await made({ devices: [...table, ups], kit: 'multifunctional' });
    const second = await made({ found: [cable('CCC')] });
    const codes = first.configuration.codes(actor);
    if (!codes.ok) throw new Error(codes.error.code);
    expect(codes.value.length).toBeGreaterThan(1);
    // A code that a scanner reads from a screen: no more than 85 squares a side.
    for (const code of codes.value) expect(qrCode(code).size).toBeLessThanOrEqual(85);
    expect(first.told).toMatchObject([{ type: 'configuration.exported' }]);

    const { scan } = second.configuration;
    scan.heard(codes.value[0] ?? '');
    expect(scan.view()).toMatchObject({ of: 0, whole: false });
    scan.begin();
    for (const code of codes.value.toReversed().slice(0, -1)) scan.heard(code);
    expect(scan.view()).toMatchObject({ of: codes.value.length, missing: [1], whole: false });
    expect(await second.configuration.look(SCANNED)).toMatchObject({ error: { code: 'station.target-gone' } });
    scan.heard('IDKGZID0000001610101199000001<');
    scan.heard(codes.value[0] ?? '');
    expect(scan.view()).toEqual({ of: codes.value.length, missing: [], whole: true, path: SCANNED });

    const plan = await second.configuration.look(SCANNED);
    if (!plan.ok) throw new Error(plan.error.code);
    const { device, serial, words } = first.keys;
    expect(plan.value).toMatchObject({ by: { device, serial, words }, signer: 'stranger' });
    const fingerprint = { fingerprint: 'usb:0403:6001#CCC' };
    expect(await second.configuration.take(SCANNED, plan.value.sha256, fingerprint, actor)).toMatchObject({ ok: true });
    expect(second.setups.all.map(({ id }) => id)).toEqual(['fingerprint', 'document', 'printer', 'ups']);
    expect(second.written()).toMatchObject({ kit: 'multifunctional' });
    expect(second.told.at(-1)).toMatchObject({ type: 'configuration.imported', device });

    scan.leave();
    expect(await second.configuration.look(SCANNED)).toMatchObject({ error: { code: 'station.target-gone' } });
  });

  it('that nobody has signed so, is no configuration, or would become very much, changes nothing', async () => {
    const first = await made({ devices: [...table, ups] });
    const text = await first.configuration.export(first.stick, actor);
    if (!text.ok) throw new Error(text.error.code);
    const second = await made();
    const refusal = async (content: string | Uint8Array) => {
      const bytes = deflateRawSync(content);
      second.configuration.scan.begin();
      for (const code of partsOf(bytes, nodeCrypto.sha256(bytes)) ?? []) second.configuration.scan.heard(code);
      const looked = await second.configuration.look(SCANNED);
      return looked.ok ? null : looked.error.code;
    };
    expect(await refusal('{"format":"taanuu-configuration"}')).toMatch(/^configuration\./);
    expect(await refusal(new Uint8Array(2_000_000))).toBe('configuration.unreadable');
    expect(await refusal('not JSON')).toMatch(/^configuration\./);
    expect(second.written()).toMatchObject({ devices: table });
  });

  it('with more than codes can hold goes by stick', async () => {
    const noise = Array.from({ length: 400 }, (_, n) => nodeCrypto.sha256(Uint8Array.of(n & 255, n >> 8)));
    const anchors = [
      Buffer.concat(noise.slice(0, 180)).toString('base64'),
      Buffer.concat(noise.slice(180, 360)).toString('base64'),
    ];
    const scanner: DeviceSetup = { id: 'fingerprint', driver: 'sbi', at: 'any', simulated: false, anchors };
    const first = await made({ devices: [scanner, ...table.slice(1)] });
    expect(first.configuration.codes(actor)).toEqual({
      ok: false,
      error: { code: 'configuration.too-large-for-codes' },
    });
    expect(first.told).toEqual([]);
  });
});
