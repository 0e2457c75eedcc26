import { ballotsOf } from '../../../core/election/election.ts';
import type { IdentificationTotals } from '../../../core/hatch/hatch.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import { handedOut } from '../state/ballot-sheets.ts';
import { besideUntil } from '../state/beside.ts';
import { excludedBatches, heldSittings, outsideBallotsOf, sittingOf, takenSittings } from '../state/sittings.ts';

type Around = Pick<Kiosk, 'db' | 'device'>;

/** Ballots that are due to the admissions of some sittings, by ballot and constituency. */
class Tally {
  readonly #numbers = new Map<string, number>();

  add(ballot: string, constituency: string, more: number): void {
    const key = `${ballot}\0${constituency}`;
    this.#numbers.set(key, (this.#numbers.get(key) ?? 0) + more);
  }

  of(ballot: string, constituency: string): number {
    return this.#numbers.get(`${ballot}\0${constituency}`) ?? 0;
  }

  get constituencies(): readonly string[] {
    return [...this.#numbers.keys()].map((key) => key.split('\0')[1] ?? '');
  }

  get sum(): number {
    return [...this.#numbers.values()].reduce((sum, n) => sum + n, 0);
  }
}

/**
 * Receipts that stand for admissions of a sitting. While it is open a receipt that is out counts before its admission is
 * confirmed: its voter may have her ballot already.
 */
function receipts({ db }: Around, sitting: string, into: Tally): void {
  const rows = db
    .prepare<[string], { ballot: string; constituency: string; n: number }>(
      `select ballot, constituency, count(*) as n from receipt join admission using (admission)
         where sitting = ? and receipt.state <> 'void'
           and (admission.state = 'confirmed' or admission.state = 'reserved' and receipt.state <> 'waiting')
         group by ballot, constituency`,
    )
    .all(sitting);
  for (const { ballot, constituency, n } of rows) into.add(ballot, constituency, n);
}

/** The same, of ballots that were handed out: one that is printed here counts when it was delivered. */
function handed({ db }: Around, sitting: string, into: Tally): void {
  for (const { ballot, constituency, n } of handedOut(db, sitting)) into.add(ballot, constituency, n);
}

/** People of whom only her constituency is known: each takes every ballot of it. */
function people(force: InForce, voters: readonly string[], into: Tally): void {
  for (const voter of voters) {
    const constituency = force.register.byPseudonym(voter)?.constituency ?? force.precinct.constituency;
    if (constituency === null) continue;
    for (const { id } of ballotsOf(force.election, constituency)) into.add(id, constituency, 1);
  }
}

/** Admissions of a sitting in the room, or the ballots handed out to them; those of the paper list included. */
function inRoom(kiosk: Around, force: InForce, sitting: string, count = receipts): Tally {
  const tally = new Tally();
  count(kiosk, sitting, tally);
  const onPaper = kiosk.db
    .prepare<[string], string>('select voter from on_paper where sitting = ? and undone = 0 and conflict is null')
    .pluck()
    .all(sitting);
  people(force, onPaper, tally);
  return tally;
}

/** Sittings outside the room whose ballots are fed at the end of this one: of its round, here and taken in, not excluded. */
function outsideOf({ db }: Around, sitting: string) {
  const round = sittingOf(db, sitting)?.round ?? 0;
  const excluded = excludedBatches(db);
  const own = heldSittings(db).filter(
    (one) =>
      one.kind === 'outside' &&
      one.round === round &&
      one.closed_at !== null &&
      !excluded.some(({ batch, own: isOwn }) => batch === one.sitting && isOwn === 1),
  );
  const taken = takenSittings(db).filter(
    (one) => !excluded.some(({ batch, device }) => batch === one.sitting && device === one.device),
  );
  return { own, taken, round };
}

function outside(kiosk: Around, force: InForce, sitting: string): Tally {
  const tally = new Tally();
  const { own, taken, round } = outsideOf(kiosk, sitting);
  for (const one of own) receipts(kiosk, one.sitting, tally);
  const learned = kiosk.db.prepare<[string, string, number], string>(
    "select voter from learned where device = ? and sitting = ? and round = ? and state = 'confirmed'",
  );
  for (const one of taken) people(force, learned.pluck().all(one.device, one.sitting, round), tally);
  return tally;
}

/**
 * The totals of a sitting in the room as its final slip has them, by ballot and constituency: voters in the list, and
 * ballots that are due to admissions in the room and outside it.
 */
export function totalsOf(kiosk: Around, force: InForce, sitting: string): readonly IdentificationTotals[] {
  const [room, out] = [inRoom(kiosk, force, sitting), outside(kiosk, force, sitting)];
  const { precinct, register, election } = force;
  const counted = register.byConstituency();
  const home = precinct.constituency;
  // A register of before was not counted so, and while it is locked cannot be.
  const listed = Object.keys(counted).length > 0 || home === null ? counted : { [home]: register.count() };
  const all = [...(home === null ? [] : [home]), ...Object.keys(listed), ...room.constituencies, ...out.constituencies];
  return [...new Set(all)].flatMap((constituency) =>
    ballotsOf(election, constituency).map(({ id: ballot }) => {
      const [inside, away] = [room.of(ballot, constituency), out.of(ballot, constituency)];
      const figures = { 'admitted-in-room': inside, 'admitted-outside': away, admitted: inside + away };
      return { ballot, constituency, figures: { 'voters-in-list': listed[constituency] ?? 0, ...figures } };
    }),
  );
}

/**
 * The most sheets that there may be in the box: no more than ballots were handed out, and no more than are due to those
 * who were admitted. Outside the room people have counted what they handed out; in the room it is one ballot a receipt,
 * or one that was printed and delivered.
 * @param mobile those of mobile boxes are among them, which are fed after the close
 * @returns null where another kiosk has served this sitting too: whom it admitted is not known here
 */
export function mostSheets(kiosk: Around, force: InForce, sitting: string, mobile: boolean): number | null {
  if (besideUntil(kiosk.db, sitting).length > 0) return null;
  const room = inRoom(kiosk, force, sitting, handed).sum;
  if (!mobile) return room;
  const due = outside(kiosk, force, sitting).sum;
  const { own, taken } = outsideOf(kiosk, sitting);
  const counted = own.map((one) => outsideBallotsOf(kiosk.db, one.sitting)?.handed_out ?? null);
  const handedOut =
    taken.length > 0 || counted.includes(null) ? due : counted.reduce<number>((sum, n) => sum + (n ?? 0), 0);
  return room + Math.min(due, handedOut);
}
