import type { JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import { type DoubledAdmission, doubledOf } from '../state/elsewhere.ts';

/**
 * Voters who stand admitted here and at another kiosk too, because the two did not see each other. Both admissions stay;
 * this kiosk tells each of its own once.
 */
export class Doubled {
  readonly #kiosk: Kiosk;
  readonly #db: Database;
  readonly #told: Set<string>;
  /** Asked for at every change of a screen: looked up anew only where it may be another. */
  #known: readonly DoubledAdmission[] | null = null;

  constructor(kiosk: Kiosk, db: Database) {
    this.#kiosk = kiosk;
    this.#db = db;
    const lines = db.prepare<[], string>("select line from journal where type = 'admission.doubled'").pluck().all();
    this.#told = new Set(
      lines.map((line) => {
        const { admission, other } = (JSON.parse(line) as { readonly body: { admission: string; other: string } }).body;
        return nameOf(admission, other);
      }),
    );
    this.#tell();
  }

  /** Events of other kiosks came. */
  look(events: readonly JournalEvent[]): void {
    if (!events.some(({ type }) => type.startsWith('admission.'))) return;
    this.#known = null;
    this.#tell();
  }

  /** Events of this kiosk: what it takes back is doubled no longer. */
  own(events: readonly JournalEvent[]): void {
    if (events.some(({ type }) => type === 'admission.released' || type === 'admission.undone')) this.#known = null;
  }

  /** All that stand now. */
  all(): readonly DoubledAdmission[] {
    this.#known ??= doubledOf(this.#db);
    return this.#known;
  }

  #tell(): void {
    for (const { voter, admission, device, other } of this.all()) {
      if (this.#told.has(nameOf(admission, other))) continue;
      this.#told.add(nameOf(admission, other));
      this.#kiosk.note('admission.doubled', { voter, admission, device, other }, SYSTEM);
    }
  }
}

const nameOf = (admission: string, other: string): string => `${admission} ${other}`;
