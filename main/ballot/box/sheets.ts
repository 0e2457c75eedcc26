import { randomBytes } from 'node:crypto';
import { ballotHash } from '../../../core/ballot/corner-code.ts';
import { type Judgement, judgeSheet } from '../../../core/ballot/judge.ts';
import type { BallotInFlight, Done, Kept, SheetVerdict } from '../../../core/ballot/path/ports.ts';
import { verdictOf } from '../../../core/ballot/path/verdict.ts';
import { readingRules } from '../../../core/ballot/read/rules.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { BallotRecord } from '../../../core/ballot/record.ts';
import { stylesOf } from '../../../core/ballot/test-pack.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { BallotStore } from '../ballot-store.ts';
import type { BoxMotions } from '../devices/client.ts';
import type { TakenPackage } from '../package.ts';
import type { BallotFrame } from '../zone.ts';
import type { Feeding } from './box.ts';
import { keptImage, type SquarePicture } from './kept-image.ts';
import { SheetReader } from './reading-client.ts';

/** What was read of the sheet that is held; gone with it. */
interface HeldSheet {
  readonly sheet: number;
  readonly page: GrayPage;
  readonly batch: BallotRecord['batch'];
  readonly test: boolean;
  read: { readonly judgement: Judgement; readonly style: string; readonly pictures: readonly SquarePicture[] } | null;
}

/**
 * What is done with the sheet that the box holds: its picture is fetched and read, and its ballot goes to the disk and stays
 * there or not. Nothing of it is in memory once it is on the disk.
 */
export class Sheets {
  readonly #frame: BallotFrame;
  readonly #scan: BoxMotions['scan'];
  #reader: { readonly of: string; readonly reader: SheetReader } | null = null;
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
    const { reading, pictures } = await this.readerOf(taken).read(held.page);
    const { election, papers, precinct } = taken;
    const styles = stylesOf(papers, precinct.constituency);
    const judgement = judgeSheet(reading, {
      election: ballotHash({ id: election.id, mode: election.mode, papers }, nodeCrypto),
      styles: new Map(styles.map((style) => [style.number, style])),
      test: held.test,
    });
    const code = reading.kind === 'read' ? reading.code.style : null;
    const style = styles.find(({ number }) => number === code)?.id ?? '';
    held.read = { judgement, style, pictures };
    return verdictOf(judgement, !held.test && held.batch === 'box');
  }

  /** When this has returned, the ballot is on the disk, in flight. */
  keep(sheet: number, into: BallotInFlight['into'], box: string): Kept {
    const held = this.#held;
    const store = held?.test ? this.#frame.ballots.test : this.#frame.ballots.cast;
    if (held?.sheet !== sheet || !held.read || !store) throw new Error('nothing was read of this sheet');
    const { judgement, style, pictures } = held.read;
    if (judgement.verdict === 'refused') throw new Error('a refused sheet is not kept');
    const parts = judgement.parts.map(({ part, marked, unsure }) => ({
      part,
      marked: [...marked],
      unsure: [...unsure],
    }));
    const record: BallotRecord = { v: 1, style, test: held.test, batch: held.batch, compartment: into, parts };
    const flight: BallotInFlight = { token: randomBytes(16).toString('hex'), into, box };
    const kept = store.hold({ record, image: keptImage(pictures, store.imageRoom(record)) }, flight);
    this.#held = null;
    return kept.ok ? { ok: true, flight } : { ok: false, problem: kept.error };
  }

  dropped(): Done {
    return this.#settled((store) => store.dropped());
  }

  givenBack(): Done {
    return this.#settled((store) => store.givenBack());
  }

  /** The thread that reads this package's ballots; it begins now, so that the first sheet does not wait for it. */
  readerOf(taken: TakenPackage): SheetReader {
    if (this.#reader?.of === taken.sha256) return this.#reader.reader;
    void this.#reader?.reader.close();
    const rules = readingRules(taken.policy.ballotReading);
    this.#reader = { of: taken.sha256, reader: new SheetReader({ election: taken.election, rules }) };
    return this.#reader.reader;
  }

  /** Forgets what was read, and ends the thread; the next package begins another. */
  async close(): Promise<void> {
    const { reader } = this.#reader ?? {};
    this.#held = null;
    this.#reader = null;
    await reader?.close();
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
