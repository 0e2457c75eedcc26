import { setImmediate } from 'node:timers/promises';
import type { FingerCandidate } from '../../core/admission/step.ts';
import { decodeTemplate, Gallery } from '../../core/fingerprint/fingerprint.ts';
import type { GallerySearch } from './biometrics/search.ts';
import type { Kiosk } from './kiosk.ts';
import type { Register, VoterRecord } from './register/register.ts';

/** So many people's templates are opened in one go: the zone has other things to do in between. */
const BATCH = 16;

/** The register's templates, open for one search. The record of each place stands in the list. */
interface OpenGallery {
  readonly gallery: Gallery;
  readonly records: readonly string[];
  readonly register: Register;
}

/**
 * Looks for a finger among all of the register, where the signed policy lets a record be found that way. The templates
 * are opened while the voter is on her way to the sensor, and are gone when the attempt goes on without them.
 */
export class FingerSearch {
  readonly #kiosk: Kiosk;
  readonly #searcher: Pick<GallerySearch, 'search' | 'forget'>;
  #opened: Promise<OpenGallery | null> | null = null;
  #stop = new AbortController();
  /** The last search: its gallery is overwritten when it has ended. */
  #searching: Promise<unknown> = Promise.resolve();

  constructor(kiosk: Kiosk, searcher: Pick<GallerySearch, 'search' | 'forget'>) {
    this.#kiosk = kiosk;
    this.#searcher = searcher;
  }

  /** A finger is wanted to be looked for, or no longer. Told as often as you like. */
  wanted(is: boolean): void {
    if (is === (this.#opened !== null)) return;
    if (is) this.#opened = this.#open(this.#stop.signal);
    else this.#leave();
  }

  /**
   * @param probe template of the finger on the sensor
   * @returns people above the policy's threshold, the most alike first, as many as the policy shows; null when the
   *   search broke off, which is not to say that there is nobody
   */
  async find(probe: Uint8Array): Promise<readonly FingerCandidate[] | null> {
    const rule = this.#kiosk.inForce()?.policy.findByFinger;
    const opened = await this.#opened;
    if (!opened || !rule?.enabled) return null;
    const { gallery, records, register } = opened;
    const asked = this.#searcher.search(gallery, probe, { limit: gallery.count });
    this.#searching = asked;
    const found = await asked;
    if (!found.ok) return null;
    const best = new Map<string, number>();
    for (const { place, score } of found.value) {
      const record = records[place];
      // The best of a person's fingers stands first.
      if (record !== undefined && score >= rule.threshold && !best.has(record)) best.set(record, score);
    }
    return [...best].slice(0, rule.candidates).flatMap(([record, score]) => {
      const voter = register.byRecord(record);
      return voter ? [candidateOf(voter, register, score)] : [];
    });
  }

  #leave(): void {
    const [opened, searching] = [this.#opened, this.#searching];
    this.#opened = null;
    this.#stop.abort();
    this.#stop = new AbortController();
    void Promise.allSettled([opened, searching]).then(async () => {
      (await opened)?.gallery.wipe();
      await this.#searcher.forget();
    });
  }

  /** @returns null when a template did not open: who is left out then would never be found */
  async #open(signal: AbortSignal): Promise<OpenGallery | null> {
    const register = this.#kiosk.inForce()?.register;
    const gallery = Gallery.of([], { shared: true });
    const records: string[] = [];
    try {
      for (const [k, record] of (register?.withFingers() ?? []).entries()) {
        if (k % BATCH === BATCH - 1) await setImmediate();
        if (!register || signal.aborted) break;
        for (const { template } of register.templates(record)) {
          const read = decodeTemplate(template);
          template.fill(0);
          if (!read.ok) throw new Error('a template of the register cannot be read');
          gallery.add(read.value);
          records.push(record);
        }
      }
      if (register && !signal.aborted) return { gallery, records, register };
    } catch {
      // What was thrown may quote a person; that the search broke off is told by whoever asked for it.
    }
    gallery.wipe();
    return null;
  }
}

function candidateOf(voter: VoterRecord, register: Register, score: number): FingerCandidate {
  const { record, surname, given, patronymic, birthDate, number } = voter;
  const photo = register.photo(record);
  return {
    ...{ record, surname, given, patronymic, number, score },
    birthYear: Number(birthDate.slice(0, 4)),
    photo: photo && `data:${photo.type};base64,${Buffer.from(photo.bytes).toString('base64')}`,
  };
}
