import type { RehearsalCase } from '../../../core/election/policy-rehearsal.ts';
import { documentKindOf, documentVerdict } from '../../../core/election/rules.ts';
import type { RehearsalPersonView } from '../../api/rehearsal-views.ts';
import type { InForce, Kiosk } from '../kiosk.ts';
import type { Register, VoterRecord } from '../register/register.ts';
import { standingAdmission, stationOf } from '../state/read.ts';
import { sittingOf } from '../state/sittings.ts';

/** Records of the list that are looked at: a training admits far fewer. */
const LOOKED_AT = 400;

/** People of a training by what they are good for. */
interface Cast {
  /** Have a paper that a reader reads and the policy accepts, and a finger enrolled. */
  readonly ordinary: readonly VoterRecord[];
  /** Their paper has nothing that a reader could read. */
  readonly byHand: readonly VoterRecord[];
  /** Stand on this list, and vote at another station. */
  readonly remote: readonly VoterRecord[];
  /** Were admitted before this list was made. */
  readonly before: readonly VoterRecord[];
}

const nobody: Cast = { ordinary: [], byHand: [], remote: [], before: [] };

/**
 * Whose papers a case is rehearsed with: found in the training's own package, never known to a screen. Who was admitted
 * already is not proposed a second time, but where the case is about just that.
 */
export class RehearsalCast {
  readonly #kiosk: Kiosk;
  #of: Register | null = null;
  #cast: Cast = nobody;

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk;
  }

  /** Null: nobody is needed for the case, or the package has nobody for it. */
  for(one: RehearsalCase): RehearsalPersonView | null {
    const force = this.#kiosk.inForce();
    if (!force || force.register.locked) return null;
    const { ordinary, byHand, remote, before } = this.#castOf(force);
    switch (one) {
      case 'document':
      case 'another-finger':
      case 'no-finger':
      case 'paper-out':
      case 'torn-slip':
      case 'help':
        return this.#listed(force, this.#fresh(force, ordinary));
      case 'typed':
        return this.#listed(force, this.#fresh(force, byHand) ?? this.#fresh(force, ordinary));
      case 'not-in-list':
        return stranger(force, (precinct) => precinct === null);
      case 'other-precinct':
        return (
          stranger(force, (precinct) => precinct !== null && precinct !== force.precinct.number) ??
          this.#listed(force, remote[0])
        );
      case 'already-admitted':
        return this.#lastAdmitted(force) ?? this.#listed(force, before[0]);
      case 'undone':
        return this.#lastAdmitted(force);
      case 'standing-still':
      case 'shift-change':
        return null;
    }
  }

  /** Who is good for what does not change while a list is in force. */
  #castOf(force: InForce): Cast {
    if (this.#of === force.register) return this.#cast;
    this.#of = force.register;
    const listed = force.register
      .listed(force.precinct.number)
      .slice(0, LOOKED_AT)
      .flatMap(({ voter }) => force.register.byPseudonym(voter) ?? []);
    const remote = listed.filter((voter) => voter.remote && force.precinct.kind === 'home');
    const before = listed.filter(({ admitted }) => admitted !== null);
    const here = listed.filter(
      (voter) =>
        voter.precinct === force.precinct.number &&
        voter.fingers.length > 0 &&
        !remote.includes(voter) &&
        !before.includes(voter),
    );
    const ordinary = here.filter((voter) => readable(force, voter) !== null);
    const byHand = here.filter((voter) => !ordinary.includes(voter) && voter.documents.every(isGood(force)));
    this.#cast = { ordinary, byHand, remote, before };
    return this.#cast;
  }

  #fresh({ register }: InForce, voters: readonly VoterRecord[]): VoterRecord | undefined {
    const { db } = this.#kiosk;
    const round = sittingOf(db, stationOf(db).sitting)?.round;
    return voters.find(({ pin }) => standingAdmission(db, register.pseudonym(pin), round) === null);
  }

  #lastAdmitted(force: InForce): RehearsalPersonView | null {
    const { db } = this.#kiosk;
    const last = db
      .prepare<[string | null], { readonly voter: string; readonly receipt: string }>(
        `select voter, (select receipt from receipt where receipt.admission = admission.admission and state = 'printed'
             order by place desc limit 1) as receipt
           from admission where sitting is ? and state = 'confirmed' order by confirmed_at desc limit 1`,
      )
      .get(stationOf(db).sitting);
    const record = last && force.register.byPseudonym(last.voter);
    const view = record ? this.#listed(force, record) : null;
    return view && { ...view, receipt: last?.receipt ?? null };
  }

  #listed(force: InForce, voter: VoterRecord | undefined): RehearsalPersonView | null {
    if (voter === undefined) return null;
    const { surname, given, patronymic, number, documents } = voter;
    const paper = readable(force, voter) ?? documents.map(kindIn(force)).find((kind) => kind !== null);
    return { surname, given, patronymic, number, pin: null, receipt: null, paper: paper?.names ?? null };
  }
}

type Listed = VoterRecord['documents'][number];

const kindIn =
  ({ policy }: InForce) =>
  ({ number }: Listed) =>
    documentKindOf(policy, number);

const isGood =
  (force: InForce) =>
  (paper: Listed): boolean =>
    documentVerdict(kindIn(force)(paper), paper.expires, force.election.day.date) === 'accepted';

/** The kind of the first of her papers that a reader reads and that is good on the day. */
function readable(force: InForce, { documents }: VoterRecord) {
  const paper = documents.find((one) => {
    const zone = kindIn(force)(one)?.zone;
    return (zone === 'td1' || zone === 'td3') && isGood(force)(one);
  });
  return paper ? kindIn(force)(paper) : null;
}

/** Somebody of the package who stands on no list of this station, by where the country's index has her. */
function stranger(
  { election, register }: InForce,
  where: (precinct: string | null) => boolean,
): RehearsalPersonView | null {
  const found = election.rehearsal?.people.find(({ pin }) => !register.byPin(pin) && where(register.precinctOf(pin)));
  if (!found) return null;
  const { surname, given, patronymic, pin, paper } = found;
  return { surname, given, patronymic, number: null, pin, receipt: null, paper };
}
