import { decodeImage } from '../../../../core/fingerprint/fingerprint.ts';
import type { GrayImage } from '../../../../core/fingerprint/image.ts';
import type { UndecidedSheet } from '../../../api/ballot-views.ts';
import type { Desk } from './desk.ts';
import type { ZoneKiller } from './killer.ts';
import type { BallotRoom } from './room.ts';

/** What is left out on each side of a picture, in millimetres: what is around the square, and the square's own line. */
const EDGE_MM = 2.5 + 0.8;
/** Of the pictures, which have no resolution of their own. */
const DPI = 200;
/** Darker than this gray something is written. */
const WRITTEN = 215;
/** A mark goes over so much of its square, upright and across; a dot and the end of a line do not. */
const WIDE = 0.65;
/** The zone is killed within so many milliseconds after the first decision was asked for. */
const KILL_MS = 60;

/**
 * Two persons decide about every sheet that the desk shows them, by its pictures alone: whose sheet it is they do not know.
 * @param killer kills the zone amid a decision; null: nobody does
 * @returns how many sheets of each style they saw, and whether the count was refused before they had decided
 */
export async function adjudicate(
  room: BallotRoom,
  at: Desk,
  killer: ZoneKiller | null,
): Promise<{ readonly seen: Readonly<Record<string, number>>; readonly refused: boolean }> {
  await at.until(({ day }) => day.phase === 'closed', 'the closed box');
  const early = await room.do({ do: 'next-sheet' });
  const refused = early?.ok === true && early.value.sheet ? !(await room.do({ do: 'count' }))?.ok : true;
  const seen: Record<string, number> = {};
  let mayKill = killer !== null;
  for (;;) {
    await at.until(() => true, 'the zone');
    const next = await room.do({ do: 'next-sheet' });
    if (next === null) continue;
    if (!next.ok) throw new Error(`next-sheet: ${JSON.stringify(next)}`);
    const { sheet } = next.value;
    if (!sheet) break;
    if (mayKill) killer?.amid('adjudicating', KILL_MS);
    mayKill = false;
    const decided = await room.do({ do: 'decide', ticket: sheet.ticket, marked: markedOn(sheet) });
    if (decided && !decided.ok) throw new Error(`decide: ${JSON.stringify(decided)}`);
    // Of one who died meanwhile nobody knows: what is left undecided is shown again.
    seen[sheet.style] = (seen[sheet.style] ?? 0) + 1;
  }
  if (killer) await at.until(() => killer.quiet, 'the end of the killing');
  return { seen, refused };
}

/** What is written over the whole of a square is its mark, however pale. */
const markedOn = ({ parts }: UndecidedSheet) =>
  parts.map(({ part, squares }) => ({
    part,
    options: squares.flatMap(({ option, picture }) => (picture && isMark(picture) ? [option] : [])),
  }));

/** Whether something is written over the whole of the square, up and down and across. */
function isMark(dataUrl: string): boolean {
  const image = pngOf(dataUrl);
  const edge = Math.round((EDGE_MM / 25.4) * DPI);
  const [columns, rows] = [new Set<number>(), new Set<number>()];
  for (let y = edge; y < image.height - edge; y += 1) {
    for (let x = edge; x < image.width - edge; x += 1) {
      if ((image.pixels[y * image.width + x] ?? WRITTEN) >= WRITTEN) continue;
      columns.add(x);
      rows.add(y);
    }
  }
  const share = (places: ReadonlySet<number>, side: number) =>
    places.size === 0 ? 0 : (Math.max(...places) - Math.min(...places) + 1) / (side - 2 * edge);
  return share(columns, image.width) >= WIDE && share(rows, image.height) >= WIDE;
}

function pngOf(dataUrl: string): GrayImage {
  const decoded = decodeImage(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
  if (!decoded.ok) throw new Error('a picture of a square is none');
  return decoded.value;
}
