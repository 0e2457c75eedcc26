import { blocks, type ReadinessReason, readiness } from '../../core/election/readiness.ts';
import { shortDate } from '../../core/person/dates.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { ChecklistLine } from '../api/views.ts';
import { deviceLine, isBlocking, line, lineOf } from './checklist.ts';
import type { NamedHealth } from './devices/protocol.ts';
import type { Duties } from './duties.ts';
import { type InForce, type Kiosk, localMoment } from './kiosk.ts';
import type { OpeningRoom } from './opening-steps.ts';
import { revokedProblem } from './provisioning/revoked.ts';
import { openingLines } from './sittings/lists.ts';
import { sittingPlan } from './sittings/plan.ts';
import { leftOver } from './state/told.ts';

/** Hex digits of the journal's head on the list to open; the start slip has them all. */
const HEAD_SHOWN = 12;

/** What the list to open looks at besides the state tables. */
export interface OpeningSurroundings {
  readonly health: () => readonly NamedHealth[];
  /** What people do before the opening. */
  readonly openingSteps: Pick<OpeningRoom, 'lines' | 'deviceLine'>;
  /** Facts about keys and peripherals that the official mode refuses. */
  readonly demoCommission: () => boolean;
  /** Serial number on this kiosk's plate. */
  readonly serial: string;
  readonly simulated: () => readonly string[];
  readonly keyStrength: () => 'file' | 'tpm';
  /** The duties that are drawn by lot. */
  readonly duties: Pick<Duties, 'needed' | 'unfilled'>;
  /** What is wrong with the station itself. */
  readonly problems: () => readonly Problem[];
}

/** The one list to open: what is done, what blocks, and what people have still to do. */
export class OpeningList {
  readonly #kiosk: Kiosk;
  readonly #around: OpeningSurroundings;

  constructor(kiosk: Kiosk, around: OpeningSurroundings) {
    this.#kiosk = kiosk;
    this.#around = around;
  }

  /** All of it. */
  lines(): readonly ChecklistLine[] {
    if (!this.#kiosk.inForce()) return this.ownLines();
    const official = this.#kiosk.inForce()?.election.mode === 'official';
    const { openingSteps } = this.#around;
    return [
      ...this.ownLines(),
      ...this.#around.health().map((device) => openingSteps.deviceLine(device, official) ?? deviceLine(device)),
      ...openingSteps.lines(official),
    ];
  }

  /** What the kiosk sees by itself of it, without the devices. */
  ownLines(): readonly ChecklistLine[] {
    const force = this.#kiosk.inForce();
    // A register that could not be taken up, a journal that does not hold together: the cause, not its consequence.
    if (!force) return [line('register', this.#around.problems().find(isBlocking) ?? { code: 'station.no-register' })];
    const left = leftOver(this.#kiosk.db);
    return [
      ...openingLines(this.#kiosk, force),
      line('package', null, `${force.election.list.stage} ${force.election.list.version}`),
      line('register', null, String(force.register.count())),
      line('clock', this.#clockProblem(force), shortDate(localMoment(this.#kiosk, this.#kiosk.now()).date)),
      line('journal', this.#journalProblem(force), this.#kiosk.head().slice(0, HEAD_SHOWN)),
      line('zero', left ? { code: 'station.not-zero', params: { ...left } } : null),
      line('mode', this.#modeProblem(force), force.election.mode),
      // A training with it harms nobody; it is told on every screen all the same.
      ...(force.election.mode === 'official' ? lineOf('in-use', revokedProblem(this.#kiosk)) : []),
      ...this.#lots(),
    ];
  }

  /** A clock that lies behind what this device has written is wrong: by how much is allowed is policy. */
  #journalProblem(force: InForce): Problem | null {
    const behind = this.#around.problems().find((problem) => problem.code === 'journal.clock-behind');
    const seconds = Number(behind?.params?.seconds ?? 0);
    return seconds > force.policy.clock.driftSeconds ? { code: 'station.clock-behind', params: { seconds } } : null;
  }

  /** The official mode opens on its day only; elsewhere another day is told, not refused. */
  #clockProblem(force: InForce): Problem | null {
    const { date } = localMoment(this.#kiosk, this.#kiosk.now());
    if (date === sittingPlan(this.#kiosk, force).current.date) return null;
    return force.election.mode === 'official'
      ? { code: 'station.clock-off', params: { date: shortDate(date) } }
      : { code: 'station.wrong-date', params: { date: shortDate(date) } };
  }

  /** Drawn duties: without one the station may be opened, and the opening says so. */
  #lots(): readonly ChecklistLine[] {
    const { needed } = this.#around.duties;
    if (needed === 0) return [];
    const count = this.#around.duties.unfilled().length;
    const detail = `${needed - count} / ${needed}`;
    return count === 0
      ? [line('lots', null, detail)]
      : [{ ...line('lots', { code: 'station.duties-unfilled', params: { count } }, detail), state: 'to-do' }];
  }

  #modeProblem(force: InForce): Problem | null {
    const reason = readiness({
      election: force.election,
      people: force.people,
      devices: force.devices,
      device: this.#kiosk.device,
      demoCommission: this.#around.demoCommission(),
      simulated: this.#around.simulated(),
      keyStrength: this.#around.keyStrength(),
    }).find(blocks);
    if (!reason) return null;
    const { device } = this.#kiosk;
    return officialProblem(reason, force.people, { device, serial: this.#around.serial });
  }
}

/** Each reason is a problem of its own, whose words say what to do about it. */
function officialProblem(
  reason: Exclude<ReadinessReason, { readonly reason: 'keys-in-file' }>,
  people: InForce['people'],
  own: { readonly device: string; readonly serial: string },
): Problem {
  switch (reason.reason) {
    case 'demo-election':
    case 'demo-commission-key':
      return { code: `station.${reason.reason}` };
    case 'default-code':
      return {
        code: 'station.default-code',
        params: { person: people.find(({ id }) => id === reason.person)?.name ?? reason.person },
      };
    case 'simulated-device':
    case 'device-not-registered':
      return {
        code: `station.${reason.reason}`,
        params: { device: reason.device === own.device ? own.serial : reason.device },
      };
  }
}
