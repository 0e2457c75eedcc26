import { useEffect, useState } from 'react';
import { useZone, type ZoneClient } from './zone.ts';

/** Milliseconds between looks for sticks and files: somebody stands there with the stick in the hand. */
const again = 2_000;

/**
 * Asks the zone for a list again and again while the screen is shown; null until the first answer.
 * @param ask must be the same function at every drawing
 */
export function useAnswer<T>(ask: (client: ZoneClient) => Promise<T>): T | null {
  const { client } = useZone();
  const [answer, setAnswer] = useState<T | null>(null);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      try {
        const next = await ask(client);
        if (!gone) setAnswer(next);
      } catch {
        // The line is away and the window says so; the list is asked for again.
      }
      if (!gone) timer = setTimeout(() => void look(), again);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [client, ask]);
  return answer;
}
