import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../core/document/chip/certificate.ts';
import { parseDg2 } from '../../../core/document/chip/files.ts';
import { authenticate, authenticityProblem, TrustedAuthorities } from '../../../core/document/chip/passive.ts';
import { openSecurityObject } from '../../../core/document/chip/sod.ts';
import {
  certify,
  type Digest,
  makeSigner,
  makeState,
  type SigningAlgorithm,
  type TestState,
} from '../../simulator/chip/authority.ts';
import { dg1, dg2 } from '../../simulator/chip/document.ts';
import { securityObject, signedData } from '../../simulator/chip/security-object.ts';
import { temporaryFolder } from '../../testing/bench.ts';
import { idCardZone, portraitOf } from './chip.fixture.ts';

const TODAY = '2026-11-26';
const groups = new Map([
  [1, dg1(idCardZone)],
  [2, dg2(portraitOf(2_000))],
]);
const state = makeState();
const sod = securityObject(state.signer, groups);
const trust = (...states: readonly TestState[]) =>
  new TrustedAuthorities(states.map(({ authority }) => authority.certificate));
const flip = (bytes: Uint8Array, at: number, mask = 1) => bytes.map((byte, i) => (i === at ? byte ^ mask : byte));

describe('what a known authority vouches for is genuine', () => {
  const algorithms: readonly (readonly [SigningAlgorithm, Digest])[] = [
    ['rsa', 'sha256'],
    ['rsa', 'sha512'],
    ['rsa-pss', 'sha256'],
    ['rsa-pss', 'sha384'],
    ['prime256v1', 'sha224'],
    ['prime256v1', 'sha256'],
    ['secp384r1', 'sha384'],
    ['secp521r1', 'sha512'],
    ['brainpoolP256r1', 'sha256'],
    ['brainpoolP384r1', 'sha384'],
    ['brainpoolP512r1', 'sha512'],
  ];
  it.each(algorithms)('%s with %s', (algorithm, digest) => {
    const own = makeState(algorithm, { digest });
    const object = securityObject(own.signer, groups);
    expect(authenticate(object, groups, trust(state, own), TODAY)).toMatchObject({ genuine: true, country: 'KG' });
    // The same names, another key.
    const twin = makeState(algorithm, { digest });
    expect(authenticate(object, groups, trust(twin), TODAY)).toEqual({
      genuine: false,
      reasons: [{ reason: 'chain' }],
    });
  });

  it.each(['prime256v1', 'secp521r1', 'brainpoolP256r1'] as const)('%s with its curve spelt out', (curve) => {
    const own = makeState(curve, { explicit: true });
    const object = securityObject(own.signer, groups);
    expect(authenticate(object, groups, trust(own), TODAY).genuine).toBe(true);
  });

  it('a curve that is spelt out with another generator is none', () => {
    const own = makeState('prime256v1', { explicit: true });
    const der = own.authority.certificate;
    expect(parseCertificate(der)?.key).toMatchObject({ kind: 'ec', curve: 'P-256' });
    const generator = Buffer.from(der).indexOf(Buffer.from('6b17d1f2e12c4247', 'hex'));
    expect(generator).toBeGreaterThan(0);
    expect(parseCertificate(flip(der, generator + 20))).toBeNull();
  });
});

describe('what is not genuine', () => {
  const reasons = (...found: readonly object[]) => ({ genuine: false, reasons: found });

  it('one bit of any data group', () => {
    for (const [number, file] of groups) {
      for (let at = 0; at < file.length; at += 1 + Math.floor(file.length / 60)) {
        const changed = new Map(groups).set(number, flip(file, at));
        expect(authenticate(sod, changed, trust(state), TODAY)).toEqual(reasons({ reason: 'group', group: number }));
      }
    }
  });

  it('one bit of the security object, each byte of it in turn: what is signed stays as it was, or nothing is believed', () => {
    const opened = openSecurityObject(sod);
    let harmless = 0;
    for (let at = 0; at < sod.length; at++) {
      const changed = flip(sod, at, 1 << (at % 8));
      if (!authenticate(changed, groups, trust(state), TODAY).genuine) continue;
      // CMS leaves a few things unsigned that nobody relies on: versions, the list of digest algorithms, NULLs.
      harmless += 1;
      const still = openSecurityObject(changed);
      if (typeof opened === 'string' || typeof still === 'string') throw new Error('a verdict without an object');
      expect(still.groups, `byte ${at}`).toEqual(opened.groups);
      expect(still.signer.signed, `byte ${at}`).toEqual(opened.signer.signed);
    }
    expect(harmless).toBeLessThan(80);
  });

  it('a data group that was not signed at all', () => {
    const object = securityObject(state.signer, new Map([[1, groups.get(1) as Uint8Array]]));
    expect(authenticate(object, groups, trust(state), TODAY)).toEqual(reasons({ reason: 'group', group: 2 }));
  });

  it('a signer of an authority that nobody has heard of, told apart from a forged one', () => {
    const foreign = makeState('prime256v1', { country: 'UT' });
    const verdict = authenticate(securityObject(foreign.signer, groups), groups, trust(state), TODAY);
    expect(verdict).toEqual(reasons({ reason: 'unknown-authority', country: 'UT' }));
    expect(authenticityProblem(verdict)).toEqual({ code: 'chip.authority-unknown' });
    expect(authenticate(sod, groups, trust(), TODAY)).toEqual(reasons({ reason: 'unknown-authority', country: 'KG' }));
  });

  it('a certificate out of its time, but not where the clock is unknown', () => {
    const old = makeState('prime256v1', { from: '20150101', to: '20250101' });
    const object = securityObject(old.signer, groups);
    expect(authenticate(object, groups, trust(old), TODAY)).toEqual(reasons({ reason: 'validity' }));
    expect(authenticate(object, groups, trust(old), '2025-01-01').genuine).toBe(true);
    expect(authenticate(object, groups, trust(old), null).genuine).toBe(true);
  });

  it('an authority that signs documents itself, and a signer that poses as an authority', () => {
    const object = securityObject(state.authority, groups);
    expect(authenticate(object, groups, trust(state), TODAY)).toEqual(reasons({ reason: 'signer-usage' }));
    const below = certify(makeSigner('prime256v1'), {
      common: 'Below',
      serial: 9,
      issuer: state.signer,
      authority: false,
    });
    const posing = new TrustedAuthorities([state.signer.certificate]);
    expect(authenticate(securityObject(below, groups), groups, posing, TODAY)).toMatchObject({ genuine: false });
  });

  it('anything signed with SHA-1', () => {
    const weak = makeState('rsa', { digest: 'sha1' });
    expect(authenticate(securityObject(weak.signer, groups), groups, trust(weak), TODAY).genuine).toBe(false);
    expect(trust(weak).unreadable).toBe(1);
  });

  it('bytes that are no object, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(sod.length - 1), (bytes, at) => {
        expect(authenticate(bytes, groups, trust(state), TODAY).genuine).toBe(false);
        expect(authenticate(sod.subarray(0, at), groups, trust(state), TODAY).genuine).toBe(false);
        expect(['broken', 'unknown-format']).toContain(parseDg2(bytes));
        expect(parseCertificate(bytes)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
    expect(authenticityProblem(authenticate(new Uint8Array(), groups, trust(state), TODAY))).toEqual({
      code: 'chip.not-genuine',
    });
  });
});

describe('independent peers', () => {
  it('OpenSSL verifies the simulator’s security object and chain, as core does', () => {
    const folder = temporaryFolder();
    const file = (name: string) => join(folder, name);
    for (const algorithm of ['rsa', 'rsa-pss', 'prime256v1', 'brainpoolP384r1'] as const) {
      const own = makeState(algorithm);
      writeFileSync(file('sod.der'), signedData(own.signer, groups));
      writeFileSync(file('csca.pem'), new X509Certificate(own.authority.certificate).toString());
      const openssl = (content: string) =>
        execFileSync(
          'openssl',
          [
            'cms',
            '-verify',
            '-inform',
            'DER',
            '-in',
            content,
            '-CAfile',
            file('csca.pem'),
            '-purpose',
            'any',
            '-binary',
          ],
          { stdio: ['ignore', 'pipe', 'pipe'] },
        );
      const payload = openssl(file('sod.der'));
      const opened = openSecurityObject(securityObject(own.signer, groups));
      expect(typeof opened).toBe('object');
      if (typeof opened === 'string') return;
      for (const hash of opened.groups.values()) expect(payload.includes(Buffer.from(hash))).toBe(true);
    }
  });

  it('Node reads from certificates what core reads', () => {
    const der = state.signer.certificate;
    const theirs = new X509Certificate(der);
    const ours = parseCertificate(der);
    expect(ours).toMatchObject({
      isAuthority: theirs.ca,
      country: 'KG',
      validFrom: '2020-01-01',
      validTo: '2040-01-01',
    });
    expect(theirs.verify(new X509Certificate(state.authority.certificate).publicKey)).toBe(true);
  });
});
