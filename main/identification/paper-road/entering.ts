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
    const found = this.#voterAt(place);
    if (!found) return err({ code: 'copy.no-such-line', params: { page: place.page, line: place.line } });
    const { surname, given, patronymic, number } = found;
    return ok({
      ...place,
      number,
      name: [surname, given, patronymic ?? ''].join(' ').trim(),
      already: knownOf(this.#kiosk)(found)?.already ?? null,
    });
  }

  /**
   * Enters them, one commit each: what a stop leaves out is entered again. The codes have been checked before.
   * @returns `copy.voter-reserved` where people must first say what became of a slip: then none of them is entered
   */
  enter(places: readonly PaperPlace[], approvers: readonly string[], actor: Actor): Result<PaperEntered, Problem> {
    const force = this.#kiosk.inForce();
    if (!force || force.register.locked) return err({ code: 'station.locked' });
    const missing = places.find((place) => !this.#voterAt(place));
    if (missing) return err({ code: 'copy.no-such-line', params: { page: missing.page, line: missing.line } });
    const reserved = places.find((place) => {
      const looked = this.look(place);
      return looked.ok && looked.value.already === 'reserved';
    });
    if (reserved) return err({ code: 'copy.voter-reserved', params: { page: reserved.page, line: reserved.line } });
    const conflicts: PaperVoterView[] = [];
    for (const place of places) {
      const looked = this.look(place);
      const found = this.#voterAt(place);
      const record = found && force.register.byPseudonym(found.voter);
      if (!looked.ok || !found || !record) continue;
      const { already } = looked.value;
      if (already !== null) conflicts.push(looked.value);
      this.#kiosk.record(
        'admission.on-paper',
        {
          ...{ entry: this.#kiosk.newId(), voter: found.voter, page: place.page, line: place.line },
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
    const found = this.#voterAt(place);
    const entry = found && onPaper(this.#kiosk.db, found.voter, this.#round());
    if (!entry) return err({ code: 'station.nothing-to-do' });
    this.#kiosk.record('admission.on-paper-undone', { entry: entry.entry, reason, approvers: [...approvers] }, actor);
    return ok(null);
  }

  #voterAt({ page, line }: PaperPlace) {
    const force = this.#kiosk.inForce();
    if (!force || line < 1 || line > LINES_ON_PAGE || page < 1) return null;
    return force.register.listed(force.precinct.number)[placeOf({ page, line })] ?? null;
  }

  #round(): number {
    const { db } = this.#kiosk;
    return sittingOf(db, stationOf(db).sitting)?.round ?? 0;
  }
}
