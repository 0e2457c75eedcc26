import { expect } from 'vitest';
import type { Hands } from '../hands.ts';
import { said } from '../words.ts';

/** So long a slip may take on a machine that is busy. */
export const OUT_MS = 60_000;

/**
 * Waits at the chair's duties until every copy of a slip is out. Where the machine was too busy for the printer to say
 * so, somebody looks into the tray and tells the kiosk, as it asks.
 */
export async function copiesOut(desk: Hands): Promise<void> {
  const out = desk.button(said('day:copies.out'));
  // Acts that wait are told in the same manner.
  const acts = desk.button(said('acts:waits.open'));
  const left = async (): Promise<number> => {
    if (await out.isVisible()) await out.click();
    return desk.page.locator('.copies').filter({ hasNot: acts }).count();
  };
  await expect.poll(left, { timeout: OUT_MS }).toBe(0);
}
