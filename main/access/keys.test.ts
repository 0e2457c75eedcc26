import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeCrypto } from '../crypto/node.ts';
import { type DeviceKeys, openKeys } from './keys.ts';
import { sealTo } from './keys-seal.ts';
import { FINGERPRINT_WORDS, fingerprintWordList, fingerprintWords } from './keys-words.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'taanuu-keys-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function open(serial?: string): Promise<DeviceKeys> {
  const keys = await openKeys(dir, serial);
  if (!keys.ok) throw new Error(keys.error.code);
  return keys.value;
}

describe('the key store', () => {
  it('makes keys once, for nobody else to read, and finds them again', async () => {
    const first = await open('SN-1');
    const again = await open('SN-2');
    expect(again.device).toBe(first.device);
    expect(again.serial).toBe('SN-1');
    expect(again.words).toEqual(first.words);
    expect(again.databaseKey('a')).toEqual(first.databaseKey('a'));
    expect(first.databaseKey('b')).not.toEqual(first.databaseKey('a'));
    const files = readdirSync(join(dir, 'keys'));
    expect(files).toHaveLength(3);
    for (const file of files) expect(statSync(join(dir, 'keys', file)).mode & 0o777).toBe(0o600);
  });

  it('ends with one identity when two processes start at once', async () => {
    const both = await Promise.all([open(), open(), open()]);
    expect(new Set(both.map((keys) => keys.device)).size).toBe(1);
  });

  it('signs with the key it names', async () => {
    const { signing } = await open();
    const message = Buffer.from('саламатсызбы');
    expect(nodeCrypto.ed25519Verify(signing.sign(message), message, signing.publicKey)).toBe(true);
  });

  it('opens what was sealed to it, for the same purpose, unchanged', async () => {
    const { agreement } = await open();
    const aad = Buffer.from('election');
    const sealed = await sealTo(agreement.publicKey, Buffer.from('key'), aad);
    expect(await agreement.open(sealed, aad)).toEqual(new Uint8Array(Buffer.from('key')));
    expect(await agreement.open(sealed, Buffer.from('other'))).toBeNull();
    const flipped = Uint8Array.from(sealed.sealed, (byte, i) => (i === 0 ? byte ^ 1 : byte));
    expect(await agreement.open({ ...sealed, sealed: flipped }, aad)).toBeNull();
    expect(await agreement.open({ ...sealed, enc: new Uint8Array(65) }, aad)).toBeNull();
  });

  it('erases a database key for good: the next one of that name is another', async () => {
    const keys = await open();
    const before = keys.databaseKey('register');
    keys.eraseDatabaseKey('register');
    keys.eraseDatabaseKey('never made');
    expect(keys.databaseKey('register')).not.toEqual(before);
  });

  it('takes the root of the commission once', async () => {
    const keys = await open();
    expect(keys.commission()).toBeNull();
    const root = new Uint8Array(32).fill(7);
    expect(keys.trustCommission({ name: 'БШК', root, demo: false }).ok).toBe(true);
    expect(keys.trustCommission({ name: 'БШК', root, demo: false }).ok).toBe(true);
    const other = keys.trustCommission({ name: 'БШК', root: new Uint8Array(32), demo: false });
    expect(other).toEqual({ ok: false, error: { code: 'package.root-differs' } });
    expect((await open()).commission()).toEqual({ name: 'БШК', root, demo: false });
  });

  it('refuses a damaged key file instead of making new keys', async () => {
    await open();
    const path = join(dir, 'keys', 'device.json');
    writeFileSync(path, readFileSync(path).subarray(0, 40));
    const refused = await openKeys(dir);
    expect(refused).toEqual({ ok: false, error: { code: 'package.keys-damaged', params: { file: 'device.json' } } });
  });
});

describe('words of a key', () => {
  it('has 256 different ones, none the beginning of another', () => {
    expect(new Set(fingerprintWordList).size).toBe(256);
    for (const a of fingerprintWordList) {
      expect(fingerprintWordList.filter((b) => b !== a && b.startsWith(a))).toEqual([]);
    }
  });

  it('are the same for the same key and differ for another', () => {
    const words = fingerprintWords(new Uint8Array(32));
    expect(words).toHaveLength(FINGERPRINT_WORDS);
    expect(fingerprintWords(new Uint8Array(32))).toEqual(words);
    expect(fingerprintWords(new Uint8Array(32).fill(1))).not.toEqual(words);
  });
});
