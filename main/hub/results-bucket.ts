import type { KV } from '@nats-io/kv';
import { modeSchema } from '../../core/election/common.ts';
import {
  awaitedResults,
  type SaidResults,
  type StationProtocol,
  type StationResults,
} from '../../core/hub/results-state.ts';
import { replaced, type Standing, standing } from './buckets.ts';

/**
 * The bucket `results`: what is known of a station in a sitting is one value, but for its protocols. A station for remote
 * voting has one of every constituency, which is more than a message holds; so they lie in pieces beside it, under the value's
 * key, the file in force and a number. The value names them: whoever reads it has what belongs together.
 */
export type KeptResults = Omit<StationResults, 'said'> & {
  readonly said: (Omit<SaidResults, 'protocols'> & { readonly pieces: readonly string[] }) | null;
};

/** So many characters of protocols are in a piece: half of what a message holds, also where each is two bytes. */
const PIECE_CHARACTERS = 256 * 1024;
/** So often it is read again where somebody replaces it meanwhile. */
const TRIES = 5;

/** Whether a key of the bucket is that of a piece; else it is a station's. */
export const isPiece = (key: string): boolean => key.split('.').length > 4;

/** The value as people are shown it; null: a piece of it is not there. */
export function wholeResults(
  { said, ...kept }: KeptResults,
  pieces: readonly (readonly StationProtocol[] | null)[],
): StationResults | null {
  if (said === null) return { ...kept, said };
  const { pieces: _, ...of } = said;
  const all = pieces.flatMap((piece) => (piece === null ? [] : [piece]));
  return all.length === pieces.length ? { ...kept, said: { ...of, protocols: all.flat() } } : null;
}

/** What stands under a station's key. */
export interface ReadResults extends Standing<StationResults> {
  /** A piece of it is not there any more: the value says nothing of the file in force, which has to be looked at anew. */
  readonly isLost: boolean;
}

/** What stands under a station's key. @param none what counts where nothing does */
export async function readResults(kv: KV, key: string, none: StationResults): Promise<ReadResults> {
  let read: Standing<StationResults> = { value: none, revision: 0 };
  for (let n = 0; n < TRIES; n++) {
    const { value, revision } = await standing<KeptResults | null>(kv, key, null);
    if (value === null) return { value: none, revision, isLost: false };
    const pieces = await Promise.all(
      (value.said?.pieces ?? []).map((piece) => standing<readonly StationProtocol[] | null>(kv, piece, null)),
    );
    const whole = wholeResults(
      value,
      pieces.map((piece) => piece.value),
    );
    if (whole) return { value: whole, revision, isLost: false };
    read = { value: withoutInForce(value), revision };
  }
  return { ...read, isLost: true };
}

/** What is left where a piece is lost: how it stood with the station, and the files that do not count. */
const withoutInForce = ({ said: _, ...kept }: KeptResults): StationResults => ({
  ...kept,
  ...{ said: null, inForce: null, findings: [] },
  files: kept.files.filter(({ standing: stands }) => stands !== 'in-force'),
});

/** All of them. @param filter of stations' keys, which have four names */
export async function allResults(kv: KV, filter: string): Promise<readonly ReadResults[]> {
  const keys: string[] = [];
  for await (const key of await kv.keys(filter)) if (!isPiece(key)) keys.push(key);
  const all = keys.map(async (key) => {
    const [election = '', mode, station = '', sitting = ''] = key.split('.');
    const name = { election, mode: modeSchema.parse(mode), station, sitting };
    return readResults(kv, key, awaitedResults(name));
  });
  return Promise.all(all);
}

/** Puts a value where that revision still stands, its pieces first. @returns whether it did */
export async function replaceResults(kv: KV, key: string, next: StationResults, revision: number): Promise<boolean> {
  const before = revision === 0 ? null : (await standing<KeptResults | null>(kv, key, null)).value;
  const cut = piecesOf(next.said?.protocols ?? []);
  const pieces = cut.map((_, n) => `${key}.${next.inForce?.slice(0, 16)}-${n}`);
  const known = new Set(before?.said?.pieces ?? []);
  for (const [n, text] of cut.entries()) {
    const piece = pieces[n] ?? '';
    // One that is named may be lost.
    if (!known.has(piece) || (await standing(kv, piece, null)).value === null) await kv.put(piece, text);
  }
  if ((await replaced(kv, key, keptOf(next, pieces), revision)) === null) return false;
  // A file that is not in force any more never is again.
  for (const gone of known) if (!pieces.includes(gone)) await kv.delete(gone);
  return true;
}

function keptOf({ said, ...of }: StationResults, pieces: readonly string[]): KeptResults {
  if (said === null) return { ...of, said };
  const { protocols: _, ...rest } = said;
  return { ...of, said: { ...rest, pieces } };
}

/** Protocols as the texts of pieces: each has as many as fit, and one at least. */
function piecesOf(protocols: readonly StationProtocol[]): readonly string[] {
  const pieces: string[][] = [];
  let room = 0;
  for (const protocol of protocols) {
    const text = JSON.stringify(protocol);
    room -= text.length + 1;
    if (room < 0 || pieces.length === 0) {
      pieces.push([]);
      room = PIECE_CHARACTERS - text.length;
    }
    pieces.at(-1)?.push(text);
  }
  return pieces.map((texts) => `[${texts.join(',')}]`);
}
