import type { Crypto } from '../../../core/crypto/crypto.ts';
import { fromHex } from '../../../core/crypto/encoding.ts';
import { PART_BYTES } from '../../../core/hub/results-part.ts';
import type { ResultsName } from '../../../core/hub/results-state.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import {
  isSignedResults,
  RESULTS_LIMITS,
  type ResultsHead,
  type ResultsStart,
  readResultsStart,
} from '../../../core/results/results-file.ts';
import type { FilePieces, ScanFault } from './pieces.ts';

/** The keys of a device at a station, from what the commission has registered; null: it has registered none of that name. */
export type KeysOf = (head: Pick<ResultsHead, 'election' | 'mode' | 'station' | 'device'>) => Trust | null;

/**
 * The head of a results file, which names its images by their hashes: read in as few pieces as it takes, held against the
 * station and, where the commission has registered the key of its ballot zone, against the zone's signature. Where it has not,
 * the signature was verified by the hub, which has the station's journal.
 * @returns `altered` where it is not this station's
 */
export async function signedStart(
  file: FilePieces,
  of: ResultsName,
  keysOf: KeysOf,
  crypto: Pick<Crypto, 'ed25519Verify'>,
): Promise<Result<ResultsStart, ScanFault>> {
  const most = RESULTS_LIMITS.head + 1;
  for (let length = PART_BYTES; ; length = Math.min(most, length * 4)) {
    const bytes = await file.read(0, length);
    if (!bytes.ok) return bytes;
    const start = readResultsStart(bytes.value);
    if (start) return isOf(start.head, of) && isGenuine(start.head, keysOf, crypto) ? ok(start) : err('altered');
    // There is no more of it.
    if (bytes.value.length < length || length === most) return err('altered');
  }
}

const isOf = (head: ResultsHead, of: ResultsName): boolean =>
  (['election', 'mode', 'station', 'sitting'] as const).every((name) => head[name] === of[name]);

/** Whether the key that it names has signed it; true where the commission has registered no such key. */
function isGenuine(head: ResultsHead, keysOf: KeysOf, crypto: Pick<Crypto, 'ed25519Verify'>): boolean {
  const known = keysOf(head)?.devices.find(({ key }) => key === head.key);
  if (!known) return true;
  const key = fromHex(known.publicKey);
  return key !== undefined && isSignedResults(head, key, crypto);
}
