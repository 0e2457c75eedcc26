import type { TunableLink } from '../transport/link.ts';
import { SENSOR_RATES } from './r30x-codec.ts';

/** Rates in the order in which a sensor is looked for: the wished one, the present one, the factory's, the usual, all. */
export function rateOrder(wished: number, present: number): readonly number[] {
  return [...new Set([wished, present, 57_600, 115_200, 9_600, ...SENSOR_RATES])];
}

export interface RateSearch {
  readonly link: TunableLink;
  readonly wished: number;
  /** Waits until the link is up again; false if it does not come up. */
  readonly untilUp: () => Promise<boolean>;
  /** True if the sensor answers at the present rate; `stop` when something else does. */
  readonly probe: () => Promise<boolean | 'stop'>;
  /** Tells the sensor to talk at this rate from now on, and waits until it may do so; false if it refuses. */
  readonly setRate: (rate: number) => Promise<boolean>;
}

/**
 * Finds the rate at which a sensor answers and brings it to the wished one. A sensor that agrees and still stays where
 * it was (some models change only when they are switched on anew) is used at its own rate.
 * @returns the rate at which it answers, or null where it answers at none; then the link is at the wished rate again
 */
export async function findRate(search: RateSearch, signal: AbortSignal): Promise<number | null> {
  const { link, wished, untilUp, probe, setRate } = search;
  const at = async (rate: number): Promise<boolean | 'stop'> => {
    if (!link.up || link.baudRate !== rate) await link.retune(rate);
    return (await untilUp()) && !signal.aborted && probe();
  };
  for (const rate of rateOrder(wished, link.baudRate)) {
    if (signal.aborted) return null;
    const answers = await at(rate);
    if (answers === 'stop') break;
    if (!answers) continue;
    if (rate === wished || !SENSOR_RATES.includes(wished) || !(await setRate(wished))) return rate;
    if ((await at(wished)) === true) return wished;
    return (await at(rate)) === true ? rate : null;
  }
  if (!signal.aborted && link.baudRate !== wished) await link.retune(wished);
  return null;
}
