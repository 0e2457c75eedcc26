import { takesAny } from '../../../core/application/application.ts';
import type { IdentityDocument } from '../../../core/document/identity-document.ts';
import { documentKindOf, pinToUse } from '../../../core/election/rules.ts';
import { type Listed, placeOf, type WhereAnswer, whereOf } from '../../../core/election/where.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { isPin, maskedPin, typedPin } from '../../../core/person/pin.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { WhereView } from '../../api/reception-views.ts';
import type { DeviceClient } from '../devices/client.ts';
import type { DocumentTaker } from '../documents/documents.ts';
import { type InForce, type Kiosk, localMoment } from '../kiosk.ts';
import type { VoterRecord } from '../register/register.ts';
import type { Slips } from '../slips.ts';
import { applicationsOf } from '../state/read-applications.ts';
import { askedOn } from '../state/read-reception.ts';

export interface LookupRooms {
  readonly kiosk: Kiosk;
  readonly devices: Pick<DeviceClient, 'print'>;
  readonly slips: Pick<Slips, 'where'>;
  /** Whether people are received before the day. */
  readonly receiving: () => boolean;
  /** Whether voters are served, and nobody is in front of the officer. */
  readonly queueIdle: () => boolean;
}

/** The person who asks, while the answer stands on the screen. */
interface Asker {
  readonly pin: string;
  readonly record: VoterRecord | null;
  readonly answer: WhereAnswer;
  readonly printed: boolean;
}

/**
 * Where do I vote? For people who ask, before the day and beside the queue on it. The answer names a station and a
 * number in the list and nobody: whoever knows another's PIN learns no name by it. Each answer is journalled under the
 * keyed hash of the PIN, so that many look-ups of one desk can be seen afterwards.
 */
export class Lookup {
  readonly #rooms: LookupRooms;
  #asking = false;
  #asker: Asker | null = null;
  #problem: Problem | null = null;

  constructor(rooms: LookupRooms) {
    this.#rooms = rooms;
  }

  /** On the day the officer has left the queue for somebody who asks. */
  get asking(): boolean {
    return this.#asking;
  }

  /** Whether a document that is read now is of somebody who asks. */
  get active(): boolean {
    return this.#asking || this.#rooms.receiving();
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** The record of who asks; null where she is not on this list, or nobody asks. */
  get record(): VoterRecord | null {
    return this.#asker?.record ?? null;
  }

  get view(): WhereView | null {
    const force = this.#rooms.kiosk.inForce();
    if (!force || !this.#asker) return null;
    const { pin, answer, printed } = this.#asker;
    const to = placeOf(force.election, answer);
    return {
      answer,
      maskedPin: maskedPin(pin, force.policy.receipt.maskedPinDigits),
      to: to && { number: to.number, names: to.names, address: to.address },
      applications: this.#applications(force, pin),
      mayApply: this.#rooms.receiving() && answer.at === 'here' && takesAny(force.policy.applications),
      printed,
    };
  }

  #applications({ register }: InForce, pin: string): WhereView['applications'] {
    return applicationsOf(this.#rooms.kiosk.db, register.pseudonym(pin)).map(
      ({ application, asked, answerBy, state }) => ({ application, kind: asked.kind, answerBy, state }),
    );
  }

  /** How many were answered on this day. */
  askedToday(): number {
    const { kiosk } = this.#rooms;
    const today = askedOn(kiosk.db, localMoment(kiosk, kiosk.now()).date);
    return Object.values(today).reduce((sum, times) => sum + times, 0);
  }

  begin(): Result<null, Problem> {
    if (!this.#rooms.queueIdle()) return err({ code: 'station.voter-in-progress' });
    this.#asking = true;
    this.#rooms.kiosk.changed();
    return ok(null);
  }

  /** Looks up a PIN that somebody typed. */
  find(text: string, actor: Actor): Result<null, Problem> {
    const pin = typedPin(text);
    if (!isPin(pin)) return err({ code: 'station.pin-shape', params: { digits: pin.length } });
    return this.#answer(pin, 'pin', actor);
  }

  /** A document was read: its PIN is looked up. What else stands on it is not looked at. */
  document(document: IdentityDocument | null, actor: Actor): Result<null, Problem> {
    const policy = this.#rooms.kiosk.inForce()?.policy;
    const kind = document && policy ? documentKindOf(policy, document.number) : null;
    const pin = document && pinToUse(document, kind);
    if (pin !== null && isPin(pin)) return this.#answer(pin, 'document', actor);
    this.#asker = null;
    this.#problem = { code: 'reception.no-pin-read' };
    this.#rooms.kiosk.changed();
    return err(this.#problem);
  }

  /** Prints the answer. It may be printed again: nothing is handed out for it. */
  async print(actor: Actor): Promise<Result<null, Problem>> {
    const { kiosk, devices, slips } = this.#rooms;
    const force = kiosk.inForce();
    const asker = this.#asker;
    const view = this.view;
    if (!force || !asker || !view) return err({ code: 'station.nothing-to-do' });
    const printed = await devices.print(slips.where(view, kiosk.head()));
    const problem = printed.ok ? null : printed.error.problem;
    const voter = force.register.pseudonym(asker.pin);
    kiosk.record('lookup.printed', { voter, problem: problem?.code ?? null }, actor);
    if (problem) return err(problem);
    if (this.#asker === asker) this.#asker = { ...asker, printed: true };
    kiosk.changed();
    return ok(null);
  }

  /** The answer is gone from the screen. */
  next(): void {
    this.#asker = null;
    this.#problem = null;
    this.#rooms.kiosk.changed();
  }

  /** Back to the queue; also when the officer signs out. */
  leave(): void {
    this.#asking = false;
    this.next();
  }

  #answer(pin: string, by: 'pin' | 'document', actor: Actor): Result<null, Problem> {
    const { kiosk } = this.#rooms;
    const force = kiosk.inForce();
    if (!this.active || !force) return err({ code: 'station.nothing-to-do' });
    const record = force.register.byPin(pin);
    const answer = answerOf(force, pin, record);
    kiosk.record('lookup.answered', { voter: force.register.pseudonym(pin), by, answer: answer.at }, actor);
    this.#asker = { pin, record, answer, printed: false };
    this.#problem = null;
    kiosk.changed();
    return ok(null);
  }
}

function answerOf({ precinct, register }: InForce, pin: string, record: VoterRecord | null): WhereAnswer {
  const listed: Listed | null = record && {
    number: record.number,
    precinct: record.precinct,
    remote: record.remote,
    votesAt: record.votesAt,
  };
  return whereOf(precinct, listed, listed === null ? register.precinctOf(pin) : null);
}

/** Documents are of who asks while somebody does, and of the queue otherwise. */
export function documentTaker(queue: DocumentTaker, lookup: Lookup): DocumentTaker {
  return {
    get takesDocument() {
      return lookup.active || queue.takesDocument;
    },
    wants: (document) => lookup.active || queue.wants(document),
    document: (document, officer) =>
      lookup.active ? lookup.document(document, officer) : queue.document(document, officer),
  };
}
