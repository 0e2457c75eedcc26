import type { FingerCandidate } from '../../core/admission/step.ts';
import type { Biometrics } from './biometrics/client.ts';
import type { Kiosk } from './kiosk.ts';
import type { Register, VoterRecord } from './register/register.ts';

/** So many people's templates are open at once: a batch is sealed noise again before the next one is opened. */
const BATCH = 32;

/**
 * Looks for a finger among all of the register, where the signed policy lets a record be found that way. The whole
 * gallery is never open at once, and nothing of it stays.
 */
export class FingerSearch {
  readonly #kiosk: Kiosk;
  readonly #biometrics: Pick<Biometrics, 'nearest'>;

  constructor(kiosk: Kiosk, biometrics: Pick<Biometrics, 'nearest'>) {
    this.#kiosk = kiosk;
    this.#biometrics = biometrics;
  }

  /**
   * @param probe template of the finger on the sensor
   * @param signal the attempt has ended: nobody waits for an answer any more
   * @returns people above the policy's threshold, the most alike first, as many as the policy shows
   */
  async find(probe: Uint8Array, signal: AbortSignal): Promise<readonly FingerCandidate[]> {
    const force = this.#kiosk.inForce();
    if (!force?.policy.findByFinger.enabled) return [];
    const { register, policy } = force;
    const { threshold, candidates } = policy.findByFinger;
    const people = register.withFingers();
    let best: readonly { readonly record: string; readonly score: number }[] = [];
    for (let from = 0; from < people.length && !signal.aborted; from += BATCH) {
      const found = await this.#among(probe, register, people.slice(from, from + BATCH));
      best = [...best, ...found]
        .filter(({ score }) => score >= threshold)
        .sort((a, b) => b.score - a.score)
        .slice(0, candidates);
    }
    if (signal.aborted) return [];
    return best.flatMap(({ record, score }) => {
      const voter = register.byRecord(record);
      return voter ? [candidateOf(voter, register, score)] : [];
    });
  }

  /** The best score of each of these people over all their fingers. */
  async #among(probe: Uint8Array, register: Register, people: readonly string[]) {
    const open = people.flatMap((record) => register.templates(record).map(({ template }) => ({ record, template })));
    const gallery = open.map(({ template }) => template);
    const found = await this.#biometrics.nearest(probe, gallery, gallery.length);
    for (const template of gallery) template.fill(0);
    const best = new Map<string, number>();
    for (const { place, score } of found) {
      const record = open[place]?.record;
      if (record !== undefined) best.set(record, Math.max(score, best.get(record) ?? 0));
    }
    return [...best].map(([record, score]) => ({ record, score }));
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
