import type { SheetsTold } from '../../../core/journal/sheets.ts';
import type { BallotTray } from './ballot-tray.ts';
import type { VisitEnd } from './visit-end.ts';

/**
 * The journal's account of printed ballots against the sheets of paper in the world: none is in two places, none is
 * missing, and whoever left admitted has exactly one.
 */
export function sheetDifferences(
  { ballots }: { readonly ballots: BallotTray },
  ends: readonly VisitEnd[],
  { sheets: told }: { readonly sheets: SheetsTold },
): readonly string[] {
  const there = ballots.there();
  const wrong: string[] = [];
  const same = (what: string, kiosk: number, world: number) => {
    if (kiosk !== world) wrong.push(`${what}: ${kiosk} by the journal, ${world} in the world`);
  };
  same('paper', told.loaded + told.corrected, there.loaded);
  same('ballots delivered', told.delivered, there.held);
  same('ballots cancelled', told.cancelled, there.enveloped);
  same('ballots undecided', told.open, there.lying);
  same('blank sheets', told.blank, there.blank);
  for (const { seq, fault } of told.faults) wrong.push(`event ${seq}: ${fault}`);
  const admitted = ends.filter(({ outcome }) => outcome === 'admitted').map(({ visit }) => visit.hand.record.record);
  const [holders, left] = [ballots.holders().toSorted(), admitted.toSorted()];
  if (holders.join() !== left.join())
    wrong.push(`${holders.length} people have a ballot, ${left.length} were admitted`);
  return wrong;
}
