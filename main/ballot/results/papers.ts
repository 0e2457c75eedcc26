import { protocolOf } from '../../../core/ballot/day/day.ts';
import { zoneOf } from '../../../core/election/election.ts';
import type { CopyReceiver } from '../../../core/journal/catalogue/ballot.ts';
import { fileName, instantStamp } from '../../../core/media/file-name.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import type { Page } from '../../../core/paper/sheet.ts';
import { slipPages } from '../../../core/paper/slip-page.ts';
import { localDate, localTime } from '../../../core/person/dates.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { type DayPaperFacts, dayPaper } from '../../../core/results/day-papers.ts';
import { type Copy, type ProtocolForm, protocolPages } from '../../../core/results/protocol-page.ts';
import { protocolSheet } from '../../../core/results/protocol-sheet.ts';
import { resultsWords } from '../../../core/results/words.ts';
import type { MadePaperView } from '../../api/ballot-views.ts';
import { paperFonts } from '../../paper-fonts.ts';
import { type AtResults, type Done, notNow } from './at.ts';
import type { ResultsFrame } from './frame.ts';
import { MadePapers } from './made-papers.ts';
import { type SignedProtocol, signedProtocol } from './signed.ts';
import type { SittingResults } from './sitting.ts';

/** The pages of a signed protocol. @param copy null for its file */
export function pagesOf(
  { desk, journal }: Pick<ResultsFrame, 'desk' | 'journal'>,
  { force }: SittingResults,
  { content, code, sha256 }: SignedProtocol,
  form: ProtocolForm,
  copy: Copy | null,
): readonly Page[] {
  const { election, precinct, papers, policy } = force;
  const style = papers.styles.find(({ id }) => id === content.style);
  // It was signed by a package of this election, whose styles are the same in every version.
  if (!style) throw new Error(`no style ${content.style}`);
  const sheet = protocolSheet(content, {
    ...{ election, precinct, style, form: policy.results.form, hash: sha256, code },
    dissents: protocolOf(journal.day, content.style).dissents,
    nameOf: (person) => desk.people.find(({ id }) => id === person)?.name ?? person,
  });
  return protocolPages(sheet, form, copy);
}

/** Pages as the file that a printer, or the other zone, takes. */
export const pdfOfPages = (pages: readonly Page[], title: string, now: Date): Uint8Array =>
  pdfOf(pages, { title, at: now.toISOString(), language: 'ky' }, paperFonts());

/** The papers of the zone. Each is a file in `papers/`, whether or not there is a printer. */
export class ResultsPapers {
  readonly #at: AtResults;
  readonly #made: MadePapers;

  constructor(at: AtResults) {
    this.#at = at;
    this.#made = new MadePapers(at.frame);
  }

  /** Papers of the box's day that were made. */
  get day(): readonly MadePaperView[] {
    return this.#made.day;
  }

  /**
   * Prints numbered copies of a signed protocol. The numbers are given out before anything is printed: what a printer does
   * not bring out leaves a gap, and no number is on two papers.
   * @returns `ballot-zone.protocol-unfinished` before the signatures, or what the disk and the printer say
   */
  async print(input: {
    readonly protocol: string;
    readonly form: ProtocolForm;
    readonly copies: number;
    readonly whom: CopyReceiver;
  }): Promise<Done> {
    const { protocol, form, copies, whom } = input;
    const { frame } = this.#at;
    const made = this.#at.with((results) => {
      const styles = results.styles();
      if (!styles.ok) return styles;
      if (!styles.value.some(({ style }) => style.id === protocol)) return notNow;
      const signed = signedProtocol(frame, results, protocol);
      if (!signed) return err({ code: 'ballot-zone.protocol-unfinished', params: { protocols: 1 } } as const);
      const from = protocolOf(frame.journal.day, protocol).copies + 1;
      const to = from + copies - 1;
      frame.journal.record('ballot.copies-printed', { protocol, form, from, to, whom }, frame.desk.actor);
      const pages = Array.from({ length: copies }, (_, at) =>
        pagesOf(frame, results, signed, form, { number: from + at, of: to }),
      );
      return ok({
        pages: pages.flat(),
        name: [results.force.precinct.number, results.sitting, protocol, form, from, to],
      });
    });
    return made.ok ? this.#print(made.value.pages, fileName(['protocol', ...made.value.name])) : made;
  }

  /** Prints what the box's day asks for: that the box is empty, how its test came out, how many sheets are in it. */
  async printDay(facts: DayPaperFacts): Promise<Done> {
    const { taken, journal, keys, now } = this.#at.frame;
    const force = taken();
    if (!force) return err({ code: 'ballot-zone.no-package' });
    const { election, precinct } = force;
    const { station, box } = journal.day;
    const [at, zone] = [now().toISOString(), zoneOf(election, precinct)];
    const slip = dayPaper(facts, {
      ...{ election, precinct, box, sitting: station.sitting, device: keys.serial },
      ...{ date: localDate(at, zone), time: localTime(at, zone), head: journal.file.journal.signedHead().state.hash },
    });
    const pages = slipPages(slip, { name: resultsWords.sheet, number: 1 });
    return this.#print(pages, fileName([facts.paper, precinct.number, instantStamp(now())]));
  }

  /** Prints a paper of the box's day once more, as it was made. */
  async again(file: string): Promise<Done> {
    const { journal, desk } = this.#at.frame;
    const printed = await this.#made.again(file);
    if (printed.ok) journal.record('ballot.paper-repeated', { paper: file }, desk.actor);
    return printed;
  }

  remove(): void {
    this.#made.remove();
  }

  #print(pages: readonly Page[], name: string): Promise<Done> {
    return this.#made.make(pdfOfPages(pages, name, this.#at.frame.now()), name);
  }
}
