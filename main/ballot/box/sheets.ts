import type { BallotInFlight, Done, Kept, SheetVerdict } from '../../../core/ballot/path/ports.ts';
import { verdictOf } from '../../../core/ballot/path/verdict.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { BallotRecord } from '../../../core/ballot/record.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import type { BallotStore } from '../ballot-store.ts';
import type { BoxMotions } from '../devices/client.ts';
import type { BallotFrame } from '../frame.ts';
import type { Feeding } from './box.ts';
import type { ReadBallot } from './reading.ts';

/** What was read of the sheet that is held; gone with it. */
interface HeldSheet {
  readonly sheet: number;
  readonly page: GrayPage;
  readonly batch: BallotRecord['batch'];
  readonly test: boolean;
  read: ReadBallot | null;
}

/**
 * What is done with the sheet that the box holds: its picture is fetched and read, and its ballot goes to the disk and stays
 * there or not. Nothing of it is in memory once it is on the disk.
 */
export class Sheets {
  readonly #frame: BallotFrame;
  readonly #scan: BoxMotions['scan'];
  #held: HeldSheet | null = null;

  constructor(frame: BallotFrame, scan: BoxMotions['scan']) {
    this.#frame = frame;
    this.#scan = scan;
  }

  /** What the stores have in flight. */
  get flight(): BallotInFlight | null {
    const flight = this.#storeInFlight()?.inFlight;
    return flight ? { token: flight.token, into: flight.into, box: flight.box } : null;
  }

  /** What the sheet is, is what was asked for when it was put in. */
  async scan(sheet: number, feeding: Feeding): Promise<Done> {
    this.#held = null;
    if (feeding.takes === 'nothing') return { ok: false, problem: { code: 'ballot-zone.not-now' } };
    const page = await this.#scan(sheet);
    if (!page.ok) return { ok: false, problem: page.error };
    const batch = feeding.takes === 'mobile' ? 'mobile' : 'box';
    this.#held = { sheet, page: page.value, batch, test: feeding.takes === 'test', read: null };
    return { ok: true };
  }

  async interpret(sheet: number): Promise<SheetVerdict> {
    const held = this.#held;
    const { taken } = this.#frame.packages;
    if (held?.sheet !== sheet || !taken) throw new Error('no page of this sheet');
    held.read = await this.#frame.reading.read(taken, held.page, held.test);
    return verdictOf(held.read.judgement, !held.test && held.batch === 'box');
  }

  /** When this has returned, the ballot is on the disk, in flight. */
  keep(sheet: number, into: BallotInFlight['into'], box: string): Kept {
    const held = this.#held;
    const store = held?.test ? this.#frame.ballots.test : this.#frame.ballots.cast;
    if (held?.sheet !== sheet || !held.read || !store) throw new Error('nothing was read of this sheet');
    const { batch, test, read } = held;
    this.#held = null;
    return this.#frame.reading.keep(store, read, { batch, test, into, box });
  }

  dropped(): Done {
    return this.#settled((store) => store.dropped());
  }

  givenBack(): Done {
    return this.#settled((store) => store.givenBack());
  }

  /** Forgets what was read. */
  forget(): void {
    this.#held = null;
  }

  #settled(settle: (store: BallotStore) => Result<null, Problem>): Done {
    const store = this.#storeInFlight();
    const settled = store ? settle(store) : ok(null);
    this.#frame.changes.changed();
    return settled.ok ? { ok: true } : { ok: false, problem: settled.error };
  }

  #storeInFlight(): BallotStore | null {
    const { cast, test } = this.#frame.ballots;
    return [cast, test].find((store) => store?.inFlight != null) ?? null;
  }
}
