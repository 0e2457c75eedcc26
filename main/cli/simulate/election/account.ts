import type { JournalEvent } from '../../../../core/journal/event.ts';
import { openKeys } from '../../../access/keys.ts';
import type { CountersView } from '../../../api/views.ts';
import { journalDifferences } from '../journal-balance.ts';
import { isSlip } from '../paper.ts';
import { pathDifferences } from '../paths.ts';
import type { Room } from '../room.ts';
import { counterDifferences, type PerPath, perPathOf, visitDifferences } from '../visit-balance.ts';
import type { ActsDrawn } from './acts.ts';
import type { ElectionCommission, OnStick } from './commission.ts';
import type { Held } from './sitting.ts';

/** The sittings of one journal, from its first event to the wipe or the end. */
export interface Life {
  readonly package: OnStick;
  readonly sittings: readonly Held[];
  /** Entry of the world's ledger at which the journal was begun. */
  readonly from: number;
}

/** One sitting in numbers. */
export interface SittingAccount {
  readonly election: string;
  readonly sitting: string;
  readonly kind: string;
  /** 0, or the number of the repeat vote. */
  readonly round: number;
  /** Admissions of sittings before it that its opening carried forward. */
  readonly carried: number;
  readonly registered: number;
  readonly visits: number;
  readonly admitted: number;
  readonly onPaper: number;
  readonly perPath: PerPath;
  /** Acts of the commission, by what they are about. */
  readonly acts: ActsDrawn;
}

/** What the journal of a life says, as far as it must be compared or be gone afterwards. */
export interface Account {
  readonly sittings: readonly SittingAccount[];
  readonly events: number;
  /** Pseudonyms and receipts' numbers: nothing of them may be found after a wipe. */
  readonly told: readonly string[];
  readonly receipts: readonly string[];
  readonly wrong: readonly string[];
}

/** Holds the journal of a life against the world, sitting by sitting and as a whole. The kiosk must be off. */
export async function accountOf(room: Room, commission: ElectionCommission, life: Life): Promise<Account> {
  const { package: of, sittings, from } = life;
  const ledger = room.ledger.entries();
  const wrong = sittings.flatMap((held) => [
    ...held.ends.flatMap((end) => visitDifferences(end, ledger, of.station)),
    ...sittingDifferences(held),
  ]);
  const keys = await openKeys(room.kiosk);
  if (!keys.ok) throw new Error(keys.error.code);
  const people = commission.pseudonyms(of);
  const opened: Opened[] = [];
  const told = new Set<string>();
  const receipts = new Set<string>();
  let events = 0;
  const look = (event: JournalEvent): void => {
    events += 1;
    if (event.type === 'sitting.opened') opened.push(event.body);
    if (event.type !== 'admission.reserved') return;
    told.add(event.body.voter);
    for (const { receipt } of event.body.receipts) receipts.add(receipt);
  };
  const journal = { keys: keys.value, kiosk: room.kiosk, election: of.election, precinct: of.station, people };
  wrong.push(...journalDifferences(journal, admittedIn(sittings, wrong), ledger.slice(from), look));
  wrong.push(...carriedDifferences(opened, sittings));
  return {
    sittings: sittings.map((held, place) => accountOfSitting(of, held, opened[place])),
    events,
    told: [...told, ...receipts],
    receipts: ledger
      .slice(from)
      .filter(isSlip)
      .flatMap(({ whole, number }) => (whole && number !== null ? [number] : [])),
    wrong,
  };
}

type Opened = Extract<JournalEvent, { type: 'sitting.opened' }>['body'];

function accountOfSitting(of: OnStick, held: Held, opened: Opened | undefined): SittingAccount {
  return {
    ...{ election: of.election.id, sitting: held.sitting, kind: held.kind },
    ...{ round: opened?.round ?? 0, carried: opened?.carried ?? 0, registered: opened?.registered ?? 0 },
    ...{ visits: held.ends.length, admitted: standing(held).length, onPaper: held.onPaper.length },
    perPath: perPathOf(held.ends),
    acts: held.acts,
  };
}

/** Records of those whose admission stands at the end of a sitting. */
const standing = ({ ends }: Held): readonly string[] =>
  ends.filter(({ outcome }) => outcome === 'admitted').map(({ visit }) => visit.voter.record.record);

/** One sitting's own numbers: its zero, its counters, nobody twice, no impostor, nobody of the paper list again. */
function sittingDifferences(held: Held): readonly string[] {
  const { sitting, ends, counters, onPaper } = held;
  const impostors = ends.filter(({ visit, outcome }) => visit.hand !== visit.voter && outcome === 'admitted');
  const entered = new Set(onPaper.map(({ record }) => record.record));
  const again = ends.filter(({ visit, outcome }) => entered.has(visit.voter.record.record) && outcome !== 'refused');
  return [
    ...counterDifferences(counters, perPathOf(ends), false),
    ...pathDifferences(counters, ends, false),
    ...impostors.map(({ visit }) => `visit ${visit.n}: an impostor was admitted`),
    ...again.map(({ visit, outcome }) => `visit ${visit.n}: ${outcome}, and was admitted on paper before`),
    ...openDifference(counters),
    ...actDifferences(held),
  ].map((what) => `${sitting}: ${what}`);
}

const openDifference = (counters: CountersView | undefined): readonly string[] =>
  counters && counters.open > 0 ? [`${counters.open} reservations are open after the close`] : [];

/** Whoever went away without what she came for has an act about it, and nobody else has one of that kind. */
function actDifferences({ ends, acts }: Held): readonly string[] {
  const { released, undone } = perPathOf(ends);
  const unknown = ends.filter(({ reason }) => reason === 'not-identified' || reason === 'no-biometrics').length;
  return Object.entries({ 'not-printed': released, undone, 'not-identified': unknown }).flatMap(([kind, expected]) =>
    (acts[kind] ?? 0) === expected ? [] : [`${acts[kind] ?? 0} acts ${kind} instead of ${expected}`],
  );
}

/** Everybody who has left with a slip; within a round nobody may have got two. */
function admittedIn(sittings: readonly Held[], wrong: string[]): ReadonlySet<string> {
  const admitted = new Set<string>();
  for (const record of sittings.flatMap(standing)) {
    if (admitted.has(record)) wrong.push(`${record} was admitted again`);
    admitted.add(record);
  }
  return admitted;
}

/** Each opening carries forward what was admitted before it, and begins at zero itself. */
function carriedDifferences(opened: readonly Opened[], sittings: readonly Held[]): readonly string[] {
  if (opened.length !== sittings.length) return [`${opened.length} sittings were opened instead of ${sittings.length}`];
  return opened.flatMap(({ sitting, carried }, place) => {
    const before = sittings.slice(0, place).flatMap(standing).length;
    const known = sittings[place]?.sitting;
    return [
      ...(carried === before ? [] : [`${sitting} carries ${carried} forward, and ${before} were admitted before`]),
      ...(sitting === known ? [] : [`${sitting} stands in the journal, and the screen showed ${known}`]),
    ];
  });
}
