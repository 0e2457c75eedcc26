import type { Query } from '../../../core/admission/context.ts';
import { checkDocument } from '../../../core/admission/document-check.ts';
import type { RecordFacts } from '../../../core/admission/eligibility.ts';
import type { Found } from '../../../core/admission/ports.ts';
import type { Candidate, PrecinctFacts } from '../../../core/admission/step.ts';
import type { IdentityDocument } from '../../../core/document/identity-document.ts';
import { precinctOf } from '../../../core/election/election.ts';
import { ageGroupOn } from '../../../core/person/dates.ts';
import type { InForce } from '../kiosk.ts';
import type { VoterRecord } from './register.ts';

/** How many candidates a name search shows before it asks for more letters. */
const CANDIDATES = 12;

/** The register's answer for the chart, and the record itself for the officer's screen. */
export interface LookedUp {
  readonly found: Found;
  readonly record: VoterRecord | null;
}

/** What a look-up rests on besides the query. */
export interface LookUpFacts {
  readonly force: InForce;
  /** The document that the officer has, if it could be read. */
  readonly document: IdentityDocument | null;
  /** What an earlier admission of this voter means now. */
  readonly standing: (voter: string, number: number) => RecordFacts['admission'];
  /** A repeat vote: who was admitted outside the room at the first one may be admitted once again. */
  readonly repeat: boolean;
  /** Whether she has applied to vote outside the room; null where nobody need have. */
  readonly applied: (voter: string) => boolean | null;
}

/** Asks the register and, where it does not know the PIN, the country index. */
export function lookUp(query: Query, facts: LookUpFacts): LookedUp {
  const { register } = facts.force;
  switch (query.by) {
    case 'document':
      return byPin(query.pin ?? '', facts);
    case 'pin':
      return byPin(query.text, facts);
    case 'number':
      return byNumber(Number(query.text), facts);
    case 'document-number':
      return one(register.byDocument(query.text), facts);
    case 'record':
      return one(register.byRecord(query.record), facts);
    case 'name':
      return { found: byName(query.text, facts.force), record: null };
  }
}

function byName(text: string, { register }: InForce): Found {
  const found = register.search(text, CANDIDATES + 1);
  if (found.length === 0) return { kind: 'none', precinct: null };
  return { kind: 'many', candidates: found.slice(0, CANDIDATES).map(candidate), more: found.length > CANDIDATES };
}

/** Where several precincts' lists meet (a remote station) a number is several people's. */
function byNumber(number: number, facts: LookUpFacts): LookedUp {
  const found = facts.force.register.byNumber(number);
  if (found.length <= 1) return one(found[0] ?? null, facts);
  return { found: { kind: 'many', candidates: found.map(candidate), more: false }, record: null };
}

function candidate({ record, surname, given, patronymic, birthDate, number }: VoterRecord): Candidate {
  return { record, surname, given, patronymic, birthDate, number };
}

/** "Not here" always says where, if the country index knows the PIN. */
function byPin(pin: string, facts: LookUpFacts): LookedUp {
  const { force } = facts;
  const record = force.register.byPin(pin);
  if (record) return one(record, facts);
  const number = force.register.precinctOf(pin);
  return nobody(number === null ? null : precinctFacts(force, number));
}

function one(record: VoterRecord | null, { force, document, standing, repeat, applied }: LookUpFacts): LookedUp {
  if (!record) return nobody(null);
  const precinct = precinctFacts(force, record.precinct);
  if (!precinct) return { found: { kind: 'none', precinct: null }, record };
  const { date } = force.election.day;
  const voter = force.register.pseudonym(record.pin);
  const facts: RecordFacts = {
    record: record.record,
    voter,
    sex: record.sex,
    ageGroup: ageGroupOn(record.birthDate, date) ?? 'under-18',
    precinct,
    remote: record.remote,
    votesAt: record.votesAt === null ? null : precinctFacts(force, record.votesAt),
    enrolled: record.fingers,
    photo: record.hasPhoto,
    admission: standing(voter, record.number),
    outside: record.admitted && !repeat ? { date: record.admitted.date } : null,
    applied: applied(voter),
    document: document && checkDocument(document, record, force.policy, date),
  };
  return { found: { kind: 'one', facts }, record };
}

const nobody = (precinct: PrecinctFacts | null): LookedUp => ({ found: { kind: 'none', precinct }, record: null });

/** A precinct of the table as the chart needs it. */
export function precinctFacts(force: InForce, number: string): PrecinctFacts | null {
  const precinct = precinctOf(force.election, number);
  return precinct && { number, constituency: precinct.constituency ?? '', address: precinct.address };
}
