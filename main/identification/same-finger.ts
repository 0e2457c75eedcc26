import { levelOf, sameFingerScore } from '../../core/admission/same-finger.ts';
import type { Biometrics } from './biometrics/client.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';
import { admissionOf, receiptsOf, stationOf } from './state/read.ts';

/** So many earlier touches go to the worker at once: a voter at the sensor waits for no more than these. */
const BATCH = 32;

/** Who was admitted by finger, and the touches that were compared on the way: one or two fingers. */
export interface AdmittedByFinger {
  readonly admission: string;
  /** Election-specific pseudonym. */
  readonly voter: string;
  /** Templates; this room owns them from here on, and overwrites them. */
  readonly touches: readonly Uint8Array[];
}

/**
 * Looks, where the signed policy asks for it, whether a finger was admitted before under another name. It never stands
 * in a voter's way: it works behind her back, and what it finds is a line on the chair's list. What was touched is kept
 * in memory alone, from the admission to the close of the sitting; a zone that was started anew knows only those after.
 */
export class SameFinger {
  readonly #kiosk: Kiosk;
  readonly #biometrics: Pick<Biometrics, 'nearest'>;
  #sitting: string | null = null;
  #earlier: AdmittedByFinger[] = [];
  #work: Promise<void> = Promise.resolve();

  constructor(kiosk: Kiosk, biometrics: Pick<Biometrics, 'nearest'>) {
    this.#kiosk = kiosk;
    this.#biometrics = biometrics;
  }

  /** Whether the policy asks for it: only then are touches kept beyond their comparison. */
  get asked(): boolean {
    return this.#kiosk.inForce()?.policy.sameFinger.enabled ?? false;
  }

  /** Somebody was admitted. @returns when everybody before has been looked at, for tests */
  admitted(one: AdmittedByFinger): Promise<void> {
    const { sitting } = stationOf(this.#kiosk.db);
    if (sitting !== this.#sitting) this.forget();
    this.#sitting = sitting;
    const earlier = this.#earlier;
    // A voter whose admission was undone comes again with the same finger, and is nobody else.
    const others = earlier.filter(({ voter }) => voter !== one.voter);
    earlier.push(one);
    this.#work = this.#work.then(() => this.#look(one, others, earlier));
    return this.#work;
  }

  /** The sitting is over: overwrites everything that was touched. */
  forget(): void {
    for (const { touches } of this.#earlier) for (const touch of touches) touch.fill(0);
    // Whoever is being looked at belongs to the list of before.
    this.#earlier = [];
  }

  async #look(one: AdmittedByFinger, others: readonly AdmittedByFinger[], of: readonly AdmittedByFinger[]) {
    for (let from = 0; from < others.length; from += BATCH) {
      const batch = others.slice(from, from + BATCH);
      const gallery = batch.flatMap(({ touches }) => touches);
      const places = batch.flatMap(({ touches }, place) => touches.map(() => place));
      const rows: (readonly number[] | null)[] = [];
      for (const touch of one.touches) {
        rows.push(await this.#scores(touch, gallery));
        if (this.#earlier !== of) return;
      }
      const known = rows.filter((row) => row !== null);
      // Nobody is told at the table: there is nothing to be done there.
      if (known.length < rows.length)
        this.#kiosk.note('problem.raised', { problem: 'station.same-finger-missed' }, SYSTEM);
      batch.forEach((other, place) => {
        const scores = known.map((row) => row.filter((_, at) => places[at] === place));
        this.#tell(one, other, sameFingerScore(scores));
      });
    }
  }

  /** Asks once more where the comparison died; null when it died again. */
  async #scores(touch: Uint8Array, gallery: readonly Uint8Array[]): Promise<readonly number[] | null> {
    const ask = () => this.#biometrics.nearest(touch, gallery, gallery.length);
    const found = (await ask()) ?? (await ask());
    if (found === null) return null;
    const scores = new Array<number>(gallery.length).fill(0);
    for (const { place, score } of found) scores[place] = score;
    return scores;
  }

  #tell(one: AdmittedByFinger, other: AdmittedByFinger, score: number): void {
    const policy = this.#kiosk.inForce()?.policy;
    if (!policy?.sameFinger.enabled || score < policy.sameFinger.threshold) return;
    const { db } = this.#kiosk;
    const [receipt, earlier] = [one, other].map(({ admission }) =>
      // Undone since: then nobody stands admitted twice.
      admissionOf(db, admission)?.state === 'confirmed' ? receiptsOf(db, admission)[0]?.receipt : undefined,
    );
    if (receipt === undefined || earlier === undefined) return;
    this.#kiosk.note('admission.same-finger', { receipt, earlier, level: levelOf(score) }, SYSTEM);
  }
}
