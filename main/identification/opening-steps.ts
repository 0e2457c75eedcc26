import type { ReplaceableKind } from '../../core/election/policy-day.ts';
import { type leftModes, sealNumber } from '../../core/journal/catalogue/day.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { OpeningView } from '../api/day-views.ts';
import type { ChecklistLine } from '../api/views.ts';
import { BALLOT_BOX, ballotZoneLine, type Standing, withoutBallotBox } from './ballot-zone/lines.ts';
import type { NamedHealth } from './devices/protocol.ts';
import { type InForce, type Kiosk, localMoment } from './kiosk.ts';
import { sittingPlan } from './sittings/plan.ts';
import { type OpeningSteps, openingStepsOf } from './state/opening.ts';

/** What is left of the station's work without a device of a kind. */
const leaves: Readonly<Record<ReplaceableKind, (typeof leftModes)[number]>> = {
  document: 'pin-typed',
  fingerprint: 'no-finger',
  camera: 'no-camera',
  chip: 'no-chip',
  'page-scanner': 'no-scan',
  'page-printer': 'no-pages',
  display: 'no-second-display',
  power: 'no-battery-reading',
  'ballot-box': 'ordinary-box',
};

type ListNumbers = { readonly voters: number; readonly version: number; readonly last: number };

/**
 * What people do before the opening and a kiosk cannot see: seals, the paper list, deciding to do without a device. Each
 * step is an event of its own, so a list that a power cut broke off goes on where it was.
 */
export class OpeningRoom {
  readonly #kiosk: Kiosk;
  readonly #health: () => readonly NamedHealth[];
  readonly #ballotBox: () => Standing | null;

  /** @param ballotBox how the ballot zone stands; null where the sitting that comes has none */
  constructor(kiosk: Kiosk, health: () => readonly NamedHealth[], ballotBox: () => Standing | null = () => null) {
    this.#kiosk = kiosk;
    this.#health = health;
    this.#ballotBox = ballotBox;
  }

  view(): OpeningView | null {
    const force = this.#kiosk.inForce();
    if (!force) return null;
    const steps = this.#steps();
    return {
      seals: force.policy.opening.seals.map(({ id, names }) => ({ id, names, number: steps.seals.get(id) ?? null })),
      list: force.policy.opening.paperList
        ? {
            own: this.#ownList(force, steps),
            paper: steps.list && { voters: steps.list.voters, version: steps.list.version, last: steps.list.last },
            words: steps.list?.words ?? null,
          }
        : null,
      undecided: [
        ...this.#undecided(force, steps).map(({ id, kind }) => ({ device: id, kind: kind as ReplaceableKind })),
        ...(this.#lacksBallotBox(force) && !withoutBallotBox(steps)
          ? [{ device: BALLOT_BOX, kind: BALLOT_BOX } as const]
          : []),
      ],
      late: this.isLate(force),
    };
  }

  /** @param blocks whether what is not done stands in the way of the opening */
  lines(blocks: boolean): readonly ChecklistLine[] {
    const force = this.#kiosk.inForce();
    if (!force) return [];
    const steps = this.#steps();
    const { seals, paperList } = force.policy.opening;
    const waiting = blocks ? 'blocked' : 'to-do';
    const lines: ChecklistLine[] = [];
    if (seals.length > 0) {
      const missing = seals.filter(({ id }) => !steps.seals.has(id)).length;
      lines.push({
        item: 'seals',
        state: missing > 0 ? waiting : 'done',
        problem: missing > 0 ? { code: 'day.seals-needed', params: { count: missing } } : null,
        detail: `${seals.length - missing} / ${seals.length}`,
      });
    }
    const ballotBox = this.#ballotBox();
    if (ballotBox !== null) {
      // A box that the policy does not let go without a word is told, and in nobody's way.
      const state = this.#lacksBallotBox(force) ? waiting : 'to-do';
      lines.push(ballotZoneLine(ballotBox, withoutBallotBox(steps), state));
    }
    if (paperList) lines.push(this.#listLine(force, steps, waiting));
    if (this.isLate(force)) {
      lines.push({
        item: 'late',
        state: 'to-do',
        problem: { code: 'day.late', params: { time: this.opens(force) } },
        detail: null,
      });
    }
    return lines;
  }

  /** The line of a device that is missing and may be done without; null for any other. */
  deviceLine(device: NamedHealth, blocks: boolean): ChecklistLine | null {
    const force = this.#kiosk.inForce();
    if (!force || !isMissing(device) || !isReplaceable(force, device)) return null;
    const decided = this.#steps().without.some((one) => one.device === device.id);
    return {
      item: `device-${device.kind}`,
      state: decided ? 'done' : blocks ? 'blocked' : 'to-do',
      problem: { code: decided ? 'day.without-device' : 'day.device-undecided', params: { device: device.name } },
      detail: device.name,
    };
  }

  readSeal(what: string, number: string, actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force?.policy.opening.seals.some(({ id }) => id === what)) return err({ code: 'day.not-asked' });
    const read = sealNumber.safeParse(number.trim().normalize('NFC'));
    if (!read.success) return err({ code: 'day.seal-number' });
    this.#kiosk.record('opening.seal-read', { what, number: read.data }, actor);
    return ok(null);
  }

  /** Holds the paper list beside the register; a difference is told in words. */
  compareList(paper: ListNumbers, words: string | null, actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force?.policy.opening.paperList) return err({ code: 'day.not-asked' });
    const own = this.#ownList(force, this.#steps());
    const differs = differsFrom(paper, own);
    if (differs && words === null) return err({ code: 'day.list-words-needed' });
    this.#kiosk.record('opening.list-compared', { ...paper, own, words: differs ? words : null }, actor);
    return ok(null);
  }

  doWithout(device: string, actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (device === BALLOT_BOX) return this.#doWithoutBallotBox(force, actor);
    const found = this.#health().find(({ id }) => id === device);
    if (!force || !found || !isReplaceable(force, found)) return err({ code: 'day.not-asked' });
    if (!isMissing(found)) return err({ code: 'day.device-there', params: { device: found.name } });
    const kind = found.kind as ReplaceableKind;
    this.#kiosk.record('opening.without-device', { device, kind, leaves: leaves[kind] }, actor);
    return ok(null);
  }

  /**
   * Looks at the list once more when the register is unlocked: only now its last number is known.
   * @returns a difference that nobody has put into words yet
   */
  lastLook(actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    const { list } = this.#steps();
    const last = force?.register.lastNumber(force.precinct.number) ?? null;
    if (!list || last === null || list.own.last === last) return ok(null);
    const own = { ...list.own, last };
    const wanting = differsFrom(list, own) && list.words === null;
    this.#kiosk.record('opening.list-compared', { ...list, own }, actor);
    return wanting ? err({ code: 'day.list-words-needed' }) : ok(null);
  }

  /** Whether the sitting that comes has a ballot zone that is not ready, and the policy wants a word about it. */
  #lacksBallotBox(force: InForce): boolean {
    const standing = this.#ballotBox();
    return standing !== null && standing.at !== 'ready' && isReplaceable(force, { kind: BALLOT_BOX });
  }

  #doWithoutBallotBox(force: InForce | null, actor: Actor): Result<null, Problem> {
    if (!force || !this.#lacksBallotBox(force)) return err({ code: 'day.not-asked' });
    const body = { device: BALLOT_BOX, kind: BALLOT_BOX, leaves: leaves[BALLOT_BOX] } as const;
    this.#kiosk.record('opening.without-device', body, actor);
    return ok(null);
  }

  /** Whether the hour of the opening, and what the policy allows after it, have gone by on the election's day. */
  isLate(force: InForce): boolean {
    const { lateMinutes } = force.policy.opening;
    if (lateMinutes === null) return false;
    const { date, time } = localMoment(this.#kiosk, this.#kiosk.now());
    const { current } = sittingPlan(this.#kiosk, force);
    return date === current.date && minutesOf(time) > minutesOf(current.open) + lateMinutes;
  }

  /** Local hour at which the sitting that comes is to be opened. */
  opens(force: InForce): string {
    return sittingPlan(this.#kiosk, force).current.open;
  }

  #listLine(force: InForce, { list }: OpeningSteps, waiting: 'blocked' | 'to-do'): ChecklistLine {
    if (!list) return { item: 'paper-list', state: waiting, problem: { code: 'day.list-needed' }, detail: null };
    const own = this.#ownList(force, { list });
    const differs = differsFrom(list, own);
    return {
      item: 'paper-list',
      state: differs && list.words === null ? waiting : 'done',
      problem: differs ? { code: 'day.list-differs' } : null,
      detail: `${list.voters} · ${own.voters}`,
    };
  }

  #ownList(force: InForce, { list }: Pick<OpeningSteps, 'list'>) {
    return {
      voters: force.register.count(),
      version: force.election.list.version,
      last: force.register.lastNumber(force.precinct.number) ?? list?.own.last ?? null,
    };
  }

  #undecided(force: InForce, steps: OpeningSteps): readonly NamedHealth[] {
    return this.#health().filter(
      (one) => isMissing(one) && isReplaceable(force, one) && !steps.without.some(({ device }) => device === one.id),
    );
  }

  #steps(): OpeningSteps {
    return openingStepsOf(this.#kiosk.db, null);
  }
}

function differsFrom(paper: ListNumbers, own: { voters: number; version: number; last: number | null }): boolean {
  const { voters, version, last } = paper;
  return voters !== own.voters || version !== own.version || (own.last !== null && last !== own.last);
}

const isMissing = ({ status }: NamedHealth): boolean => status.state === 'missing';

const isReplaceable = ({ policy }: InForce, { kind }: { readonly kind: string }): boolean =>
  policy.opening.replaceable.some((one) => one === kind);

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};
