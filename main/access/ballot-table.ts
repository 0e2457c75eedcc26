import type { BallotContract } from '../api/ballot.ts';
import type { Role } from '../api/views.ts';
import type { Caller, MethodOf } from './table.ts';

/** Who may do what in the ballot zone: role × window × method. Which step comes when is for its rooms (`ballot.not-now`). */
export type BallotWindow = 'box' | 'ballot-desk';

interface BallotRow {
  readonly windows: readonly BallotWindow[];
  readonly callers: readonly Caller[];
}

const commission: readonly Role[] = ['chair', 'secretary', 'member'];
const chair: readonly Role[] = ['chair', 'secretary'];
const technician: readonly Role[] = ['technician', 'administrator'];

const desk = (callers: readonly Caller[]): BallotRow => ({ windows: ['ballot-desk'], callers });
const voter: BallotRow = { windows: ['box'], callers: ['anyone'] };

export const ballotTable: Readonly<Record<MethodOf<BallotContract>, BallotRow>> = {
  watch: { windows: ['box', 'ballot-desk'], callers: ['anyone'] },
  'access.signIn': desk(['anyone']),
  'access.signOut': desk(['anyone']),
  'voter.insist': voter,
  'voter.takeBack': voter,
  'box.assign': desk([...chair, ...technician]),
  'box.cleared': desk([...commission, ...technician]),
  'box.located': desk(chair),
  'box.replace': desk([...chair, ...technician]),
  'test.begin': desk([...chair, ...technician]),
  'test.end': desk([...chair, ...technician]),
  'test.accept': desk(chair),
  'zero.prove': desk(chair),
  'mobile.begin': desk(chair),
  'mobile.feed': desk(chair),
  'mobile.stop': desk(chair),
  'mobile.end': desk(chair),
  'adjudication.next': desk(chair),
  'adjudication.decide': desk(chair),
  'results.count': desk(chair),
  'results.type': desk(chair),
  'results.byHand': desk(chair),
  'results.discrepancy': desk(chair),
  'results.explain': desk(chair),
  'results.dissent': desk(chair),
  'results.sign': desk(chair),
  'results.correct': desk(chair),
  'results.dropCorrection': desk(chair),
  'results.print': desk(chair),
  'results.export': desk(chair),
  'papers.again': desk([...chair, ...technician]),
  'pages.begin': desk(chair),
  'pages.stop': desk(chair),
  'recount.begin': desk(chair),
  'recount.feed': desk(chair),
  'recount.stop': desk(chair),
  'recount.end': desk(chair),
  'recount.drop': desk(chair),
  'recount.record': desk(chair),
  'proof.page': desk([...chair, ...technician]),
};

/** Whether this call is allowed. What has no row is denied. */
export function mayCallBallot(method: string, call: { readonly window: string; readonly role: Role | null }): boolean {
  if (!Object.hasOwn(ballotTable, method)) return false;
  const row = ballotTable[method as keyof typeof ballotTable];
  if (!row.windows.some((window) => window === call.window)) return false;
  return row.callers.includes('anyone') || (call.role !== null && row.callers.includes(call.role));
}
