import type { Actor } from '../../../core/journal/event.ts';
import { LINES_ON_PAGE, placeOf } from '../../../core/paper-road/list.ts';
import { ageGroupOn } from '../../../core/person/dates.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { PaperEntered, PaperPlace, PaperVoterView } from '../../api/copy-views.ts';
import type { Kiosk } from '../kiosk.ts';
import { onPaper } from '../state/on-paper.ts';
import { stationOf } from '../state/read.ts';
import { sittingOf } from '../state/sittings.ts';
import { knownOf } from './known.ts';

/**
 * Voters who were admitted by the paper list while no kiosk worked are entered afterwards, by page and line. They are
 * counted apart. Whom the kiosk had admitted already is a conflict: recorded, shown, and never dropped; when the other
 * admission falls away, the entry counts.
 */
export class PaperEntries {
  readonly #kiosk: Kiosk;

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk;
  }

  /** Who stands at this page and line. @returns `copy.no-such-line` for a place that the list does not have */
  look(place: PaperPlace): Result<PaperVoterView, Problem> {
    const found = this.#reader()(place);
    return found ? ok(found.view) : noSuchLine(place);
  }

  /**
   * Enters them, one commit each: what a stop leaves out is entered again. The codes have been checked before.
   * @returns `copy.voter-reserved` where people must first say what became of a slip: then none of them is entered
   */
  enter(places: readonly PaperPlace[], approvers: readonly string[], actor: Actor): Result<PaperEntered, Problem> {
    const force = this.#kiosk.inForce();
    if (!force || force.register.locked) return err({ code: 'station.locked' });
    const read = this.#reader();
    const found: Found[] = [];
    for (const place of places) {
      const one = read(place);
      if (!one) return noSuchLine(place);
      found.push(one);
    }
    const reserved = found.find(({ view }) => view.already === 'reserved')?.view;
    if (reserved) return err({ code: 'copy.voter-reserved', params: { page: reserved.page, line: reserved.line } });
    const conflicts: PaperVoterView[] = [];
    const entered = new Set<string>();
    for (const { voter, view } of found) {
      const record = force.register.byPseudonym(voter);
      if (!record) continue;
      // Who stands twice among those that are entered together is known by her first line.
      const already = view.already ?? (entered.has(voter) ? 'on-paper' : null);
      if (already !== null) conflicts.push({ ...view, already });
      entered.add(voter);
      this.#kiosk.record(
        'admission.on-paper',
        {
          ...{ entry: this.#kiosk.newId(), voter, page: view.page, line: view.line },
          sex: record.sex,
          ageGroup: ageGroupOn(record.birthDate, force.election.day.date) ?? 'under-18',
          conflict: already,
          approvers: [...approvers],
        },
        actor,
      );
    }
    return ok({ entered: places.length - conflicts.length, conflicts });
  }

  /** A wrong line was entered: whoever stands there may come again. */
  undo(place: PaperPlace, reason: string, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const found = this.#reader()(place);
    const entry = found && onPaper(this.#kiosk.db, found.voter, this.#round());
    if (!entry) return err({ code: 'station.nothing-to-do' });
    this.#kiosk.record('admission.on-paper-undone', { entry: entry.entry, reason, approvers: [...approvers] }, actor);
    return ok(null);
  }

  /** Reads the list once, and who of it is known: both are long, and several lines are asked for together. */
  #reader(): (place: PaperPlace) => Found | null {
    const force = this.#kiosk.inForce();
    const listed = force?.register.listed(force.precinct.number) ?? [];
    const known = knownOf(this.#kiosk);
    return (place) => {
      const { page, line } = place;
      const voter = page < 1 || line < 1 || line > LINES_ON_PAGE ? undefined : listed[placeOf(place)];
      if (!voter) return null;
      const { surname, given, patronymic, number } = voter;
      const name = [surname, given, patronymic ?? ''].join(' ').trim();
      return { voter: voter.voter, view: { page, line, number, name, already: known(voter)?.already ?? null } };
    };
  }

  #round(): number {
    const { db } = this.#kiosk;
    return sittingOf(db, stationOf(db).sitting)?.round ?? 0;
  }
}

/** Who stands at a place of the list. */
interface Found {
  /** Her pseudonym. */
  readonly voter: string;
  readonly view: PaperVoterView;
}

const noSuchLine = ({ page, line }: PaperPlace) => err<Problem>({ code: 'copy.no-such-line', params: { page, line } });
