import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../crypto/node.ts';
import { type ApplicationsFile, readApplications, readDecisions, writeApplications, writeDecisions } from './files.ts';

const secret = new Uint8Array(32).fill(3);
const key = nodeCrypto.ed25519PublicKey(secret);
const sign = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, secret);
const where = { election: 'probe', mode: 'laboratory', station: '0001' } as const;
const made = '2023-09-20T04:00:00.000Z';
const one = (n: number): ApplicationsFile['applications'][number] => ({
  application: `0001-3F9A-A${String(n).padStart(4, '0')}`,
  voter: n.toString(16).padStart(64, '0'),
  asked: { kind: 'remote', station: '0050' },
  ...{ filed: '2023-09-20', answerBy: '2023-09-27' },
});
const text = writeApplications({ ...where, device: 'd-1', key: 'k1', made, applications: [one(1), one(2)] }, sign);
const decided = writeDecisions(
  { ...where, made, decisions: [{ application: one(1).application, decision: 'granted', on: '2023-09-21' }] },
  sign,
);
const bytes = (of: string) => Buffer.from(of, 'utf8');
const read = (of: Uint8Array) =>
  readApplications(of, 'a.json', (device, id) => (device === 'd-1' && id === 'k1' ? key : null));

describe('a file of applications', () => {
  it('comes back as it was written, however it is spaced', () => {
    expect(read(bytes(text))).toMatchObject({ ok: true, value: { applications: [one(1), one(2)] } });
    expect(read(bytes(JSON.stringify(JSON.parse(text))))).toMatchObject({ ok: true });
  });

  it('holds many thousands', () => {
    const applications = Array.from({ length: 2_000 }, (_, n) => one(n + 1));
    const large = writeApplications({ ...where, device: 'd-1', key: 'k1', made, applications }, sign);
    expect(read(bytes(large))).toMatchObject({ ok: true, value: { applications: { length: 2_000 } } });
  });

  it('is of a device of the election, or of nobody', () => {
    expect(readApplications(bytes(text), 'a.json', () => null)).toMatchObject({
      error: { code: 'application.file-signature' },
    });
  });

  it('is refused with any of its letters changed', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const letter = String.fromCharCode(code);
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        const answer = read(bytes(changed));
        // Only what is between the values may differ: the same values are the same file.
        if (answer.ok) expect(JSON.parse(changed)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused in words whatever anybody has written, and never dies of it', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ format: fc.constant('taanuu/applications/1'), applications: fc.anything() })
        .map((v) => JSON.stringify(v) ?? ''),
      fc.nat(20_000).map((deep) => '['.repeat(deep)),
    );
    fc.assert(
      fc.property(anything, (given) => {
        for (const answer of [read(bytes(given)), readDecisions(bytes(given), 'd.json', key)]) {
          expect(answer).toMatchObject({ ok: false, error: { code: 'application.file-unreadable' } });
        }
      }),
    );
    expect(read(Uint8Array.from([0xff, 0xfe, 0x7b]))).toMatchObject({ ok: false });
  });

  it('does not name an application twice', () => {
    const twice = writeApplications({ ...where, device: 'd-1', key: 'k1', made, applications: [one(1), one(1)] }, sign);
    expect(read(bytes(twice))).toMatchObject({ error: { code: 'application.file-unreadable' } });
  });
});

describe('a file of decisions', () => {
  it('is the commission’s word, and no other key’s', () => {
    expect(readDecisions(bytes(decided), 'd.json', key)).toMatchObject({ ok: true });
    const other = nodeCrypto.ed25519PublicKey(new Uint8Array(32).fill(4));
    expect(readDecisions(bytes(decided), 'd.json', other)).toMatchObject({
      error: { code: 'application.file-signature' },
    });
  });

  it('is no file of applications, though one key has signed both', () => {
    expect(readDecisions(bytes(text), 'd.json', key)).toMatchObject({ ok: false });
    expect(read(bytes(decided))).toMatchObject({ ok: false });
  });
});
