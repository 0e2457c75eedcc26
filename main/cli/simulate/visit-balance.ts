import type { LedgerEntry } from '../../../drivers/simulator/ledger.ts';
import type { CountersView } from '../../api/views.ts';
import { isSlip } from './paper.ts';
import type { VisitEnd } from './visit-end.ts';

/** Ends of a day's visits. */
export type PerPath = Readonly<Record<VisitEnd['outcome'], number>>;

export function perPathOf(ends: readonly VisitEnd[]): PerPath {
  const count = (outcome: VisitEnd['outcome']) => ends.filter((end) => end.outcome === outcome).length;
  return {
    admitted: count('admitted'),
    refused: count('refused'),
    cancelled: count('cancelled'),
    released: count('released'),
    undone: count('undone'),
  };
}

/**
 * Holds a visit's end against what physically happened meanwhile: whose document and finger were there, which slips
 * came out, and who went away with them.
 * @returns what is wrong, in sentences
 */
export function visitDifferences(end: VisitEnd, ledger: readonly LedgerEntry[], home: string): readonly string[] {
  const { visit, outcome } = end;
  const meanwhile = ledger.slice(...end.ledger);
  const slips = meanwhile.filter(isSlip);
  const whole = slips.filter((slip) => slip.whole).length;
  const taken = meanwhile.filter(({ fact }) => fact === 'slip-taken').length;
  const back = meanwhile.filter(({ fact }) => fact === 'slip-returned').length;
  const firsts = slips.filter(({ copy }) => copy === 'first').length;
  const wrong: string[] = [];
  const expect = (holds: boolean, what: string) => {
    if (!holds) wrong.push(`visit ${visit.n}: ${what}`);
  };
  if (outcome === 'admitted' || outcome === 'undone') {
    expect(whole === 1, `${outcome} with ${whole} whole slips`);
    expect(taken === 1, `${outcome}, and ${taken} slips were taken`);
    expect(visit.voter.record.precinct === home, 'a voter of another precinct was admitted');
  } else {
    // Of a release paper may be there, but it stays with the officer.
    expect(outcome === 'released' || whole === 0, `${end.reason ?? outcome} and yet ${whole} slips`);
    expect(taken === 0, `${end.reason ?? outcome}, and yet ${taken} slips were taken`);
    expect(end.reason !== 'reservation-open', 'a reservation was left behind');
  }
  expect(back === (outcome === 'undone' ? 1 : 0), `${outcome}, and ${back} slips were given back`);
  const captured = meanwhile.filter((one) => one.fact === 'finger-captured');
  const touched = end.touches.length;
  expect(captured.length >= touched, `${touched} touches were judged, but the sensor took ${captured.length}`);
  expect(firsts <= 1, `${firsts} slips without the mark of a reprint`);
  return [...wrong, ...strangersAt(meanwhile, end.decided !== null).map((what) => `visit ${visit.n}: ${what}`)];
}

/** A slip goes to whoever laid the document there, and put the finger there last; persons may decide without one. */
function strangersAt(meanwhile: readonly LedgerEntry[], byPersons: boolean): readonly string[] {
  return meanwhile.flatMap((entry) => {
    if (entry.fact !== 'slip-taken') return [];
    const finger = meanwhile.findLast((one) => one.fact === 'finger-captured');
    const document = meanwhile.findLast((one) => one.fact === 'document-presented');
    return [
      ...(finger?.person === entry.person || (byPersons && finger === undefined)
        ? []
        : [`${entry.person} took a slip, but the finger was ${finger?.person}'s`]),
      ...(document === undefined || document.person === entry.person
        ? []
        : [`${entry.person} took a slip, but the document was ${document.person}'s`]),
    ];
  });
}

/** The kiosk's counters against the ends of the visits. */
export function counterDifferences(
  counters: CountersView | undefined,
  perPath: PerPath,
  stopped: boolean,
): readonly string[] {
  if (!counters) return ['the desk showed no counters'];
  const { confirmed, released, undone, reserved, firstPrints, ballotsDue } = counters;
  const cancelled = counters.refused['stopped-by-officer'] ?? 0;
  const ever = perPath.admitted + perPath.undone;
  const wrong: string[] = [];
  const expect = (holds: boolean, what: string) => {
    if (!holds) wrong.push(what);
  };
  expect(confirmed === ever, `confirmed ${confirmed}, but ${ever} people were admitted`);
  expect(released === perPath.released, `released ${released}, but ${perPath.released} people went without a slip`);
  expect(undone === perPath.undone, `undone ${undone}, but ${perPath.undone} people gave their slip back`);
  expect(reserved === confirmed + released, 'reserved = confirmed + released');
  expect(firstPrints === ballotsDue, 'a valid slip for every ballot');
  // A cancelled attempt that a stop has hidden from the officer is cancelled twice.
  expect(
    stopped ? cancelled >= perPath.cancelled : cancelled === perPath.cancelled,
    `cancelled ${cancelled}, but ${perPath.cancelled} people were let go before their finger`,
  );
  return wrong;
}
