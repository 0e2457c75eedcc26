import { mrzShape } from '../mrz-fields.ts';
import { readByCorrelation } from './correlate.ts';
import { type GrayPage, quarterTurn } from './gray-page.ts';
import type { Reading } from './reading.ts';
import { findZone, type Point, type Zone } from './zone.ts';

/** A zone as the first reader read it, with the page turned so that it is upright. */
export interface Located {
  readonly page: GrayPage;
  readonly zone: Zone;
  readonly reading: Reading;
}

/**
 * Upright letters are on average this like their drawings, where print is good. Upside down many are like another one
 * (0.8: H, I, O, S, X, Z), so anything less is looked at the other way round too.
 */
const UPRIGHT = 0.9;

/**
 * Finds the zone on a page that lies any of its four ways, up to 7° askew, and reads it with the first reader.
 * @returns null where there is no zone
 */
export function locate(page: GrayPage): Located | null {
  let turned = page;
  let zone = findZone(page);
  if (zone === null) {
    turned = quarterTurn(page);
    zone = findZone(turned);
    if (zone === null) return null;
  }
  const reading = readByCorrelation(turned, zone);
  const upright = meanLikeness(reading);
  if (upright >= UPRIGHT) return { page: turned, zone, reading };
  const over = upsideDown(zone);
  const second = readByCorrelation(turned, over);
  return meanLikeness(second) > upright
    ? { page: turned, zone: over, reading: second }
    : { page: turned, zone, reading };
}

function meanLikeness({ lines }: Reading): number {
  const all = lines.flat();
  return all.reduce((sum, { likeness }) => sum + likeness, 0) / all.length;
}

/** The same grid, begun at its other end. */
function upsideDown({ format, origin, step, down }: Zone): Zone {
  const across = mrzShape[format].width - 1;
  const last = down[down.length - 1]!;
  const minus = (a: Point, b: Point) => ({ x: a.x - b.x, y: a.y - b.y });
  return {
    format,
    origin: { x: origin.x + across * step.x + last.x, y: origin.y + across * step.y + last.y },
    step: { x: -step.x, y: -step.y },
    down: down.map((one) => minus(one, last)).reverse(),
  };
}
