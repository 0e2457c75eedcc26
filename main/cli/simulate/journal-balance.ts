import { type Election, precinctOf } from '../../../core/election/election.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import type { LedgerEntry } from '../../../drivers/simulator/ledger.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { rebuild, stateDifferences } from '../../identification/state/rebuild.ts';
import { openStore } from '../../identification/store.ts';
import type { Database } from '../../storage/open.ts';
import { paperDifferences, type SlipRecord } from './paper.ts';

/** The journal of an election on a kiosk that is off, and who is meant in it. */
export interface JournalOf {
  /** The kiosk's folder. */
  readonly kiosk: string;
  readonly keys: DeviceKeys;
  readonly election: Election;
  /** Number of the station's precinct. */
  readonly precinct: string;
  /** The record of each pseudonym. */
  readonly people: ReadonlyMap<string, string>;
}

/**
 * The state tables against the journal alone, row by row; the journal's people and numbers against the world's.
 * @param admitted records of those who left with a slip
 * @param ledger what happened since the journal was begun
 * @param look at the events, in passing
 */
export function journalDifferences(
  { kiosk, keys, election, precinct: number, people }: JournalOf,
  admitted: ReadonlySet<string>,
  ledger: readonly LedgerEntry[],
  look: (event: JournalEvent) => void = () => {},
): readonly string[] {
  const precinct = precinctOf(election, number);
  if (!precinct) return [`the election has no precinct ${number}`];
  const store = openStore({ stateDir: kiosk, keys, election: { election, precinct }, now: () => new Date(0) });
  if (!store.ok) return [`the journal does not open: ${store.error.code}`];
  const { journal, db } = store.value;
  const rebuilt = rebuild(journal.events());
  for (const event of journal.events()) look(event);
  const differences = [
    ...stateDifferences(db, rebuilt),
    ...strangers(rebuilt, people, admitted),
    ...paperDifferences(ledger, recordsOf(rebuilt, journal.events(), people), election.mode),
  ];
  rebuilt.close();
  db.close();
  return differences;
}

/** The journal's pseudonyms against the people who left with a slip: the very same, not only as many. */
function strangers(
  rebuilt: Database,
  people: ReadonlyMap<string, string>,
  admitted: ReadonlySet<string>,
): readonly string[] {
  const inJournal = new Set(
    rebuilt.prepare<[], string>("select voter from admission where state = 'confirmed'").pluck().all(),
  );
  return [...people].flatMap(([pseudonym, person]) => {
    const told = inJournal.has(pseudonym);
    return told === admitted.has(person)
      ? []
      : [`${person}: ${told ? 'in the journal, but left without a slip' : 'not in the journal'}`];
  });
}

/** Every receipt number of the journal with what became of it. */
function recordsOf(
  rebuilt: Database,
  events: Iterable<JournalEvent>,
  people: ReadonlyMap<string, string>,
): readonly SlipRecord[] {
  const handed: Record<string, number> = {};
  for (const { type, body } of events) {
    if (type === 'print.handed') handed[body.receipt] = (handed[body.receipt] ?? 0) + 1;
  }
  const sql = `select receipt, admission, ballot, copy, receipt.state, admission.state as admissionState, voter
     from receipt join admission using (admission) order by receipt`;
  const rows = rebuilt.prepare<[], Omit<SlipRecord, 'person' | 'handed'> & { readonly voter: string }>(sql).all();
  return rows.map(({ voter, ...row }) => ({
    ...row,
    person: people.get(voter) ?? null,
    handed: handed[row.receipt] ?? 0,
  }));
}
