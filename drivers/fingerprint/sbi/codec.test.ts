import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newIdentity, signJws } from '../../simulator/sbi/certificates.ts';
import { discoveryOf, infoOf } from '../../simulator/sbi/words.ts';
import { readCapture, readDiscovery, readInfo, readStreamError } from './answers.ts';
import { checkCapture } from './check.ts';
import { problemOfCode } from './faults.ts';
import { fuzzed, fuzzSbi } from './fuzz.fixture.ts';
import { answerTo, expectedOf, fuzzSeeds, requestOf, speaker } from './fuzz-seeds.fixture.ts';
import { openJws } from './jws.ts';
import { captureBody, fingerName, fingerOf, sbiTime, streamBody } from './requests.ts';
import { CHAIN_START, chainHash, gcmInputs } from './secrets.ts';
import { authority, NOW, touchOf } from './world.fixture.ts';

const trust = () => ({ anchors: [authority().root.certificate], now: () => NOW });
const codeOf = (answer: string, expected: Parameters<typeof checkCapture>[1]) => {
  const checked = checkCapture(answer, expected);
  return checked.ok ? 'accepted' : checked.error.code;
};

describe('requests', () => {
  it('carry their numbers as text, in the words of SBI 0.9.5', () => {
    const body = JSON.parse(captureBody({ ...requestOf('registration', 2), fingers: [2, 7] }));
    expect(body).toMatchObject({
      env: 'Production',
      purpose: 'Registration',
      specVersion: '0.9.5',
      timeout: '1000',
      captureTime: '2026-10-01T12:00:00Z',
      bio: [
        {
          type: 'Finger',
          count: '2',
          bioSubType: ['Right IndexFinger', 'Left IndexFinger'],
          requestedScore: '40',
          deviceId: 'SIM-S-1',
          deviceSubId: '0',
          previousHash: '',
        },
      ],
    });
    expect(JSON.parse(captureBody(requestOf('auth', 1)))).toMatchObject({
      purpose: 'Auth',
      bio: [{ bioSubType: ['UNKNOWN'] }],
    });
    expect(JSON.parse(streamBody('D', 3, 4_000.4))).toEqual({ deviceId: 'D', deviceSubId: '3', timeout: '4000' });
  });

  it('name every finger so that it is known again', () => {
    for (const finger of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const) expect(fingerOf(fingerName(finger))).toBe(finger);
    expect(fingerOf('left index finger')).toBe(7);
    expect(fingerOf('Nose')).toBe(0);
  });
});

describe('the chain and the secrets, counted by hand', () => {
  it('hashes what came before with the hash of the record', () => {
    const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
    expect(CHAIN_START).toBe('E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855');
    const record = Buffer.from('record');
    const by = sha(Buffer.concat([sha(Buffer.alloc(0)), sha(record)]));
    expect(chainHash(record, CHAIN_START)).toBe(by.toString('hex').toUpperCase());
  });

  it('makes nonce and additional data of time and transaction, the shorter one to the right', () => {
    const time = sbiTime(NOW);
    expect(time).toBe('2026-10-01T12:00:00Z');
    const { aad, iv } = gcmInputs(time, 'AB');
    // All but the last two characters stand as they are: '0' ^ 'A' = 0x71, 'Z' ^ 'B' = 0x18.
    expect(aad.toString('latin1')).toBe('-10-01T12:00:0\x71\x18');
    expect(iv.toString('latin1')).toBe('01T12:00:0\x71\x18');
    expect(gcmInputs('AB', time)).toEqual({ aad, iv });
  });
});

describe('a signature', () => {
  it('holds only with RS256, with a key of 2048 bits, and up to an anchor', () => {
    const { device, provider, root } = authority();
    expect(openJws(signJws({ a: 1 }, device, [provider]), trust())).toEqual({ ok: true, value: { a: 1 } });
    expect(openJws(signJws({ a: 1 }, device, [provider, root]), trust())).toMatchObject({ ok: true });
    // Without the one between, nobody can tell.
    expect(openJws(signJws({ a: 1 }, device), trust())).toEqual({ ok: false, error: 'untrusted' });
    // A device's certificate vouches for nobody.
    const forger = newIdentity({ name: 'Forger', at: NOW, issuer: device });
    expect(openJws(signJws({ a: 1 }, forger, [device, provider]), trust())).toEqual({ ok: false, error: 'untrusted' });
    const short = newIdentity({ name: 'Short', at: NOW, issuer: provider, rsaBits: 1024 });
    expect(openJws(signJws({ a: 1 }, short, [provider]), trust())).toEqual({ ok: false, error: 'signature' });
    const pinned = { anchors: [short.certificate, device.certificate], now: () => NOW };
    expect(openJws(signJws({ a: 1 }, device), pinned)).toMatchObject({ ok: true });
    const later = { ...trust(), now: () => NOW + 400 * 86_400_000 };
    expect(openJws(signJws({ a: 1 }, device, [provider]), later)).toEqual({ ok: false, error: 'expired' });
  });

  it('of another algorithm is none, whatever its header says', () => {
    const { device, provider } = authority();
    const [head = '', body = '', signature = ''] = signJws({ a: 1 }, device, [provider]).split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
    for (const alg of ['none', 'HS256', 'RS512', 'rs256']) {
      const changed = Buffer.from(JSON.stringify({ ...header, alg })).toString('base64url');
      expect(openJws(`${changed}.${body}.${signature}`, trust())).toEqual({ ok: false, error: 'shape' });
    }
    expect(openJws(`${head}.${body}.`, trust())).toEqual({ ok: false, error: 'signature' });
    expect(openJws(`${head}.${body}.${signature}.${signature}`, trust())).toEqual({ ok: false, error: 'shape' });
  });

  it('is broken by every changed letter of what it is over', () => {
    const { device, provider } = authority();
    const jws = signJws({ bioValue: 'AAAA', transactionId: 'T' }, device, [provider]);
    const signed = jws.lastIndexOf('.');
    fc.assert(
      fc.property(fc.nat({ max: signed - 1 }), fc.constantFrom('A', 'z', '_', '.'), (at, letter) => {
        fc.pre(jws[at] !== letter);
        expect(openJws(jws.slice(0, at) + letter + jws.slice(at + 1), trust()).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an answer to a capture', () => {
  it('is all or nothing: no finger may be added, left out, swapped or taken from another answer', () => {
    const request = requestOf('registration', 2);
    const expected = expectedOf(request);
    const answer = answerTo(request, touchOf(1), touchOf(2));
    expect(codeOf(answer, expected)).toBe('accepted');
    const { biometrics } = JSON.parse(answer) as { biometrics: { data: string; hash: string }[] };
    const [first, second] = biometrics;
    const of = (...list: unknown[]) => codeOf(JSON.stringify({ biometrics: list }), expected);
    expect(of(second, first)).toBe('sbi.hash-wrong');
    expect(of(first)).toBe('sbi.other-request');
    expect(of(second)).toBe('sbi.hash-wrong');
    expect(of(first, second, second)).toBe('sbi.hash-wrong');
    expect(of(first, { ...second, data: first!.data })).toBe('sbi.hash-wrong');
    const other = answerTo({ ...request, transactionId: 'another-one' }, touchOf(1), touchOf(2));
    expect(codeOf(other, expected)).toBe('sbi.wrong-transaction');
    expect(codeOf(answer, { ...expected, serial: 'S-2' })).toBe('sbi.wrong-scanner');
  });

  it('must be of this question and of now', () => {
    const request = requestOf('registration', 1);
    const expected = expectedOf(request);
    const answer = answerTo(request, touchOf(1));
    const asked = (change: Partial<typeof request>) =>
      checkCapture(answer, { ...expected, request: { ...request, ...change } });
    const field = (name: string) => ({ ok: false, error: { code: 'sbi.other-request', params: { field: name } } });
    expect(asked({ purpose: 'auth' })).toEqual(field('purpose'));
    expect(asked({ env: 'Staging' })).toEqual(field('env'));
    expect(asked({ requestedScore: 41 })).toEqual(field('requestedScore'));
    expect(asked({ askedAt: NOW + 62_000 })).toMatchObject({
      error: { code: 'sbi.answer-old', params: { seconds: 62 } },
    });
    expect(asked({ askedAt: NOW + 60_500 })).toMatchObject({ ok: true });
    expect(checkCapture(answer, { ...expected, answeredAt: NOW - 62_000 })).toMatchObject({
      error: { code: 'sbi.answer-old' },
    });
  });
});

describe('answers of other makers', () => {
  it('may carry numbers as numbers, lists as one, states in any case, and fields of their own', () => {
    const [device] = discoveryOf(speaker()) as [Record<string, unknown>];
    const odd = {
      ...device,
      deviceSubId: 1,
      deviceStatus: 'NOT READY',
      specVersion: '0.9.5',
      extra: { a: 1 },
      error: null,
    };
    const read = readDiscovery(JSON.stringify(odd));
    expect(read).toMatchObject({
      ok: true,
      value: { devices: [{ device: { deviceStatus: 'not-ready', deviceSubId: ['1'] } }] },
    });
    expect(readDiscovery(JSON.stringify([{ wrong: 1 }, device]))).toMatchObject({ ok: true, value: { devices: [{}] } });
    expect(readDiscovery('[]')).toEqual({ ok: true, value: { devices: [], error: null } });
    expect(readDiscovery('[1]')).toEqual({ ok: false, error: 'shape' });
    expect(readDiscovery('<')).toEqual({ ok: false, error: 'not-json' });
    expect(readDiscovery(JSON.stringify(Array(33).fill(device)))).toEqual({ ok: false, error: 'shape' });
  });

  it('may be an error alone', () => {
    expect(readInfo('{"error":{"errorCode":106}}')).toEqual({ ok: true, value: { infos: [], error: '106' } });
    expect(readCapture('{"error":{"errorCode":"502"}}')).toMatchObject({ ok: true, value: [{ error: '502' }] });
    expect(readCapture('{"biometrics":[]}')).toEqual({ ok: false, error: 'shape' });
    expect(readStreamError('{"error":{"errorcode":"609"}}')).toBe('609');
    expect(readStreamError('{"error":{"errorCode":"0"}}')).toBe('0');
    expect(readStreamError('{}')).toBeNull();
    expect(problemOfCode('<script>alert(1)')).toEqual({ code: 'sbi.device-error', params: { code: 'scriptalert1' } });
  });

  it('may be info of several devices, of which only a signed finger scanner counts', () => {
    const info = infoOf(speaker()) as [unknown];
    expect(readInfo(JSON.stringify([{ deviceInfo: 'x', error: null }, 7, ...info]))).toMatchObject({
      ok: true,
      value: { infos: { length: 2 } },
    });
  });
});

describe('hostile bytes', () => {
  it.each(fuzzed)('%s: nothing throws, nothing false is believed, and what is kept is bounded', (what) => {
    const tally = fuzzSbi(what, what === 'sealed' ? 300 : 2_000, 'test', fuzzSeeds());
    expect(tally.forged).toBe(0);
    expect(tally.mostHeld).toBeLessThan(4_096 + 2 * 2_048 + 600 + 64);
    // Behind a signature and a key nothing is read that was changed.
    if (what !== 'sealed' && what !== 'jws') expect(tally.read).toBeGreaterThan(0);
  });
});
