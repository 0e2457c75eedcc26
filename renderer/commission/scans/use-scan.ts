import { useCallback, useEffect, useState } from 'react';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { ScanShown } from '../../../main/api/console-views.ts';
import { thrownProblem } from '../../parts/thrown.ts';
import { useConsole, useLooking } from '../zone.ts';

/** How it stands with the image of a paper. */
export type ScanState =
  | { readonly is: 'coming' }
  | { readonly is: 'shown'; readonly scan: ScanShown }
  | { readonly is: 'trouble'; readonly problem: Problem };

const coming: ScanState = { is: 'coming' };

/**
 * The image of one paper, asked for as soon as it is wanted, and once more when the hub is heard again.
 * @param taken another number: files have come from a stick, and it is asked for again
 * @returns how it stands, and how to ask again
 */
export function useScan(
  station: string,
  sha256: string,
  { wanted = true, taken }: { readonly wanted?: boolean; readonly taken: number },
): readonly [state: ScanState, again: () => void] {
  const client = useLooking();
  const { connected } = useConsole().hub;
  const [told, setTold] = useState<{ readonly of: string; readonly state: ScanState }>({ of: sha256, state: coming });
  const [tries, setTries] = useState(0);
  const again = useCallback(() => setTries((before) => before + 1), []);
  // What was told of another paper is none of this one.
  const state = told.of === sha256 ? told.state : coming;
  const isShown = state.is === 'shown';
  // Tries, files that were taken and the link are reasons to ask again, and no values used.
  useEffect(() => {
    if (!wanted || isShown) return;
    let gone = false;
    const tell = (next: ScanState): void => {
      if (!gone) setTold({ of: sha256, state: next });
    };
    tell(coming);
    client.results.scan({ station, sha256 }).then(
      (answer) => tell(answer.ok ? { is: 'shown', scan: answer.value } : { is: 'trouble', problem: answer.error }),
      (error: unknown) => tell({ is: 'trouble', problem: thrownProblem(error) }),
    );
    return () => {
      gone = true;
    };
  }, [client, station, sha256, wanted, isShown, tries, taken, connected]);
  return [state, again];
}
