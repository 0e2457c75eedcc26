import type { Brought, Deed } from './protocol.ts';
import type { BallotRoom } from './room.ts';

/** A zone that was killed is there again after less, in milliseconds. */
const BACK_MS = 60_000;

export type Desk = ReturnType<typeof deskAt>;

/** The commission's desk: steps that have to succeed. */
export function deskAt(room: BallotRoom) {
  const until = async (fits: (sight: NonNullable<BallotRoom['sight']>) => boolean, what: string) => {
    const began = performance.now();
    while (!room.sight || !fits(room.sight)) {
      if (performance.now() - began > BACK_MS) throw new Error(`${what} did not come: ${JSON.stringify(room.sight)}`);
      await room.change(50);
    }
    return room.sight;
  };
  return {
    until,
    do: async (deed: Deed): Promise<Brought> => {
      await until(() => true, 'the zone');
      const result = await room.do(deed);
      if (!result?.ok) throw new Error(`${deed.do}: ${JSON.stringify(result)}`);
      return result.value;
    },
  };
}
