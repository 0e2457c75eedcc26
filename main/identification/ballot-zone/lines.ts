import { catalogue, type Problem } from '../../../core/problem/catalogue.ts';
import type { ChecklistLine } from '../../api/views.ts';
import type { OpeningSteps } from '../state/opening.ts';

/** How the ballot zone stands for the stage that the station is at. */
export type Standing =
  /** It has not answered. */
  { readonly at: 'absent' } | { readonly at: 'waits'; readonly needs: Problem['code'] } | { readonly at: 'ready' };

/** What it may wait for, where its problem has numbers in it: told in two words. */
export const toldShort = ['test-differs', 'not-empty', 'to-decide', 'protocol-unfinished', 'too-many-sheets'] as const;

/** Stands for the ballot box with its reader among the devices that may be done without. */
export const BALLOT_BOX = 'ballot-box';

/** How the ballot zone stands among the lines of a list. `decided`: this sitting is opened with an ordinary box. */
export function ballotZoneLine(
  standing: Standing,
  decided: boolean,
  undecided: ChecklistLine['state'] = 'to-do',
): ChecklistLine {
  const item = 'ballot-zone';
  if (decided) return { item, state: 'done', problem: { code: 'ballot-zone.ordinary-box' }, detail: null };
  if (standing.at === 'ready') return { item, state: 'done', problem: null, detail: null };
  return { item, state: undecided, ...told(standing) };
}

/** Whether it was decided to open with an ordinary box. */
export const withoutBallotBox = ({ without }: Pick<OpeningSteps, 'without'>): boolean =>
  without.some(({ device }) => device === BALLOT_BOX);

function told(standing: Exclude<Standing, { at: 'ready' }>): Pick<ChecklistLine, 'problem' | 'detail'> {
  if (standing.at === 'absent') return { problem: { code: 'ballot-zone.absent' }, detail: null };
  const { needs } = standing;
  const short = toldShort.find((one) => needs === `ballot-zone.${one}`);
  if (short !== undefined) return { problem: null, detail: short };
  // What its own screen says in numbers did not cross with them.
  const isWhole = (catalogue[needs]?.params ?? []).length === 0;
  return { problem: { code: isWhole ? needs : 'ballot-zone.waits' }, detail: null };
}
