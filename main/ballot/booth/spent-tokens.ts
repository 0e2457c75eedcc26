import { KEY_BYTES } from '../../../core/crypto/crypto.ts';
import { fromHex, toHex } from '../../../core/crypto/encoding.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { BLOCK_BYTES, type SlotKeys } from '../../storage/slots/format.ts';
import { createSlotFile, openSlotFile } from '../../storage/slots/open.ts';
import type { SlotFile } from '../../storage/slots/slot-file.ts';

/** How the session of a token ended; each token ends once. */
export const endings = ['cast', 'castAfterChallenge', 'abandoned'] as const;
export type Ending = (typeof endings)[number];

/** The session that was begun and has not ended. */
export interface OpenToken {
  /** What the panel knows its token by (core/booth/token.ts `tokenMark`): 64 hexadecimal digits. */
  readonly mark: string;
  /** Papers of it may be out. */
  readonly papers: boolean;
  /** How often its voter has had a ballot opened. */
  readonly challenged: number;
}

/** What a file of spent tokens needs. */
export interface SpentTokensSpec {
  /** Election, mode, station, sitting, device and purpose. */
  readonly identity: string;
  /** The most tokens that it takes. */
  readonly capacity: number;
  readonly keys: SlotKeys;
}

/** In the note and in a slot, where others have the number of their ending. */
const STILL_OPEN = 0xff;

/**
 * The tokens that a panel has taken, in a file that keeps no order and stands apart from the ballots
 * (docs/ballot-store.md): which of them ended how, and the one whose session is open. No choice, time or number is in it.
 *
 * `begin`, then `note` as often as something becomes of it, then `end`. Each is on the disk when it has returned, and after a
 * stop amid one of them the start finds what was before or what was to be. A problem leaves the file to be opened anew.
 */
export class SpentTokens {
  readonly #file: SlotFile;
  /** By mark, sorted by it: an order of taking must stand nowhere, memory included. */
  #ended: ReadonlyMap<string, Ending>;

  private constructor(file: SlotFile, ended: ReadonlyMap<string, Ending>) {
    this.#file = file;
    this.#ended = ended;
  }

  /** Makes the file, which must not be there. @returns what `createSlotFile` does */
  static create(path: string, spec: SpentTokensSpec): Result<SpentTokens, Problem> {
    const made = createSlotFile(path, slotSpec(spec));
    return made.ok ? SpentTokens.on(made.value) : made;
  }

  /** @returns what `openSlotFile` does */
  static open(path: string, spec: SpentTokensSpec): Result<SpentTokens, Problem> {
    const opened = openSlotFile(path, slotSpec(spec));
    return opened.ok ? SpentTokens.on(opened.value) : opened;
  }

  /** Settles what a stop has left half done. Closes the file where that fails. */
  static on(file: SlotFile): Result<SpentTokens, Problem> {
    const settled = settle(file);
    const ended = settled.ok ? endedIn(file) : settled;
    if (ended.ok) return ok(new SpentTokens(file, ended.value));
    file.close();
    return err(ended.error);
  }

  /** How many tokens must have ended and how many are there, where that is not the same. */
  get discrepancy(): Problem | null {
    const { count: found, kept: expected } = this.#file;
    return found === expected ? null : { code: 'ballot-store.count-differs', params: { expected, found } };
  }

  get open(): OpenToken | null {
    const { inFlight } = this.#file;
    if (inFlight === null) return null;
    const { mark, papers, challenged } = readNote(inFlight.note);
    return { mark, papers, challenged };
  }

  /** How a token has ended; null for one that has not. */
  endingOf(mark: string): Ending | null {
    return this.#ended.get(mark) ?? null;
  }

  /** Sessions by how they ended. */
  get counts(): Readonly<Record<Ending, number>> {
    const counts = { cast: 0, castAfterChallenge: 0, abandoned: 0 };
    for (const ending of this.#ended.values()) counts[ending] += 1;
    return counts;
  }

  /** A session begins. @returns `ballot-store.full`, or what the disk says. One that has ended is a bug and throws. */
  begin(mark: string): Result<null, Problem> {
    if (this.#ended.has(mark)) throw new Error('a token that is spent begins nothing');
    const open = { mark, papers: false, challenged: 0, ending: null };
    return this.#file.hold(contentOf(open), noteOf(open));
  }

  /** Something became of the session that is open. */
  note(change: Partial<Pick<OpenToken, 'papers' | 'challenged'>>): Result<null, Problem> {
    const now = { ...this.#present(), ...change, ending: null };
    return this.#file.amend(contentOf(now), noteOf(now));
  }

  /** Its token is spent. What is cast says by itself whether it was after a challenge. */
  end(how: 'cast' | 'abandoned'): Result<null, Problem> {
    const open = this.#present();
    const ending: Ending = how === 'cast' && open.challenged > 0 ? 'castAfterChallenge' : how;
    const ended = { ...open, ending };
    const amended = this.#file.amend(contentOf(ended), noteOf(ended));
    const done = amended.ok ? this.#file.dropped() : amended;
    if (done.ok) this.#ended = sorted([...this.#ended, [open.mark, ending]]);
    return done;
  }

  close(): void {
    this.#file.close();
  }

  #present(): OpenToken {
    const { open } = this;
    if (open === null) throw new Error('no session is open');
    return open;
  }
}

interface Noted extends OpenToken {
  readonly ending: Ending | null;
}

const slotSpec = ({ identity, capacity, keys }: SpentTokensSpec) => ({
  ...{ identity, keys, slotBytes: BLOCK_BYTES },
  slots: capacity + 1,
});

const sorted = (entries: readonly (readonly [string, Ending])[]): ReadonlyMap<string, Ending> =>
  new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

const codeOf = (ending: Ending | null): number => (ending === null ? STILL_OPEN : endings.indexOf(ending));

function markBytes(mark: string): Uint8Array {
  const bytes = fromHex(mark);
  if (bytes?.length !== KEY_BYTES) throw new RangeError('a mark has 32 bytes');
  return bytes;
}

/** What stands in a slot: mark, ending. */
const contentOf = ({ mark, ending }: Noted): Uint8Array => Uint8Array.from([...markBytes(mark), codeOf(ending)]);

/** What stands in the cell: mark, ending, whether papers are out, challenges. All that the slot's content follows from. */
const noteOf = ({ mark, ending, papers, challenged }: Noted): Uint8Array =>
  Uint8Array.from([...markBytes(mark), codeOf(ending), papers ? 1 : 0, challenged]);

function readNote(note: Uint8Array): Noted {
  const [code = STILL_OPEN, papers = 0, challenged = 0] = note.subarray(KEY_BYTES);
  return {
    ...{ mark: toHex(note.subarray(0, KEY_BYTES)), papers: papers === 1, challenged },
    ending: code === STILL_OPEN ? null : endingAt(code),
  };
}

/** @throws for what `contentOf` has not written: its seal says that we have */
function endingAt(code: number): Ending {
  const ending = endings[code];
  if (ending === undefined) throw new RangeError('a slot of spent tokens has no ending');
  return ending;
}

/** The cell says what was to be; the slot may not say it yet. */
function settle(file: SlotFile): Result<null, Problem> {
  const { inFlight } = file;
  if (inFlight === null) return ok(null);
  const noted = readNote(inFlight.note);
  const content = contentOf(noted);
  const same = inFlight.content !== null && toHex(inFlight.content) === toHex(content);
  const whole = same ? ok(null) : file.amend(content, inFlight.note);
  return whole.ok && noted.ending !== null ? file.dropped() : whole;
}

function endedIn(file: SlotFile): Result<ReadonlyMap<string, Ending>, Problem> {
  const entries: (readonly [string, Ending])[] = [];
  for (const slot of file.slots()) {
    const read = file.read(slot);
    if (!read.ok) return read;
    entries.push([toHex(read.value.subarray(0, KEY_BYTES)), endingAt(read.value[KEY_BYTES] ?? STILL_OPEN)]);
  }
  return ok(sorted(entries));
}
