import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { placeOf } from '../../core/election/station.ts';
import { canonical } from '../../core/journal/canonical.ts';
import { deviceRequest, openKeys } from '../access/keys.ts';
import { fingerprintWords } from '../access/keys-words.ts';
import { openCommission, readCertificate } from './commission.ts';
import { MAGIC } from './format.ts';
import { makeStation, resign, type Station, voter, voters } from './package.fixture.ts';
import { linesOf, openPackage, type SignedPackage, wholePart } from './reader.ts';
import { trustFromPackage } from './trust.ts';

let station: Station;
let path: string;
let bytes: Buffer;
beforeAll(async () => {
  station = await makeStation();
  path = (await station.write('good.taanuu')).path;
  bytes = readFileSync(path);
});
afterAll(() => station.remove());

const root = () => station.commission.trust.root;

/** The code of the problem that reading this file to its end meets, or 'good'. */
async function readAll(file: Uint8Array): Promise<string> {
  const copy = join(station.dir, 'copy.taanuu');
  writeFileSync(copy, file);
  const opened = await openPackage(copy, root());
  if (!opened.ok) return opened.error.code;
  try {
    const key = await opened.value.unseal(station.keys);
    if (!key.ok) return key.error.code;
    const whole = await opened.value.verifyParts();
    return whole.ok ? 'good' : whole.error.code;
  } finally {
    await opened.value.close();
  }
}

async function good(): Promise<{ signed: SignedPackage; key: Uint8Array }> {
  const opened = await openPackage(path, root());
  if (!opened.ok) throw new Error(opened.error.code);
  const key = await opened.value.unseal(station.keys);
  if (!key.ok) throw new Error(key.error.code);
  return { signed: opened.value, key: key.value };
}

/** The package with a changed manifest, signed again by the commission itself. */
function resigned(change: (manifest: Record<string, unknown>) => void): Buffer {
  return resign(bytes, station.commission, change);
}

describe('a package', () => {
  it('gives back what was put in', async () => {
    const { signed, key } = await good();
    const people = await wholePart(signed.part('people', key), 'people', 10_000);
    expect(people.ok && JSON.parse(people.value.toString())).toMatchObject([{ id: 'chair' }, { id: 'member' }]);
    const records: unknown[] = [];
    for await (const line of linesOf(signed.part('register', key), 'register')) {
      records.push(line.ok ? JSON.parse(line.value.toString()) : line.error);
    }
    expect(records).toEqual(voters);
    await signed.close();
  });

  it('carries many frames and a photo across their borders', async () => {
    const photo = Buffer.alloc(45_000, 7).toString('base64');
    const many = Array.from({ length: 60 }, (_, i) => voter(i + 1, { photo }));
    const large = await station.write('large.taanuu', { records: many });
    expect(large.bytes).toBeGreaterThan(3 * 1024 * 1024);
    expect(await readAll(readFileSync(large.path))).toBe('good');
  });

  it('hides every name and number of the register', () => {
    expect(bytes.includes('Тестова')).toBe(false);
    expect(bytes.includes(voters[0]?.pin ?? '')).toBe(false);
  });

  const rootWords = () => fingerprintWords(root());

  it('tells a journal verifier the devices, and whose word that is', async () => {
    const pinned = await trustFromPackage(path, { known: 'key', root: root() });
    expect(pinned.ok && pinned.value).toMatchObject({
      trust: {
        election: 'probe',
        mode: 'laboratory',
        devices: [
          { device: station.keys.device, key: station.keys.signing.key, algorithm: 'Ed25519', station: '0001' },
        ],
      },
      signer: { commission: 'Сыноо комиссиясы', demo: true, words: rootWords(), known: 'key' },
    });
    const own = await trustFromPackage(path, null);
    expect(own.ok && own.value.signer).toMatchObject({ known: 'package', words: rootWords() });
  });

  it('is refused where its key is not the pinned one', async () => {
    const words = rootWords().join('  ').toUpperCase();
    expect(await trustFromPackage(path, { known: 'words', words })).toMatchObject({ ok: true });
    expect(await trustFromPackage(path, { known: 'words', words: `x${words}` })).toMatchObject({
      error: { code: 'package.root-words-differ', params: { words: rootWords().join(' ') } },
    });
    expect(await trustFromPackage(path, { known: 'key', root: new Uint8Array(32).fill(3) })).toMatchObject({
      error: { code: 'package.bad-signature' },
    });
  });

  it('that names another root than the one that signed it is refused also without a pin', async () => {
    const other = Buffer.from(openCommission(join(station.dir, 'forger'), 'Башка', true).trust.root).toString(
      'base64url',
    );
    const forged = resigned((m) => Object.assign(m.commission as object, { root: other }));
    expect(await trustFromPackage(write(forged), null)).toMatchObject({ error: { code: 'package.bad-signature' } });
    expect(await trustFromPackage(write(flip(bytes, MAGIC.length + 4 + 20)), null)).toMatchObject({ ok: false });
    expect(await trustFromPackage(write(Buffer.from('PK a zip')), null)).toMatchObject({
      error: { code: 'package.not-a-package' },
    });
    expect(await trustFromPackage(join(station.dir, 'none'), null)).toMatchObject({
      error: { code: 'package.unreadable' },
    });
  });
});

describe('a package of before fingers were looked for', () => {
  it('opens as ever, with both ways off', async () => {
    const old = resigned((m) => {
      const policy = m.policy as Record<string, unknown>;
      delete policy.findByFinger;
      delete policy.sameFinger;
      delete (policy.approvals as Record<string, unknown>).findByFinger;
    });
    expect(await readAll(old)).toBe('good');
    const opened = await openPackage(write(old), root());
    if (!opened.ok) throw new Error(opened.error.code);
    const findByFinger = { persons: 2, roles: ['chair', 'secretary', 'member'], including: [] };
    const approvals = { ...defaultPolicy.approvals, findByFinger };
    expect(opened.value.manifest.policy).toEqual({ ...defaultPolicy, approvals });
    await opened.value.close();
  });
});

describe('a package that is not right is refused with its cause', () => {
  it('finds any changed byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(await readAll(changed)).not.toBe('good');
      }),
      { numRuns: 150 },
    );
  });

  it('finds any cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        expect(['package.truncated', 'package.not-a-package']).toContain(await readAll(bytes.subarray(0, length)));
      }),
      { numRuns: 60 },
    );
    const cut = await openPackage(write(bytes.subarray(0, -1)), root());
    expect(cut).toEqual({ ok: false, error: { code: 'package.truncated', params: { part: 'register' } } });
  });

  it.each<[string, () => Buffer]>([
    ['package.not-a-package', () => Buffer.from('PK\x03\x04 a zip')],
    ['package.not-a-package', () => Buffer.alloc(0)],
    ['package.hostile', () => Buffer.concat([MAGIC, Buffer.from([0xff, 0xff, 0xff, 0xff])])],
    ['package.hostile', () => Buffer.concat([bytes, Buffer.from('more')])],
    ['package.bad-signature', () => flip(bytes, MAGIC.length + 4 + 20)],
    ['package.damaged', () => flip(bytes, bytes.length - 1)],
    [
      'package.not-for-this-device',
      () => resigned((m) => Object.assign(m, { keys: [{ ...keysOf(m)[0], device: 'd-other' }] })),
    ],
    ['package.key-does-not-open', () => resigned((m) => Object.assign(m, { version: 2 }))],
    ['package.field', () => resigned((m) => delete m.policy)],
    ['package.field', () => resigned((m) => Object.assign(m, { extra: 1 }))],
    [
      'package.hostile',
      () => resigned((m) => Object.assign(m, { parts: partsOf(m).map((p) => ({ ...p, bytes: 1 })) })),
    ],
  ])('%s (%#)', async (code, make) => expect(await readAll(make())).toBe(code));

  it('a missing field is named', async () => {
    for (const field of [
      'version',
      'station',
      'election',
      'policy',
      'devices',
      'keys',
      'parts',
      'commission',
      'created',
    ]) {
      const opened = await openPackage(write(resigned((m) => delete m[field])), root());
      expect(opened).toEqual({ ok: false, error: { code: 'package.field', params: { field } } });
    }
  });

  it('another commission’s root', async () => {
    const other = openCommission(join(station.dir, 'other'), 'Башка', true);
    expect(await openPackage(path, other.trust.root)).toEqual({ ok: false, error: { code: 'package.bad-signature' } });
  });

  it('no file, and a folder', async () => {
    const none = await openPackage(join(station.dir, 'none.taanuu'), root());
    expect(none).toEqual({ ok: false, error: { code: 'package.unreadable', params: { file: 'none.taanuu' } } });
    expect(await openPackage(station.dir, root())).toMatchObject({ ok: false });
  });

  it('a part of one package in the place of another’s', async () => {
    const { key, signed } = await good();
    const people = await wholePart(signed.part('people', new Uint8Array(32)), 'people', 1000);
    expect(people).toEqual({ ok: false, error: { code: 'package.damaged', params: { part: 'people' } } });
    expect(await wholePart(signed.part('people', key), 'people', 1)).toMatchObject({
      error: { code: 'package.hostile' },
    });
    await signed.close();
  });
});

describe('registration', () => {
  it('gives a certificate that the root has signed and nothing can change', async () => {
    const device = await openKeys(join(station.dir, 'second'));
    if (!device.ok) throw new Error(device.error.code);
    const commission = openCommission(join(station.dir, 'commission'), '', false);
    const request = deviceRequest(device.value, true);
    const registered = await commission.register(request, null);
    if (!registered.ok) throw new Error(registered.error.code);
    const certificate = registered.value;
    expect(readCertificate(JSON.stringify(certificate))).toEqual({ ok: true, value: certificate });
    const moved = { ...certificate, device: { ...certificate.device, station: '0001' } };
    expect(readCertificate(JSON.stringify(moved))).toEqual({ ok: false, error: { code: 'package.bad-signature' } });
    expect(readCertificate('{')).toMatchObject({ ok: false });
    expect((await commission.devices()).map((d) => d.station)).toEqual(['0001', null]);
    await commission.register(deviceRequest(device.value, true), '0002');
    expect((await commission.devices()).map((d) => d.station)).toEqual(['0001', '0002']);
  });

  it('gives a device a place for life: no number of one is another’s in a later package', async () => {
    const commission = openCommission(join(station.dir, 'places'), 'places', false);
    const [spare, first, second] = await Promise.all(
      ['spare', 'first', 'second-of-two'].map(async (name) => {
        const keys = await openKeys(join(station.dir, `place-${name}`));
        if (!keys.ok) throw new Error(keys.error.code);
        return deviceRequest(keys.value, true);
      }),
    );
    if (!spare || !first || !second) throw new Error('no keys');
    const places = async () => {
      const named = (await commission.devices()).filter((one) => one.station === '0001' || one.station === null);
      return [first, second].map(({ device }) => placeOf(named, device));
    };
    await commission.register(spare, null);
    await commission.register(first, '0001');
    await commission.register(second, '0001');
    const before = await places();
    expect(new Set(before).size).toBe(2);
    await commission.register(spare, '0002');
    expect(await places()).toEqual(before);
    await commission.revoke(first.device, new Date('2023-10-08T10:00:00Z'));
    expect(await places()).toEqual(before);
    await commission.register(first, '0001');
    expect(await places()).toEqual(before);
    expect(placeOf([{ device: 'a' }, { device: 'b' }], 'b')).toBe(2);
    expect(placeOf([], 'b')).toBe(0);
  });

  it('registers nobody whose request does not prove its keys', async () => {
    const device = await openKeys(join(station.dir, 'third'));
    if (!device.ok) throw new Error(device.error.code);
    const commission = openCommission(join(station.dir, 'commission'), '', false);
    const before = await commission.devices();
    const request = deviceRequest(device.value, false);
    const other = deviceRequest(station.keys, false);
    for (const changed of [
      { ...request, agreement: other.agreement },
      { ...request, serial: 'SN-of-another' },
      { ...request, simulated: true },
      { ...request, signing: other.signing },
      { ...request, device: other.device },
      { ...request, key: other.key },
      { ...request, proof: other.proof },
    ]) {
      expect(await commission.register(changed, '0001')).toEqual({
        ok: false,
        error: { code: 'package.proof', params: { device: changed.device } },
      });
    }
    // Signed rightly, but in the name of another device.
    const { proof: _proof, ...claims } = { ...request, device: other.device };
    const bytes = Buffer.from(`taanuu/device-request/1\n${canonical(claims)}`);
    const proof = Buffer.from(device.value.signing.sign(bytes)).toString('base64url');
    expect(await commission.register({ ...claims, proof }, '0001')).toMatchObject({ ok: false });
    expect(await commission.devices()).toEqual(before);
  });
});

function write(file: Uint8Array): string {
  const copy = join(station.dir, 'written.taanuu');
  writeFileSync(copy, file);
  return copy;
}

function flip(file: Buffer, at: number): Buffer {
  const changed = Buffer.from(file);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

function keysOf(manifest: Record<string, unknown>): Record<string, unknown>[] {
  return manifest.keys as Record<string, unknown>[];
}

function partsOf(manifest: Record<string, unknown>): Record<string, unknown>[] {
  return manifest.parts as Record<string, unknown>[];
}
