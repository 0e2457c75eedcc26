import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/crypto/encoding.ts';
import type { Trust } from '../../core/journal/trust.ts';
import { type SignedSlip, signedCode } from '../../core/receipt/signed-totals.ts';
import { verifySlip } from '../../core/receipt/verify-slip.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { saySlip } from './slip.ts';

const secret = new Uint8Array(32).fill(9);
const trust: Trust = {
  election: 'probe',
  mode: 'official',
  devices: [
    {
      ...{ device: 'd-1', key: 'k1', algorithm: 'Ed25519', station: '0001' },
      publicKey: toHex(nodeCrypto.ed25519PublicKey(secret)),
    },
  ],
};
const told: SignedSlip = {
  ...{ slip: 'final', election: 'probe', mode: 'official', station: '0001', device: 'd-1', key: 'k1' },
  ...{ sitting: '2023-10-08-1', at: '2023-10-08T20:31:00+06:00', seq: 512, head: 'ab'.repeat(32) },
  totals: {
    ...{ registered: 1684, reserved: 415, confirmed: 414, released: 1, undone: 2, validSlips: 412, reprints: 3 },
    ...{ stoodStill: 754, inside: 7, signatures: 411, receipts: 412, byHand: null, onPaper: 6 },
  },
};
const code = (change: Partial<SignedSlip> = {}, key = secret) =>
  signedCode({ ...told, ...change }, nodeCrypto, (hash) => nodeCrypto.ed25519Sign(hash, key));

describe('the code of a slip', () => {
  it('is said in words: whose it is, its numbers, and how to hold the journal against it', () => {
    const said = saySlip(verifySlip(code(), trust, nodeCrypto)).join('\n');
    expect(said).toContain('good: device d-1 of station 0001');
    expect(said).toContain('final receipt, sitting 2023-10-08-1, 08.10.2023 20:31, mode official');
    expect(said).toContain('admitted: 412');
    expect(said).toContain('stood still: 0:12:34');
    expect(said).toContain('signatures in the paper list: 411');
    expect(said).toContain('entered from the paper list, in no other number: 6');
    expect(said).not.toContain('by hand');
    expect(said).toContain(`--checkpoint d-1:512:${'ab'.repeat(32)}`);
  });

  it('of before is said without those of the paper list', () => {
    const { onPaper: _, ...totals } = told.totals;
    const said = saySlip(verifySlip(code({ totals }), trust, nodeCrypto)).join('\n');
    expect(said).toContain('signatures in the paper list: 411');
    expect(said).not.toContain('entered from the paper list');
  });

  it.each([
    ['not-a-code', 'taanuu:1:d-1:day:00'],
    ['not-a-code', code().replace('taanuu', 'Taanuu')],
    ['wrong-election', code({ election: 'other' })],
    ['wrong-election', code({ mode: 'training' })],
    ['unknown-device', code({ device: 'd-2' })],
    ['unknown-device', code({ key: 'k2' })],
    ['wrong-station', code({ station: '0002' })],
    ['bad-signature', code({}, new Uint8Array(32).fill(8))],
    ['bad-signature', code().replace(':1684.', ':1685.')],
  ])('is refused: %s', (why, given) => {
    const verdict = verifySlip(given, trust, nodeCrypto);
    expect(verdict).toEqual({ ok: false, why });
    expect(saySlip(verdict)).toHaveLength(1);
  });
});
