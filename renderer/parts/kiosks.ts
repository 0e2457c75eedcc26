import { type Problem, severityOf } from '../../core/problem/catalogue.ts';
import type { OtherKioskView, Share } from '../../main/api/network-views.ts';

/** Whether a kiosk is missed: it is not seen, and no other one serves in its place. */
export const isAway = ({ seen, takenBy }: OtherKioskView): boolean => !seen && takenBy === null;

/**
 * Of the problems of a station, the worst first, the one that an officer is told: while each kiosk serves its own share, who
 * is served here goes before all that can wait, and before whom the chair has been called for.
 */
export function toldFirst(problems: readonly Problem[]): readonly Problem[] {
  const [worst] = problems;
  const unseen = problems.find(({ code }) => code === 'kiosks.unseen-share');
  const waits = worst === undefined || worst.code === 'kiosks.doubled' || severityOf(worst) !== 'blocking';
  return unseen !== undefined && waits ? [unseen] : problems.slice(0, 1);
}

const isUnseen = ({ code }: Problem): boolean => code.startsWith('kiosks.unseen-');

/** Kiosks that are not seen, in one sentence: one notice each would fill the screen of whoever is to mend it. */
export function unseenTogether(problems: readonly Problem[]): readonly Problem[] {
  const unseen = problems.filter(isUnseen);
  const [first] = unseen;
  if (first === undefined) return problems;
  const device = unseen.map(({ params }) => String(params?.device)).join(', ');
  return problems.flatMap((one): Problem[] => {
    if (!isUnseen(one)) return [one];
    return one === first ? [{ code: first.code, params: { device } }] : [];
  });
}

/** Numbers of a list as they stand on the screens. */
export const sharesText = (shares: readonly Share[]): string =>
  shares.map(({ from, to }) => (from === to ? `№ ${from}` : `№ ${from}–${to}`)).join(', ');
