import { describe, expect, it } from 'vitest';
import { certify, makeSigner, makeState } from '../../../drivers/simulator/chip/authority.ts';
import { authorityFaults } from './authority.ts';

const DAY = '2026-11-26';
const state = makeState();
const authority = state.authority.certificate;
const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === bytes.length + at ? byte ^ 1 : byte));

describe('certificates for the list of believed authorities', () => {
  it.each(['rsa', 'rsa-pss', 'prime256v1', 'secp384r1', 'brainpoolP384r1'] as const)('%s: as they are', (algorithm) => {
    expect(authorityFaults([makeState(algorithm).authority.certificate], DAY)).toEqual([null]);
  });

  it('says of each what is wrong with it', () => {
    const old = certify(makeSigner('prime256v1'), { common: 'Old', serial: 2, authority: true, to: '20251231' });
    const sha1 = certify(makeSigner('prime256v1', 'sha1'), { common: 'SHA-1', serial: 3, authority: true });
    expect(
      authorityFaults(
        [
          authority,
          state.signer.certificate,
          Uint8Array.of(0x30, 0x82, 0x01),
          new Uint8Array(),
          authority.slice(0, -1),
          Uint8Array.from([...authority, 0]),
          flip(authority, -1),
          old.certificate,
          sha1.certificate,
          authority,
        ],
        DAY,
      ),
    ).toEqual([
      null,
      'not-an-authority',
      'not-a-certificate',
      'not-a-certificate',
      'not-a-certificate',
      'not-a-certificate',
      'signature',
      'validity',
      'unsupported',
      'twice',
    ]);
  });

  it('takes the link from an old key to a new one, and checks it where the old one is there', () => {
    const link = certify(makeSigner('prime256v1'), {
      common: 'New CSCA',
      serial: 4,
      issuer: state.authority,
      authority: true,
    });
    expect(authorityFaults([link.certificate], DAY)).toEqual([null]);
    expect(authorityFaults([link.certificate, authority], DAY)).toEqual([null, null]);
    // Another authority of the same name: the link is not its.
    expect(authorityFaults([makeState().authority.certificate, link.certificate], DAY)).toEqual([null, 'signature']);
  });
});
