import { toHex } from '../../crypto/encoding.ts';
import { nobleCrypto } from '../../crypto/noble.ts';
import { batchPath, makeBatch, writeBatch } from './batch.ts';
import { BOARD_FILE, type BoardFiles, MANIFEST_FILE, makeBoard } from './board.ts';
import { type Encrypted, encryptBallot } from './encrypt.ts';
import { type Signer, signed, writeFileOf } from './file.ts';
import { challenge, hash, u32 } from './frame.ts';
import { type Group, modulo, type Scalar } from './group.ts';
import { type Manifest, type ManifestContent, manifestHash, type Style } from './manifest.ts';
import { commitments, type Polynomial, valueAt } from './polynomial.ts';
import type { Marks } from './positions.ts';
import { ceremonyHash, jointKey, readCommitments } from './trustees.ts';

/** A small election whose secrets are known: everything in it follows from texts. */
export const SECRETS = 'taanuu/vectors/1';

/** A signer whose secret key follows from a name. */
export function signerOf(name: string): Signer {
  const secret = hash(SECRETS, 'signer', name);
  return {
    key: nobleCrypto.ed25519PublicKey(secret),
    sign: (message) => nobleCrypto.ed25519Sign(message, secret),
  };
}

const words = (text: string) => ({ ky: text, ru: text, en: text });
const option = (id: string) => ({ id, names: words(id.toUpperCase()) });

/** One mark of three, and two marks of four. */
export const styles: readonly Style[] = [
  {
    ...{ id: 'style-1', ballot: 'deputies', constituency: 'c-1', titles: words('One') },
    parts: [
      { id: 'p-1', min: 1, max: 1, options: ['a', 'b', 'against-all'].map(option) },
      { id: 'p-2', min: 0, max: 2, options: ['k', 'l', 'm', 'n'].map(option) },
    ],
  },
  {
    ...{ id: 'style-2', ballot: 'deputies', constituency: 'c-2', titles: words('Two') },
    parts: [{ id: 'p-1', min: 0, max: 1, options: ['x', 'y'].map(option) }],
  },
];

const place = { election: 'vectors', mode: 'laboratory' as const, threshold: 3, count: 5 };

/** The polynomial of trustee `index`. */
export const polynomialOf = (index: number): Polynomial =>
  Array.from({ length: place.threshold }, (_, j) => challenge(SECRETS, 'coefficient', u32(index), u32(j)));

/** The share that trustee `index` has of the joint secret. */
export const shareOf = (index: number): Scalar =>
  modulo(
    Array.from({ length: place.count }, (_, at) => valueAt(polynomialOf(at + 1), index)).reduce((a, b) => a + b, 0n),
  );

/** The manifest of the small election. */
export function manifestOf(group: Group, change: Partial<ManifestContent> = {}): Manifest {
  const ceremony = ceremonyHash(place);
  const members = Array.from({ length: place.count }, (_, at) => {
    const published = commitments(group, ceremony, at + 1, polynomialOf(at + 1));
    const proofs = [...published.proofs];
    return { index: at + 1, name: `Trustee ${at + 1}`, commitments: [...published.commitments], proofs };
  });
  const points = members.map((member) => {
    const read = readCommitments(group, ceremony, place.threshold, member);
    if (!read.ok) throw new Error(read.error.rule);
    return read.value;
  });
  const panel = (device: string) => ({ device, key: toHex(signerOf(device).key) });
  const content: ManifestContent = {
    ...{ format: 'taanuu/manifest/1', election: place.election, mode: place.mode, minimum: 3 },
    stations: [
      { number: '0001', panels: [panel('panel-1'), panel('panel-2')] },
      { number: '0002', panels: [panel('panel-3')] },
    ],
    styles: [...styles],
    trustees: { threshold: place.threshold, members },
    key: toHex(jointKey(group, points).bytes),
    ...change,
  };
  return signed(content, signerOf('commission'));
}

/** The attempt number `at` of a station, with what follows from the number. */
export function attemptOf(
  group: Group,
  manifest: Manifest,
  station: string,
  style: Style,
  marks: Marks,
  at: number,
): Encrypted {
  const key = group.decode(Uint8Array.from(Buffer.from(manifest.key, 'hex')));
  if (key === undefined) throw new Error('no key');
  const made = encryptBallot(
    { group, manifest: manifestHash(manifest), key },
    {
      ...{ station, style, marks },
      nonce: hash(SECRETS, 'nonce', station, u32(at)),
      seed: hash(SECRETS, 'seed', station, u32(at)),
    },
  );
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

/** What was cast in the small election: station, panel, style and marks. The first style reaches the minimum, the second does not. */
export const cast: readonly (readonly [station: string, device: string, style: 0 | 1, marks: Marks])[] = [
  ['0001', 'panel-1', 0, [['a'], ['k', 'm']]],
  ['0001', 'panel-1', 0, [['against-all'], []]],
  ['0001', 'panel-1', 1, [['x']]],
  ['0002', 'panel-3', 0, [[], ['l']]],
  ['0002', 'panel-3', 0, [['a'], ['m', 'n']]],
];

/** The files of a board of the small election, signed, before anything is opened. */
export function filesOf(group: Group, manifest: Manifest): Map<string, Uint8Array> {
  const files = new Map([[MANIFEST_FILE, writeFileOf(manifest)]]);
  for (const device of new Set(cast.map(([, name]) => name))) {
    const own = cast.map((one, at) => ({ one, at })).filter(({ one }) => one[1] === device);
    const station = own[0]?.one[0] ?? '';
    const ballots = own.map(({ one: [, , style, marks], at }) => {
      const of = styles[style];
      if (of === undefined) throw new Error('no style');
      return attemptOf(group, manifest, station, of, marks, at).ballot;
    });
    const challenged = styles[0] ? attemptOf(group, manifest, station, styles[0], [['b'], ['k']], 99).code : undefined;
    const batch = makeBatch(
      {
        ...{ manifest: manifestHash(manifest), station, device, sitting: 'day', ballots },
        sessions: { cast: ballots.length - 1, castAfterChallenge: 1, abandoned: 0 },
        challenged: challenged === undefined ? [] : [challenged],
      },
      signerOf(device),
    );
    files.set(batchPath(batch.head), writeBatch(batch));
  }
  return sealed(manifest, files);
}

/** The same with a list of all files, signed by the commission. */
export function sealed(manifest: Manifest, files: Map<string, Uint8Array>): Map<string, Uint8Array> {
  const rest = [...files].filter(([path]) => path !== BOARD_FILE);
  return new Map([...rest, [BOARD_FILE, makeBoard(manifestHash(manifest), rest, signerOf('commission'))]]);
}

/** A board in memory. */
export const boardOf = (files: ReadonlyMap<string, Uint8Array>): BoardFiles => ({
  paths: [...files.keys()],
  read: async (path) => files.get(path) ?? new Uint8Array(),
});
