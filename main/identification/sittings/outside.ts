import { type Applicant, namedVoter, readApplicants } from '../../../core/election/applicants.ts';
import type { OutsideReason } from '../../../core/election/policy-applications.ts';
import type { NotMetReason } from '../../../core/election/sittings.ts';
import { sealNumber } from '../../../core/journal/catalogue/day.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { GrantedView, VisitView } from '../../api/sittings-views.ts';
import { readFew } from '../../storage/read-few.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import type { VoterRecord } from '../register/register.ts';
import { countersOf, stationOf } from '../state/read.ts';
import { grantedOutside } from '../state/read-applications.ts';
import { applicantsOf, outsideBallotsOf, sittingOf } from '../state/sittings.ts';
import { ballotDifference } from './lists.ts';
import { sittingPlan } from './plan.ts';

/** A list that is longer is none of ours: 500 lines of reasons take a tenth of it. */
const LIST_MAX = 1024 * 1024;

/** What came back from the voters, as people have counted it. */
export interface Returned {
  readonly handedOut: number;
  readonly spoiled: number;
  readonly broughtBack: number;
  readonly reason: string | null;
}

/** The sitting outside the room: what is taken along, who is visited in which order, and what comes back. */
export class Outside {
  readonly #kiosk: Kiosk;
  readonly #together: <R>(work: () => R) => R;

  /** @param together makes one commit of several events */
  constructor(kiosk: Kiosk, together: <R>(work: () => R) => R) {
    this.#kiosk = kiosk;
    this.#together = together;
  }

  /** Ballots and mobile boxes that go out; before the opening. */
  takeBallots(taken: number, seals: readonly string[], actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    const planned = force && sittingPlan(this.#kiosk, force).current;
    if (!force || planned?.kind !== 'outside') return err({ code: 'sittings.not-outside' });
    const read = seals.map((seal) => sealNumber.safeParse(seal.normalize('NFC')));
    const boxes = read.flatMap((one) => (one.success ? [one.data] : []));
    if (boxes.length < seals.length) return err({ code: 'day.seal-number' });
    const { boxesMax } = force.policy.outside;
    if (boxes.length > boxesMax) return err({ code: 'sittings.too-many-boxes', params: { boxes: boxesMax } });
    const twice = boxes.find((seal, place) => boxes.indexOf(seal) !== place);
    if (twice !== undefined) return err({ code: 'sittings.seal-twice', params: { seal: twice } });
    this.#kiosk.record('ballots.taken', { sitting: planned.id, taken, boxes }, actor);
    return ok(null);
  }

  /** Ballots that came back; a difference asks for a reason, and is told on the list and on the final slip. */
  returnBallots(back: Returned, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const open = this.#open();
    const ballots = open && outsideBallotsOf(this.#kiosk.db, open.sitting);
    if (!open || !ballots) return err({ code: 'sittings.not-outside' });
    const { firstPrints } = countersOf(this.#kiosk.db, open.sitting, 0);
    const differs = ballotDifference(ballots.taken, back, firstPrints);
    if (differs && back.reason === null) return err({ code: 'sittings.ballots-reason', params: differs });
    const { handedOut, spoiled, broughtBack } = back;
    const counted = { handedOut, spoiled, broughtBack, reason: differs ? back.reason : null };
    this.#kiosk.record('ballots.returned', { sitting: open.sitting, ...counted, approvers: [...approvers] }, actor);
    return ok(null);
  }

  /** The list from a stick: all of it, or nothing with the line that is wrong. Who stands on it already stays as she is. */
  takeList(path: string, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const open = this.#open();
    if (!open) return err({ code: 'sittings.not-outside' });
    const text = read(path);
    if (!text.ok) return text;
    const list = readApplicants(text.value);
    if (!list.ok) return err({ code: 'sittings.applicants-line', params: { line: list.error.line } });
    const listed: { readonly voter: string; readonly reason: OutsideReason }[] = [];
    for (const [index, one] of list.value.entries()) {
      const voter = this.#voterOf(one.voter, open.force);
      if (!voter) return err({ code: 'sittings.applicant-unknown', params: { line: index + 2 } });
      listed.push({ voter: open.force.register.pseudonym(voter.pin), reason: one.reason });
    }
    const known = new Set(applicantsOf(this.#kiosk.db, open.sitting).map(({ voter }) => voter));
    // A PIN and a number in the list may name one voter.
    const fresh = listed.filter(({ voter }, place) => {
      return !known.has(voter) && listed.findIndex((one) => one.voter === voter) === place;
    });
    if (fresh.length === 0) return err({ code: 'sittings.applicant-listed' });
    this.#together(() => {
      for (const [index, one] of fresh.entries()) {
        this.#list({ ...one, place: known.size + index + 1, by: 'file' }, open.sitting, approvers, actor);
      }
    });
    return ok(null);
  }

  /** One applicant whom two persons have typed: her PIN or number in the list, and why she votes outside the room. */
  add(text: string, reason: OutsideReason, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const open = this.#open();
    if (!open) return err({ code: 'sittings.not-outside' });
    const named = namedVoter(text.replaceAll(' ', ''));
    if (!named) return err({ code: 'sittings.applicant-shape' });
    const record = this.#voterOf(named, open.force);
    if (!record) return err({ code: 'sittings.not-listed' });
    const voter = open.force.register.pseudonym(record.pin);
    const known = applicantsOf(this.#kiosk.db, open.sitting);
    if (known.some((one) => one.voter === voter)) return err({ code: 'sittings.applicant-listed' });
    const one = { voter, reason, place: known.length + 1, by: 'typed' } as const;
    this.#list(one, open.sitting, approvers, actor);
    return ok(null);
  }

  /** Granted applications held against the list of the sitting under way; null where there are none, or no such sitting. */
  granted(): GrantedView | null {
    const open = this.#open();
    const rows = open && !open.force.register.locked ? grantedOutside(this.#kiosk.db) : [];
    if (!open || rows.length === 0) return null;
    const known = applicantsOf(this.#kiosk.db, open.sitting);
    const listed = new Set(known.map(({ voter }) => voter));
    const fresh: GrantedView['fresh'][number][] = [];
    const already: string[] = [];
    const gone: string[] = [];
    for (const { application, voter, asked } of rows) {
      const record = open.force.register.byPseudonym(voter);
      if (asked.kind !== 'outside') continue;
      if (!record) gone.push(application);
      else if (listed.has(voter)) already.push(application);
      else {
        listed.add(voter);
        const place = known.length + fresh.length + 1;
        fresh.push({ application, place, number: record.number, reason: asked.reason });
      }
    }
    return { fresh, already, gone };
  }

  /** All of them who are not on the list yet, in the order in which they applied. */
  takeGranted(approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const open = this.#open();
    if (!open) return err({ code: 'sittings.not-outside' });
    const granted = this.granted();
    if (granted === null || granted.fresh.length === 0) return err({ code: 'station.nothing-to-do' });
    const voters = new Map(grantedOutside(this.#kiosk.db).map(({ application, voter }) => [application, voter]));
    this.#together(() => {
      for (const { application, place, reason } of granted.fresh) {
        const voter = voters.get(application) ?? '';
        this.#list({ voter, reason, place, by: 'application', application }, open.sitting, approvers, actor);
      }
    });
    return ok(null);
  }

  /** A voter who was visited and not met. */
  notMet(record: string, reason: NotMetReason, actor: Actor): Result<null, Problem> {
    const open = this.#open();
    if (!open) return err({ code: 'sittings.not-outside' });
    const found = open.force.register.byRecord(record);
    const voter = found && open.force.register.pseudonym(found.pin);
    const row = applicantsOf(this.#kiosk.db, open.sitting).find((one) => one.voter === voter);
    if (!voter || !row || row.admitted) return err({ code: 'station.nothing-to-do' });
    this.#kiosk.record('visit.not-met', { voter, reason }, actor);
    return ok(null);
  }

  /** The order of visits, for whoever goes; null where no sitting outside the room is under way. */
  visits(): readonly VisitView[] | null {
    const open = this.#open();
    if (!open || open.force.register.locked) return null;
    let next = true;
    return applicantsOf(this.#kiosk.db, open.sitting).flatMap(
      ({ voter, place, reason, not_met, admitted, application }) => {
        const record = open.force.register.byPseudonym(voter);
        if (!record) return [];
        const waits = !admitted && not_met === null;
        const state = admitted ? 'done' : not_met !== null ? 'not-met' : next ? 'next' : 'waiting';
        if (waits) next = false;
        const { surname, given, patronymic, number, address } = record;
        const who = { record: record.record, surname, given, patronymic, number, address };
        return [{ ...who, place, reason, state, why: admitted ? null : not_met, application } as const];
      },
    );
  }

  /** Whether this voter has applied; null where nobody need have. */
  applied(voter: string): boolean | null {
    const { sitting } = stationOf(this.#kiosk.db);
    const force = this.#kiosk.inForce();
    if (!force?.policy.outside.onlyApplicants || sittingOf(this.#kiosk.db, sitting)?.kind !== 'outside') return null;
    return applicantsOf(this.#kiosk.db, sitting).some((one) => one.voter === voter);
  }

  #list(
    one: Pick<BodyOf<'applicant.listed'>, 'voter' | 'reason' | 'place' | 'by' | 'application'>,
    sitting: string,
    approvers: readonly string[],
    actor: Actor,
  ): void {
    this.#kiosk.record('applicant.listed', { sitting, ...one, approvers: [...approvers] }, actor);
  }

  /** Only a number that is one voter's names anybody. */
  #voterOf(voter: Applicant['voter'], { register }: InForce): VoterRecord | null {
    if ('pin' in voter) return register.byPin(voter.pin);
    const found = register.byNumber(voter.number);
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  /** The sitting outside the room that is under way. */
  #open(): { readonly force: InForce; readonly sitting: string } | null {
    const force = this.#kiosk.inForce();
    const row = sittingOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting);
    return force && row?.kind === 'outside' && row.closed_at === null ? { force, sitting: row.sitting } : null;
  }
}

function read(path: string): Result<string, Problem> {
  const strange: Problem = { code: 'sittings.applicants-line', params: { line: 1 } };
  const bytes = readFew(path, LIST_MAX + 1, strange);
  if (!bytes.ok) return bytes;
  return bytes.value.length > LIST_MAX ? err(strange) : ok(new TextDecoder().decode(bytes.value));
}
