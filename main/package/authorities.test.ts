import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonical } from '../../core/journal/canonical.ts';
import { makeState } from '../../drivers/simulator/chip/authority.ts';
import { SYSTEM } from '../identification/kiosk.ts';
import { importPackage } from '../identification/register/import.ts';
import { openRegister } from '../identification/register/register.ts';
import { zoneOf } from '../identification/zone.fixture.ts';
import { AUTHORITIES_MAX, AUTHORITY_LIMITS, decodeAuthorities, readAuthorities } from './authorities.ts';
import { MAGIC, SIGNATURE_CONTEXT } from './format.ts';
import { makeStation, openedByPeople, type Station } from './package.fixture.ts';

const DAY = '2026-11-26';
const states = [makeState(), makeState('rsa'), makeState('brainpoolP256r1', { explicit: true })];
const ders = states.map(({ authority }) => authority.certificate);
const [first, second, third] = ders as [Uint8Array, Uint8Array, Uint8Array];
const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\r\n${Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\r\n')}\r\n-----END CERTIFICATE-----\r\n`;

describe('the commission’s folder of authorities', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taanuu-authorities-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);

  it('is read in the order of its names: DER and PEM, one or several in a file; other files are nobody’s business', async () => {
    write('b.pem', `Master list, made by hand\n${pem(second)}${pem(third)}`);
    write('a.CER', first);
    write('readme.txt', 'not a certificate');
    const read = await readAuthorities(folder, DAY);
    expect(read.leftOut).toEqual([]);
    expect(read.certificates.map((der) => Buffer.from(der))).toEqual(ders.map((der) => Buffer.from(der)));
  });

  it('leaves out what cannot be used, and says of each file why', async () => {
    write('a.cer', first);
    write('b.der', states[0]?.signer.certificate ?? '');
    write('c.pem', 'hello');
    write('d.cer', '');
    write('e.cer', pem(first));
    write('f.der', '');
    truncateSync(join(folder, 'f.der'), AUTHORITY_LIMITS.file + 1);
    write('g.der', new Uint8Array(AUTHORITY_LIMITS.bytes + 1));
    const read = await readAuthorities(folder, DAY);
    expect(read.certificates).toHaveLength(1);
    expect(read.leftOut).toEqual(
      expect.arrayContaining([
        { file: 'b.der', reason: 'not an authority’s: it may sign no certificates' },
        { file: 'c.pem', reason: 'not a certificate' },
        { file: 'd.cer', reason: 'not a certificate' },
        { file: 'e.cer', reason: 'comes twice' },
        { file: 'f.der', reason: 'more than 262144 bytes' },
        { file: 'g.der', reason: 'a certificate of more than 8192 bytes' },
      ]),
    );
    expect(read.leftOut).toHaveLength(6);
    expect((await readAuthorities(folder, '2041-01-01')).leftOut).toContainEqual({
      file: 'a.cer',
      reason: 'not valid on the day of the election',
    });
  });

  it('is not there', async () => {
    await expect(readAuthorities(join(folder, 'none'), DAY)).rejects.toMatchObject({ code: 'ENOENT' });
    mkdirSync(join(folder, 'empty'));
    expect(await readAuthorities(join(folder, 'empty'), DAY)).toEqual({ certificates: [], leftOut: [] });
  });
});

describe('a package with authorities', () => {
  let station: Station;
  beforeEach(async () => {
    station = await makeStation();
  });
  afterEach(() => station.remove());
  const stateDir = () => join(station.dir, 'device');
  const bring = (path: string) => importPackage({ path, stateDir: stateDir(), keys: station.keys, current: null });
  const codeOf = async (path: string) => {
    const imported = await bring(path);
    return imported.ok ? 'taken' : imported.error;
  };

  it('gives them back, before the station is opened and after', async () => {
    const { path, manifest } = await station.write('with.taanuu', { documentAuthorities: ders });
    expect(manifest.parts.find(({ name }) => name === 'authorities')).toMatchObject({ count: 3 });
    const imported = await bring(path);
    if (!imported.ok) throw new Error(JSON.stringify(imported.error));
    const { register } = imported.value.event;
    const locked = openRegister(stateDir(), station.keys, register, null);
    expect(locked.ok && decodeAuthorities(locked.value.package.documentAuthorities)).toEqual(ders);
    const opened = await openedByPeople(stateDir(), station.keys, register);
    expect(decodeAuthorities(opened.package.documentAuthorities)).toEqual(ders);
    opened.close();
  });

  it('in force, tells them to the rooms of the zone, another package others', async () => {
    const { path } = await station.write('first.taanuu', { documentAuthorities: [first] });
    const { zone } = await zoneOf(station, path);
    expect(zone.kiosk.inForce()?.documentAuthorities).toEqual([first]);
    await zone.stop();
    const next = await station.write('second.taanuu', { version: 2, documentAuthorities: [second, third] });
    const again = await zoneOf(station, next.path);
    expect(again.zone.kiosk.inForce()?.documentAuthorities).toEqual([first]);
    expect(await again.zone.loadPackage(next.path, SYSTEM, () => {})).toMatchObject({ ok: true });
    expect(again.zone.kiosk.inForce()?.documentAuthorities).toEqual([second, third]);
    await again.zone.stop();
  });

  it('without any has no such part, as before there were any', async () => {
    const { path, manifest } = await station.write('without.taanuu');
    expect(manifest.parts.map(({ name }) => name)).toEqual(['people', 'secrets', 'register']);
    const imported = await bring(path);
    if (!imported.ok) throw new Error(JSON.stringify(imported.error));
    const locked = openRegister(stateDir(), station.keys, imported.value.event.register, null);
    expect(locked.ok && locked.value.package.documentAuthorities).toEqual([]);
  });

  it('is refused where one of them could not be used here, or is none', async () => {
    const signer = states[0]?.signer.certificate ?? new Uint8Array();
    const { path } = await station.write('signer.taanuu', { documentAuthorities: [first, signer] });
    expect(await codeOf(path)).toEqual({
      code: 'package.not-honoured',
      params: { field: 'authorities.1', value: 'not-an-authority' },
    });
    const late = { ...(await station.write('late.taanuu', { documentAuthorities: [new Uint8Array(20)] })) };
    expect(await codeOf(late.path)).toEqual({
      code: 'package.not-honoured',
      params: { field: 'authorities.0', value: 'not-a-certificate' },
    });
  });

  it('is refused where it says another number of them than it brings', async () => {
    const { path } = await station.write('count.taanuu', { documentAuthorities: [first, second] });
    const bytes = readFileSync(path);
    const start = MAGIC.length + 4;
    const length = bytes.readUInt32BE(MAGIC.length);
    const manifest = JSON.parse(bytes.subarray(start, start + length).toString()) as {
      parts: { name: string; count: number }[];
    };
    for (const part of manifest.parts) if (part.name === 'authorities') part.count = 3;
    const text = Buffer.from(canonical(manifest));
    const head = Buffer.alloc(4);
    head.writeUInt32BE(text.length);
    const signature = station.commission.sign(Buffer.concat([SIGNATURE_CONTEXT, text]));
    writeFileSync(path, Buffer.concat([MAGIC, head, text, signature, bytes.subarray(start + length + 64)]));
    expect(await codeOf(path)).toEqual({ code: 'package.count', params: { expected: 3, found: 2 } });
  });

  it('of more or longer ones than the limits cannot be written', async () => {
    const long = new Uint8Array(AUTHORITY_LIMITS.bytes + 3);
    await expect(station.write('long.taanuu', { documentAuthorities: [long] })).rejects.toThrow();
    const many = Array.from({ length: AUTHORITY_LIMITS.count + 1 }, () => first);
    await expect(station.write('many.taanuu', { documentAuthorities: many })).rejects.toThrow();
    const full = Array.from({ length: AUTHORITY_LIMITS.count }, () => new Uint8Array(AUTHORITY_LIMITS.bytes));
    const { manifest } = await station.write('full.taanuu', { documentAuthorities: full });
    const part = manifest.parts.find(({ name }) => name === 'authorities');
    expect(part?.bytes).toBeGreaterThan(AUTHORITIES_MAX);
    expect(part?.bytes).toBeLessThan(AUTHORITIES_MAX * 1.01);
  });
});
