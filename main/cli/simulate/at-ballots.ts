import type { PageMishap } from '../../../drivers/simulator/page-queue.ts';
import type { Credential } from '../../api/identification.ts';
import type { DeskView } from '../../api/views.ts';
import { approving } from './approving.ts';
import type { BallotTray } from './ballot-tray.ts';
import { type DeskClient, isLoss, must } from './desk-client.ts';
import type { Visit } from './plan.ts';

/** What goes wrong with a voter's ballot: at the printer, under the officer's eyes, or in the booth. */
export type BallotMishap = PageMishap | 'smeared' | 'back';
const mishaps: readonly BallotMishap[] = ['jam', 'back', 'unsure', 'smeared', 'nothing'];
/** One of every so many visits. */
const MISHAP_EVERY = 3;

/** How long an officer looks at the same trouble before she presses again. */
const AGAIN_MS = 2_000;

/** Sheets of a pack that is loaded at a time: few, so that it ends often. */
const PACK = 20;

/** What a screen asks about a ballot. */
const asked = ({ step, ballotPaper }: DeskView): string => JSON.stringify([step, ballotPaper]);

export const ballotMishapAt = ({ n }: Visit): BallotMishap | null =>
  n % MISHAP_EVERY === 0 ? (mishaps[Math.floor(n / MISHAP_EVERY) % mishaps.length] ?? null) : null;

/** The officer's hands at the printer of the ballots: what she says of a sheet is what lies there. */
export class AtBallots {
  readonly #desk: () => DeskClient;
  readonly #tray: BallotTray;
  readonly #approvers: readonly Credential[];

  constructor(desk: () => DeskClient, tray: BallotTray, approvers: readonly Credential[]) {
    this.#desk = desk;
    this.#tray = tray;
    this.#approvers = approvers;
  }

  /** Whether this station prints its ballots. */
  get isUsed(): boolean {
    return this.#tray.isUsed;
  }

  begin(visit: Visit): void {
    const mishap = ballotMishapAt(visit);
    this.#tray.next(mishap === 'jam' || mishap === 'unsure' || mishap === 'nothing' ? mishap : null);
  }

  /** A pack is put in and mistyped, and two persons count it again. */
  async loadMistyped(): Promise<void> {
    const { client } = this.#desk();
    this.#tray.load(PACK);
    must(await client.sheet.load({ sheets: PACK * 10 }));
    await this.#desk().until(({ ballotPaper }) => ballotPaper !== null, 'the account of paper');
    must(await client.sheet.count({ blank: PACK, reason: 'mistyped', approvers: this.#approving() }));
  }

  /** One thing that the screen asks for about a ballot, with the visitor standing there, until the screen shows another. */
  async serve(view: DeskView, visit: Visit): Promise<void> {
    await this.#act(view, visit);
    const before = asked(view);
    // What went wrong again in the same way is pressed again.
    await this.#desk()
      .until((one) => asked(one) !== before, 'the ballot', AGAIN_MS)
      .catch((error: unknown) => {
        if (isLoss(error)) throw error;
      });
  }

  async #act(view: DeskView, visit: Visit): Promise<void> {
    const { hand, n } = visit;
    const { step, admission } = view;
    const of = { admission: admission ?? '' };
    const { sheet } = this.#desk().client;
    const lying = this.#tray.lying;
    if (step.at === 'ballot-out') {
      const smeared = ballotMishapAt(visit) === 'smeared' && !this.#tray.hasSpoiled(n);
      if (smeared && lying !== null) {
        await this.#cancel(of.admission, step.ballot, 'spoiled', 'smeared');
        this.#tray.envelope(lying, n);
        return;
      }
      // In her hand already where a stop came between the hand and the key.
      if (lying !== null) this.#tray.take(lying, hand.record.record);
      must(await sheet.delivered(of));
      return;
    }
    if (step.at !== 'ballot-trouble') throw new Error(`no ballot is asked about at ${step.at}`);
    if (step.sent === 'maybe') {
      if (lying?.whole) must(await sheet.isOut(of));
      else {
        await this.#cancel(of.admission, step.ballot, lying === null ? 'none' : 'spoiled', 'looked at the printer');
        if (lying !== null) this.#tray.envelope(lying, n);
      }
      return;
    }
    // Told before a stop; here it goes into the envelope.
    if (lying !== null) this.#tray.envelope(lying, n);
    if ((view.ballotPaper?.blank ?? 0) < 1) {
      this.#tray.load(PACK);
      must(await sheet.load({ sheets: PACK }));
      return;
    }
    must(await sheet.print(of));
  }

  /** The visitor brings the ballot back, by the number on the slip: into the envelope first. */
  async giveBack(visit: Visit, receipt: string): Promise<void> {
    const held = this.#tray.heldBy(visit.hand.record.record);
    if (held === null) throw new Error(`visit ${visit.n} has no ballot to give back`);
    const approvers = this.#approving();
    const answer = await this.#desk().client.sheet.exchange({ receipt, reason: 'spoiled in the booth', approvers });
    must(answer);
    this.cameBack(visit);
  }

  /** Whether the visitor has a ballot in the hand. */
  holds({ hand }: Visit): boolean {
    return this.#tray.heldBy(hand.record.record) !== null;
  }

  /** What was given back before a stop lies in the envelope. */
  cameBack(visit: Visit): void {
    const held = this.#tray.heldBy(visit.hand.record.record);
    if (held === null) return;
    this.#tray.giveBack(held, visit.hand.record.record);
    this.#tray.envelope(held, visit.n);
  }

  async #cancel(admission: string, ballot: string, found: 'spoiled' | 'none', reason: string): Promise<void> {
    const asked = { admission, ballot, found, reason, approvers: this.#approving() };
    must(await this.#desk().client.sheet.cancel(asked));
  }

  #approving(): Credential[] {
    return approving(this.#desk().view(), 'cancelBallot', this.#approvers);
  }
}
