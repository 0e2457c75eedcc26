import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { kioskConfigSchema } from '../config.ts';
import type { DeviceSetup } from '../devices/setup.ts';
import { reportLine } from '../readiness/report.ts';
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

/** A file that one kiosk wrote to a stick, and another one into which the stick is put. */
async function carried(from: Parameters<typeof kioskWith>[0], to: Parameters<typeof kioskWith>[0]) {
  const first = await made(from);
  const written = await first.configuration.export(first.stick, actor);
  if (!written.ok) throw new Error(written.error.code);
  const second = await made({ ...to, stick: first.stick });
  const path = second.configuration.files()[0]?.path ?? '';
  const looked = await second.configuration.look(path);
  if (!looked.ok) throw new Error(looked.error.code);
  return { first, second, path, plan: looked.value, sha256: written.value.sha256 };
}

describe('a configuration that is carried from one kiosk to another', () => {
  it('is written whole to the stick under a name that says whose and when, and journalled', async () => {
    const { configuration, stick, told, keys } = await made();
    const written = await configuration.export(stick, actor);
    const name = `taanuu-configuration-${keys.device}-2023-10-07T0630.json`;
    expect(written).toMatchObject({ value: { file: name } });
    expect(readdirSync(stick)).toEqual([name]);
    expect(told).toEqual([{ type: 'configuration.exported', sha256: written.ok ? written.value.sha256 : '' }]);
    expect(configuration.files()).toMatchObject([{ name, bytes: statSync(join(stick, name)).size }]);
  });

  it('goes nowhere that the kiosk did not offer, and is not written to a stick that is gone', async () => {
    const { configuration, stick, room, told } = await made();
    expect(await configuration.export(room, actor)).toMatchObject({ error: { code: 'station.target-gone' } });
    rmSync(stick, { recursive: true });
    expect(await configuration.export(stick, actor)).toMatchObject({ error: { code: 'storage.missing' } });
    expect(told).toEqual([]);
  });

  it('is shown before it is taken: whose it is, and what would change', async () => {
    const { first, second, plan, sha256 } = await carried(
      { devices: [...table, ups], kit: 'multifunctional' },
      { found: [cable('CCC')], devices: [{ ...(table[0] as DeviceSetup), at: '/dev/ttyUSB0' }, ...table.slice(1)] },
    );
    expect(plan).toMatchObject({
      by: { device: first.keys.device, serial: first.keys.serial, words: first.keys.words },
      ...{ signer: 'stranger', at: '2023-10-07T06:30:00.000Z', version: '0.1.0', mode: null, sha256 },
      settings: [{ setting: 'kit', now: 'table', wanted: 'multifunctional' }],
    });
    expect(plan.devices.map(({ id, change, at }) => [id, change, at])).toEqual([
      ['fingerprint', 'changed', 'usb:0403:6001#CCC'],
      ['document', 'same', '/dev/taanuu/document'],
      ['printer', 'same', 'tcp://10.0.0.9:9100'],
      ['ups', 'added', 'ups@127.0.0.1'],
    ]);
    expect(second.told).toEqual([]);
    expect(second.used).toEqual([]);
  });

  it('is taken: written, used and journalled, with what it changed; the first package is nobody else’s', async () => {
    const { first, second, path, sha256 } = await carried(
      { devices: [...table, ups], kit: 'multifunctional' },
      { found: [cable('CCC')], devices: [{ ...(table[0] as DeviceSetup), at: '/dev/ttyUSB0' }, ...table.slice(1)] },
    );
    expect(await second.configuration.take(path, sha256, {}, actor)).toEqual(ok(null));
    const devices = [{ ...(table[0] as DeviceSetup), at: 'usb:0403:6001#CCC' }, ...table.slice(1), ups];
    expect(second.written()).toEqual({
      ...{ devices, folders: ['/var/packages'], kit: 'multifunctional', firstPackage: '/first.taanuu' },
    });
    expect(second.used).toEqual([devices]);
    expect(second.told).toEqual([
      { type: 'peripheral.assigned', peripheral: 'fingerprint', driver: 'r30x', place: 'usb:0403:6001' },
      { type: 'peripheral.assigned', peripheral: 'ups', driver: 'power', place: 'ups@127.0.0.1' },
      {
        ...{ type: 'configuration.imported', sha256, device: first.keys.device, key: first.keys.signing.key },
        ...{ added: 1, changed: 1, removed: 0 },
      },
    ]);
    expect((await second.configuration.compare()).kit).toBe('multifunctional');
    // Once more there is nothing to do.
    const again = await second.configuration.take(path, sha256, {}, actor);
    expect(again).toEqual({ ok: false, error: { code: 'configuration.nothing-new' } });
  });

  it('comes back wholly on the kiosk that wrote it', async () => {
    const kiosk = await made({ devices: [...table, ups], found: [cable('AAA')] });
    const before = kiosk.written();
    const exported = await kiosk.configuration.export(kiosk.stick, actor);
    kiosk.setups.remove('ups', actor);
    const [file] = kiosk.configuration.files();
    const plan = await kiosk.configuration.look(file?.path ?? '');
    expect(plan).toMatchObject({ value: { signer: 'self' } });
    const sha256 = exported.ok ? exported.value.sha256 : '';
    expect(await kiosk.configuration.take(file?.path ?? '', sha256, {}, actor)).toEqual(ok(null));
    expect(kiosk.written()).toEqual(before);
  });

  it('is told to come from a kiosk that the election package names', async () => {
    let signing = '';
    const { first, second, path } = await carried({}, { inForce: () => ({ devices: [{ signing }] }) });
    signing = Buffer.from(first.keys.signing.publicKey).toString('base64url');
    expect(await second.configuration.look(path)).toMatchObject({ value: { signer: 'named' } });
  });

  it('waits for a person where two devices could be meant; one may be left out', async () => {
    const devices = [...table, { ...(table[1] as DeviceSetup), id: 'document-2', at: 'usb:0403:6001#ZZZ' }];
    const found = [cable('CCC'), cable('DDD')];
    const { second, path, sha256 } = await carried(
      { devices },
      { found, devices: table.map((one) => (one.id === 'fingerprint' ? { ...one, at: '/dev/ttyS0' } : one)) },
    );
    const open = (ids: string) => ({ error: { code: 'configuration.place-open', params: { devices: ids } } });
    const take = (places: Record<string, string | null>) => second.configuration.take(path, sha256, places, actor);
    const before = second.text();
    expect(await take({})).toMatchObject(open('fingerprint, document-2'));
    expect(await take({ fingerprint: 'usb:0403:6001#CCC' })).toMatchObject(open('document-2'));
    expect(await take({ fingerprint: '/etc/passwd', 'document-2': null })).toMatchObject(open('fingerprint'));
    expect(await take({ fingerprint: 'usb:0403:6001#CCC', 'document-2': null, nobody: null })).toMatchObject(
      open('nobody'),
    );
    // Without a sensor no table serves.
    expect(await take({ fingerprint: null, 'document-2': null })).toMatchObject({
      error: { code: 'device.setup-refused' },
    });
    expect(second.text()).toBe(before);
    expect(await take({ fingerprint: 'usb:0403:6001#CCC', 'document-2': null })).toEqual(ok(null));
    expect(second.setups.all.map(({ id, at }) => [id, at])).toEqual([
      ['fingerprint', 'usb:0403:6001#CCC'],
      ['document', '/dev/taanuu/document'],
      ['printer', 'tcp://10.0.0.9:9100'],
    ]);
  });

  it('is not taken when the file is another one by then, or gone', async () => {
    const { second, path, sha256 } = await carried({ devices: [...table, ups] }, {});
    expect(await second.configuration.take(path, 'f'.repeat(64), {}, actor)).toMatchObject({
      error: { code: 'configuration.file-changed' },
    });
    rmSync(path);
    expect(await second.configuration.take(path, sha256, {}, actor)).toMatchObject({
      error: { code: 'station.target-gone' },
    });
    expect([second.used, second.told]).toEqual([[], []]);
  });

  it('is read from plain files alone, and no further than any can be long', async () => {
    const { configuration, stick, room } = await made();
    const at = (name: string) => join(stick, `taanuu-configuration-${name}.json`);
    mkdirSync(at('folder'));
    spawnSync('mkfifo', [at('pipe')]);
    expect(existsSync(at('pipe'))).toBe(true);
    writeFileSync(at('large'), '{');
    truncateSync(at('large'), 3 * 1024 ** 3);
    writeFileSync(join(room, 'kiosk-2.json'), '{}');
    expect(configuration.files().map(({ name }) => name)).toEqual(['taanuu-configuration-large.json']);
    expect(await configuration.look(at('large'))).toMatchObject({ error: { code: 'configuration.too-large' } });
    for (const path of [at('pipe'), at('folder'), join(room, 'kiosk-2.json')]) {
      expect(await configuration.look(path)).toMatchObject({ error: { code: 'station.target-gone' } });
    }
    for (const path of [at('pipe'), at('folder')]) {
      expect(await configuration.plan(path)).toMatchObject({ ok: false });
    }
  });

  it('changes nothing, whatever bytes lie in the file', async () => {
    const { second, path } = await carried({ devices: [...table, ups] }, {});
    const before = second.text();
    const whole = readFileSync(path);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0x21, max: 0x7e })).map(([at, to]) => {
        const damaged = new Uint8Array(whole);
        damaged[at] = damaged[at] === to ? 0 : to;
        return damaged;
      }),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (damaged) => {
        writeFileSync(path, damaged);
        const sha256 = createHash('sha256').update(damaged).digest('hex');
        expect(await second.configuration.take(path, sha256, {}, actor)).toMatchObject({ ok: false });
      }),
      { numRuns: 150 },
    );
    expect(second.text()).toBe(before);
    expect([second.used, second.told]).toEqual([[], []]);
  });
});

describe('the standard kit in the readiness report', () => {
  it.each([
    [undefined, 'good', null],
    ['multifunctional', 'bad', 'configuration.kit-missing'],
    ['no-such-kit', 'warn', 'configuration.kit-unreadable'],
  ])('%s makes its one line %s', async (kit, state, code) => {
    const { configuration } = await made(kit === undefined ? {} : { kit });
    const { problem, kit: name } = await configuration.compare();
    expect(reportLine('kit', problem, name)).toMatchObject({ state, detail: kit ?? 'table' });
    expect(problem?.code ?? null).toBe(code);
  });

  it("knows a camera's model, and wakes no scanner for it", async () => {
    const camera: DeviceSetup = { id: 'camera', driver: 'camera', at: 'usb:046d:0825#C1', simulated: false };
    const eye = { ...cable('C1', '046d:0825'), kind: 'camera', drivers: ['camera'] } as const;
    const file = join((await made()).room, 'kit.json');
    const names = { ky: 'к', ru: 'к', en: 'k' };
    const devices = [{ drivers: ['camera'], models: ['046d:0825'] }];
    writeFileSync(file, JSON.stringify({ format: 'taanuu-kit', v: 1, names, others: true, devices }));
    const { configuration, asked } = await made({ devices: [...table, camera], found: [eye], kit: file });
    // The report and the configuration's page are told the same.
    const { comparison, problems } = await configuration.compared();
    expect([comparison.problem, comparison.lines, problems]).toMatchObject([null, [{ differs: [] }], []]);
    expect(await configuration.compare()).toEqual(comparison);
    expect(new Set(asked)).toEqual(new Set(['cable', 'screen']));
  });
});

describe('a power cut while a configuration is taken', () => {
  it('between write and use leaves a kiosk that begins with the new devices', async () => {
    const cut = () => {
      throw new Error('the power went');
    };
    const { second, path, sha256 } = await carried({ devices: [...table, ups] }, { use: cut });
    await expect(second.configuration.take(path, sha256, {}, actor)).rejects.toThrow('the power went');
    expect(kioskConfigSchema.parse(second.written()).devices).toEqual([...table, ups]);
  });

  it('at any moment leaves the old configuration or the new one, whole', async () => {
    const kiosk = await made();
    for (const after of [1, 4, 11]) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'take-again.fixture.ts'), kiosk.room]);
      let said = 0;
      child.stdout.on('data', (some: Buffer) => {
        said += some.length;
        if (said >= after) child.kill('SIGKILL');
      });
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
      const { devices, folders } = kioskConfigSchema.parse(kiosk.written());
      const first = folders[0]?.[1] === '0';
      expect(folders).toEqual([`/${(first ? '0' : '1').repeat(400)}`]);
      expect(devices).toEqual(first ? [...table].reverse() : table);
    }
    expect(kiosk.written().firstPackage).toBe('/first.taanuu');
  }, 120_000);
});
