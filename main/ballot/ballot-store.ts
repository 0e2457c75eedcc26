import { type Compartment, compartments } from '../../core/ballot/path/box.ts';
import { type BallotRecord, ballotRecordSchema } from '../../core/ballot/record.ts';
import { fromHex, toHex, utf8 } from '../../core/crypto/encoding.ts';
import { canonical, readCanonical } from '../../core/journal/canonical.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type RandomBytes, roomIn, type SlotKeys } from '../storage/slots/format.ts';
import { createSlotFile, openSlotFile } from '../storage/slots/open.ts';
import { redraw } from '../storage/slots/redraw.ts';
import type { SlotFile } from '../storage/slots/slot-file.ts';

/** A ballot as it is kept: what was read, and the picture of its sheet in whatever form the zone keeps pictures. */
export interface KeptBallot {
  readonly record: BallotRecord;
  readonly image: Uint8Array | null;
}

/** A kept ballot, and where it lies until it is decided. */
export interface PlacedBallot extends KeptBallot {
  readonly slot: number;
}

/** What a box that was told to accept a sheet knows it by (docs/ballot-box-protocol.md, “Accepting exactly once”). */
export interface Flight {
  /** 32 hexadecimal digits. */
  readonly token: string;
  readonly into: Compartment;
  /** The box that was told: 1–32 characters. */
  readonly box: string;
}

/** The sheet in the path. */
export interface InFlight extends Flight {
  /** Null: it was not whole after a stop, so the box was not told anything of its sheet. */
  readonly ballot: KeptBallot | null;
}

/** What a file of ballots needs, from the signed configuration and from the zone's keys. */
export interface BallotStoreSpec {
  /** Election, mode, station, sitting, device and purpose: ballots of another file do not open in this one. */
  readonly identity: string;
  /** The most ballots that it takes. */
  readonly capacity: number;
  /** Bytes for one ballot, picture included: whole blocks of 4096. */
  readonly slotBytes: number;
  readonly keys: SlotKeys;
}

const LENGTH_BYTES = 4;

/**
 * The ballots of one box, in a file that keeps no order. `hold`, then `dropped` or `givenBack`: see `SlotFile`, and
 * docs/ballot-store.md for the way of one sheet and for what is asked of the box after a stop.
 */
export class BallotStore {
  readonly #file: SlotFile;

  private constructor(file: SlotFile) {
    this.#file = file;
  }

  /** Makes the file, which must not be there. @returns what `createSlotFile` does */
  static create(path: string, spec: BallotStoreSpec, random?: RandomBytes): Result<BallotStore, Problem> {
    const made = createSlotFile(path, slotSpec(spec), random ? { random } : {});
    return storeOf(made, (file) => new BallotStore(file));
  }

  /** @returns what `openSlotFile` does */
  static open(path: string, spec: BallotStoreSpec): Result<BallotStore, Problem> {
    return storeOf(openSlotFile(path, slotSpec(spec)), (file) => new BallotStore(file));
  }

  /** Sheets that lie in the box, as far as this file knows: counted from its slots. */
  get sheets(): number {
    return this.#file.count;
  }

  /** `ballot-store.count-differs` when there are other ballots in the file than were put there. */
  get discrepancy(): Problem | null {
    const { lost } = this;
    return lost && { code: 'ballot-store.count-differs', params: lost };
  }

  /** How many ballots there must be and how many there are, where that is not the same. */
  get lost(): { readonly expected: number; readonly found: number } | null {
    const { count: found, kept: expected } = this.#file;
    return found === expected ? null : { expected, found };
  }

  /** False: a copy that `redrawnInto` was interrupted at, and that it makes anew. */
  get finished(): boolean {
    return this.#file.finished;
  }

  /** What the disk said when it refused a write: only opened anew it takes any more. */
  get failed(): Problem | null {
    return this.#file.failed;
  }

  get inFlight(): InFlight | null {
    const { inFlight } = this.#file;
    return inFlight && { ballot: inFlight.content && decoded(inFlight.content), ...flightOf(inFlight.note) };
  }

  /** The longest picture that is kept with this record, whatever is decided of it later, in bytes. */
  imageRoom(record: BallotRecord): number {
    const parts = record.parts.map((part) => ({ ...part, marked: [...part.marked, ...part.unsure], unsure: [] }));
    const forms = [record, { ...record, compartment: 'invalid', decided: true, parts }];
    const longest = Math.max(...forms.map((form) => utf8(canonical(form)).length));
    return roomIn(this.#file.spec.slotBytes) - LENGTH_BYTES - longest;
  }

  /**
   * Keeps the ballot of a sheet that is held; its acceptance may be commanded once this has returned.
   * @returns `ballot-store.full`, or what the disk says. A picture that does not fit is a bug and throws.
   */
  hold(ballot: KeptBallot, flight: Flight): Result<null, Problem> {
    return this.#file.hold(encoded(ballot), noteOf(flight));
  }

  /** The sheet lies in a compartment: its ballot counts. */
  dropped(): Result<null, Problem> {
    return this.#file.dropped();
  }

  /** The sheet was given back, or taken out: nothing of its ballot stays. */
  givenBack(): Result<null, Problem> {
    return this.#file.givenBack();
  }

  /** All ballots that count, in an order drawn by lot each time; it ends at the first that cannot be read. */
  *ballots(): Generator<Result<PlacedBallot, Problem>> {
    for (const slot of this.#file.slots()) {
      const read = this.at(slot);
      yield read;
      if (!read.ok) return;
    }
  }

  /** One ballot by where it lies. */
  at(slot: number): Result<PlacedBallot, Problem> {
    const read = this.#file.read(slot);
    return read.ok ? ok({ slot, ...decoded(read.value) }) : read;
  }

  /**
   * What persons have decided of a ballot; it lies in another slot afterwards.
   * @param slot where it lies now
   */
  decide(slot: number, record: BallotRecord): Result<null, Problem> {
    const read = this.#file.read(slot);
    if (!read.ok) return read;
    return this.#file.replace(slot, encoded({ record, image: decoded(read.value).image }));
  }

  /**
   * After the close, before anybody decides anything: the same ballots, drawn anew into another file under other keys.
   * Once it has succeeded, this file and its keys are to be destroyed.
   */
  redrawnInto(path: string, spec: BallotStoreSpec): Result<BallotStore, Problem> {
    return storeOf(redraw(this.#file, path, slotSpec(spec)), (file) => new BallotStore(file));
  }

  close(): void {
    this.#file.close();
  }
}

function storeOf(file: Result<SlotFile, Problem>, made: (file: SlotFile) => BallotStore): Result<BallotStore, Problem> {
  return file.ok ? ok(made(file.value)) : err(file.error);
}

/** One slot more than ballots: what is decided is written to another before the one it was in is emptied. */
const slotSpec = ({ identity, capacity, slotBytes, keys }: BallotStoreSpec) => ({
  ...{ identity, slotBytes, keys },
  slots: capacity + 1,
});

/** Length of the record's canonical JSON, that JSON, and the picture. */
function encoded({ record, image }: KeptBallot): Uint8Array {
  const text = utf8(canonical(record));
  const bytes = new Uint8Array(LENGTH_BYTES + text.length + (image?.length ?? 0));
  new DataView(bytes.buffer).setUint32(0, text.length);
  bytes.set(text, LENGTH_BYTES);
  if (image) bytes.set(image, LENGTH_BYTES + text.length);
  return bytes;
}

/** Throws for what `encoded` has not made: its seal says that we have. */
function decoded(bytes: Uint8Array): KeptBallot {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const end = LENGTH_BYTES + length;
  const record = ballotRecordSchema.parse(readCanonical(bytes.subarray(LENGTH_BYTES, end)));
  return { record, image: bytes.length > end ? bytes.slice(end) : null };
}

const TOKEN_BYTES = 16;

/** Token, compartment, name of the box. */
function noteOf({ token, into, box }: Flight): Uint8Array {
  const bytes = fromHex(token);
  if (bytes?.length !== TOKEN_BYTES) throw new RangeError('a token has 16 bytes');
  return Uint8Array.from([...bytes, compartments.indexOf(into), ...utf8(box)]);
}

function flightOf(note: Uint8Array): Flight {
  const into = compartments[note[TOKEN_BYTES] ?? -1];
  if (!into) throw new RangeError('a note without a compartment');
  const box = new TextDecoder().decode(note.subarray(TOKEN_BYTES + 1));
  return { token: toHex(note.subarray(0, TOKEN_BYTES)), into, box };
}
