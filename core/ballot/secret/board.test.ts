import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../main/crypto/node.ts';
import { loadSodiumGroup } from '../../../main/crypto/sodium-group.ts';
import { toHex, utf8 } from '../../crypto/encoding.ts';
import { type BatchHead, linesOf, readBatchHead, writeBatch } from './batch.ts';
import { type ReadBoard, readBoard } from './board.ts';
import { signed, writeFileOf } from './file.ts';
import { hash } from './frame.ts';
import { logarithms } from './logarithm.ts';
import { type Manifest, manifestHash } from './manifest.ts';
import { merkleRoot } from './merkle.ts';
import { resultPath, type StyleResult, withheldPath } from './result.ts';
import { attemptOf, boardOf, filesOf, manifestOf, sealed, shareOf, signerOf, styles } from './secret.fixture.ts';
import { emptySet } from './sets.ts';
import { checkShare, makeShare, openSet } from './share.ts';

const group = await loadSodiumGroup();
const manifest = manifestOf(group);
const M = manifestHash(manifest);
const tools = { group, verify: nodeCrypto.ed25519Verify, commission: signerOf('commission').key };
const cast = filesOf(group, manifest);
const BATCH = 'batches/0001-panel-1-day.ndjson';
const FOREIGN = 'batches/0002-panel-3-day.ndjson';

const read = (files: ReadonlyMap<string, Uint8Array>, stage: 'opening' | 'complete' = 'opening'): Promise<ReadBoard> =>
  readBoard(boardOf(files), { ...tools, stage });
const rules = ({ findings }: ReadBoard): readonly string[] => [...new Set(findings.map(({ rule }) => rule))];
const opening = await read(cast);
const set = opening.seen.sets.get('style-1') ?? emptySet(group, { parts: [] });
const shareBy = (trustee: number) =>
  makeShare(group, shareOf(trustee), { manifest: M, style: 'style-1', trustee }, set);
const shares = [1, 2, 3, 4, 5].map(shareBy);
const counts = [
  [2, 0, 1, 1],
  [1, 1, 2, 1, 1],
];

const result = (change: Partial<StyleResult> = {}): StyleResult => ({
  ...{ format: 'taanuu/result/1', manifest: toHex(M), style: 'style-1', ballots: 4, opened: null },
  ...{
    parts: counts.map((one) => ({ counts: one })),
    shares: [shares[0], shares[2], shares[3]].flatMap((s) => s ?? []),
  },
  ...change,
});
const withheld = {
  ...{ format: 'taanuu/withheld/1', manifest: toHex(M), style: 'style-2', ballots: 1, road: 'home-box' },
  decision: 'Mixed into the box of the home station.',
};
const complete = (change: Partial<StyleResult> = {}, more: readonly (readonly [string, unknown])[] = []) =>
  sealed(
    manifest,
    new Map([
      ...cast,
      [resultPath('style-1'), writeFileOf(result(change))],
      [withheldPath('style-2'), writeFileOf(withheld)],
      ...more.map(([path, value]) => [path, writeFileOf(value)] as const),
    ]),
  );

describe('a board', () => {
  it('that is honest holds, before and after it is opened', async () => {
    expect(opening.findings).toEqual([]);
    expect((await read(complete(), 'complete')).findings).toEqual([]);
    expect(rules(await read(cast, 'complete'))).toEqual(['neither']);
  });

  it('is refused with a reason whatever bit of whatever file is changed', { timeout: 60_000 }, async () => {
    const files = complete();
    const bytes = [...files].map(([path, { length }]) => ({ path, length }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bytes), fc.nat(), fc.nat(7), async ({ path, length }, at, bit) => {
        const changed = Uint8Array.from(files.get(path) ?? []);
        changed[at % length] = (changed[at % length] ?? 0) ^ (1 << bit);
        expect((await read(new Map([...files, [path, changed]]), 'complete')).findings).not.toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  const batch = readBatchHead(cast.get(BATCH) ?? new Uint8Array());
  if (batch === undefined) throw new Error('no batch');
  const lines = [...linesOf(batch.rest)];
  const foreign = [...linesOf(cast.get(FOREIGN) ?? new Uint8Array())].slice(1);
  const hashOf = (of: readonly Uint8Array[]) => toHex(nodeCrypto.sha256(...of));

  /** The board with another batch of these fields and lines, signed and listed as if all were well. */
  const withBatch = (
    change: Partial<BatchHead>,
    of: readonly Uint8Array[] = lines,
    signer = 'panel-1',
    path = BATCH,
  ) => {
    const { signature: _, ...content } = { ...batch.head, sha256: hashOf(of), ...change };
    const head = signed(content, signerOf(signer));
    return read(sealed(manifest, new Map([...cast, [path, writeBatch({ head, lines: of })]])));
  };

  it.each<[string, Partial<BatchHead>]>([
    ['root', { root: toHex(hash('other')) }],
    ['sha256', { sha256: toHex(hash('other')) }],
    ['sessions', { sessions: { ...batch.head.sessions, cast: 1 } }],
    ['challenged', { challenged: [] }],
    ['challenged', { sessions: { cast: 3, castAfterChallenge: 0, abandoned: 0 } }],
    ['ballots', { ballots: 2 }],
    ['manifest', { manifest: toHex(hash('other')) }],
    ['station', { station: '0009' }],
    [
      'cast-and-challenged',
      { challenged: [toHex(attemptOf(group, manifest, '0001', styles[0]!, [['a'], ['k', 'm']], 0).code)] },
    ],
  ])('with a batch that its panel has signed wrongly is refused: %s', async (rule, change) => {
    expect(rules(await withBatch(change))).toContain(rule);
  });

  it.each<[string, readonly Uint8Array[]]>([
    ['order', [...lines].reverse()],
    ['twice-code', [...lines, ...lines.slice(-1)]],
    ['spelling', [...lines.slice(0, -1), (lines.at(-1) ?? new Uint8Array()).subarray(0, -1)]],
    ['style', lines.map((line) => utf8(Buffer.from(line).toString().replace('style-1', 'style-9')))],
  ])('with ballots that its panel has put together wrongly is refused: %s', async (rule, of) => {
    expect(rules(await withBatch({}, of))).toContain(rule);
  });

  it('refuses the batch of a panel that the manifest does not have, and a second one of the same', async () => {
    expect(rules(await withBatch({}, lines, 'panel-2'))).toEqual(['panel']);
    expect(rules(await withBatch({}, lines, 'stranger'))).toEqual(['panel']);
    const again = await withBatch({}, lines, 'panel-1', 'batches/0001-panel-1-evening.ndjson');
    expect(rules(again)).toEqual(
      expect.arrayContaining(['path', 'twice-batch', 'twice-code', 'twice-nonce', 'twice-a']),
    );
  });

  it('refuses a ballot of another station that somebody has copied', async () => {
    const found = rules(await withBatch({}, [...lines, ...foreign]));
    expect(found).toEqual(expect.arrayContaining(['twice-nonce', 'twice-a', 'ballot-bit-proof']));
  });

  it.each([
    ['unlisted', new Map([...cast, ['notes.txt', new Uint8Array()]])],
    ['missing', new Map([...cast].filter(([path]) => path !== BATCH))],
    ['path', sealed(manifest, new Map([...cast, ['notes.txt', new Uint8Array()]]))],
  ] as const)('with a file too many or too few is refused: %s', async (rule, files) => {
    expect(rules(await read(files))).toContain(rule);
  });

  it('is not believed when another has signed it, where the commission’s key is known', async () => {
    const { signature: _, ...content } = manifest;
    const other: Manifest = signed(content, signerOf('stranger'));
    expect(rules(await read(sealed(manifest, new Map([...cast, ['manifest.json', writeFileOf(other)]]))))).toContain(
      'signer',
    );
  });
});

describe('trustees', () => {
  const checked = (these: readonly number[]) =>
    new Map(
      these.map((index) => {
        const share = checkShare(
          group,
          opening.ground!.trustees,
          { manifest: M, style: 'style-1' },
          set,
          shares[index - 1]!,
        );
        if (!share.ok) throw new Error(share.error.rule);
        return [index, share.value] as const;
      }),
    );
  const logarithm = logarithms(group, 1_000);
  const all = checked([1, 2, 3, 4, 5]);
  const some = (these: readonly number[]) => new Map(these.map((index) => [index, all.get(index) ?? []]));

  it('open what was cast, whichever three of the five they are', () => {
    for (const these of [
      [1, 2, 3],
      [1, 3, 5],
      [2, 4, 5],
      [1, 2, 3, 4, 5],
    ]) {
      expect(openSet(group, 3, set, some(these), logarithm)).toEqual({ ok: true, value: counts });
    }
  });

  it('open nothing with two, nor do two and a threshold of two', () => {
    expect(openSet(group, 3, set, some([1, 2]), logarithm)).toEqual({ ok: false, error: 'few' });
    expect(openSet(group, 2, set, some([1, 2]), logarithm)).toEqual({ ok: false, error: 'count' });
  });

  it('are found out by their proofs when a share is made with another secret, of another sum or for another style', () => {
    const trustees = opening.ground!.trustees;
    const place = { manifest: M, style: 'style-1' };
    const rule = (share: ReturnType<typeof shareBy>) => {
      const found = checkShare(group, trustees, place, set, share);
      return found.ok ? null : found.error.rule;
    };
    expect(rule(makeShare(group, shareOf(2), { ...place, trustee: 1 }, set))).toBe('proof');
    expect(rule(makeShare(group, shareOf(1), { ...place, style: 'style-2', trustee: 1 }, set))).toBe('proof');
    const other = { ...set, sums: set.sums.map((part) => [...part].reverse()) };
    expect(rule(makeShare(group, shareOf(1), { ...place, trustee: 1 }, other))).toBe('proof');
    expect(rule(makeShare(group, shareOf(1), { ...place, trustee: 9 }, set))).toBe('trustee');
  });

  it.each<[string, Partial<StyleResult>]>([
    ['count', { parts: [{ counts: [1, 1, 1, 1] }, { counts: [1, 1, 2, 1, 1] }] }],
    ['sum-of-counts', { parts: [{ counts: [4, 4, 4, 0] }, { counts: [1, 1, 2, 1, 1] }] }],
    ['share-few', { shares: shares.slice(0, 2) }],
    ['share-order', { shares: [shares[2]!, shares[0]!, shares[1]!] }],
    ['share-proof', { shares: [shares[0]!, shares[1]!, { ...shares[2]!, trustee: 4 }] }],
    ['ballots', { ballots: 5 }],
    ['opened', { opened: { decision: 'Why not.' } }],
    ['shape', { parts: [] }],
  ])('whose result is not what follows are found out: %s', async (rule, change) => {
    expect(rules(await read(complete(change), 'complete'))).toContain(rule);
  });

  it('have a decision on the board for a set below the minimum, and either a result or a reason', async () => {
    const lone = { ...result(), style: 'style-2', ballots: 1, parts: [{ counts: [1, 0, 0] }], shares: [] };
    const both = await read(complete({}, [[resultPath('style-2'), lone]]), 'complete');
    expect(rules(both)).toEqual(expect.arrayContaining(['both', 'minimum', 'share-few']));
    const big = { ...withheld, style: 'style-1', ballots: 4 };
    expect(rules(await read(complete({}, [[withheldPath('style-1'), big]]), 'complete'))).toEqual(['both', 'minimum']);
  });

  it('that did not prove what they published make no key', async () => {
    const { signature: _, ...content } = manifest;
    const rogue = (edit: (content: typeof manifest) => void) => {
      const copy = structuredClone(manifest);
      edit(copy);
      const { signature: __, ...rest } = copy;
      return read(
        sealed(manifest, new Map([...cast, ['manifest.json', writeFileOf(signed(rest, signerOf('commission')))]])),
      );
    };
    const [first, second] = content.trustees.members;
    if (first === undefined || second === undefined) throw new Error('no trustees');
    expect(rules(await rogue((copy) => copy.trustees.members.splice(1, 1, { ...first, index: 2 })))).toContain(
      'trustee-proof',
    );
    expect(rules(await rogue((copy) => Object.assign(copy, { key: first.commitments[0] })))).toContain('trustee-key');
    expect(rules(await rogue((copy) => copy.trustees.members.pop()))).toContain('trustee-proof');
  });
});

describe('numbers', () => {
  it('are found from 0 to the largest, and no others', () => {
    const find = logarithms(group, 50);
    for (const value of [0, 1, 7, 8, 49, 50]) expect(find(group.multiplyBase(BigInt(value)))).toBe(value);
    expect(find(group.multiplyBase(51n))).toBeUndefined();
    expect(find(group.multiplyBase(123_456_789n))).toBeUndefined();
    expect(() => logarithms(group, 5_000_001)).toThrow(RangeError);
  });

  it('the root of leaves is that of RFC 6962', () => {
    // Vectors of the tree of certificate transparency: leaves "", 00, 10, 20 21, 30 31, 40 41 42 43.
    const leaves = ['', '00', '10', '2021', '3031', '40414243'].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
    const roots = [0, 1, 2, 3, 6].map((count) => toHex(merkleRoot(leaves.slice(0, count))));
    expect(roots).toEqual([
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    ]);
  });
});
