import { toHex } from '../../../core/crypto/encoding.ts';
import type { ResultsArrival, ResultsName } from '../../../core/hub/results-state.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type ImagePlace, imagePlaces } from '../../../core/results/results-file.ts';
import { isScan } from '../../../core/results/scan.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { fileProblem } from '../../storage/file-problem.ts';
import { type HubPart, hubFile } from './hub-file.ts';
import type { KeptFiles } from './kept-files.ts';
import { Newest } from './newest.ts';
import type { FilePieces, ScanFault } from './pieces.ts';
import { type KeysOf, signedStart } from './signed-start.ts';
import { Turns } from './turns.ts';

/** Where the images of signed pages are fetched from. */
export interface ScansBehind {
  readonly part: HubPart;
  readonly keysOf: KeysOf;
}

/** Which image: of the file that the hub says is in force. */
export interface ScanName {
  readonly of: ResultsName;
  readonly file: Pick<ResultsArrival, 'sha256' | 'bytes'>;
  /** Hash of the image. */
  readonly sha256: string;
}

/** Images that are remembered, in bytes together: those of some thirty pages. */
const REMEMBERED_BYTES = 16 * 1024 ** 2;
/** Files of which it is remembered where their images lie. */
const REMEMBERED_FILES = 32;
/** Images that are fetched at once; a page has the first one soon, and others wait. */
const AT_ONCE = 2;

type Places = ReadonlyMap<string, ImagePlace>;

/**
 * Images of signed pages and stamped slips, one at a time, when somebody looks: from a file that came to this console on a
 * stick, or piece by piece from the hub. Whatever brings one, it has the hash that stands in the signed file, or is not shown.
 */
export class ScansRoom {
  /** Null: nothing stands behind a simulated country. */
  readonly #behind: ScansBehind | null;
  readonly #kept: KeptFiles;
  readonly #images = new Newest<Uint8Array>(REMEMBERED_BYTES, ({ length }) => length);
  readonly #places = new Newest<Places>(REMEMBERED_FILES, () => 1);
  readonly #coming = new Map<string, Promise<Result<Uint8Array, Problem>>>();
  readonly #turns = new Turns(AT_ONCE);
  readonly #isHeard: () => boolean;

  /** @param isHeard whether the hub is: what is not heard is not asked, and nobody waits for it */
  constructor(behind: ScansBehind | null, kept: KeptFiles, isHeard: () => boolean) {
    this.#behind = behind;
    this.#kept = kept;
    this.#isHeard = isHeard;
  }

  /** The bytes of an image, a PNG. Whether whoever asks may see it was looked at before. */
  async image(name: ScanName): Promise<Result<Uint8Array, Problem>> {
    const key = `${name.file.sha256}.${name.sha256}`;
    const known = this.#images.get(key);
    if (known) return ok(known);
    const coming = this.#coming.get(key) ?? this.#turns.take(() => this.#fetch(name));
    this.#coming.set(key, coming);
    try {
      const image = await coming;
      if (image.ok) this.#images.set(key, image.value);
      return image;
    } finally {
      this.#coming.delete(key);
    }
  }

  /** Keeps those files of a stick that are wanted. @param isWanted by the hash of the whole file */
  async take(
    stick: string,
    isWanted: (sha256: string) => boolean,
  ): Promise<Result<{ readonly files: number }, Problem>> {
    try {
      const files = await this.#kept.take(stick, isWanted);
      return files === 0 ? err({ code: 'console.no-results' }) : ok({ files });
    } catch (error) {
      const problem = fileProblem(error);
      if (!problem) throw error;
      return err(problem);
    }
  }

  async #fetch(name: ScanName): Promise<Result<Uint8Array, Problem>> {
    if (this.#behind === null) return err({ code: 'console.simulated' });
    const { of, file } = name;
    const kept = await this.#from(this.#kept.file(file.sha256), name, this.#behind);
    // One that a disk has spoilt is fetched from the hub as if it were not here.
    if (kept.ok) return kept;
    if (!this.#isHeard()) return err(problemOf('away', of));
    const image = await this.#from(hubFile(this.#behind.part, of, file), name, this.#behind);
    return image.ok ? image : err(problemOf(image.error, of));
  }

  async #from(pieces: FilePieces, name: ScanName, behind: ScansBehind): Promise<Result<Uint8Array, ScanFault>> {
    const places = await this.#placesOf(pieces, name, behind);
    if (!places.ok) return places;
    const place = places.value.get(name.sha256);
    if (!place) return err('altered');
    const bytes = await pieces.read(place.from, place.to);
    if (!bytes.ok) return bytes;
    const isIt = toHex(nodeCrypto.sha256(bytes.value)) === name.sha256 && isScan(bytes.value);
    return isIt ? bytes : err('altered');
  }

  async #placesOf(
    pieces: FilePieces,
    { of, file: { sha256 } }: ScanName,
    { keysOf }: ScansBehind,
  ): Promise<Result<Places, ScanFault>> {
    const known = this.#places.get(sha256);
    if (known) return ok(known);
    const start = await signedStart(pieces, of, keysOf, nodeCrypto);
    if (!start.ok) return start;
    const places = imagePlaces(start.value);
    this.#places.set(sha256, places);
    return ok(places);
  }
}

function problemOf(fault: ScanFault, { station }: ResultsName): Problem {
  switch (fault) {
    case 'away':
      return { code: 'console.scan-away' };
    case 'missing':
      return { code: 'console.scan-missing', params: { station } };
    case 'altered':
      return { code: 'console.scan-altered', params: { station } };
  }
}
