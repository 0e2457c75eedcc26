import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { slipSvg } from '../../../core/receipt/svg.ts';
import { wipeSlip } from '../../../core/receipt/wipe-slip.ts';
import type { WipeView } from '../../api/afterwards-views.ts';
import { ORDER_ENDING, ORDER_MAX_BYTES, readWipeOrder, type WipeOrder } from '../../package/wipe-order.ts';
import type { BallotZone } from '../ballot-zone/room.ts';
import type { Desk } from '../desk.ts';
import type { DeviceClient } from '../devices/client.ts';
import { called, type Kiosk } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import type { Medium } from '../media.ts';
import type { PaperRoad } from '../paper-road/paper-road.ts';
import { NO_NUMBERS, numbersGiven } from '../state/numbers.ts';
import { recordIn } from '../store.ts';
import type { KeyMemory } from '../unlocking.ts';
import { copiesOf, missingAfter } from './read.ts';
import type { RetentionRoom } from './retention.ts';
import { lastWipe, orderWasUsed } from './wiped.ts';
import { finishWipe, registersOn, type WipeStep } from './wiping.ts';

/**
 * Empties the device of an election: only on the commission's signed order, only when everything lies on the policy's media,
 * only by two persons. It is told in the device's own journal before anything is destroyed, and finished whatever stops it.
 */
export class WipeRoom {
  readonly #kiosk: Kiosk;
  readonly #files: KioskFiles;
  readonly #desk: Pick<Desk, 'signOut'>;
  readonly #devices: Pick<DeviceClient, 'print'>;
  readonly #retention: RetentionRoom;
  readonly #media: () => readonly Medium[];
  readonly #busy: () => boolean;
  readonly #memory: Pick<KeyMemory, 'hold'>;
  readonly #paperRoad: () => Pick<PaperRoad, 'forget'>;
  readonly #ballotZone: Pick<BallotZone, 'emptied'> | null;
  readonly #step: (step: WipeStep) => void;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly files: KioskFiles;
    readonly desk: Pick<Desk, 'signOut'>;
    readonly devices: Pick<DeviceClient, 'print'>;
    readonly retention: RetentionRoom;
    readonly media: () => readonly Medium[];
    /** Something of the election is being written or printed, and its journal will hear of it. */
    readonly busy: () => boolean;
    readonly memory: Pick<KeyMemory, 'hold'>;
    readonly paperRoad: () => Pick<PaperRoad, 'forget'>;
    /** It destroys what it holds when it hears of the wipe, which does not wait for it: it may be what has failed. */
    readonly ballotZone: Pick<BallotZone, 'emptied'> | null;
    /** A test stops the work here. */
    readonly step?: (step: WipeStep) => void;
  }) {
    this.#kiosk = around.kiosk;
    this.#files = around.files;
    this.#desk = around.desk;
    this.#devices = around.devices;
    this.#retention = around.retention;
    this.#media = around.media;
    this.#busy = around.busy;
    this.#memory = around.memory;
    this.#paperRoad = around.paperRoad;
    this.#ballotZone = around.ballotZone;
    this.#step = around.step ?? (() => {});
  }

  /** Orders on the media that are there, and what stands in the way of each; the last wipe of this device. */
  view(): WipeView {
    const last = lastWipe(this.#files.own.db);
    return {
      have: this.#retention.have(),
      wanted: this.#retention.wanted,
      orders: this.#orders().map(({ path, name }) => {
        const read = this.#read(path);
        return {
          ...{ path, name },
          number: read.ok ? read.value.order.number : null,
          problem: read.ok ? null : read.error,
        };
      }),
      last: last?.done
        ? {
            at: last.done.at,
            election: last.begun.election,
            station: last.begun.station,
            number: last.begun.number,
            events: last.begun.events,
            ballots: this.#ballotZone?.emptied ?? null,
          }
        : null,
    };
  }

  /** Whether this order may be carried out now. */
  mayWipe(path: string): Result<{ readonly order: WipeOrder; readonly sha256: string }, Problem> {
    if (!this.#orders().some((one) => one.path === path)) return err({ code: 'station.target-gone' });
    const read = this.#read(path);
    if (!read.ok) return read;
    // What ends after the wipe would be told in a journal that it does not belong to.
    if (this.#busy()) return err({ code: 'station.busy' });
    const { wanted } = this.#retention;
    const have = this.#retention.have();
    return have < wanted ? err({ code: 'afterwards.copies-missing', params: { have, wanted } }) : read;
  }

  /** The approvers' codes have been checked. From the first commit on there is no way back. */
  async wipe(path: string, approvers: readonly string[], actor: Actor): Promise<Result<null, Problem>> {
    const may = this.mayWipe(path);
    if (!may.ok) return may;
    const { order, sha256 } = may.value;
    // Everything that the election's journal will ever tell stands in it before its end is written down.
    this.#desk.signOut('asked');
    const { seq, hash } = this.#files.current.journal.head();
    const { db } = this.#kiosk;
    recordIn(
      this.#files.own,
      'wipe.begun',
      {
        ...{ order: sha256, number: order.number },
        ...{ election: order.election, mode: order.mode, station: order.station },
        registers: [...registersOn(this.#files.stateDir)],
        ...{ events: seq, head: hash },
        numbers: numbersGiven(db, this.#kiosk.inForce()?.numbersBefore ?? NO_NUMBERS),
        media: copiesOf(db).flatMap(({ medium, events }) => (missingAfter(db, events) === 0 ? [medium] : [])),
        approvers: [...approvers],
      },
      actor,
    );
    await this.finish();
    return this.printSlip();
  }

  /** Finishes what was begun, also by the run before this one. @returns whether there was something */
  async finish(): Promise<boolean> {
    const finished = finishWipe(this.#files, this.#step);
    if (finished) {
      this.#paperRoad().forget();
      // The supervisor may still hold the register's key; it opens nothing any more, and is forgotten as well.
      await this.#memory.hold(null);
    }
    this.#kiosk.changed();
    return finished;
  }

  /** Prints the proof of the last wipe, from the device's own journal. */
  async printSlip(): Promise<Result<null, Problem>> {
    const last = lastWipe(this.#files.own.db);
    if (!last?.done) return err({ code: 'station.nothing-to-do' });
    const { election, mode, station, number, order, events, head, numbers } = last.begun;
    const { at, body, hash } = last.done;
    const slip = wipeSlip({
      ...{ mode, election, station, number, order, events, head, numbers: numbers ?? null },
      ...{ device: this.#kiosk.device, serial: this.#files.keys.serial },
      date: at.slice(0, 10),
      time: at.slice(11, 16),
      ...{ keys: body.keys, files: body.files, own: hash },
    });
    const printed = await this.#devices.print(slipSvg(slip));
    return printed.ok ? ok(null) : err(printed.error.problem);
  }

  #orders(): readonly { readonly path: string; readonly name: string }[] {
    return this.#media().flatMap(({ path }) =>
      list(path)
        .filter((name) => name.endsWith(ORDER_ENDING))
        .map((name) => ({ path: join(path, name), name })),
    );
  }

  /** The order in this file, if it is the commission's, for this very device, and was not carried out before. */
  #read(path: string): Result<{ readonly order: WipeOrder; readonly sha256: string }, Problem> {
    const root = this.#files.keys.commission()?.root ?? null;
    const read = readWipeOrder(textOf(path), root);
    if (!read.ok) return read;
    const { identity } = this.#files.current.journal;
    for (const field of ['device', 'election', 'mode', 'station'] as const) {
      const value = read.value.order[field];
      if (value === identity[field]) continue;
      const said = field === 'device' ? called(this.#kiosk, value) : value;
      return err({ code: 'afterwards.order-other', params: { field, value: said } });
    }
    if (orderWasUsed(this.#files.own.db, read.value.sha256)) return err({ code: 'afterwards.order-used' });
    return read;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // Pulled out between two looks.
    return [];
  }
}

/** What is too long for an order, or is gone, reads as no order. */
function textOf(path: string): string {
  try {
    return statSync(path).size > ORDER_MAX_BYTES ? '' : readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
