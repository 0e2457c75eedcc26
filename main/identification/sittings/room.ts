import { type PlannedSitting, plannedSittings, sittingName } from '../../../core/election/sittings.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { shortDate } from '../../../core/person/dates.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { OfferedFile } from '../../api/sittings.ts';
import type { BatchView, SittingsTask, SittingsView, SittingView } from '../../api/sittings-views.ts';
import type { Journal } from '../../journal/journal.ts';
import { called, type InForce, type Kiosk } from '../kiosk.ts';
import { filesOn, type Medium } from '../media.ts';
import { onPaperCounts } from '../state/on-paper.ts';
import { admittedCount, countersOf, stationOf } from '../state/read.ts';
import { applicantsOf, excludedBatches, heldSittings, outsideBallotsOf, takenSittings } from '../state/sittings.ts';
import { copiesOpen } from '../state/slip-copies.ts';
import { Arrivals } from './arrivals.ts';
import { awaitedSittings } from './lists.ts';
import { Outside } from './outside.ts';
import { sittingPlan } from './plan.ts';

/** The sittings of one election at this kiosk: which were held, which comes next, and what each leaves to be done. */
export class Sittings {
  readonly outside: Outside;
  readonly arrivals: Arrivals;
  readonly #kiosk: Kiosk;
  readonly #media: () => readonly Medium[];

  constructor(kiosk: Kiosk, journal: () => Journal, media: () => readonly Medium[]) {
    this.#kiosk = kiosk;
    this.#media = media;
    this.outside = new Outside(kiosk, (work) => journal().transaction(work));
    this.arrivals = new Arrivals(kiosk, journal, media);
  }

  /** Null before the first package. */
  view(): SittingsView | null {
    const force = this.#kiosk.inForce();
    if (!force) return null;
    const { db } = this.#kiosk;
    const { toCome, current, proposed } = sittingPlan(this.#kiosk, force);
    const { stage, sitting } = stationOf(db);
    const applicants = applicantsOf(db, sitting);
    const ballots = sitting === null ? null : outsideBallotsOf(db, sitting);
    return {
      list: this.#list(force),
      choices: toCome.filter(({ id }) => stage === 'closed' || id !== current.id).map(({ id }) => id),
      proposed,
      tasks: this.#tasks(force),
      boxesMax: force.policy.outside.boxesMax,
      ballots: ballots && { taken: ballots.taken, receipts: countersOf(db, sitting, 0).firstPrints },
      granted: this.outside.granted(),
      visits:
        applicants.length === 0
          ? null
          : {
              listed: applicants.length,
              visited: applicants.filter(({ admitted, not_met }) => admitted || not_met !== null).length,
            },
    };
  }

  /**
   * Whether this sitting can be made ready, before anybody types a code. The papers of the closed one come first: what a
   * printer still owes would be found by nobody at the zero of the next.
   */
  mayPrepare(sitting: string): Result<PlannedSitting & { readonly isProposed: boolean }, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    const { toCome, proposed } = sittingPlan(this.#kiosk, force);
    const chosen = toCome.find(({ id }) => id === sitting);
    if (!chosen) return err({ code: 'sittings.not-to-come', params: { sitting: sittingName(sitting) } });
    const owed = copiesOpen(this.#kiosk.db);
    if (owed) return err(owed);
    return ok({ ...chosen, isProposed: chosen.id === proposed });
  }

  /**
   * The clock proposes, a person makes it: this sitting will be opened, with its own zero.
   * @param approvers who agreed to another one than the clock proposes
   */
  prepare(sitting: string, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const may = this.mayPrepare(sitting);
    if (!may.ok) return may;
    const { kind, date } = may.value;
    const by = approvers.length === 0 ? {} : { approvers: [...approvers] };
    this.#kiosk.record('sitting.prepared', { sitting, kind, date, ...by }, actor);
    return ok(null);
  }

  /** Lists of applicants on sticks and in the kiosk's folders. */
  lists(): readonly OfferedFile[] {
    return filesOn(this.#media(), 'taanuu-applicants', '.csv');
  }

  /** The ballots of a sitting's mobile boxes are counted apart from now on, or no longer; its voters stay admitted. */
  excludeBatch(
    of: { readonly batch: string; readonly device: string; readonly excluded: boolean; readonly reason: string },
    approvers: readonly string[],
    actor: Actor,
  ): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    const { batch, device, excluded, reason } = of;
    const found =
      force &&
      this.#list(force)
        .find(({ id }) => id === batch)
        ?.batches.find((one) => one.device === device);
    if (!found) return err({ code: 'sittings.no-batch', params: { batch: sittingName(batch) } });
    if ((found.excluded !== null) === excluded) return err({ code: 'station.nothing-to-do' });
    const body = { batch, device, reason, approvers: [...approvers] };
    this.#kiosk.record(excluded ? 'batch.excluded' : 'batch.restored', body, actor);
    return ok(null);
  }

  #tasks(force: InForce): readonly SittingsTask[] {
    const { db } = this.#kiosk;
    const { stage } = stationOf(db);
    const { current } = sittingPlan(this.#kiosk, force);
    const outside = current.kind === 'outside';
    const awaited = awaitedSittings(this.#kiosk, force);
    const missing = awaited.some((one) => one.arrived < one.awaited && one.without === null);
    const planned = plannedSittings(force.election).some(({ kind }) => kind === 'outside');
    const may: Readonly<Record<SittingsTask, boolean>> = {
      'take-ballots': outside && stage === 'ready',
      applicants: outside && (stage === 'open' || stage === 'finishing' || stage === 'suspended'),
      'return-ballots': outside && (stage === 'finishing' || stage === 'suspended'),
      write: heldSittings(db).some(({ kind }) => kind === 'outside'),
      take: planned && (!outside || awaited.length > 0),
      'not-await': missing && stage === 'ready',
      batches: this.#list(force).some(({ batches }) => batches.length > 0),
    };
    return (Object.keys(may) as SittingsTask[]).filter((task) => may[task]);
  }

  #list(force: InForce): readonly SittingView[] {
    const { db } = this.#kiosk;
    const held = heldSittings(db);
    const { current, toCome } = sittingPlan(this.#kiosk, force);
    const planned = plannedSittings(force.election);
    const heldAs = ({ kind, date }: { readonly kind: string; readonly date: string }) =>
      held.find((row) => row.kind === kind && row.sitting.startsWith(date));
    const lastHeld = planned.findLastIndex((one) => heldAs(one));
    return planned.map((one, place) => {
      const { kind, date, open, close } = one;
      const row = heldAs(one);
      const id = row?.sitting ?? one.id;
      const may = toCome.some((other) => other.id === one.id) || place > lastHeld;
      const waits = one.id === current.id ? 'next' : may ? 'coming' : 'passed';
      return {
        ...{ id, kind, date: shortDate(date), open, close },
        state: row ? (row.closed_at === null ? 'open' : 'closed') : waits,
        admitted: row ? admittedCount(db, row.sitting) : null,
        onPaper: row ? onPaperCounts(db, row.sitting).entered : 0,
        batches: kind === 'outside' ? this.#batches(id, row ? admittedCount(db, row.sitting) : null) : [],
      } as const;
    });
  }

  /** @param own people admitted in it here; null where this kiosk was not outside the room */
  #batches(sitting: string, own: number | null): readonly BatchView[] {
    const { db, device } = this.#kiosk;
    const excluded = excludedBatches(db);
    const why = (of: string): string | null =>
      excluded.find((one) => one.batch === sitting && one.device === of)?.reason ?? null;
    const named = (of: string) => ({ device: of, serial: called(this.#kiosk, of), excluded: why(of) });
    return [
      ...(own === null ? [] : [{ ...named(device), own: true, admitted: own }]),
      ...takenSittings(db)
        .filter((one) => one.sitting === sitting)
        .map((one) => ({ ...named(one.device), own: false, admitted: one.admitted })),
    ];
  }
}
