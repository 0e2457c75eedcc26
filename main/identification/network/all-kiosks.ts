import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import type { StationOpening } from '../../../core/receipt/opening-sum-slip.ts';
import type { StationSum } from '../../../core/receipt/sum-slip.ts';
import type { OfferedFile } from '../../api/sittings.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import type { Medium } from '../media.ts';
import { stationOf } from '../state/read.ts';
import { stationOpening, stationSum } from '../state/station-sum.ts';
import { journalLines, journalsOn } from './journal-file.ts';
import type { Kiosks } from './kiosks.ts';
import { stationDevices } from './shares-now.ts';
import { openingView, sumView } from './shown.ts';

interface AllAround {
  readonly kiosk: Kiosk;
  /** This kiosk's device. */
  readonly own: string;
  readonly files: Pick<KioskFiles, 'current' | 'inForce'>;
  readonly media: () => readonly Medium[];
  /** Null: no election is in force. */
  readonly kiosks: () => Kiosks | null;
  /** Which of the station's kiosks a device is. */
  readonly place: (device: string) => string;
}

interface Sitting {
  readonly kiosks: Kiosks;
  readonly force: InForce;
  readonly sitting: string;
}

/** The kiosks of a station taken together: what they have done, and the journals that are missing for it. */
export class AllKiosks {
  readonly #around: AllAround;

  constructor(around: AllAround) {
    this.#around = around;
  }

  /** What they have done in the sitting of now, or of last; null: there was none, or no other kiosk. */
  sum(): StationSum | null {
    const { kiosk, own, place } = this.#around;
    const now = this.#sitting();
    if (now === null) return null;
    const { kiosks, force, sitting } = now;
    const rows = stationSum(kiosk.db, { sitting, own, expected: stationDevices(force) });
    return rows.length === 1 ? null : sumView(rows, sitting, { kiosk, kiosks, place });
  }

  /** How they opened the sitting of now, or of last; null as with `sum`. */
  opening(): StationOpening | null {
    const { kiosk, own, place } = this.#around;
    const now = this.#sitting();
    if (now === null) return null;
    const { force, sitting } = now;
    const rows = stationOpening(kiosk.db, { sitting, own, expected: stationDevices(force) });
    return rows.length === 1 ? null : openingView(rows, sitting, { kiosk, place });
  }

  #sitting(): Sitting | null {
    const { files, kiosk } = this.#around;
    const [kiosks, force] = [this.#around.kiosks(), files.inForce];
    const { sitting } = stationOf(kiosk.db);
    return kiosks === null || force === null || sitting === null ? null : { kiosks, force, sitting };
  }

  /** Downloaded journals of the station's other kiosks that lie on a medium. */
  journals(): readonly OfferedFile[] {
    const { files, media } = this.#around;
    return files.inForce === null ? [] : journalsOn(media(), files.current.journal.identity);
  }

  /** Verifies one of them and takes in what is new: the sum of the station is whole without a network too. */
  async takeJournal(path: string, actor: Actor): Promise<Result<{ readonly events: number }, Problem>> {
    const kiosks = this.#around.kiosks();
    if (kiosks === null) return err({ code: 'station.no-register' });
    if (!this.journals().some((one) => one.path === path)) return err({ code: 'station.target-gone' });
    const lines = journalLines(path);
    return lines.ok ? kiosks.takeJournal(lines.value, actor) : lines;
  }
}
