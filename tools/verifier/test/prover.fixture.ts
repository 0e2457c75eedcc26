import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { codeOf } from '../ballot.ts';
import { type Bytes, fromHex, toHex, u32, utf8 } from '../bytes.ts';
import { valuesOf } from '../challenged.ts';
import { fastGroup as group } from '../fast-group.ts';
import { challenge, hash, L, modulo, scalarBytes } from '../frame.ts';
import { IDENTITY } from '../group.ts';
import { canonical, type Json } from '../json.ts';
import { manifestHash } from '../manifest.ts';
import { lagrangeAtZero } from '../result.ts';
import { signedBytes } from '../signed.ts';
import { Tree } from '../tree.ts';

/**
 * A tiny prover for tests: whole boards, as one who wants a lie to look sound would make them. Written from
 * docs/verification.md for the verifier's own tests; no panel runs it, and its "random" numbers are known to everybody.
 */
type Fields = Record<string, Json>;
/** JSON that tests may change. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into any depth of a file to break one value of it.
export type Loose = any;

let drawn = 0;
let seeded = 'test/draw';
/** A number that no other call gives. */
const draw = (): bigint => challenge(seeded, u32(drawn++));
/** From here on other numbers are drawn than any that were before: for whoever goes on in another process. */
export function drawFrom(seed: string): void {
  seeded = `test/draw/${seed}`;
}
const hex32 = (scalar: bigint): string => toHex(scalarBytes(scalar));
const bytesOf = (hex: string): Bytes => fromHex(hex, hex.length / 2)!;
const g = group.base(1n);

export interface Keys {
  readonly commission: Bytes;
  /** Of each panel by its device. */
  readonly panels: Readonly<Record<string, Bytes>>;
  /** fᵢ of each trustee: its coefficients. */
  readonly polynomials: readonly (readonly bigint[])[];
}
export interface TestBoard {
  manifest: Loose;
  batches: { head: Loose; ballots: Loose[] }[];
  results: Record<string, Loose>;
  withheld: Record<string, Loose>;
  keys: Keys;
}

const publicOf = (key: Bytes): string => toHex(ed25519.getPublicKey(key));
const words = (text: string): Fields => ({ ky: text, ru: text, en: text });
const option = (id: string): Fields => ({ id, names: words(id) });

/** Styles: one choice of two; and one with two parts, of which the first takes two marks. */
export const STYLES = [
  {
    id: 'dep-1',
    ballot: 'dep',
    constituency: 'c1',
    titles: words('dep-1'),
    parts: [{ id: 'choice', min: 1, max: 1, options: [option('anna'), option('bek')] }],
  },
  {
    id: 'dep-2',
    ballot: 'dep',
    constituency: 'c2',
    titles: words('dep-2'),
    parts: [
      { id: 'list', min: 0, max: 2, options: [option('x'), option('y'), option('z')] },
      { id: 'choice', min: 1, max: 1, options: [option('anna'), option('against-all')] },
    ],
  },
];

/** A manifest of t-of-n trustees, unsigned. */
export function manifestOf(threshold = 2, members = 3): { manifest: Loose; keys: Keys } {
  const polynomials = Array.from({ length: members }, () => Array.from({ length: threshold }, draw));
  const keys: Keys = {
    commission: scalarBytes(draw()),
    panels: { p1: scalarBytes(draw()), p2: scalarBytes(draw()) },
    polynomials,
  };
  const manifest: Loose = {
    format: 'taanuu/manifest/1',
    election: 'test-2026',
    mode: 'laboratory',
    minimum: 2,
    stations: [
      { number: '7001', panels: [{ device: 'p1', key: publicOf(keys.panels.p1!) }] },
      { number: '7002', panels: [{ device: 'p2', key: publicOf(keys.panels.p2!) }] },
    ],
    styles: structuredClone(STYLES),
    trustees: { threshold, members: polynomials.map((_, at) => ({ index: at + 1, name: `trustee ${at + 1}` })) },
  };
  proveTrustees(manifest, keys);
  return { manifest, keys };
}

/** Commitments, their proofs, and the joint key. */
export function proveTrustees(manifest: Loose, { polynomials }: Keys): void {
  const { threshold, members } = manifest.trustees;
  const ceremony = hash('taanuu/ceremony/1', manifest.election, manifest.mode, u32(threshold), u32(members.length));
  for (const [at, member] of members.entries()) {
    const commitments = polynomials[at]!.map((secret) => group.base(secret));
    member.commitments = commitments.map(toHex);
    member.proofs = commitments.map((commitment, j) => {
      const k = draw();
      const c = challenge('taanuu/coefficient/1', ceremony, u32(member.index), u32(j), commitment, group.base(k));
      return { c: hex32(c), z: hex32(modulo(k + c * polynomials[at]![j]!)) };
    });
  }
  manifest.key = toHex(sum(members.map(({ commitments }: Loose) => bytesOf(commitments[0]))));
}

const sum = (points: readonly Bytes[]): Bytes => points.reduce((all, one) => group.plus(all, one), IDENTITY);

/** An encrypted ballot that holds; `values` per part overrides what marks make. */
export function ballotOf(
  manifest: Loose,
  station: string,
  styleId: string,
  marks: readonly (readonly string[])[],
  { values, nonce = toHex(scalarBytes(draw())), r: first }: { values?: number[][]; nonce?: string; r?: bigint } = {},
): Loose {
  const style = manifest.styles.find(({ id }: Loose) => id === styleId);
  const key = bytesOf(manifest.key);
  const context = hash('taanuu/ballot/1', manifestHash(manifest), station, styleId, bytesOf(nonce));
  return {
    style: styleId,
    nonce,
    parts: style.parts.map((part: Loose, p: number) => {
      const v = values?.[p] ?? [...valuesOf(part, marks[p]!)!];
      const rs = v.map((_, i) => (p === 0 && i === 0 && first !== undefined ? first : draw()));
      const m = BigInt(part.max);
      const weights = v.map((_, i) => (i === part.options.length ? m : 1n));
      const positions = v.map((value, i) => position(value, rs[i]!, key, context, p, i));
      const r = modulo(rs.reduce((all, one, i) => all + weights[i]! * one, 0n));
      const a = sum(positions.map(({ a }, i) => group.times(weights[i]!, bytesOf(a))));
      const b = group.minus(sum(positions.map(({ b }, i) => group.times(weights[i]!, bytesOf(b)))), group.base(m));
      const k = draw();
      const c = challenge('taanuu/sum/1', context, u32(p), a, b, group.base(k), group.times(k, key));
      return { positions, sum: { c: hex32(c), z: hex32(modulo(k + c * r)) } };
    }),
  };
}

function position(value: number, r: bigint, key: Bytes, context: Bytes, p: number, i: number) {
  const a = group.base(r);
  const b = group.plus(group.times(r, key), group.base(modulo(BigInt(value))));
  const truth = value === 1 ? 1 : 0;
  const [k, cSimulated, zSimulated] = [draw(), draw(), draw()];
  // Of the branch that is not so everything is drawn, and the commitments follow from it.
  const other = truth === 1 ? b : group.minus(b, g);
  const simulated = [
    group.minus(group.base(zSimulated), group.times(cSimulated, a)),
    group.minus(group.times(zSimulated, key), group.times(cSimulated, other)),
  ];
  const honest = [group.base(k), group.times(k, key)];
  const [zero, one] = truth === 1 ? [simulated, honest] : [honest, simulated];
  const all = challenge('taanuu/bit/1', context, u32(p), u32(i), a, b, zero[0]!, zero[1]!, one[0]!, one[1]!);
  const c = modulo(all - cSimulated);
  const z = modulo(k + c * r);
  const [c0, z0, c1, z1] = truth === 1 ? [cSimulated, zSimulated, c, z] : [c, z, cSimulated, zSimulated];
  return { a: toHex(a), b: toHex(b), c0: hex32(c0), c1: hex32(c1), z0: hex32(z0), z1: hex32(z1) };
}

/** The code of a ballot as it stands, whether it holds or not. */
export function testCodeOf(manifest: Loose, station: string, ballot: Loose): Bytes {
  const context = hash('taanuu/ballot/1', manifestHash(manifest), station, ballot.style, utf8Hex(ballot.nonce));
  return codeOf(
    context,
    ballot.parts.flatMap(({ positions }: Loose) =>
      positions.map(({ a, b }: Loose) => ({ a: utf8Hex(a), b: utf8Hex(b) })),
    ),
  );
}
/** Bytes of hex; of any other text its UTF-8, so that a code can be made of what is no ballot. */
const utf8Hex = (text: string): Bytes => fromHex(text, text.length / 2) ?? utf8(text);

/** Shares of these trustees, and counts, over all ballots of a style. */
export function resultOf(board: TestBoard, styleId: string, trustees: readonly number[]): Loose {
  const { manifest, keys } = board;
  const style = manifest.styles.find(({ id }: Loose) => id === styleId);
  const ballots = board.batches.flatMap((batch) => batch.ballots.filter(({ style }) => style === styleId));
  const sets = style.parts.map((part: Loose, p: number) =>
    Array.from({ length: part.options.length + 1 }, (_, i) => ({
      a: sum(ballots.map(({ parts }) => bytesOf(parts[p].positions[i].a))),
      b: sum(ballots.map(({ parts }) => bytesOf(parts[p].positions[i].b))),
    })),
  );
  const secretOf = (index: number): bigint =>
    modulo(keys.polynomials.flatMap((f) => f.map((c, j) => c * BigInt(index) ** BigInt(j))).reduce((x, y) => x + y));
  const shares = trustees.map((trustee) => {
    const secret = secretOf(trustee);
    const key = group.base(secret);
    return {
      trustee,
      parts: sets.map((positions: Loose, p: number) =>
        positions.map(({ a, b }: { a: Bytes; b: Bytes }, i: number) => {
          const d = group.times(secret, a);
          const k = draw();
          const place = [u32(trustee), u32(p), u32(i)];
          const made = [a, b, key, d, group.base(k), group.times(k, a)];
          const c = challenge('taanuu/share/1', manifestHash(manifest), styleId, ...place, ...made);
          return { d: toHex(d), c: hex32(c), z: hex32(modulo(k + c * secret)) };
        }),
      ),
    };
  });
  const first = shares.slice(0, manifest.trustees.threshold);
  const lambdas = lagrangeAtZero(first.map(({ trustee }) => trustee));
  const parts = sets.map((positions: Loose, p: number) => ({
    counts: positions.map(({ b }: { b: Bytes }, i: number) => {
      const secret = sum(first.map(({ parts }, s) => group.times(lambdas[s]!, bytesOf(parts[p][i].d))));
      const point = toHex(group.minus(b, secret));
      return Array.from({ length: ballots.length + 1 }, (_, v) => v).find(
        (v) => toHex(group.base(BigInt(v))) === point,
      )!;
    }),
  }));
  return {
    format: 'taanuu/result/1',
    manifest: toHex(manifestHash(manifest)),
    style: styleId,
    ballots: ballots.length,
    opened: null,
    parts,
    shares,
  };
}

/** @returns the object, signed */
export function signed(value: Loose, key: Bytes): Loose {
  value.signature = { key: toHex(ed25519.getPublicKey(key)), value: '' };
  value.signature.value = toHex(ed25519.sign(signedBytes(value), key));
  return value;
}

/** Sorts, counts, hashes and signs a batch as it stands. */
export function sealBatch(
  board: TestBoard,
  batch: TestBoard['batches'][number],
  arrange: (sorted: Loose[]) => void = () => {},
): void {
  const { head } = batch;
  const codes = new Map(batch.ballots.map((one) => [one, toHex(testCodeOf(board.manifest, head.station, one))]));
  batch.ballots.sort((one, other) => (codes.get(one)! < codes.get(other)! ? -1 : 1));
  arrange(batch.ballots);
  const tree = new Tree();
  for (const ballot of batch.ballots) tree.add(bytesOf(codes.get(ballot)!));
  Object.assign(head, {
    manifest: toHex(manifestHash(board.manifest)),
    ballots: batch.ballots.length,
    root: toHex(tree.root()),
    sha256: createHash('sha256').update(bodyOf(batch)).digest('hex'),
  });
  signed(head, board.keys.panels[head.device] ?? board.keys.commission);
}
const bodyOf = ({ ballots }: { ballots: Loose[] }): string => ballots.map((one) => `${canonical(one)}\n`).join('');

/** A batch of these ballots, all cast without a challenge. */
export function batchOf(
  station: string,
  device: string,
  ballots: Loose[],
  challenged: string[] = [],
): TestBoard['batches'][number] {
  return {
    head: {
      format: 'taanuu/batch/1',
      station,
      device,
      sitting: 's1',
      sessions: { cast: ballots.length, castAfterChallenge: 0, abandoned: challenged.length },
      challenged: [...challenged].sort(),
    },
    ballots,
  };
}

/**
 * A board that holds: dep-1 with three ballots of two stations is opened, dep-2 with one is withheld.
 * @param edit changes the manifest before it is signed and anything is made from it
 */
export function soundBoard(
  edit: (manifest: Loose, keys: Keys) => void = () => {},
  [threshold, members] = [2, 3],
): TestBoard {
  const { manifest, keys } = manifestOf(threshold, members);
  edit(manifest, keys);
  signed(manifest, keys.commission);
  const board: TestBoard = { manifest, keys, batches: [], results: {}, withheld: {} };
  const ballot = (station: string, style: string, ...marks: string[][]): Loose =>
    ballotOf(manifest, station, style, marks);
  board.batches.push(
    batchOf('7001', 'p1', [ballot('7001', 'dep-1', ['anna']), ballot('7001', 'dep-2', ['y'], [])], ['ab'.repeat(32)]),
    batchOf('7002', 'p2', [ballot('7002', 'dep-1', ['anna']), ballot('7002', 'dep-1', [])]),
  );
  sealAll(board);
  return board;
}

/** Seals the batches as they stand, and makes results of them: of each style by the minimum. */
export function sealAll(board: TestBoard, trustees: readonly number[] = [1, 2, 3]): void {
  for (const batch of board.batches) sealBatch(board, batch);
  const { manifest } = board;
  board.results = {};
  board.withheld = {};
  for (const { id } of manifest.styles) {
    const count = board.batches.flatMap(({ ballots }) => ballots.filter(({ style }) => style === id)).length;
    if (count >= manifest.minimum) board.results[id] = resultOf(board, id, trustees);
    else if (count > 0) board.withheld[id] = withheldOf(board, id, count);
  }
}

/** Says of a style that it was not opened. */
export const withheldOf = ({ manifest }: TestBoard, style: string, ballots: number): Loose => ({
  format: 'taanuu/withheld/1',
  manifest: toHex(manifestHash(manifest)),
  style,
  ballots,
  road: 'home-box',
  decision: 'act 4',
});

/** The files of a board with their bytes, without board.json. */
export function filesOfBoard(board: TestBoard): Record<string, string> {
  const files: Record<string, string> = { 'manifest.json': `${canonical(board.manifest)}\n` };
  for (const batch of board.batches) {
    const { station, device, sitting } = batch.head;
    files[`batches/${station}-${device}-${sitting}.ndjson`] = `${canonical(batch.head)}\n${bodyOf(batch)}`;
  }
  for (const [style, result] of Object.entries(board.results))
    files[`results/${style}.json`] = `${canonical(result)}\n`;
  for (const [style, said] of Object.entries(board.withheld)) files[`withheld/${style}.json`] = `${canonical(said)}\n`;
  return files;
}

/** Lists and signs files, and writes them all. */
export function writeBoard(folder: string, files: Readonly<Record<string, string>>, board: TestBoard): void {
  const listed = Object.entries(files)
    .map(([path, text]) => ({ path, sha256: createHash('sha256').update(text).digest('hex') }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const list = { format: 'taanuu/board/1', manifest: toHex(manifestHash(board.manifest)), files: listed };
  writeFiles(folder, { ...files, 'board.json': `${canonical(signed(list, board.keys.commission))}\n` });
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A scalar beyond the order of the group, in hex: the number one, spelled otherwise. */
export const OVERLONG = toHex(scalarBytes(L + 1n));
