import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerSlip } from '../../../drivers/simulator/ledger.ts';
import type { Credential } from '../../api/identification.ts';
import type { DeskView } from '../../api/views.ts';
import type { World } from '../../demo/world.ts';
import { AtBallots, ballotMishapAt } from './at-ballots.ts';
import { AtPrinter } from './at-printer.ts';
import { AtSensor, type AtSensorSeen } from './at-sensor.ts';
import type { BallotTray } from './ballot-tray.ts';
import { type DeskClient, isLoss, must } from './desk-client.ts';
import { decide, type PersonsWay } from './persons.ts';
import type { Visit } from './plan.ts';

export { must } from './desk-client.ts';

/** How a visit ended, and what it took. */
export interface Served extends AtSensorSeen {
  readonly outcome: 'admitted' | 'refused' | 'cancelled' | 'released' | 'undone';
  /** Reason of a refusal, as the desk showed it. */
  readonly reason: string | null;
  /** How persons established who this is; null where the finger did, or nobody did. */
  readonly decided: PersonsWay | null;
  readonly totalMs: number;
}

/** How often a document is laid down whose reader went dark. */
const DOCUMENT_TRIES = 5;

/** What the document reader's driver takes for one and the same laying of a document, and a little more. */
const SAME_DOCUMENT_MS = 1_700;

/**
 * An officer who does what the screen says, and the visitor who does what the officer says. It knows only what the
 * desk shows and what lies before its eyes: the document, the hands, the tray.
 */
export class Officer {
  #desk: DeskClient;
  /** A desk again, with the officer signed in, after the zone was gone. */
  readonly #return: () => Promise<DeskClient>;
  readonly #world: World;
  readonly #printer: AtPrinter;
  readonly #sensor: AtSensor;
  readonly #ballots: AtBallots;
  readonly #approvers: readonly Credential[];
  #decided: PersonsWay | null = null;
  readonly #now: () => number;
  /** When each person's document was last laid on the reader. */
  readonly #laid = new Map<string, number>();

  /**
   * @param approvers who approves exceptions, in the order in which they are asked
   * @param wholeSlips voters' slips that came out whole so far: what lies in the tray
   */
  constructor(
    desk: DeskClient,
    comeBack: () => Promise<DeskClient>,
    world: World,
    approvers: readonly Credential[],
    wholeSlips: () => readonly LedgerSlip[],
    now: () => number,
    tray: BallotTray,
  ) {
    this.#desk = desk;
    this.#return = comeBack;
    this.#world = world;
    this.#printer = new AtPrinter(() => this.#desk, world, approvers, wholeSlips);
    this.#sensor = new AtSensor(() => this.#desk, world, now);
    this.#ballots = new AtBallots(() => this.#desk, tray, approvers);
    this.#approvers = approvers;
    this.#now = now;
  }

  /** Serves one visitor to the end, whatever happens to the kiosk meanwhile. */
  async serve(visit: Visit): Promise<Served> {
    const began = this.#now();
    this.#printer.begin();
    this.#ballots.begin(visit);
    const { counters } = await this.#desk.until(({ person }) => person !== null, 'the signed-in officer');
    let served = await this.#despiteStops(
      () => this.#serve(visit),
      () => this.#afterStop(visit, counters),
    );
    if (served.outcome === 'admitted') {
      this.#printer.handOver(visit.hand.record.record);
      if (this.#ballots.isUsed) await this.#exchange(visit);
      if (visit.leaves === 'slip-back') served = await this.#giveBack(visit, counters, served);
    }
    if (visit.leaves) this.#printer.mend();
    return { ...served, ...this.#sensor.seen, decided: this.#decided, totalMs: this.#now() - began };
  }

  /** Does it until it is done; after each stop of the kiosk it is first seen what came of it. */
  async #despiteStops(work: () => Promise<Ended>, seen: () => Promise<Ended | null>): Promise<Ended> {
    let step: () => Promise<Ended | null> = work;
    for (;;) {
      try {
        const end = await step();
        if (end) return end;
        step = work;
      } catch (error) {
        if (!isLoss(error)) throw error;
        step = () => this.#lookedAt(seen);
      }
    }
  }

  async #lookedAt(seen: () => Promise<Ended | null>): Promise<Ended | null> {
    this.#desk = await this.#return();
    this.#world.putFinger(null);
    // A mishap that nobody was there to see mended: without its cable a device never says that it is ready.
    this.#printer.mend();
    this.#world.plug('fingerprint', true);
    await this.#desk.until(
      (one) =>
        one.person !== null &&
        one.station.devices.filter((device) => device.state === 'ready').length === (this.#ballots.isUsed ? 4 : 3),
      'the devices after the zone came back',
    );
    return seen();
  }

  /** What a stop has made of a visit; null when nothing has come of it, and it begins anew. */
  async #afterStop(visit: Visit, before: DeskView['counters']): Promise<Ended | null> {
    const desk = this.#desk;
    const { leaves } = visit;
    for (const open of desk.view()?.openReservations ?? []) {
      if (leaves === 'before-paper' || leaves === 'in-print') {
        await this.#printer.release(open);
        return ended('released');
      }
      if (open.ballot !== null) {
        must(await desk.client.sheet.takeUp({ admission: open.admission }));
        await this.#ballotsOut(visit);
        return ended('admitted');
      }
      await this.#printer.settle(open);
      let end = await desk.until(settled, 'the settled reservation');
      while (end.step.at === 'print-trouble' && end.admission !== null) {
        await this.#printer.mendAndSettle({ admission: end.admission, sent: end.step.sent });
        end = await desk.until(settled, 'the settled reservation');
      }
      await this.#ballotsOut(visit);
      return ended('admitted');
    }
    // Stopped between the release, or the confirmation, and its message: nothing is open.
    if ((desk.view()?.counters.released ?? 0) > before.released) return ended('released');
    return this.#printer.slips.length > 0 ? ended('admitted') : null;
  }

  /** Every ballot that is printed is seen to, until the desk is free; where none is, only the verdict goes. */
  async #ballotsOut(visit: Visit): Promise<void> {
    for (;;) {
      const view = await this.#desk.until(
        (one) => actionable(one) || one.step.at === 'idle',
        'the next step of a ballot',
      );
      if (view.step.at === 'idle') return;
      if (view.step.at === 'admitted') {
        must(await this.#desk.client.voter.finish({}));
        await this.#moved('admitted');
      } else await this.#ballots.serve(view, visit);
    }
  }

  /** The visitor brings the ballot back: for another, or, with the slip, to have the admission undone. */
  async #exchange(visit: Visit): Promise<void> {
    const undoes = visit.leaves === 'slip-back';
    if (!undoes && ballotMishapAt(visit) !== 'back') return;
    const receipt = this.#printer.slips.at(-1)?.number ?? '';
    const done = ended('admitted');
    await this.#despiteStops(
      async () => {
        if (this.#ballots.holds(visit)) await this.#ballots.giveBack(visit, receipt);
        const view = await this.#desk.until((one) => actionable(one), 'the exchange');
        if (undoes) {
          must(await this.#desk.client.voter.finish({}));
          await this.#desk.until((one) => one.step.at === 'idle', 'idle after the ballot came back');
          return done;
        }
        await this.#ballots.serve(view, visit);
        await this.#ballotsOut(visit);
        return done;
      },
      async () => {
        const [open] = this.#desk.view()?.openReservations ?? [];
        if (open === undefined) return this.#ballots.holds(visit) ? null : done;
        this.#ballots.cameBack(visit);
        if (undoes) return done;
        must(await this.#desk.client.sheet.takeUp({ admission: open.admission }));
        await this.#ballotsOut(visit);
        return done;
      },
    );
  }

  /** The visitor comes back with the slip: the chair and a second person undo the admission. */
  async #giveBack(visit: Visit, before: DeskView['counters'], served: Ended): Promise<Ended> {
    this.#printer.takeBack(visit.hand.record.record);
    const done = { ...served, outcome: 'undone' } as const;
    return this.#despiteStops(
      async () => {
        await this.#printer.undo();
        await this.#desk.until(({ counters }) => counters.undone > before.undone, 'the undone admission');
        return done;
      },
      async () => ((this.#desk.view()?.counters.undone ?? 0) > before.undone ? done : null),
    );
  }

  async #serve(visit: Visit): Promise<Ended> {
    this.#sensor.begin();
    this.#decided = null;
    this.#printer.trouble(visit);
    await this.#present(visit);
    for (;;) {
      const { step, admission } = await this.#desk.until((one) => actionable(one), `the next step of visit ${visit.n}`);
      switch (step.at) {
        case 'enter-pin':
          must(await this.#desk.client.voter.find({ text: visit.voter.record.pin }));
          await this.#moved(step.at);
          break;
        case 'choose': {
          const own = step.candidates.find((one) => one.record === visit.voter.record.record);
          // Too many of that name: the officer asks for the PIN instead.
          if (own) must(await this.#desk.client.voter.choose({ record: own.record }));
          else {
            must(await this.#desk.client.voter.cancel({}));
            await this.#desk.until((one) => one.step.at === 'idle', 'idle after too many of a name');
            must(await this.#desk.client.voter.find({ text: visit.voter.record.pin }));
          }
          await this.#moved('choose');
          break;
        }
        case 'warning':
          must(await this.#desk.client.voter.acceptWarning({}));
          await this.#moved('warning');
          break;
        case 'homecoming':
          must(await this.#desk.client.voter.refuseListed({}));
          await this.#moved('homecoming');
          break;
        case 'finger':
          if (visit.leaves === 'before-finger') return this.#cancel();
          await this.#sensor.serve(visit, step);
          break;
        case 'photo':
        case 'override':
          this.#decided = step.at;
          if (!(await decide(this.#desk, step, visit, this.#approvers))) this.#decided = null;
          await this.#moved(step.at);
          break;
        case 'device-trouble':
          this.#world.plug('fingerprint', true);
          await this.#moved('device-trouble');
          break;
        case 'print-trouble': {
          if (admission === null) throw new Error('the printer has trouble with nobody');
          const open = { admission, sent: step.sent };
          if (visit.leaves === 'before-paper' || visit.leaves === 'in-print') {
            this.#clear();
            await this.#printer.release(open);
            return ended('released');
          }
          await this.#printer.mendAndSettle(open);
          break;
        }
        case 'ballot-out':
        case 'ballot-trouble': {
          this.#clear();
          const view = this.#desk.view();
          if (view?.step.at === step.at) await this.#ballots.serve(view, visit);
          break;
        }
        case 'admitted':
        case 'refused': {
          this.#clear();
          must(await this.#desk.client.voter.finish({}));
          await this.#desk.until((one) => one.step.at === 'idle', 'idle');
          return ended(step.at, step.at === 'refused' ? step.refusal.reason : null);
        }
        default:
          throw new Error(`an officer does not know what to do at ${step.at}`);
      }
    }
  }

  /** The visitor goes before the finger is put down. */
  async #cancel(): Promise<Ended> {
    this.#clear();
    must(await this.#desk.client.voter.cancel({}));
    await this.#desk.until((one) => one.step.at === 'idle', 'idle after cancelling');
    return ended('cancelled');
  }

  /** The visitor takes finger and document away. */
  #clear(): void {
    this.#world.putFinger(null);
    this.#world.layDocument(null);
  }

  async #present(visit: Visit): Promise<void> {
    const { record } = visit.voter;
    if (visit.how === 'document') await this.#layDocument(record.record);
    else {
      const text = visit.how === 'pin' ? record.pin : `${record.surname} ${record.given}`;
      const { client } = this.#desk;
      const found = await client.voter.find({ text });
      // Nobody of that name here: the PIN says whose list it is.
      if (!found.ok && found.error.code === 'station.name-unknown') {
        must(await client.voter.find({ text: record.pin }));
      } else must(found);
    }
    await this.#moved('idle').catch((error: unknown) => {
      throw new Error(`visit ${visit.n} (${visit.how}, ${visit.voter.trait}) was not taken up`, { cause: error });
    });
  }

  /** Lays the document down when the reader's light is on, and again if the reader went dark just then. */
  async #layDocument(person: string): Promise<void> {
    for (let tries = 0; tries < DOCUMENT_TRIES; tries += 1) {
      await this.#readerReady();
      // A reader takes the same text within a second and a half for the same document still lying there.
      const since = this.#now() - (this.#laid.get(person) ?? Number.NEGATIVE_INFINITY);
      if (since < SAME_DOCUMENT_MS) await sleep(SAME_DOCUMENT_MS - since);
      this.#laid.set(person, this.#now());
      this.#world.layDocument({ person, document: 0 });
      const desk = this.#desk;
      const dark = (one: DeskView) => one.station.devices.some((d) => d.kind === 'document' && d.state !== 'ready');
      const seen = await desk.until((one) => one.step.at !== 'idle' || dark(one), 'the document');
      if (seen.step.at !== 'idle') return;
      this.#world.layDocument(null);
    }
  }

  async #readerReady(): Promise<void> {
    await this.#desk.until(
      (one) => one.station.devices.some((device) => device.kind === 'document' && device.state === 'ready'),
      'the document reader',
    );
  }

  /** Waits until the desk shows another step than this one. */
  async #moved(from: string): Promise<void> {
    await this.#desk.until((one) => one.step.at !== from, `something after ${from}`);
  }
}

/** How a visit ended. */
type Ended = Pick<Served, 'outcome' | 'reason'>;

function ended(outcome: Served['outcome'], reason: string | null = null): Ended {
  return { outcome, reason };
}

const isBallot = (at: string): boolean => at === 'ballot-out' || at === 'ballot-trouble';

/** What a reservation that was taken up again comes to: admitted, or the printer's trouble once more. */
function settled({ step }: DeskView): boolean {
  return step.at === 'admitted' || step.at === 'print-trouble' || isBallot(step.at);
}

/** Steps at which the kiosk waits for a person. */
function actionable({ step }: DeskView): boolean {
  if (step.at === 'finger') return step.state === 'waiting';
  return !['idle', 'looking-up', 'locking', 'reserving', 'printing', 'ballot-printing'].includes(step.at);
}
