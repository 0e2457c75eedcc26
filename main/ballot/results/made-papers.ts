import { existsSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { err, ok } from '../../../core/problem/result.ts';
import type { MadePaperView } from '../../api/ballot-views.ts';
import { storageProblem } from '../../storage/failure.ts';
import { makePrivateFolder } from '../../storage/folder.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import type { Done } from './at.ts';
import type { ResultsFrame } from './frame.ts';

/** Below the zone's folder. */
const FOLDER = 'papers';
/** Papers of the box's day by their names (`printDay`): which, and when in UTC. */
const dayPaperName = /^(test|zero|final)-.*-(\d{4}-\d\d-\d\dT\d\d)(\d\d)\.pdf$/;

/** Of those of one minute: as the day makes them. */
const ORDER: readonly MadePaperView['paper'][] = ['test', 'zero', 'final'];

/** The papers that were made: each a file, whether or not a printer brought it out. */
export class MadePapers {
  readonly #frame: Pick<ResultsFrame, 'stateDir' | 'queue'>;
  /** Those of the box's day, newest first; read once. */
  #day: readonly MadePaperView[] | null = null;

  constructor(frame: Pick<ResultsFrame, 'stateDir' | 'queue'>) {
    this.#frame = frame;
  }

  get #folder(): string {
    return join(this.#frame.stateDir, FOLDER);
  }

  /** Papers of the box's day. Copies of a protocol are not among them: a number is on one paper only. */
  get day(): readonly MadePaperView[] {
    this.#day ??= (existsSync(this.#folder) ? readdirSync(this.#folder) : [])
      .flatMap((file): MadePaperView[] => {
        const [, paper, hour, minute] = dayPaperName.exec(file) ?? [];
        if (paper === undefined) return [];
        return [{ file, paper: paper as MadePaperView['paper'], made: `${hour}:${minute}:00Z` }];
      })
      .toSorted((a, b) => b.made.localeCompare(a.made) || ORDER.indexOf(b.paper) - ORDER.indexOf(a.paper));
    return this.#day;
  }

  /** Writes a paper and gives it to the printer. */
  async make(pdf: Uint8Array, name: string): Promise<Done> {
    makePrivateFolder(this.#folder);
    const written = await writeWhole(join(this.#folder, `${name}.pdf`), [pdf]);
    this.#day = null;
    return written.ok ? this.#toPrinter(pdf, basename(written.value.file)) : written;
  }

  /** Gives a paper of `day` to the printer once more, as it was. @returns what the disk or the printer says */
  async again(file: string): Promise<Done> {
    try {
      return await this.#toPrinter(await readFile(join(this.#folder, file)), file);
    } catch (error) {
      const problem = storageProblem(error, file);
      if (problem) return err(problem);
      throw error;
    }
  }

  /** Removes every paper: they bear names of the commission and the numbers of the station. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    this.#day = null;
  }

  async #toPrinter(pdf: Uint8Array, file: string): Promise<Done> {
    const { queue } = this.#frame;
    return queue === null ? ok(null) : queue(pdf, file);
  }
}
