import { stationSlips } from '../chair.ts';
import { type DeskClient, must } from '../desk-client.ts';
import type { Room } from '../room.ts';

/** How many acts of each kind were drawn. */
export type ActsDrawn = Readonly<Record<string, number>>;

/** Draws every act that is due, as a commission that leaves none open, on the receipt printer. */
export async function drawActs(room: Room, { client }: DeskClient, wrong: string[]): Promise<ActsDrawn> {
  const before = stationSlips(room);
  const drawn: Record<string, number> = {};
  const { due } = await client.acts.overview({});
  for (const { kind, of, asksWords } of due) {
    must(await client.acts.draw({ kind, of, words: asksWords ? 'told by the member on duty' : null, on: 'slip' }));
    drawn[kind] = (drawn[kind] ?? 0) + 1;
  }
  const after = await client.acts.overview({});
  if (after.due.length > 0) wrong.push(`${after.due.length} acts are due still`);
  const notOut = after.drawn.filter(({ out }) => out !== 'yes').map(({ shown }) => shown);
  if (notOut.length > 0) wrong.push(`the acts ${notOut.join()} are not out`);
  const out = stationSlips(room) - before;
  if (out !== due.length) wrong.push(`${out} papers came out for ${due.length} acts`);
  return drawn;
}
