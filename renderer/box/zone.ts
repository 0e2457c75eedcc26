import type { ContractRouterClient } from '@orpc/contract';
import type { BallotContract } from '../../main/api/ballot.ts';
import type { BallotDeskView, BoxView } from '../../main/api/ballot-views.ts';
import { useView } from '../parts/zone.ts';

/** What the voter's screen at the box may ask of its zone. */
export type BoxClient = Pick<ContractRouterClient<BallotContract>, 'voter'>;

/** The view of the voter's screen at the box. */
export function useBox(): BoxView {
  const view = useView<BoxView | BallotDeskView>();
  if (view?.window !== 'box') throw new Error('this screen belongs to the box');
  return view;
}
