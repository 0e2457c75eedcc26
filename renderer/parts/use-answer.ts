import { useCallback, useEffect, useState } from 'react';
import { type LookingClient, useLooking } from './zone.ts';

/** Milliseconds between looks for sticks and files: somebody stands there with the stick in the hand. */
const again = 2_000;

/**
 * Asks the zone for a list again and again while the screen is shown; null until the first answer.
 * @param ask must be the same function at every drawing
 * @param turn another one where something was done that changes the answer: it is asked at once, and what was under way
 *   before is not believed
 */
export function useAnswer<T, Client = LookingClient>(ask: (client: Client) => Promise<T>, turn = 0): T | null {
  // Which windows have which client is their rooms' matter, as with `useZone`.
  const client = useLooking() as Client;
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
    // The turn is the reason to ask again, not a value used.
  }, [client, ask, turn]);
  return answer;
}

/**
 * Asks the zone once, and again when somebody wants it: for what costs the kiosk more than a look. Where the line is
 * away it is asked until the first answer.
 * @param ask must be the same function at every drawing
 */
export function useAnswerOnce<T>(ask: (client: LookingClient) => Promise<T>): {
  readonly answer: T | null;
  readonly asking: boolean;
  readonly again: () => void;
} {
  const client = useLooking();
  const [answer, setAnswer] = useState<T | null>(null);
  const [turn, setTurn] = useState(0);
  const [answered, setAnswered] = useState(-1);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      try {
        const next = await ask(client);
        if (gone) return;
        setAnswer(next);
        setAnswered(turn);
      } catch {
        if (!gone) timer = setTimeout(() => void look(), again);
      }
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [client, ask, turn]);
  return { answer, asking: answered !== turn, again: useCallback(() => setTurn((before) => before + 1), []) };
}
