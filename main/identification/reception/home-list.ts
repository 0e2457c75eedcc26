import { createHash, randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { precinctOf } from '../../../core/election/election.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { fileName, stamp } from '../../../core/media/file-name.ts';
import { type HomeListNote, homeListPages, homeListSheets, homeListWords } from '../../../core/paper/home-list-page.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import { elsewhereMark, type PaperList } from '../../../core/paper-road/list.ts';
import { shortDate } from '../../../core/person/dates.ts';
import { maskedPin } from '../../../core/person/pin.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { listWords, modeWords } from '../../../core/receipt/words.ts';
import { phraseOf } from '../../access/keys-phrase.ts';
import type { HomeListView } from '../../api/reception-views.ts';
import type { PrintedPageView } from '../../api/views.ts';
import { paperFonts } from '../../paper-fonts.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import type { DeviceClient } from '../devices/client.ts';
import { type InForce, type Kiosk, localMoment } from '../kiosk.ts';
import type { Medium } from '../media.ts';
import { phraseKey, sealedPage } from '../paper-road/seal.ts';
import type { ListedVoter } from '../register/shape.ts';
import type { Slips } from '../slips.ts';

/** Sheets of one job: what an old printer has out within a job's time, and what is printed again after a jam. */
const SHEETS_OF_A_PART = 20;
const SECRET_BYTES = 32;

export interface HomeListSources {
  readonly kiosk: Kiosk;
  readonly devices: Pick<DeviceClient, 'print'>;
  readonly slips: Pick<Slips, 'homeListWords'>;
  readonly media: () => readonly Medium[];
  /** Prints sheets on the page printer. */
  readonly page: (draw: () => Uint8Array, actor: Actor) => Promise<Result<PrintedPageView, Problem>>;
}

/**
 * The station's list of voters on paper before the day, with who votes at a remote station: on A4, or sealed on a stick for
 * whatever computer has a printer. Only while the list's key was given.
 */
export class HomeList {
  readonly #from: HomeListSources;
  #counted: { readonly register: string; readonly view: HomeListView } | null = null;

  constructor(from: HomeListSources) {
    this.#from = from;
  }

  /** Null while the list is locked. */
  view(): HomeListView | null {
    const force = this.#from.kiosk.inForce();
    if (!force || force.register.locked) return null;
    const { register } = force;
    if (this.#counted?.register !== register.name) {
      const voters = register.listed(force.precinct.number);
      const view = { elsewhere: elsewhereOf(voters, force).length, parts: partsOf(voters.length) };
      this.#counted = { register: register.name, view };
    }
    return this.#counted.view;
  }

  /** Prints a part, from 0. */
  async print(part: number, actor: Actor): Promise<Result<PrintedPageView, Problem>> {
    const force = this.#unlocked();
    if (!force.ok) return force;
    const sheets = this.view()?.parts[part];
    if (!sheets) return err({ code: 'station.nothing-to-do' });
    const voters = force.value.register.listed(force.value.precinct.number);
    return this.#from.page(() => {
      const pdf = this.#pdf(force.value, voters, sheets);
      this.#record('page', pdf, voters, force.value, actor, sheets);
      return pdf;
    }, actor);
  }

  /** Writes the whole list as one page that any browser opens with six words; they are printed before it is written. */
  async save(
    target: string,
    actor: Actor,
  ): Promise<Result<{ readonly file: string; readonly sha256: string }, Problem>> {
    const { kiosk, devices, slips, media } = this.#from;
    const force = this.#unlocked();
    if (!force.ok) return force;
    if (!media().some(({ path }) => resolve(path) === resolve(target))) return err({ code: 'station.target-gone' });
    const voters = force.value.register.listed(force.value.precinct.number);
    const list = this.#sealable(force.value, voters);
    // Words of their own for each file: whoever has those of one opens no other.
    const words = phraseOf(randomBytes(SECRET_BYTES), 'home-list');
    const printed = await devices.print(slips.homeListWords(words, kiosk.head()));
    if (!printed.ok) return err(printed.error.problem);
    const { salt, key } = await phraseKey(words, randomBytes(SECRET_BYTES / 2));
    const page = Buffer.from(sealedPage(list, { salt, key }));
    key.fill(0);
    const made = stamp(localMoment(kiosk, kiosk.now()));
    // A second one of the same minute replaces none: the words of the first would open nothing any more.
    const file = fileName(['taanuu-voters', force.value.precinct.number, made, kiosk.newId().slice(0, 4)], '.html');
    const written = await writeWhole(join(target, file), [page]);
    if (!written.ok) return written;
    this.#record('stick', page, voters, force.value, actor);
    return ok({ file, sha256: written.value.sha256 });
  }

  #unlocked(): Result<InForce, Problem> {
    const force = this.#from.kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    return force.register.locked ? err({ code: 'station.locked' }) : ok(force);
  }

  #record(
    on: 'page' | 'stick',
    bytes: Uint8Array,
    voters: readonly ListedVoter[],
    force: InForce,
    actor: Actor,
    sheets?: readonly [number, number],
  ): void {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const elsewhere = elsewhereOf(voters, force).length;
    const made = { on, sha256, voters: voters.length, elsewhere };
    this.#from.kiosk.record(
      'list.home-made',
      { ...made, ...(sheets ? { sheets: [sheets[0], sheets[1]] } : {}) },
      actor,
    );
  }

  /** The sheets of one part, in Kyrgyz and Russian. */
  #pdf(force: InForce, voters: readonly ListedVoter[], [from, to]: readonly [number, number]): Uint8Array {
    const { kiosk } = this.#from;
    const { election, precinct } = force;
    const { list } = election;
    const pages = homeListPages(
      {
        mark: modeWords[election.mode],
        election: election.names,
        station: precinct.number,
        names: precinct.names,
        list: listWords[list.stage],
        version: `${list.version}, ${shortDate(list.date)}`,
        made: this.#made(),
        device: kiosk.device,
        voters: voters.map((one) => ({
          number: one.number,
          name: nameOf(one),
          year: one.birthDate.slice(0, 4),
          note: noteOf(one, force),
        })),
      },
      from,
      to,
    );
    const title = `${homeListWords.title.ky} ${precinct.number}`;
    return pdfOf(pages, { title, at: kiosk.now().toISOString(), language: 'ky' }, paperFonts());
  }

  #sealable(force: InForce, voters: readonly ListedVoter[]): PaperList {
    const { election, precinct, policy } = force;
    const marked = new Set(elsewhereOf(voters, force));
    const stations = [...new Set([...marked].flatMap(({ votesAt }) => (votesAt === null ? [] : [votesAt])))].sort();
    return {
      made: this.#made(),
      station: precinct.number,
      names: { ky: precinct.names.ky, ru: precinct.names.ru },
      election: { ky: election.names.ky, ru: election.names.ru },
      home: true,
      places: stations.flatMap((number) => {
        const place = precinctOf(election, number);
        return place ? [{ number, ky: place.address.ky, ru: place.address.ru }] : [];
      }),
      voters: voters.map((one) => [
        one.number,
        nameOf(one),
        one.birthDate.slice(0, 4),
        maskedPin(one.pin, policy.receipt.maskedPinDigits),
        marked.has(one) ? elsewhereMark(one.votesAt) : one.admittedOn === null ? '' : shortDate(one.admittedOn),
      ]),
    };
  }

  #made(): string {
    const { kiosk } = this.#from;
    const { date, time } = localMoment(kiosk, kiosk.now());
    return `${shortDate(date)} ${time}`;
  }
}

const nameOf = ({ surname, given, patronymic }: ListedVoter): string =>
  [surname, given, patronymic ?? ''].join(' ').trim();

/** At a home station who is listed for remote voting votes elsewhere; a remote station's own list is of those who come. */
const elsewhereOf = (voters: readonly ListedVoter[], { precinct }: InForce): readonly ListedVoter[] =>
  precinct.kind === 'home' ? voters.filter(({ remote, admittedOn }) => remote === 1 && admittedOn === null) : [];

function noteOf(voter: ListedVoter, force: InForce): HomeListNote | null {
  if (voter.admittedOn !== null) return { kind: 'admitted', date: shortDate(voter.admittedOn) };
  if (voter.remote !== 1 || force.precinct.kind !== 'home') return null;
  const place = voter.votesAt === null ? null : precinctOf(force.election, voter.votesAt);
  return { kind: 'votes-at', station: voter.votesAt, address: place ? place.address : null };
}

function partsOf(voters: number): HomeListView['parts'] {
  const sheets = homeListSheets(voters);
  return Array.from({ length: Math.ceil(sheets / SHEETS_OF_A_PART) }, (_, part) => {
    const from = part * SHEETS_OF_A_PART + 1;
    return [from, Math.min(sheets, from + SHEETS_OF_A_PART - 1)] as const;
  });
}
