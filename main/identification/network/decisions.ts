import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { committed } from '../commit.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import { openAtPeers } from '../state/elsewhere.ts';
import type { Kiosks } from './kiosks.ts';

interface Deciding {
  readonly kiosk: Kiosk;
  readonly kiosks: Kiosks;
  readonly force: InForce;
  /** This kiosk's device. */
  readonly own: string;
  /** Which of the station's kiosks a device is. */
  readonly place: (device: string) => string;
}

/** Why, and who answers for it. */
export interface Decided {
  readonly reason: string;
  readonly approvers: readonly string[];
  readonly actor: Actor;
}

/** What persons decide about a kiosk of the station that is out of service: nothing of it holds where it is seen. */
export class KioskDecisions {
  readonly #around: Deciding;

  constructor(around: Deciding) {
    this.#around = around;
  }

  /** This kiosk serves what the other one has served. */
  takeShare(device: string, decided: Decided): Result<null, Problem> {
    const { kiosk, kiosks, force, own } = this.#around;
    const other = device !== own && kiosks.shares.serving(force).includes(device);
    if (!other) return err({ code: 'station.nothing-to-do' });
    const away = this.#isAway(device);
    if (!away.ok) return away;
    const { reason, approvers, actor } = decided;
    const body = { device, reason, approvers: [...approvers] };
    const written = committed(kiosk, () => kiosk.record('share.taken', body, actor));
    if (!written.ok) return err(written.problem);
    kiosks.tellOwn();
    kiosks.serving.takenOver(device);
    return ok(null);
  }

  /** A reservation that stands open at the other one binds its voter no more: she has no receipt of it. */
  endReservation(admission: string, { reason, approvers, actor }: Decided): Result<null, Problem> {
    const { kiosk, kiosks, force } = this.#around;
    const open = openAtPeers(kiosk.db).find((one) => one.admission === admission);
    if (!open) return err({ code: 'station.nothing-to-do' });
    const away = this.#isAway(open.device);
    if (!away.ok) return away;
    // Who serves on may still print it: first the kiosk is out of service, then what it left open is ended.
    if (kiosks.shares.serving(force).includes(open.device)) return err({ code: 'kiosks.still-serves' });
    const body = { device: open.device, admission, reason, approvers: [...approvers] };
    const written = committed(kiosk, () => kiosk.record('kiosk.reservation-ended', body, actor));
    if (!written.ok) return err(written.problem);
    kiosks.tellOwn();
    return ok(null);
  }

  #isAway(device: string): Result<null, Problem> {
    const { kiosks, place } = this.#around;
    return kiosks.sight.of(device) === null
      ? ok(null)
      : err({ code: 'kiosks.is-there', params: { device: place(device) } });
  }
}
