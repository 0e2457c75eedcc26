import { randomBytes } from 'node:crypto';
import { ballotHash } from '../../../core/ballot/corner-code.ts';
import { type Judgement, judgeSheet } from '../../../core/ballot/judge.ts';
import type { BallotInFlight, Kept } from '../../../core/ballot/path/ports.ts';
import { readingRules } from '../../../core/ballot/read/rules.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { BallotRecord } from '../../../core/ballot/record.ts';
import { stylesOf, stylesTaken } from '../../../core/ballot/test-pack.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { BallotStore } from '../ballot-store.ts';
import type { TakenPackage } from '../package.ts';
import { keptImage, type SquarePicture } from './kept-image.ts';
import { SheetReader } from './reading-client.ts';

/** What was read of a sheet, and what it is worth. */
export interface ReadBallot {
  readonly judgement: Judgement;
  /** Id of its style; empty where it has none of this station. */
  readonly style: string;
  readonly pictures: readonly SquarePicture[];
}

/** What is kept beside the marks of a ballot, and what its flight is known by. */
export interface KeepOrder {
  readonly batch: BallotRecord['batch'];
  readonly test: boolean;
  readonly into: BallotInFlight['into'];
  readonly box: string;
}

/** Reads the sheets of a package, wherever they come from, in one thread; and puts what was read on the disk. */
export class BallotReading {
  #reader: { readonly of: string; readonly reader: SheetReader } | null = null;

  /** The thread that reads this package's ballots; it begins now, so that the first sheet does not wait for it. */
  begin(taken: TakenPackage): SheetReader {
    if (this.#reader?.of === taken.sha256) return this.#reader.reader;
    void this.#reader?.reader.close();
    const rules = readingRules(taken.policy.ballotReading);
    this.#reader = { of: taken.sha256, reader: new SheetReader({ election: taken.election, rules }) };
    return this.#reader.reader;
  }

  /**
   * Rejects when the page broke the reader.
   * @param test whether ballots of the test pack are taken, and they alone
   */
  async read(taken: TakenPackage, page: GrayPage, test: boolean): Promise<ReadBallot> {
    const { reading, pictures } = await this.begin(taken).read(page);
    const { election, papers, precinct, policy } = taken;
    const styles = test ? stylesOf(papers, precinct.constituency) : stylesTaken(papers, precinct, policy.remote.basis);
    const judgement = judgeSheet(reading, {
      election: ballotHash({ id: election.id, mode: election.mode, papers }, nodeCrypto),
      styles: new Map(styles.map((style) => [style.number, style])),
      test,
    });
    const code = reading.kind === 'read' ? reading.code.style : null;
    const style = styles.find(({ number }) => number === code)?.id ?? '';
    return { judgement, style, pictures };
  }

  /** When this has returned, the ballot is on the disk, in flight. */
  keep(store: BallotStore, { judgement, style, pictures }: ReadBallot, { batch, test, into, box }: KeepOrder): Kept {
    if (judgement.verdict === 'refused') throw new Error('a refused sheet is not kept');
    const parts = judgement.parts.map(({ part, marked, unsure }) => ({
      part,
      marked: [...marked],
      unsure: [...unsure],
    }));
    const record: BallotRecord = { v: 1, style, test, batch, compartment: into, parts };
    const flight: BallotInFlight = { token: randomBytes(16).toString('hex'), into, box };
    const kept = store.hold({ record, image: keptImage(pictures, store.imageRoom(record)) }, flight);
    return kept.ok ? { ok: true, flight } : { ok: false, problem: kept.error };
  }

  /** Ends the thread; the next sheet begins another. */
  async close(): Promise<void> {
    const { reader } = this.#reader ?? {};
    this.#reader = null;
    await reader?.close();
  }
}
