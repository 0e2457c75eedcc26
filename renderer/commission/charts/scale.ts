import type { Tally } from '../../../core/hub/turnout.ts';

/**
 * Steps of an axis that people count in: 1, 2 or 5 times a power of ten, and not more of them than wanted.
 * @returns values from 0 on; the last one is `top` or more
 */
export function axisSteps(top: number, most: number): readonly number[] {
  const rough = Math.max(top, Number.MIN_VALUE) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough * (1 - 1e-9)) ?? 10);
  return Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, nth) => nth * step);
}

/** A moment of the day and how many were admitted until then. Hours count from midnight: 14.5 is half past two. */
export interface Reached {
  readonly hour: number;
  readonly admitted: number;
}

/**
 * How turnout grew, hour by hour: a point at the end of each hour, and one for now, which has everybody. Hours begin with the
 * first in which somebody was admitted; what is counted in a later hour than now was admitted where it is later.
 * @param now hour of the day
 */
export function cumulated(byHour: Tally, now: number): readonly Reached[] {
  const hours = Object.keys(byHour).map(Number);
  if (hours.length === 0) return [];
  const first = Math.min(...hours, Math.floor(now));
  const all = Object.values(byHour).reduce((sum, count) => sum + count, 0);
  const points: Reached[] = [{ hour: first, admitted: 0 }];
  let admitted = 0;
  for (let hour = first; hour + 1 <= now; hour += 1) {
    admitted += byHour[String(hour).padStart(2, '0')] ?? 0;
    points.push({ hour: hour + 1, admitted });
  }
  return [...points, { hour: now, admitted: all }];
}

/** `14:30` as an hour of the day. */
export function hourOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours + minutes / 60;
}
