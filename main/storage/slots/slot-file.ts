import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { storageProblem } from '../failure.ts';
import type { BlockFile } from './block-file.ts';
import type { CellState } from './cell.ts';
import { type Cells, cellsOf } from './cells.ts';
import { opened, type RandomBytes, type SlotFileSpec, sealed, slotPlace } from './format.ts';
import { lot, shuffled } from './lots.ts';
import type { InFlight, Standing } from './start.ts';

/**
 * A file of sealed slots that keeps no order (docs/ballot-store.md). What is written goes once, in place, into an empty slot
 * drawn by lot, and is on the disk when a method returns.
 *
 * One sheet: `hold` before its acceptance is commanded, then `dropped` or `givenBack`. After a stop at any moment `inFlight`
 * tells of the sheet that may have been accepted; ask the device where it is, then call one of the two. Where it is null
 * no acceptance was under way.
 *
 * A method that returns a problem has left the disk in a state that a new opening settles: close and open again. Calling out
 * of turn is a bug and throws.
 */
export class SlotFile {
  readonly spec: SlotFileSpec;
  /** Of a copy that was interrupted; nothing can be done with it but to begin it anew. */
  readonly finished: boolean;
  readonly #file: BlockFile;
  readonly #cells: Cells;
  readonly #name: string;
  readonly #random: RandomBytes;
  /** By slot. Never a list of slots: that would be in the order in which they were filled. */
  readonly #filled: Uint8Array;
  #kept: number;
  #held: ({ readonly slot: number } & InFlight) | null;
  #failed: Problem | null = null;

  /** @param standing what `start` has found. Opened by main/storage/slots/open.ts */
  constructor(file: BlockFile, name: string, spec: SlotFileSpec, random: RandomBytes, standing: Standing) {
    this.#file = file;
    this.#cells = cellsOf(file, spec, random);
    this.#name = name;
    this.#random = random;
    this.spec = spec;
    this.finished = standing.finished;
    this.#filled = standing.filled;
    this.#kept = standing.kept;
    this.#held = standing.held;
  }

  /** Ballots that are in the file for good: not the one in flight. */
  get count(): number {
    return this.#filled.reduce((sum, one) => sum + one, 0) - (this.#held?.content ? 1 : 0);
  }

  /** What `count` must be; another number means that slots were lost or put back from outside. */
  get kept(): number {
    return this.#kept;
  }

  /** How many ballots it takes; one slot stays empty for `replace`. */
  get capacity(): number {
    return this.spec.slots - 1;
  }

  get inFlight(): InFlight | null {
    return this.#held;
  }

  /** What the disk said when it refused a write; it takes nothing more before it was opened anew. */
  get failed(): Problem | null {
    return this.#failed;
  }

  /**
   * Keeps a ballot whose sheet is held. Once it has returned, the sheet may be accepted.
   * @param note at most `NOTE_BYTES`
   * @returns `ballot-store.full`, or what the disk says
   */
  hold(content: Uint8Array, note: Uint8Array): Result<null, Problem> {
    this.#idle();
    if (this.count >= this.capacity) return err({ code: 'ballot-store.full', params: { capacity: this.capacity } });
    const slot = this.#emptySlot();
    const write = this.#writerOf(slot, content);
    return this.#writing(() => {
      this.#cell({ state: 'held', slot, note }, write);
      this.#filled[slot] = 1;
      this.#held = { slot, content, note };
    });
  }

  /**
   * Another content and note for what is in flight, in the slot that it has. After a stop amid this the note is the one or the
   * other, and the content may be the one, the other, or none: what it has to be must follow from the note.
   * @param note at most `NOTE_BYTES`
   */
  amend(content: Uint8Array, note: Uint8Array): Result<null, Problem> {
    const { slot } = this.#inFlight();
    const write = this.#writerOf(slot, content);
    return this.#writing(() => {
      this.#cell({ state: 'held', slot, note }, write);
      this.#filled[slot] = 1;
      this.#held = { slot, content, note };
    });
  }

  /** The sheet lies in a compartment: its ballot counts. If it was not whole (a disk that lied), `count` differs from `kept`. */
  dropped(): Result<null, Problem> {
    this.#inFlight();
    return this.#writing(() => {
      this.#kept += 1;
      this.#cell({ state: 'clear' });
      this.#held = null;
    });
  }

  /** The sheet was given back, or taken out: nothing of its ballot stays. */
  givenBack(): Result<null, Problem> {
    const { slot } = this.#inFlight();
    return this.#writing(() => {
      this.#erase(slot);
      this.#file.sync();
      this.#cell({ state: 'clear' });
      this.#held = null;
    });
  }

  /** Another content for a ballot, in another slot drawn by lot: whenever the power goes there is the one or the other. */
  replace(from: number, content: Uint8Array): Result<null, Problem> {
    this.#idle();
    if (this.#filled[from] !== 1) throw new RangeError(`nothing is in slot ${from}`);
    const to = this.#emptySlot();
    const write = this.#writerOf(to, content);
    return this.#writing(() => {
      this.#cell({ state: 'moving', from, to }, write);
      this.#filled[to] = 1;
      this.#erase(from);
      this.#file.sync();
      this.#cell({ state: 'clear' });
    });
  }

  /** Slots of the ballots that are in for good, in an order drawn anew each time. */
  slots(): readonly number[] {
    const all = Array.from(this.#filled.keys()).filter((slot) => this.#filled[slot] === 1 && slot !== this.#held?.slot);
    return shuffled(all, this.#random);
  }

  /** @returns the content of a filled slot; `storage.damaged` when it does not open any more */
  read(slot: number): Result<Uint8Array, Problem> {
    if (this.#filled[slot] !== 1) throw new RangeError(`nothing is in slot ${slot}`);
    const place = slotPlace(this.spec, slot);
    try {
      const content = opened(place, this.#file.read(place.at, place.bytes));
      return content ? ok(content) : err({ code: 'storage.damaged', params: { file: this.#name } });
    } catch (error) {
      return err(this.#problem(error));
    }
  }

  /**
   * Ends an unfinished copy: these contents, each in a slot drawn by lot, and one sync for all of them.
   * @param kept what `kept` is of the file that is copied
   * @returns the first problem among the contents, or what the disk says
   */
  fill(contents: Iterable<Result<Uint8Array, Problem>>, kept: number): Result<null, Problem> {
    if (this.finished) throw new Error('a finished file is not filled again');
    return this.#writing(() => {
      for (const content of contents) {
        if (!content.ok) return content;
        const slot = this.#emptySlot();
        this.#writerOf(slot, content.value)();
        this.#filled[slot] = 1;
      }
      this.#file.sync();
      this.#kept = kept;
      this.#cell({ state: 'clear' });
      return ok(null);
    });
  }

  close(): void {
    this.#file.close();
  }

  #inFlight(): { readonly slot: number } & InFlight {
    if (!this.#held) throw new Error('no sheet is in flight');
    return this.#held;
  }

  #idle(): void {
    if (this.#held) throw new Error('a sheet is in flight');
    if (!this.finished) throw new Error('the file is an unfinished copy');
  }

  #emptySlot(): number {
    const empty = Array.from(this.#filled.keys()).filter((slot) => this.#filled[slot] === 0);
    const drawn = empty[lot(empty.length, this.#random)];
    if (drawn === undefined) throw new RangeError('no slot is empty');
    return drawn;
  }

  /** Seals at once, so that what does not fit is refused before anything is written. */
  #writerOf(slot: number, content: Uint8Array): () => void {
    const place = slotPlace(this.spec, slot);
    const bytes = sealed(place, content, this.#random);
    return () => this.#file.write(place.at, bytes);
  }

  #erase(slot: number): void {
    const { at, bytes } = slotPlace(this.spec, slot);
    this.#file.write(at, this.#random(bytes));
    this.#filled[slot] = 0;
  }

  #cell(state: CellState, beside?: () => void): void {
    this.#cells.write({ ...state, kept: this.#kept }, beside);
  }

  #writing(work: () => Result<null, Problem> | undefined): Result<null, Problem> {
    // After a failed sync nobody knows what is on the disk, and the next one would not say it again.
    if (this.#failed) return err(this.#failed);
    try {
      return work() ?? ok(null);
    } catch (error) {
      this.#failed = this.#problem(error);
      return err(this.#failed);
    }
  }

  #problem(error: unknown): Problem {
    const problem = storageProblem(error, this.#name);
    if (!problem) throw error;
    return problem;
  }
}
