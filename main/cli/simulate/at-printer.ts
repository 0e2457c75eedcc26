import type { ApprovalKind } from '../../../core/election/policy.ts';
import type { LedgerSlip } from '../../../drivers/simulator/ledger.ts';
import type { Credential } from '../../api/identification.ts';
import type { DeskView } from '../../api/views.ts';
import type { World } from '../../demo/world.ts';
import { approving } from './approving.ts';
import { type DeskClient, isLoss, must } from './desk-client.ts';
import type { Visit } from './plan.ts';

/** How long an officer looks at the same trouble before she presses again. */
const AGAIN_MS = 2_000;

/** So many bytes of a slip are on their way when its cable comes out: half of it is paper then, with its number. */
const SOME_BYTES = 48_000;

/** A reservation whose paper is not settled, as the desk shows it. */
interface Unsettled {
  readonly admission: string;
  readonly sent: 'nothing' | 'maybe';
}

/**
 * The officer's hands at the printer. What she says of a slip she has read off the paper that lies there: the kiosk's
 * own number is never what she types.
 */
export class AtPrinter {
  readonly #desk: () => DeskClient;
  readonly #world: World;
  /** Who approves exceptions; as many of them do as the policy wants. */
  readonly #approvers: readonly Credential[];
  /** Voters' slips that have come out whole so far. */
  readonly #tray: () => readonly LedgerSlip[];
  /** How many of them had come out before this visit. */
  #before = 0;

  constructor(
    desk: () => DeskClient,
    world: World,
    approvers: readonly Credential[],
    tray: () => readonly LedgerSlip[],
  ) {
    this.#desk = desk;
    this.#world = world;
    this.#approvers = approvers;
    this.#tray = tray;
  }

  /** A visitor steps up: what lies in the tray from now on is theirs. */
  begin(): void {
    this.#before = this.#tray().length;
  }

  /** Slips of this visit that came out whole, the newest last. */
  get slips(): readonly LedgerSlip[] {
    return this.#tray().slice(this.#before);
  }

  /** What goes wrong at the printer while this visitor stands there. */
  trouble({ mishap, leaves }: Visit): void {
    // Whoever leaves does so for a trouble of their own, not for one that nobody has met yet.
    if (leaves) this.mend();
    if (mishap === 'paper-out' || mishap === 'cover-open') this.#world.breakPrinter(mishap);
    if (mishap === 'printer-unplugged' || leaves === 'before-paper') this.#world.plug('printer', false);
    if (leaves === 'in-print' || mishap === 'slip-torn') {
      this.#world.bench.inject({ fault: 'unplug-after', device: 'printer', bytes: SOME_BYTES });
    }
  }

  mend(): void {
    this.#world.breakPrinter('none');
    this.#world.plug('printer', true);
    // A cable that was about to come out is pushed in.
    this.#world.bench.inject({ fault: 'unplug-after', device: 'printer', bytes: Number.POSITIVE_INFINITY });
  }

  /** Looks into the tray: what lies there whole is confirmed, what is torn or missing is voided and printed anew. */
  async mendAndSettle(open: Unsettled): Promise<void> {
    this.mend();
    await this.#ready();
    await this.settle(open);
    // The printer may fail again so soon that the desk never shows anything else: then the officer tries again.
    await this.#desk()
      .until((one) => one.step.at !== 'print-trouble', 'the slip', AGAIN_MS)
      .catch((error: unknown) => {
        if (isLoss(error)) throw error;
      });
  }

  async settle({ admission, sent }: Unsettled): Promise<void> {
    const { reservation } = this.#desk().client;
    // What hangs in the printer uncut is torn off before anybody judges it: it may be whole.
    if (sent === 'maybe') this.#world.tearOff();
    const number = this.slips.at(-1)?.number ?? null;
    if (sent === 'nothing') must(await reservation.resume({ admission }));
    else if (number !== null) must(await reservation.slipIsOut({ admission, receipt: number }));
    else must(await reservation.reprint({ admission, reason: 'torn slip', approvers: this.#approving('reprint') }));
  }

  /** The voter did not wait: the reservation is given up, and what paper there is stays here. */
  async release({ admission, sent }: Unsettled): Promise<void> {
    this.mend();
    await this.#ready();
    this.#world.tearOff();
    const { reservation } = this.#desk().client;
    const asked = { admission, reason: 'the voter left' };
    const alone = sent === 'nothing' && (await reservation.release({ ...asked, approvers: [] }));
    // Who alone may not release it is told so: an earlier slip of this admission may lie somewhere.
    const wanted = !alone || (!alone.ok && alone.error.code === 'access.approvers-missing');
    must(wanted ? await reservation.release({ ...asked, approvers: this.#approving('release') }) : alone);
    await this.#desk().until(({ step }) => step.at === 'idle', 'idle after the release');
  }

  /** Gives the visitor the slips that came out for them. */
  handOver(person: string): void {
    for (const { n } of this.slips) this.#world.takeSlip({ slip: n, person });
  }

  /** The visitor gives them back. */
  takeBack(person: string): void {
    for (const { n } of this.slips) this.#world.returnSlip({ slip: n, person });
  }

  /** Undoes the admission of the slip that was given back, by the number that stands on it. */
  async undo(): Promise<void> {
    const receipt = this.slips.at(-1)?.number ?? '';
    const reason = 'the slip was given back';
    must(await this.#desk().client.reservation.undo({ receipt, reason, approvers: this.#approving('undo') }));
  }

  #approving(kind: ApprovalKind): Credential[] {
    return approving(this.#desk().view(), kind, this.#approvers);
  }

  async #ready(): Promise<void> {
    const ready = ({ station }: DeskView) =>
      station.devices.some((device) => device.kind === 'printer' && device.state === 'ready');
    await this.#desk().until(ready, 'the printer');
  }
}
