import { join, resolve } from 'node:path';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { ReadinessReport } from '../../api/views.ts';
import type { Language } from '../../problem-words.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import { type DeviceSetup, kindOf } from '../devices/setup.ts';
import { type Kiosk, localMoment } from '../kiosk.ts';
import type { Medium } from '../media.ts';
import { reportFile } from './check.ts';
import { type ReadinessPlace, readinessName, readinessPdf } from './paper.ts';

/** Takes the readiness report out of the kiosk: as a PDF to be signed, and beside it the file that the device has signed. */
export class ReadinessPapers {
  readonly #kiosk: Pick<Kiosk, 'record' | 'inForce'>;
  readonly #setups: { readonly all: readonly DeviceSetup[] };
  readonly #targets: () => readonly Medium[];

  constructor(around: {
    readonly kiosk: Pick<Kiosk, 'record' | 'inForce'>;
    readonly setups: { readonly all: readonly DeviceSetup[] };
    /** Places that files may be written to. */
    readonly targets: () => readonly Medium[];
  }) {
    this.#kiosk = around.kiosk;
    this.#setups = around.setups;
    this.#targets = around.targets;
  }

  /** The report on A4. @param file name of the signed file that lies beside it; without it as `save` names it */
  pdf(report: ReadinessReport, language: Language, file?: string): Uint8Array {
    const place = this.#place(report, language);
    return readinessPdf(report, place, language, file ?? `${readinessName(report, place)}.json`);
  }

  /**
   * Writes both files to one of the places that are offered; each is read back. The journal keeps the hash of the signed one.
   * @returns name of the signed file (the PDF has the same but for its ending), and its hash, which stands on the paper
   */
  async save(
    report: ReadinessReport,
    { target, language }: { readonly target: string; readonly language: Language },
    actor: Actor,
  ): Promise<Result<{ readonly file: string; readonly sha256: string }, Problem>> {
    if (!this.#targets().some(({ path }) => resolve(path) === resolve(target))) {
      return err({ code: 'station.target-gone' });
    }
    const name = readinessName(report, this.#place(report, language));
    const signed = await writeWhole(join(target, `${name}.json`), [reportFile(report)]);
    if (!signed.ok) return signed;
    const paper = await writeWhole(join(target, `${name}.pdf`), [this.pdf(report, language)]);
    if (!paper.ok) return paper;
    const { sha256 } = signed.value;
    this.#kiosk.record('readiness.exported', { sha256 }, actor);
    return ok({ file: `${name}.json`, sha256 });
  }

  #place({ at }: ReadinessReport, language: Language): ReadinessPlace {
    const force = this.#kiosk.inForce();
    return {
      ...localMoment(this.#kiosk, new Date(at)),
      election: force && {
        name: force.election.names[language],
        station: force.precinct.number,
        mode: force.election.mode,
      },
      kinds: Object.fromEntries(this.#setups.all.map(({ id, driver }) => [id, kindOf[driver]])),
    };
  }
}
