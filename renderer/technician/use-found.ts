import { useCallback, useEffect, useState } from 'react';
import type { DiscoveryView, FoundGroup } from '../../main/api/views.ts';
import { useLooking } from '../parts/zone.ts';

export const foundGroups = ['cable', 'reader', 'scanner', 'printer', 'power', 'screen'] as const;
/** So that no group is forgotten here. */
foundGroups satisfies readonly FoundGroup[];

/** Milliseconds between two looks at the cables: somebody stands there with the plug in the hand. */
const CABLE_MS = 2_000;
/** Milliseconds until a group is asked for again whose answer was that the device host is just starting. */
const RESTARTING_MS = 2_000;

/**
 * What was found, by group. Every group is looked for once by itself, so that a slow one holds up no other; cables again
 * and again, the others when somebody asks: looking for scanners wakes them up.
 * @param groups must be the same list at every drawing
 */
export function useFound(groups: readonly FoundGroup[] = foundGroups): {
  readonly answers: Readonly<Partial<Record<FoundGroup, DiscoveryView>>>;
  /** Groups that are being looked for because somebody asked. */
  readonly looking: ReadonlySet<FoundGroup>;
  readonly look: (group: FoundGroup) => void;
} {
  const client = useLooking();
  const [answers, setAnswers] = useState<Partial<Record<FoundGroup, DiscoveryView>>>({});
  const [looking, setLooking] = useState<ReadonlySet<FoundGroup>>(new Set(groups));
  const [gone] = useState(() => new AbortController());
  useEffect(() => () => gone.abort(), [gone]);

  const ask = useCallback(
    async (group: FoundGroup): Promise<boolean> => {
      try {
        const answer = await client.device.discover({ group });
        const restarting = answer.problems.some(({ code }) => code === 'device.host-restarting');
        if (!gone.signal.aborted && !restarting) setAnswers((before) => ({ ...before, [group]: answer }));
        return !restarting;
      } catch {
        // The line is away and the window says so; what was found stays.
        return false;
      }
    },
    [client, gone],
  );
  const look = useCallback(
    (group: FoundGroup): void => {
      setLooking((before) => new Set(before).add(group));
      const until = async (): Promise<void> => {
        const answered = await ask(group);
        if (gone.signal.aborted) return;
        if (answered) setLooking((before) => new Set([...before].filter((one) => one !== group)));
        else setTimeout(() => void until(), RESTARTING_MS);
      };
      void until();
    },
    [ask, gone],
  );
  useEffect(() => {
    for (const group of groups) look(group);
    if (!groups.includes('cable')) return;
    let timer: ReturnType<typeof setTimeout>;
    const again = (): void => {
      timer = setTimeout(() => void ask('cable').then(again), CABLE_MS);
    };
    again();
    gone.signal.addEventListener('abort', () => clearTimeout(timer));
    return () => clearTimeout(timer);
  }, [ask, look, gone, groups]);
  return { answers, looking, look };
}
