import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../../core/journal/canonical.ts';
import { catalogue } from '../../../core/problem/catalogue.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { DeviceSetup } from '../devices/setup.ts';
import { strangersKeys, table } from './configuration.fixture.ts';
import { MAX_CONFIGURATION_BYTES, readConfiguration, writeConfiguration } from './file.ts';

let folder = '';
let keys: DeviceKeys;
let other: DeviceKeys;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'configuration-file-'));
  keys = await strangersKeys(join(folder, 'a'));
  other = await strangersKeys(join(folder, 'b'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const about = {
  at: new Date('2023-10-07T06:30:00Z'),
  model: 'taanuu-kiosk',
  version: '0.1.0',
  mode: 'training',
} as const;
const write = (devices: readonly DeviceSetup[] = table, signer = keys): string =>
  writeConfiguration(about, { devices: [...devices], folders: ['/p'], kit: 'table' }, signer);
const read = (text: string | Uint8Array) =>
  readConfiguration(typeof text === 'string' ? Buffer.from(text) : text, 'a.json');
const codeOf = (text: string | Uint8Array): string => {
  const answer = read(text);
  return answer.ok ? 'taken' : answer.error.code;
};
/** The next letter of base64url: only the bits differ that the last letter of 64 bytes does not use. */
const after = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) + 1);
type Json = Record<string, unknown>;
const changed = (change: (value: Json) => unknown): string => {
  const value = JSON.parse(write()) as Json;
  return JSON.stringify(change(value) ?? value);
};
/** The file with another content, signed well by whoever holds these keys. */
const resigned = (change: (value: Json) => void, signer = keys): string => {
  const { signature: _, ...told } = JSON.parse(write()) as Json;
  change(told);
  const message = Buffer.from(`taanuu/configuration/1\n${canonical(told)}`);
  return JSON.stringify({ ...told, signature: Buffer.from(signer.signing.sign(message)).toString('base64url') });
};

describe("a kiosk's configuration in a file", () => {
  it('comes back as it was written, with whose it is', () => {
    expect(read(write())).toEqual({
      ok: true,
      value: {
        ...{ at: '2023-10-07T06:30:00.000Z', version: '0.1.0', mode: 'training' },
        by: {
          ...{ device: keys.device, serial: keys.serial, key: keys.signing.key, words: keys.words },
          signing: Buffer.from(keys.signing.publicKey).toString('base64url'),
        },
        settings: { devices: table, folders: ['/p'], kit: 'table' },
      },
    });
  });

  it('may be spelt otherwise: the signature is over what it says, not over spaces', () => {
    expect(codeOf(JSON.stringify(JSON.parse(write())))).toBe('taken');
    expect(codeOf(changed((value) => Object.fromEntries(Object.entries(value).reverse())))).toBe('taken');
  });

  it('holds no secret: no private key, and no password that stood in an address', () => {
    const scanner = { id: 'pages', driver: 'escl', at: 'http://admin:geheim@10.0.0.4/eSCL', simulated: false } as const;
    const text = write([...table, scanner]);
    expect(text).not.toMatch(/geheim|admin|secret|"d"/);
    expect(read(text)).toMatchObject({ value: { settings: { devices: { 3: { at: 'http://10.0.0.4/eSCL' } } } } });
  });

  it.each<[why: string, text: () => string | Uint8Array, code: string]>([
    ['is empty', () => '', 'unreadable'],
    ['is other JSON', () => '{"devices":[]}', 'unreadable'],
    ['is a list', () => '[]', 'unreadable'],
    ['is null', () => 'null', 'unreadable'],
    ['breaks off', () => write().slice(0, -40), 'unreadable'],
    ['is no UTF-8', () => Buffer.concat([Buffer.from([0xff]), Buffer.from(write())]), 'unreadable'],
    ['has a field that nobody knows', () => changed((value) => ({ ...value, rights: 'all' })), 'unreadable'],
    ['is of another format', () => changed((value) => ({ ...value, v: 2 })), 'other-version'],
    ['bears no signature', () => changed(({ signature: _, ...rest }) => rest), 'unsigned'],
    ['spells its signature in another way', () => write().replace(/[AQgw](?="\n}\n$)/, after), 'unreadable'],
    ['was changed', () => write().replace('10.0.0.9', '10.0.0.8'), 'bad-signature'],
    ['bears the date of another', () => write().replace('2023-10-07', '2023-10-08'), 'bad-signature'],
    ['bears the serial of another', () => write().replace(keys.serial, other.serial), 'bad-signature'],
    ['was signed by another', () => resigned(() => {}, other), 'bad-signature'],
    [
      'borrows the words of another',
      () =>
        resigned((value) => {
          const { by } = JSON.parse(write(table, other)) as { by: { agreement: string } };
          Object.assign(value.by as object, { agreement: by.agreement });
        }),
      'bad-signature',
    ],
    ['is larger than any', () => `${write()}${' '.repeat(MAX_CONFIGURATION_BYTES)}`, 'too-large'],
    [
      'is nested without end',
      () => changed((value) => ({ ...value, settings: 'X' })).replace('"X"', '['.repeat(60_000) + ']'.repeat(60_000)),
      'bad-signature',
    ],
    ['holds half a letter', () => write().replace('/dev/taanuu/document', '\\ud800'), 'bad-signature'],
    [
      'names a driver of tomorrow',
      () =>
        resigned((value) => Object.assign((value.settings as { devices: Json[] }).devices[0] ?? {}, { driver: 'x' })),
      'other-version',
    ],
    [
      'lacks a printer',
      () => resigned((value) => (value.settings as { devices: Json[] }).devices.pop()),
      'other-version',
    ],
  ])('is refused when it %s', (_, text, code) => {
    expect(codeOf(text())).toBe(`configuration.${code}`);
  });

  it('never throws, whatever the bytes, and takes nothing that is not wholly as it was signed', () => {
    const whole = Buffer.from(write());
    const damaged = fc
      .array(fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) }), { minLength: 1, maxLength: 4 })
      .map((places) => {
        const bytes = new Uint8Array(whole);
        for (const { at, to } of places) bytes[at] = to;
        return bytes;
      });
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(whole.length)).map(([a, b]) => whole.subarray(a, b));
    const json = fc.json().map((text) => Buffer.from(text));
    const envelopes = fc
      .dictionary(fc.constantFrom('format', 'v', 'at', 'by', 'settings', 'signature'), fc.jsonValue())
      .map((some) => Buffer.from(JSON.stringify({ ...(JSON.parse(write()) as object), ...some })));
    const said = read(whole);
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), damaged, cut, json, envelopes), (bytes) => {
        const answer = read(bytes);
        // A byte that stood among the spaces may be another space: then it says the same, or it is not taken.
        if (answer.ok) expect(answer).toEqual(said);
        else expect(catalogue[answer.error.code]).toBeDefined();
      }),
      { numRuns: 1_500 },
    );
  });
});
