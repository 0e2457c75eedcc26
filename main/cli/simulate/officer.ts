import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { Credential } from '../../api/identification.ts';
import type { DeskView } from '../../api/views.ts';
import type { World } from '../../demo/world.ts';
import { type DeskClient, isLoss } from './desk-client.ts';
import type { Visit } from './plan.ts';

/** How a visit ended, and what it took. */
export interface Served {
  readonly outcome: 'admitted' | 'refused' | 'released';
  /** Reason of a refusal, as the desk showed it. */
  readonly reason: string | null;
  readonly receipts: readonly string[];
  /** From the first byte of the image to the verdict, milliseconds, on a port without a baud rate; one a touch. */
  readonly verdictMs: readonly number[];
  readonly totalMs: number;
}

/** The sensor is looked at every 60 ms: so long a lifted finger must be away to be seen as lifted. */
const LIFTED_MS = 160;

/** A finger that is not taken within so many milliseconds is put on the sensor anew, so many times. */
const TAKEN_MS = 6_000;
const FINGER_TRIES = 5;

/** How long an officer looks at the same trouble before she presses again. */
const AGAIN_MS = 2_000;

/** How often a document is laid down whose reader went dark. */
const DOCUMENT_TRIES = 5;

/** What the document reader's driver takes for one and the same laying of a document, and a little more. */
const SAME_DOCUMENT_MS = 1_700;

/**
 * An officer who does what the screen says, and the visitor who does what the officer says. It knows only what the
 * desk shows and what lies before its eyes: the document, the hands, the tray.
 */
export class Officer {
  #desk: () => DeskClient;
  /** A desk again, with the officer signed in, after the zone was gone. */
  readonly #return: () => Promise<DeskClient>;
  readonly #world: World;
  /** Who approves exceptions. */
  readonly #approvers: readonly Credential[];
  /** Voters' slips that came out whole so far: what lies in the tray. */
  readonly #slips: () => number;
  readonly #now: () => number;
  /** When each person's document was last laid on the reader. */
  readonly #laid = new Map<string, number>();

  constructor(
    desk: DeskClient,
    comeBack: () => Promise<DeskClient>,
    world: World,
    approvers: readonly Credential[],
    wholeSlips: () => number,
    now: () => number,
  ) {
    this.#slips = wholeSlips;
    this.#desk = () => desk;
    this.#return = comeBack;
    this.#world = world;
    this.#approvers = approvers;
    this.#now = now;
  }

  /** Serves one visitor to the end, whatever happens to the kiosk meanwhile. */
  async serve(visit: Visit): Promise<Served> {
    const began = this.#now();
    const slipsBefore = this.#slips();
    for (;;) {
      try {
        return await this.#serve(visit);
      } catch (error) {
        if (!isLoss(error)) throw error;
      }
      const desk = await this.#return();
      this.#desk = () => desk;
      this.#world.putFinger(null);
      // A mishap that nobody was there to see mended: without its cable a device never says that it is ready.
      this.#mendPrinter();
      this.#world.plug('fingerprint', true);
      await desk.until(
        (one) => one.person !== null && one.station.devices.filter((device) => device.state === 'ready').length === 3,
        'the devices after the zone came back',
      );
      for (const open of desk.view()?.openReservations ?? []) {
        await this.#settle(open.admission, open.receipt, open.sent, slipsBefore);
        let end = await desk.until(settled, 'the settled reservation');
        while (end.step.at === 'print-trouble') {
          await this.#printTrouble(end, slipsBefore);
          end = await desk.until(settled, 'the settled reservation');
        }
        must(await desk.client.voter.finish({}));
        await desk.until((one) => one.step.at === 'idle', 'idle');
        const receipts = end.step.at === 'admitted' ? end.step.receipts : [];
        return { outcome: 'admitted', reason: null, receipts, verdictMs: [], totalMs: this.#now() - began };
      }
      // Stopped between the confirmation and its message: the slip lies there and nothing is open.
      if (this.#slips() > slipsBefore) {
        return { outcome: 'admitted', reason: null, receipts: [], verdictMs: [], totalMs: this.#now() - began };
      }
    }
  }

  async #settle(admission: string, receipt: string, sent: 'nothing' | 'maybe', slipsBefore: number): Promise<void> {
    const { client } = this.#desk();
    // What hangs in the printer uncut is torn off before anybody judges it: it may be whole.
    if (sent === 'maybe') this.#world.tearOff();
    if (sent === 'nothing') must(await client.reservation.resume({ admission }));
    else if (this.#slips() > slipsBefore) must(await client.reservation.slipIsOut({ admission, receipt }));
    else must(await client.reservation.reprint({ admission, reason: 'torn slip', approvers: [...this.#approvers] }));
  }

  async #serve(visit: Visit): Promise<Served> {
    const began = this.#now();
    const verdictMs: number[] = [];
    const slipsBefore = this.#slips();
    this.#mishapBefore(visit);
    await this.#present(visit);
    let touches = 0;
    for (;;) {
      const view = await this.#desk().until((one) => actionable(one), `the next step of visit ${visit.n}`);
      const { step } = view;
      switch (step.at) {
        case 'enter-pin':
          must(await this.#desk().client.voter.find({ text: visit.voter.record.pin }));
          await this.#moved(step.at);
          break;
        case 'choose': {
          const own = step.candidates.find((one) => one.record === visit.voter.record.record);
          // Too many of that name: the officer asks for the PIN instead.
          if (own) must(await this.#desk().client.voter.choose({ record: own.record }));
          else {
            must(await this.#desk().client.voter.cancel({}));
            await this.#desk().until((one) => one.step.at === 'idle', 'idle after too many of a name');
            must(await this.#desk().client.voter.find({ text: visit.voter.record.pin }));
          }
          await this.#moved('choose');
          break;
        }
        case 'warning':
          must(await this.#desk().client.voter.acceptWarning({}));
          await this.#moved('warning');
          break;
        case 'finger':
          verdictMs.push(await this.#touch(visit, step.finger, touches));
          touches += 1;
          break;
        case 'device-trouble':
          this.#world.plug('fingerprint', true);
          await this.#moved('device-trouble');
          break;
        case 'print-trouble':
          await this.#printTrouble(view, slipsBefore);
          break;
        case 'admitted':
        case 'refused': {
          const receipts = step.at === 'admitted' ? step.receipts : [];
          const reason = step.at === 'refused' ? step.refusal.reason : null;
          this.#world.putFinger(null);
          this.#world.layDocument(null);
          must(await this.#desk().client.voter.finish({}));
          await this.#desk().until((one) => one.step.at === 'idle', 'idle');
          return { outcome: step.at, reason, receipts, verdictMs, totalMs: this.#now() - began };
        }
        default:
          throw new Error(`an officer does not know what to do at ${step.at}`);
      }
    }
  }

  #mishapBefore({ mishap }: Visit): void {
    if (mishap === 'paper-out' || mishap === 'cover-open') this.#world.breakPrinter(mishap);
    if (mishap === 'printer-unplugged') this.#world.plug('printer', false);
  }

  #mendPrinter(): void {
    this.#world.breakPrinter('none');
    this.#world.plug('printer', true);
  }

  async #present(visit: Visit): Promise<void> {
    const { record } = visit.voter;
    if (visit.how === 'document') await this.#layDocument(record.record);
    else {
      const text = visit.how === 'pin' ? record.pin : `${record.surname} ${record.given}`;
      must(await this.#desk().client.voter.find({ text }));
    }
    await this.#moved('idle').catch((error: unknown) => {
      throw new Error(`visit ${visit.n} (${visit.how}, ${visit.voter.trait}) was not taken up`, { cause: error });
    });
  }

  /** Lays the document down when the reader's light is on, and again if the reader went dark just then. */
  async #layDocument(person: string): Promise<void> {
    for (let tries = 0; tries < DOCUMENT_TRIES; tries += 1) {
      await this.#ready('document');
      // A reader takes the same text within a second and a half for the same document still lying there.
      const since = this.#now() - (this.#laid.get(person) ?? Number.NEGATIVE_INFINITY);
      if (since < SAME_DOCUMENT_MS) await sleep(SAME_DOCUMENT_MS - since);
      this.#laid.set(person, this.#now());
      this.#world.layDocument({ person, document: 0 });
      const desk = this.#desk();
      const dark = (one: DeskView) => one.station.devices.some((d) => d.kind === 'document' && d.state !== 'ready');
      const seen = await desk.until((one) => one.step.at !== 'idle' || dark(one), 'the document');
      if (seen.step.at !== 'idle') return;
      this.#world.layDocument(null);
    }
  }

  async #ready(kind: 'document' | 'printer'): Promise<void> {
    await this.#desk().until(
      (one) => one.station.devices.some((device) => device.kind === kind && device.state === 'ready'),
      `the ${kind}`,
    );
  }

  async #touch(
    visit: Visit,
    finger: Parameters<World['putFinger']>[0] extends infer F ? (F extends { finger: infer P } ? P : never) : never,
    touches: number,
  ): Promise<number> {
    if (touches > 0) {
      this.#world.putFinger(null);
      await sleep(LIFTED_MS);
    }
    if (visit.mishap === 'sensor-unplugged' && touches === 0) {
      this.#world.plug('fingerprint', false);
      await this.#desk().until((one) => one.step.at === 'device-trouble', 'the lost sensor');
      this.#world.plug('fingerprint', true);
      await this.#desk().until((one) => one.step.at === 'finger' && one.step.state === 'waiting', 'the sensor again');
    }
    const condition = touches === 0 ? visit.firstTouch : 'good';
    await this.#untilTaken({ person: visit.hand.record.record, finger, condition });
    const captured = this.#now();
    const read = await this.#desk().until(
      (one) => one.step.at !== 'finger' || one.step.state !== 'reading',
      'the image',
    );
    if (read.step.at === 'finger' && read.step.state === 'comparing') {
      await this.#desk().until((one) => one.step.at !== 'finger' || one.step.state !== 'comparing', 'the verdict');
    }
    return this.#now() - captured;
  }

  /** Puts a finger on the sensor, and again when nothing is taken: a sensor that is looked at late has seen no lift. */
  async #untilTaken(finger: Parameters<World['putFinger']>[0]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      this.#world.putFinger(finger);
      try {
        await this.#desk().until(
          (one) => one.step.at !== 'finger' || one.step.state !== 'waiting',
          'a capture',
          TAKEN_MS,
        );
        return;
      } catch (error) {
        if (isLoss(error) || tries >= FINGER_TRIES) throw error;
      }
      this.#world.putFinger(null);
      await sleep(LIFTED_MS * 3);
    }
  }

  /** Looks into the tray: what lies there whole is confirmed, what is torn or missing is voided and printed anew. */
  async #printTrouble(view: DeskView, slipsBefore: number): Promise<void> {
    const { step, admission } = view;
    if (step.at !== 'print-trouble' || admission === null) return;
    this.#mendPrinter();
    await this.#ready('printer');
    await this.#settle(admission, step.receipt, step.sent, slipsBefore);
    // The printer may fail again so soon that the desk never shows anything else: then the officer tries again.
    await this.#desk()
      .until((one) => one.step.at !== 'print-trouble', 'the slip', AGAIN_MS)
      .catch((error: unknown) => {
        if (isLoss(error)) throw error;
      });
  }

  /** Waits until the desk shows another step than this one. */
  async #moved(from: string): Promise<void> {
    await this.#desk().until((one) => one.step.at !== from, `something after ${from}`);
  }
}

/** What a reservation that was taken up again comes to: admitted, or the printer's trouble once more. */
function settled({ step }: DeskView): boolean {
  return step.at === 'admitted' || step.at === 'print-trouble';
}

/** Steps at which the kiosk waits for a person. */
function actionable({ step }: DeskView): boolean {
  if (step.at === 'finger') return step.state === 'waiting';
  return !['idle', 'looking-up', 'reserving', 'printing'].includes(step.at);
}

/** What an officer's button must do; a refusal here is a fault of the simulation or of the product. */
export function must(result: Result<unknown, Problem>): void {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
}
