import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { copiedSlips } from '../journal/catalogue/day.ts';
import { qrCode } from '../qr/qr.ts';
import { readSignedCode, type SignedSlip, signedCode } from './signed-totals.ts';

const secret = new Uint8Array(32).fill(7);
const publicKey = nodeCrypto.ed25519PublicKey(secret);
const sign = (hash: Uint8Array) => nodeCrypto.ed25519Sign(hash, secret);

const number = fc.nat({ max: 99_999 });
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:+@/-]{0,20}$/);
const slip: fc.Arbitrary<SignedSlip> = fc.record({
  slip: fc.constantFrom(...copiedSlips),
  election: name,
  mode: fc.constantFrom('training' as const, 'official' as const),
  station: fc.stringMatching(/^\d{1,6}$/),
  device: name,
  key: name,
  sitting: name,
  at: fc.constantFrom('2023-10-08T20:05:12+06:00', '2023-10-08T20:05:12-09:30', '2023-12-31T23:59:59+00:00'),
  seq: fc.integer({ min: 1, max: 999_999 }),
  head: fc.stringMatching(/^[0-9a-f]{64}$/),
  totals: fc.record(
    {
      ...{ registered: number, reserved: number, confirmed: number, released: number, undone: number },
      ...{ validSlips: number, reprints: number, stoodStill: number },
      ...{ inside: fc.option(number), signatures: fc.option(number), receipts: fc.option(number) },
      byHand: fc.option(number),
      // Slips of before have no such number: their form is read for ever.
      onPaper: number,
    },
    {
      requiredKeys: [
        'registered',
        'reserved',
        'confirmed',
        'released',
        'undone',
        'validSlips',
        'reprints',
        'stoodStill',
        'inside',
        'signatures',
        'receipts',
        'byHand',
      ],
    },
  ),
});
/** The same of a kiosk beside which others served. */
const beside = slip.chain((told) =>
  fc.record({ onPaper: number, beside: fc.integer({ min: 1, max: 9 }) }).map((more) => ({
    ...told,
    totals: { ...told.totals, ...more },
  })),
);

describe('the code of a slip of the station', () => {
  it('says what was signed, to whoever has the key', () => {
    fc.assert(
      fc.property(fc.oneof(slip, beside), (told) => {
        const read = readSignedCode(signedCode(told, nodeCrypto, sign));
        expect(read?.told).toEqual(told);
        expect(read?.isSignedBy(publicKey, nodeCrypto)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('is no longer signed, or no code at all, when any letter of it is another one', () => {
    fc.assert(
      fc.property(
        fc.oneof(slip, beside),
        fc.nat(),
        fc.constantFrom('0', '7', 'a', 'Z', ':', '.', '%', ' '),
        (told, at, letter) => {
          const code = signedCode(told, nodeCrypto, sign);
          const place = at % code.length;
          const changed = `${code.slice(0, place)}${letter}${code.slice(place + 1)}`;
          fc.pre(changed.trim() !== code);
          const read = readSignedCode(changed);
          expect(read === null || !read.isSignedBy(publicKey, nodeCrypto)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is no code of another kind, and never a mistake', () => {
    expect(readSignedCode('taanuu:1:d-1:day-1:00')).toBeNull();
    expect(readSignedCode('taanuu:5:d-1:day-1:00')).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => readSignedCode(text) === null));
    fc.assert(fc.property(fc.string(), (text) => readSignedCode(`taanuu:2:${text}`) === null));
  });

  it('has a form of its own where those of the paper list are counted, and none is taken for the other', () => {
    fc.assert(
      fc.property(slip, (told) => {
        const code = signedCode(told, nodeCrypto, sign);
        const counted = told.totals.onPaper !== undefined;
        expect(code.startsWith(counted ? 'taanuu:3:' : 'taanuu:2:')).toBe(true);
        const other = counted ? code.replace('taanuu:3', 'taanuu:2') : code.replace('taanuu:2', 'taanuu:3');
        expect(readSignedCode(other)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('has another form where a kiosk served beside this one, and tells of none that it does not count', () => {
    fc.assert(
      fc.property(beside, (told) => {
        const code = signedCode(told, nodeCrypto, sign);
        expect(code.startsWith('taanuu:4:')).toBe(true);
        for (const form of [2, 3]) expect(readSignedCode(code.replace('taanuu:4', `taanuu:${form}`))).toBeNull();
        const totals = code.split(':')[12] ?? '';
        for (const last of ['0', '']) {
          expect(readSignedCode(code.replace(totals, totals.replace(/\d+$/, last)))).toBeNull();
        }
      }),
      { numRuns: 50 },
    );
  });

  it('reads a code that was printed before they were counted', () => {
    const code =
      'taanuu:2:final:saruu-2023:official:0001:d-1:k1:2023-10-08-1:20231008T203100+0600:512:q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s:1684.415.414.1.2.412.3.754.7.411.412.:xhUjEglh-01HW1CauB3nMVGOfINEFH34HAQSsfOldPEkzCI-lsirozBxYYACh1y6K6skkWq46Kd8C5CvBYu0Cw';
    expect(readSignedCode(code)?.told.totals).toEqual({
      ...{ registered: 1684, reserved: 415, confirmed: 414, released: 1, undone: 2, validSlips: 412, reprints: 3 },
      ...{ stoodStill: 754, inside: 7, signatures: 411, receipts: 412, byHand: null },
    });
    expect(readSignedCode(code)?.isSignedBy(publicKey, nodeCrypto)).toBe(true);
  });

  it('leaves the squares of its QR code large enough for a telephone: half a millimetre', () => {
    const [told] = fc.sample(slip, { numRuns: 1, seed: 1 });
    if (!told) throw new Error('no sample');
    const usual = { ...told, election: 'saruu-2023', device: 'abcdefghijklmnop', key: 'k1', sitting: '2023-10-08-1' };
    const most = Object.fromEntries(Object.keys(told.totals).map((one) => [one, 99_999])) as SignedSlip['totals'];
    const whole: SignedSlip = {
      ...usual,
      slip: 'suspended',
      seq: 999_999,
      totals: { ...most, onPaper: 1234, beside: 1 },
    };
    expect(qrCode(signedCode(whole, nodeCrypto, sign)).size).toBeLessThanOrEqual(73);
  });
});
