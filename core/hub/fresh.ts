/**
 * Whether an ask is one of now. Whoever carries asks may keep one, and bring it when its voter has gone: so each says when it
 * was made, by the hub's clock as the hub itself has told it to the device. A device's own clock plays no part in it, for it
 * may be wrong by years.
 */

/** Milliseconds: so old an ask may be when it comes, over the slowest link; and so far may two collectors' clocks differ. */
export const FRESH = { past: 60_000, ahead: 5_000 } as const;

/**
 * @param asked when it was made, and `now`: by the hub's clock
 * @param since whatever ended what such an ask wants: one that was made before that is not about what stands now. A time that
 *   is still to come stood on a wrong clock, a collector's or that of people who opened or freed locks: nobody waits for it, or
 *   a country would get no lock for as long as that clock was wrong
 * @returns null: it counts; else from when on one would
 */
export function staleFrom(asked: number, now: number, since: number | null = null): number | null {
  const ended = since !== null && since < now + FRESH.ahead ? since : Number.NEGATIVE_INFINITY;
  if (asked > ended && asked >= now - FRESH.past && asked <= now + FRESH.ahead) return null;
  return Math.max(now, ended + 1);
}
