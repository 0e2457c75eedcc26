import { type ResultsReceipt, readAnswer } from '../../../core/hub/answers.ts';
import { tokenSchema } from '../../../core/hub/names.ts';
import { partRange, partsOf, writePart } from '../../../core/hub/results-part.ts';
import {
  newResultsSender,
  nextPart,
  partHeard,
  partSent,
  partsAnew,
  type ResultsSender,
} from '../../../core/hub/results-sender.ts';
import { type Chance, usualBounds } from '../../../core/hub/sender.ts';
import type { BallotZoneTold } from '../../../core/journal/ballot-zone.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { resultsFileSitting } from '../../../core/results/results-name.ts';
import type { ResultsFileView } from '../../api/ballot-zone-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { toldResults } from '../ballot-zone/results-told.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { StationKiosks } from '../network/room.ts';
import { stationOf } from '../state/read.ts';
import { CarriedFile } from './carried-file.ts';

interface ResultsUpAround {
  readonly kiosk: Pick<Kiosk, 'db' | 'note' | 'changed' | 'inForce'>;
  readonly kiosks: Pick<StationKiosks, 'hub'>;
  readonly told: () => BallotZoneTold;
  /** Folder where the ballot zone puts its files. */
  readonly out: string;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly chance: Chance;
}

const TICK_MS = 1_000;

/**
 * The results file of the station on its way up: bytes that this zone does not read, once the station is closed, and behind
 * every event that waits. What counts is the hub's signed receipt, which becomes an event of the journal; afterwards the hub
 * is asked again now and then whether it still says so.
 */
export class ResultsUp {
  readonly #around: ResultsUpAround;
  #file: CarriedFile | null = null;
  #sender: ResultsSender | null = null;
  #way: 'link' | 'peer' | null = null;
  #busy = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(around: ResultsUpAround) {
    this.#around = around;
  }

  start(): void {
    this.#timer = setInterval(() => void this.tick(), TICK_MS);
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#file?.close();
  }

  /** How the file in force is on its way; null: no hub is above this station. */
  view(): ResultsFileView['up'] {
    const { kiosk } = this.#around;
    if ((kiosk.inForce()?.hub ?? null) === null) return null;
    const sender = this.#sender;
    const receipt = this.receipt();
    const has = sender?.has ?? null;
    return {
      way: this.#way,
      percent: sender === null || has === null ? null : Math.floor((100 * has) / partsOf(sender.bytes)),
      problem: this.#file?.problem ?? null,
      receipt: receipt && {
        ...{ way: receipt.way, standing: receipt.standing, verdict: receipt.verdict },
        ...{ at: receipt.at, sha256: receipt.sha256 },
      },
    };
  }

  /** The hub's receipt of the file in force; null: it has not signed one yet. */
  receipt(): BodyOf<'results.delivered'> | null {
    const told = this.#around.told();
    return told.delivered.get(toldResults(told)?.sha256 ?? '') ?? null;
  }

  /** Once a second: sends what may be sent now, part after part. */
  async tick(): Promise<void> {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    try {
      while (await this.#step());
    } finally {
      this.#busy = false;
    }
  }

  /** @returns whether there may be more to do at once */
  async #step(): Promise<boolean> {
    const { kiosks, kiosk, monotonic, chance } = this.#around;
    if (this.#stopped || !kiosk.db.open || !this.#isOver()) return false;
    await this.#follow();
    const [file, sender] = [this.#file, this.#sender];
    const way = kiosks.hub.forResults();
    const by = way?.by ?? null;
    if (by !== this.#way) {
      this.#way = by;
      if (sender) this.#sender = partsAnew(sender, monotonic(), chance);
      kiosk.changed();
    }
    if (!file || !this.#sender || !way?.isFree) return false;
    const next = nextPart(this.#sender, monotonic());
    if (next.do === 'wait') return false;
    const { sha256, bytes, bounds } = this.#sender;
    const data = next.part === null ? new Uint8Array() : file.read(...partRange(next.part, bytes));
    if (data === null) return false;
    const of = { device: way.name.device, sitting: file.sitting, sha256, bytes, part: next.part };
    const text = writePart({ ...of, data });
    this.#sender = partSent(this.#sender, text.length, monotonic());
    const reply = await way.ask('results', text, bounds.answerMs);
    if (this.#stopped || !this.#sender || this.#sender.sha256 !== sha256) return false;
    const answer = reply === null ? null : readAnswer(reply, [way.key], nodeCrypto);
    const { election, mode, station } = way.name;
    const isOurs = answer?.election === election && answer.mode === mode && answer.station === station;
    this.#sender = partHeard(this.#sender, isOurs ? answer : null, monotonic(), chance);
    if (isOurs && answer.answer === 'results' && answer.sha256 === sha256) this.#keep(answer, file, way.by);
    kiosk.changed();
    return true;
  }

  /** Nobody votes any more: nothing of the results goes before. */
  #isOver(): boolean {
    const { stage } = stationOf(this.#around.kiosk.db);
    return stage === 'closed' || stage === 'handed-over';
  }

  /** The file in force may be another one than before. */
  async #follow(): Promise<void> {
    const { told, out, kiosk, monotonic, chance } = this.#around;
    const now = toldResults(told());
    if (now?.sha256 === this.#file?.sha256) return;
    this.#file?.close();
    [this.#file, this.#sender] = [null, null];
    const station = kiosk.inForce()?.precinct.number;
    if (now === null || station === undefined) return;
    const named = tokenSchema.safeParse(resultsFileSitting(now.file, station));
    const file = await CarriedFile.open(out, now, named.success ? named.data : 'none');
    this.#file = file;
    const { sha256, bytes } = file;
    if (file.problem === null) this.#sender = newResultsSender({ sha256, bytes }, usualBounds, monotonic(), chance);
    kiosk.changed();
  }

  /** The receipt is an event; said once more it is the same one. */
  #keep(
    { standing, verdict, at, key, sig }: ResultsReceipt,
    { file, sha256 }: CarriedFile,
    way: 'link' | 'peer',
  ): void {
    const { told, kiosk } = this.#around;
    const known = told().delivered.get(sha256);
    if (known?.standing === standing && known.verdict === verdict) return;
    kiosk.note('results.delivered', { file, sha256, way, standing, verdict, at, key, sig }, SYSTEM);
  }
}
