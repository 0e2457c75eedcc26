import type { ContractRouterClient } from '@orpc/contract';
import type { BallotContract } from '../../main/api/ballot.ts';
import type { BallotDeskView, BoxView } from '../../main/api/ballot-views.ts';
import { useAct } from '../parts/act.tsx';
import { useView } from '../parts/zone.ts';

/** What the commission's desk may ask of the ballot zone. */
export type BallotClient = ContractRouterClient<BallotContract>;

/** The view of the commission's desk beside the box. */
export function useBallotDesk(): BallotDeskView {
  const view = useView<BoxView | BallotDeskView>();
  if (view?.window !== 'ballot-desk') throw new Error("this screen belongs to the commission's desk");
  return view;
}

export const useBallotAct = () => useAct<BallotClient>();

/** What the person at the desk may ask for (main/access/ballot-table.ts). */
export function useMay(): {
  /** Chair and secretary: everything. */
  readonly decides: boolean;
  /** They and the technician: box, test, and a look at the ballots. */
  readonly serves: boolean;
  /** Everybody but the identification's operator: to say that the path is clear. */
  readonly clears: boolean;
  readonly repairs: boolean;
} {
  const role = useBallotDesk().person?.role;
  const decides = role === 'chair' || role === 'secretary';
  const repairs = role === 'technician' || role === 'administrator';
  return { decides, repairs, serves: decides || repairs, clears: decides || repairs || role === 'member' };
}
