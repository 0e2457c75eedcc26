import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Kiosk } from './kiosk.ts';
import { printsHere } from './prints-here.ts';
import { byHand, printedAgainstReceipts } from './state/ballot-sheets.ts';
import { closingAnswersOf } from './state/closing.ts';
import { stationOf } from './state/read.ts';

/** Ballots that were handed out, and the most that there may be by the receipts that stand. */
interface Compared {
  readonly sheets: number;
  readonly most: number;
}

/**
 * Ballots handed out against admissions, by this zone's own numbers: every sheet that was delivered counts, whatever became
 * of the admission it was for. By hand only people can count, and they are asked at the close.
 */
export class HandedOut {
  readonly #kiosk: Pick<Kiosk, 'db' | 'inForce' | 'record'>;

  constructor(kiosk: Pick<Kiosk, 'db' | 'inForce' | 'record'>) {
    this.#kiosk = kiosk;
  }

  /**
   * Compares and writes it down, with an alarm where there are too many.
   * @param time of a turnout; null: at the close
   */
  compare(time: string | null, actor: Actor): void {
    const { sitting } = stationOf(this.#kiosk.db);
    const compared = this.#compared(sitting, time === null);
    if (sitting === null || compared === null) return;
    this.#kiosk.record('ballot.handed-compared', { sitting, time, ...compared }, actor);
    if (compared.sheets <= compared.most) return;
    this.#kiosk.record('ballot.too-many-handed', { sitting, time, ...compared }, actor);
  }

  /** More than there may be now, whatever the hour; people's own count once the sitting was closed. */
  problems(): readonly Problem[] {
    const { sitting, stage } = stationOf(this.#kiosk.db);
    const compared = this.#compared(sitting, stage === 'closed');
    if (compared === null || compared.sheets <= compared.most) return [];
    return [{ code: 'ballot-print.too-many-handed', params: { ...compared } }];
  }

  /** Null where nothing is known but the receipts themselves. */
  #compared(sitting: string | null, closing: boolean): Compared | null {
    const { db } = this.#kiosk;
    const counted = closing
      ? closingAnswersOf(db, sitting).find(({ question }) => question === 'by-hand')?.people
      : undefined;
    if (!printsHere(this.#kiosk, sitting) && counted === undefined) return null;
    const printed = printedAgainstReceipts(db, sitting);
    if (counted === undefined) return printed;
    return { sheets: printed.sheets + counted, most: printed.most + byHand(db, sitting) };
  }
}
