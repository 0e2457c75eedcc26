import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { utf8 } from '../crypto/encoding.ts';
import { checkFollows, checkResults } from './check-results.ts';
import type { ProtocolContent } from './protocol.ts';
import { protocolCode } from './protocol-code.ts';
import {
  byHand,
  election,
  fileOf,
  hashOf,
  headOf,
  imageOf,
  known,
  own,
  sign,
  signByAnother,
  signed,
  trust,
  version,
} from './results-file.fixture.ts';
import { type ResultsFile, readResultsFile } from './results-file.ts';
import type { ResultsTrust } from './results-trust.ts';

const page = utf8('the first page');
const second = utf8('the second');
const first = version();
const corrected = version({ byHand }, first);

const report = (bytes: Uint8Array, by: ResultsTrust = trust) => checkResults(bytes, by, nodeCrypto);
/** Verdict and the kinds of what was found. */
const told = (bytes: Uint8Array, by: ResultsTrust = trust) => {
  const { verdict, findings } = report(bytes, by);
  return [verdict, ...new Set(findings.map(({ finding }) => finding))];
};
function read(bytes: Uint8Array): ResultsFile {
  const file = readResultsFile(bytes, nodeCrypto);
  if (!file.ok) throw new Error(file.error);
  return file.value;
}
/** The first version with something else in it, signed by the device all the same. */
const other = (change: Partial<ProtocolContent>) => fileOf(headOf([{ ...first, ...change }]));

describe('a results file', () => {
  it('is sound as the zone makes it, with images in their order', () => {
    const images = [imageOf(page, 1, 1, 2), imageOf(second, 1, 2, 2)];
    const bytes = fileOf(headOf([first], { images }), [page, second]);
    expect(told(bytes)).toEqual(['sound']);
    const { head, sha256, images: kept } = read(bytes);
    expect([head.protocols[0]?.versions[0]?.content, sha256]).toEqual([first, hashOf(bytes)]);
    expect(Buffer.from(kept.get(hashOf(second)) ?? []).toString()).toBe('the second');
  });

  it('property: any byte that is another one, missing or too many is found', () => {
    const bytes = fileOf(headOf([first, corrected], { images: [imageOf(page, 2)] }), [page]);
    const at = fc.nat({ max: bytes.length - 1 });
    const change = fc.oneof(
      fc.record({ kind: fc.constant('other' as const), at, by: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ kind: fc.constant('gone' as const), at, by: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ kind: fc.constant('more' as const), at, by: fc.integer({ min: 0, max: 255 }) }),
    );
    fc.assert(
      fc.property(change, ({ kind, at: place, by }) => {
        const [left, right] = [bytes.subarray(0, place), bytes.subarray(place)];
        const parts = {
          other: [left, Uint8Array.of((bytes[place] ?? 0) ^ by), right.subarray(1)],
          gone: [left, right.subarray(by)],
          more: [left, Uint8Array.of(by), right],
        }[kind];
        const changed = Buffer.concat(parts);
        expect(report(changed).verdict).toBe('refused');
      }),
      { numRuns: 400 },
    );
    for (const length of [0, 1, 100, bytes.length - 1]) expect(told(bytes.subarray(0, length))[0]).toBe('refused');
  });

  it('property: any value of what was signed, put in by somebody who has no key, is found', () => {
    const paths = pathsOf(headOf([first, corrected]));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(7, 'x', null, true), (path, value) => {
        const head = structuredClone(headOf([first, corrected]));
        if (JSON.stringify(at(head, path)) === JSON.stringify(value)) return;
        put(head, path, value);
        // His own signature, and that of the device over something else.
        expect(report(fileOf(head, [], signByAnother)).verdict).toBe('refused');
        const mine = read(fileOf(headOf([first, corrected]))).head.signature;
        const line = JSON.stringify({ ...head, signature: mine });
        expect(report(utf8(`${line}\n`)).verdict).toBe('refused');
      }),
      { numRuns: 150 },
    );
  });

  it.each<readonly [string, Uint8Array, ResultsTrust, string]>([
    ['another station', fileOf(headOf([first])), { ...trust, station: '0002' }, 'other-station'],
    ['another election', fileOf(headOf([first])), { ...trust, election: { ...election, id: 'x' } }, 'other-election'],
    [
      'another mode',
      fileOf(headOf([first])),
      { ...trust, election: { ...election, mode: 'public-test' } },
      'other-election',
    ],
    ['a sitting that is none', fileOf(headOf([first], { sitting: '2023-10-09-1' })), trust, 'other-sitting'],
    ['another package', fileOf(headOf([first], { package: 'cd'.repeat(32) })), trust, 'other-package'],
    ['a device of nobody', fileOf(headOf([first], { device: 'd-x' })), trust, 'unknown-device'],
    ['another key', fileOf(headOf([first]), [], signByAnother), trust, 'bad-signature'],
    [
      'a device that was taken out of use before',
      fileOf(headOf([first])),
      { ...trust, devices: trust.devices.map((one) => ({ ...one, revoked: '2023-10-08T00:00:00Z' })) },
      'unknown-device',
    ],
    [
      'a device of another station',
      fileOf(headOf([first])),
      { ...trust, devices: trust.devices.map((one) => ({ ...one, station: '0002' })) },
      'unknown-device',
    ],
    ['signed before the close', other({ at: '2023-10-08T20:02+06:00' }), trust, 'before-close'],
    [
      'closed before the hour, on the day itself',
      fileOf(headOf([{ ...first, mode: 'official' }], { mode: 'official', closedAt: '2023-10-08T19:59:59.999+06:00' })),
      { ...trust, election: { ...election, mode: 'official' } },
      'before-close',
    ],
    [
      'the protocol of another style',
      fileOf(headOf([], { protocols: [{ protocol: 'x', versions: [signed(first)], dissents: [] }] })),
      trust,
      'unknown-protocol',
    ],
    [
      'a code of another content',
      fileOf(
        headOf([], {
          protocols: [{ protocol: own, versions: [{ ...signed(corrected), content: first }], dissents: [] }],
        }),
      ),
      trust,
      'protocol-forged',
    ],
    [
      'a code by another key',
      fileOf(
        headOf([], {
          protocols: [
            {
              ...{ protocol: own, dissents: [] },
              versions: [{ content: first, code: protocolCode(first, 'k-box', nodeCrypto, signByAnother) }],
            },
          ],
        }),
      ),
      trust,
      'protocol-forged',
    ],
    ['a second version without its first', fileOf(headOf([corrected])), trust, 'versions-broken'],
    [
      'a second version that corrects another first',
      fileOf(headOf([{ ...first, at: '2023-10-08T21:08+06:00' }, corrected])),
      trust,
      'versions-broken',
    ],
    ['a line that is gone', other({ lines: first.lines.slice(1) }), trust, 'other-form'],
    ['another form', other({ form: 'other' }), trust, 'other-form'],
    [
      'a sum that is none',
      other({ lines: first.lines.map((one) => (one.line === 'voted' ? { ...one, value: 410 } : one)) }),
      trust,
      'number-wrong',
    ],
    [
      'a ratio that was told to hold',
      other({ ratios: first.ratios.map((one) => ({ ...one, by: 0, state: 'waits' })) }),
      trust,
      'number-wrong',
    ],
    [
      'a signer whom nobody knows',
      fileOf(headOf([first])),
      { ...trust, people: [{ id: 'p-0', role: 'chair', name: '' }] },
      'signer-unknown',
    ],
    [
      'an image of a version that is not there',
      fileOf(headOf([first], { images: [imageOf(page, 2)] }), [page]),
      trust,
      'image-of-nothing',
    ],
  ])('is refused: %s', (_, bytes, by, finding) => {
    const [verdict, ...findings] = told(bytes, by);
    expect(verdict).toBe('refused');
    expect(findings).toContain(finding);
  });

  it('is incomplete without a protocol, a signature, a number or the pages that the policy wants', () => {
    const two: ResultsTrust = { ...trust, station: '0050' };
    const remote = fileOf(headOf([{ ...first, station: '0050' }], { station: '0050' }));
    expect(report(remote, { ...two, devices: trust.devices.map((one) => ({ ...one, station: null })) })).toMatchObject({
      verdict: 'incomplete',
      findings: [
        { finding: 'protocol-missing', protocol: 'council-2' },
        { finding: 'protocol-missing', protocol: 'council-3' },
      ],
    });
    expect(told(other({ signers: first.signers.slice(0, 2) }))).toEqual(['incomplete', 'signers-missing']);
    const twice = first.signers.map((one, at) => (at === 2 ? { ...one, person: 'p-0', role: 'chair' as const } : one));
    expect(told(other({ signers: twice }))).toEqual(['incomplete', 'signers-missing']);
    expect(told(fileOf(headOf([version({ typed: {} })])))[0]).toBe('incomplete');
    const wanted: ResultsTrust = { ...trust, policy: { ...trust.policy, signedPages: true } };
    expect(told(fileOf(headOf([first])), wanted)).toEqual(['incomplete', 'pages-missing']);
    const half = fileOf(headOf([first], { images: [imageOf(page, 1, 1, 2)] }), [page]);
    expect(report(half, wanted).findings).toMatchObject([{ finding: 'pages-missing', found: 1, expected: 2 }]);
    expect(told(fileOf(headOf([first], { images: [imageOf(page, 1)] }), [page]), wanted)).toEqual(['sound']);
    // Pages of the version before are none of the one in force.
    const old = fileOf(headOf([first, corrected], { images: [imageOf(page, 1)] }), [page]);
    expect(told(old, wanted)).toContain('pages-missing');
  });

  it('does not balance where a ratio is broken, whatever was said of it, or more voted than there are', () => {
    const typed = { ...known.typed, received: 1_520 };
    expect(report(fileOf(headOf([version({ typed })])))).toMatchObject({
      verdict: 'unbalanced',
      findings: [
        { finding: 'ratio-broken', at: 'paper', found: 1_520, expected: 1_519, said: 'Бир бюллетень жоголгон' },
      ],
    });
    const few = { ...known.identification, 'voters-in-list': 300 } as NonNullable<typeof known.identification>;
    expect(told(fileOf(headOf([version({ identification: few })])))).toEqual([
      'unbalanced',
      'ratio-broken',
      'more-than-list',
    ]);
    expect(told(fileOf(headOf([first], { counted: 412 })))).toEqual(['unbalanced', 'boxes-differ']);
    const boxes = [{ box: 'box-1', kind: 'stationary' as const, sheets: 412 }];
    expect(report(fileOf(headOf([first], { boxes, counted: 412 }))).findings).toMatchObject([
      { finding: 'boxes-differ', at: 'protocols', found: 411, expected: 412 },
    ]);
    expect(told(fileOf(headOf([{ ...version({ byHand }), counts: null }])))).toEqual(['unbalanced', 'counts-differ']);
  });

  it('is sound with notes: a correction, counts that were explained, a dissent, too few ballots', () => {
    const { verdict, corrected: isCorrected, findings } = report(fileOf(headOf([first, corrected])));
    expect([verdict, isCorrected]).toEqual(['sound', true]);
    expect(findings).toMatchObject([
      { finding: 'counts-explained', at: 'votes/c-1', found: 200, expected: 201, said: 'Кайра саналды', version: 2 },
      { finding: 'counts-explained', at: 'votes/c-2', found: 101, expected: 100 },
      { finding: 'corrected', said: 'Саноодон ката табылды' },
    ]);
    const few = { lines: [], ratios: [], counts: null, fewerThan: 30 };
    expect(told(other({ ...few, dissents: [{ person: 'p-2', reason: 'Макул эмесмин' }] }))).toEqual([
      ...['sound', 'few-ballots', 'dissent'],
    ]);
    const alone = { ...corrected.corrects, persons: ['p-0'] } as NonNullable<ProtocolContent['corrects']>;
    expect(told(fileOf(headOf([first, { ...corrected, corrects: alone }])))).toContain('deciders-missing');
  });
});

describe('a later file of the same sitting', () => {
  const before = read(fileOf(headOf([first])));
  const next = { number: 2, previous: before.sha256 };
  const follows = (bytes: Uint8Array) => checkFollows(before, read(bytes)).map(({ finding }) => finding);

  it('has everything that was signed before, as it was', () => {
    expect(follows(fileOf(headOf([first, corrected], next)))).toEqual([]);
    expect(follows(fileOf(headOf([first, corrected], { number: 3, previous: 'ee'.repeat(32) })))).toEqual([]);
    expect(follows(fileOf(headOf([version({ byHand })], next)))).toEqual(['version-gone']);
    expect(
      follows(
        fileOf(
          headOf([], { ...next, protocols: [{ protocol: 'council-2', versions: [signed(first)], dissents: [] }] }),
        ),
      ),
    ).toEqual(['version-gone']);
  });

  it('is later, and says which one came before it', () => {
    expect(follows(fileOf(headOf([first])))).toEqual(['not-later']);
    expect(follows(fileOf(headOf([first], { number: 2, previous: 'ee'.repeat(32) })))).toEqual(['not-later']);
    expect(follows(fileOf(headOf([first], { ...next, device: 'd-x' }), [], sign))).toEqual(['not-later']);
  });
});

type Path = readonly (string | number)[];

/** Every place of a value that is no list and no record. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([name, one]) => pathsOf(one, [...path, name]));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((one, name) => (one as Record<string, unknown>)[name], value);
}

function put(value: unknown, path: Path, one: unknown): void {
  const into = at(value, path.slice(0, -1)) as Record<string, unknown>;
  into[String(path.at(-1))] = one;
}
