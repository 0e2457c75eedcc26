import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { KV } from '@nats-io/kv';
import { type JournalName, tokenSchema } from '../../core/hub/names.ts';
import {
  DIFFERENCES_MAX,
  type DifferenceOffer,
  OFFERS_MAX,
  type Offer,
  PIECE_BYTES,
  pieceBytes,
  piecesOf,
} from '../../core/hub/packages.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { openDifference, rootNamedInDifference } from '../package/difference/read.ts';
import { openPackage, rootNamedIn } from '../package/reader.ts';
import { changed, standing } from './buckets.ts';

/**
 * Packages in the hub, for the kiosks to fetch: a bucket in which each piece stands under a key of its own, so that any
 * collector finds any piece by one look, and a kiosk that was cut off goes on where it was. Nothing in it is secret from the
 * hub's people but what is encrypted to the station's devices.
 */
type Place = Pick<JournalName, 'election' | 'mode' | 'station'>;

/** A package as the hub keeps it. */
export interface KeptOffer extends Offer {
  /** When it was put there, ISO. */
  readonly put: string;
}

/** A difference as the hub keeps it. */
export interface KeptDifference extends DifferenceOffer {
  /** Versions of the packages that it starts from and leads to. */
  readonly from: number;
  readonly version: number;
  readonly put: string;
}

/** What lies there in pieces under a name. */
type Filed = Pick<Offer, 'package' | 'bytes'>;

const differencesKey = ({ election, mode, station }: Place): string => `differences.${election}.${mode}.${station}`;
const offersKey = ({ election, mode, station }: Place): string => `offers.${election}.${mode}.${station}`;
const pieceKey = ({ election, mode, station }: Place, sha256: string, n: number): string =>
  `piece.${election}.${mode}.${station}.${sha256}.${n}`;

/** The packages that there are for a station, the newest first. */
export async function offersFor(kv: KV, of: Place): Promise<readonly KeptOffer[]> {
  return (await standing<readonly KeptOffer[]>(kv, offersKey(of), [])).value;
}

/** What leads from packages to others of a station, the newest first. */
export async function differencesFor(kv: KV, of: Place): Promise<readonly KeptDifference[]> {
  return (await standing<readonly KeptDifference[]>(kv, differencesKey(of), [])).value;
}

/** What there is for a station, as its kiosks are told. */
export async function toldFor(kv: KV, of: Place): Promise<{ packages: Offer[]; differences?: DifferenceOffer[] }> {
  const [packages, differences] = [(await offersFor(kv, of)).map(toldOf), await differencesFor(kv, of)];
  const told = differences.map(({ difference, bytes, base, makes }) => ({ difference, bytes, base, makes }));
  return { packages, ...(told.length > 0 ? { differences: told } : {}) };
}

/** Without what is nobody's business but the hub's. */
const toldOf = ({ package: sha256, version, bytes }: KeptOffer): Offer => ({ package: sha256, version, bytes });

/** A piece of a package of that station; null: there is none. */
export async function pieceFor(
  kv: KV,
  of: Place,
  { package: sha256, n }: { readonly package: string; readonly n: number },
): Promise<Uint8Array | null> {
  const entry = await kv.get(pieceKey(of, sha256, n));
  return entry?.operation === 'PUT' ? entry.value : null;
}

/** What was put. */
export interface PutPackage extends Place {
  readonly offer: KeptOffer;
}

/**
 * Puts a package there: all of its pieces, and then the word that it is there. Whose it is stands in it.
 * @param trusts whether a root key is the commission's whose hub this is
 * @param onPiece told after each, with how many there are
 */
export async function putPackage(
  kv: KV,
  path: string,
  {
    trusts,
    now,
    onPiece = () => {},
  }: {
    readonly trusts: (root: Uint8Array) => boolean;
    readonly now: () => Date;
    readonly onPiece?: (done: number, of: number) => void;
  },
): Promise<Result<PutPackage, Problem>> {
  const root = (await rootNamedIn(path)) ?? new Uint8Array(32);
  const opened = await openPackage(path, root);
  if (!opened.ok) return opened;
  const { manifest, sha256, partsAt } = opened.value;
  try {
    if (!trusts(root)) return err({ code: 'package.bad-signature' });
    const whole = await opened.value.verifyParts();
    if (!whole.ok) return whole;
  } finally {
    await opened.value.close();
  }
  const { election, station, version, parts } = manifest;
  const of = { election: election.id, mode: election.mode, station };
  // The names of a package are narrower than tokens; a subject is never made of anything else.
  for (const name of [of.election, of.station]) tokenSchema.parse(name);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, partsAt);
  const offer: KeptOffer = { package: sha256, version, bytes, put: now().toISOString() };
  await putPieces(kv, path, { of, offer, onPiece });
  const before = await offersFor(kv, of);
  const kept = await changed<readonly KeptOffer[]>(kv, offersKey(of), [], (offers) =>
    [offer, ...offers.filter((one) => one.package !== sha256)]
      .sort((a, b) => b.version - a.version)
      .slice(0, OFFERS_MAX),
  );
  for (const gone of before.filter((one) => !kept.some((two) => two.package === one.package))) {
    await dropPieces(kv, of, gone);
  }
  await dropDifferences(kv, of, kept);
  return ok({ ...of, offer });
}

/**
 * Puts a difference there, beside the package that it leads to: who has not what it starts from takes that one.
 * @param trusts as of `putPackage`
 * @returns `package.difference-alone`: the package is not there
 */
export async function putDifference(
  kv: KV,
  path: string,
  { trusts, now }: { readonly trusts: (root: Uint8Array) => boolean; readonly now: () => Date },
): Promise<Result<Place & { readonly difference: KeptDifference }, Problem>> {
  const root = (await rootNamedInDifference(path)) ?? new Uint8Array(32);
  const opened = await openDifference(path, root);
  if (!opened.ok) return opened;
  const { manifest, sha256: makes, description } = opened.value;
  try {
    if (!trusts(root)) return err({ code: 'package.bad-signature' });
    const whole = await opened.value.verifyWhole();
    if (!whole.ok) return whole;
  } finally {
    await opened.value.close();
  }
  const { election, station, version } = manifest;
  const of = { election: election.id, mode: election.mode, station };
  for (const name of [of.election, of.station]) tokenSchema.parse(name);
  const packages = await offersFor(kv, of);
  if (!packages.some((one) => one.package === makes))
    return err({ code: 'package.difference-alone', params: { version } });
  const { bytes, sha256 } = await hashed(path);
  const { base } = description;
  const difference: KeptDifference = {
    ...{ difference: sha256, bytes, base: base.package, makes, from: base.version, version },
    put: now().toISOString(),
  };
  await putPieces(kv, path, { of, offer: { package: sha256, bytes }, onPiece: () => {} });
  await changed<readonly KeptDifference[]>(kv, differencesKey(of), [], (all) => [
    difference,
    ...all.filter((one) => one.difference !== sha256),
  ]);
  await dropDifferences(kv, of, packages);
  return ok({ ...of, difference });
}

async function hashed(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path)) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Takes away what leads to no package that is there, and of the others all but the newest. */
async function dropDifferences(kv: KV, of: Place, packages: readonly Offer[]): Promise<void> {
  const before = await differencesFor(kv, of);
  const keeps = (all: readonly KeptDifference[]): readonly KeptDifference[] =>
    all.filter(({ makes }) => packages.some((one) => one.package === makes)).slice(0, DIFFERENCES_MAX);
  if (keeps(before).length === before.length) return;
  const kept = await changed<readonly KeptDifference[]>(kv, differencesKey(of), [], keeps);
  for (const { difference, bytes } of before.filter((one) => !kept.some((two) => two.difference === one.difference))) {
    await dropPieces(kv, of, { package: difference, bytes });
  }
}

async function putPieces(
  kv: KV,
  path: string,
  { of, offer, onPiece }: { of: Place; offer: Filed; onPiece: (done: number, of: number) => void },
): Promise<void> {
  const file = await open(path, 'r');
  try {
    const count = piecesOf(offer);
    for (let n = 0; n < count; n++) {
      const piece = Buffer.alloc(pieceBytes(offer, n));
      await file.read(piece, 0, piece.length, n * PIECE_BYTES);
      await kv.put(pieceKey(of, offer.package, n), piece);
      onPiece(n + 1, count);
    }
  } finally {
    await file.close();
  }
}

/** Takes a package away. @returns whether it was there */
export async function removePackage(kv: KV, of: Place, version: number): Promise<boolean> {
  const gone = (await offersFor(kv, of)).filter((one) => one.version === version);
  if (gone.length === 0) return false;
  // First the word that it is there, and then what nobody asks for any more.
  await changed<readonly KeptOffer[]>(kv, offersKey(of), [], (offers) =>
    offers.filter((one) => one.version !== version),
  );
  for (const one of gone) await dropPieces(kv, of, one);
  await dropDifferences(kv, of, await offersFor(kv, of));
  return true;
}

async function dropPieces(kv: KV, of: Place, offer: Filed): Promise<void> {
  for (let n = 0; n < piecesOf(offer); n++) await kv.purge(pieceKey(of, offer.package, n));
}

/** The differences of an election in a mode, by station. */
export async function allDifferences(
  kv: KV,
  { election, mode }: Pick<Place, 'election' | 'mode'>,
): Promise<readonly { readonly station: string; readonly difference: KeptDifference }[]> {
  const all = await Promise.all(
    (await stationsOf(kv, `differences.${election}.${mode}.*`)).map(async (station) =>
      (await differencesFor(kv, { election, mode, station })).map((difference) => ({ station, difference })),
    ),
  );
  return all.flat();
}

async function stationsOf(kv: KV, filter: string): Promise<readonly string[]> {
  const stations: string[] = [];
  for await (const key of await kv.keys(filter)) stations.push(key.split('.').at(-1) ?? '');
  return stations.sort();
}

/** The packages of an election in a mode, by station. */
export async function allOffers(
  kv: KV,
  { election, mode }: Pick<Place, 'election' | 'mode'>,
): Promise<readonly PutPackage[]> {
  const all = await Promise.all(
    (await stationsOf(kv, `offers.${election}.${mode}.*`)).map(async (station) => {
      const of = { election, mode, station } as const;
      return (await offersFor(kv, of)).map((offer) => ({ ...of, offer }));
    }),
  );
  return all.flat();
}
