import type { FingerCondition } from '../../api/playground.ts';
import { chance } from '../../demo/random.ts';
import type { Trait } from '../../demo/trait.ts';
import type { DemoVoter } from '../../demo/voters.ts';

/** One person stepping up to the kiosk, decided before the day begins. */
export interface Visit {
  readonly n: number;
  /** Whose document is shown. */
  readonly voter: DemoVoter;
  /** Whose fingers touch the sensor: the same person, or an impostor. */
  readonly hand: DemoVoter;
  readonly how: 'document' | 'pin' | 'name';
  /** How the first touch turns out; later ones are good. */
  readonly firstTouch: FingerCondition;
  /** The hand's skin is hard for good: every touch of it turns out so. Left out: usual skin. */
  readonly skin?: HardSkin;
  /** What goes wrong at the devices while this visitor stands there. */
  readonly mishap: Mishap | null;
  /** When this visitor leaves without having been admitted for good; left out, the visitor stays to the end. */
  readonly leaves?: Leaving;
}

/** What makes a person's fingers hard for good: skin, work, or a hand that does not lie flat. */
export const hardSkins = ['dry', 'wet', 'partial', 'smeared'] as const satisfies readonly FingerCondition[];
export type HardSkin = (typeof hardSkins)[number];

/**
 * Before a finger is put down (the officer cancels), before anything is printed, while the slip is being printed (both
 * end in a release), or with the slip, which is given back (the admission is undone).
 */
export const leavings = ['before-finger', 'before-paper', 'in-print', 'slip-back'] as const;
export type Leaving = (typeof leavings)[number];

/** `slip-torn`: the printer's cable comes out in the middle of the slip, and what hangs there has no whole number. */
export type Mishap = 'paper-out' | 'printer-unplugged' | 'sensor-unplugged' | 'cover-open' | 'slip-torn';

/** Shares of the visits. Impostors as the issue asks; the others as a day with trouble has them. */
const SHARE = { impostor: 0.05, again: 0.03, foreign: 0.06, pin: 0.06, name: 0.04, poorTouch: 0.08 } as const;
/** One leaves every so many of those who would be admitted, and comes again later. */
const LEAVES_EVERY = 9;
/** Who is not sent away at this station, whatever else is odd about their papers. */
const welcome: readonly Trait[] = ['ordinary', 'old-passport', 'expired-document', 'document-differs'];
/** One mishap every so many visits. */
const MISHAP_EVERY = 25;
const mishaps: readonly Mishap[] = ['paper-out', 'sensor-unplugged', 'printer-unplugged', 'cover-open'];
const poor: readonly FingerCondition[] = ['dry', 'partial', 'wet'];

/**
 * The day's visits in order, deterministic from the seed: every voter of the list once, and among them people who
 * leave and come again, people of other stations, and impostors with somebody else's document.
 * @param hardFingers percent of the list whose fingers are hard for good; the visits are the same as without
 */
export function planDay(
  list: readonly DemoVoter[],
  others: readonly DemoVoter[],
  seed: string,
  hardFingers: number,
): readonly Visit[] {
  const dice = chance(`${seed}/plan`);
  const hard = hardSkinsOf(list, seed, hardFingers);
  const visits: Omit<Visit, 'n' | 'mishap'>[] = [];
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(dice.next() * all.length)];
  const come = (voter: DemoVoter, hand: DemoVoter, leaves?: Leaving) => {
    const x = dice.next();
    const skin = hard.get(hand);
    visits.push({
      voter,
      hand,
      // Nothing can be read in a 1994 passport: the officer types its PIN.
      how: x < SHARE.pin || voter.papers[0]?.mrz === null ? 'pin' : x < SHARE.pin + SHARE.name ? 'name' : 'document',
      firstTouch: dice.next() < SHARE.poorTouch ? (pick(poor) ?? 'good') : 'good',
      ...(skin && { skin }),
      ...(leaves && { leaves }),
    });
  };
  let served = 0;
  /** Every way of leaving in turn. */
  const leaving = ({ trait }: DemoVoter): Leaving | undefined => {
    if (!welcome.includes(trait)) return undefined;
    served += 1;
    return served % LEAVES_EVERY === 1 ? leavings[Math.floor(served / LEAVES_EVERY) % leavings.length] : undefined;
  };
  /** People who will come a second time, once somebody else was served: nobody is back at the desk at once. */
  const back: DemoVoter[] = [];
  for (const voter of shuffled(list, () => dice.next())) {
    const impostor = dice.next() < SHARE.impostor ? pick(others) : undefined;
    // The impostor comes first: afterwards the voter must still be admitted.
    if (impostor) come(voter, impostor);
    const leaves = leaving(voter);
    come(voter, voter, leaves);
    const returning = back.shift();
    if (returning) come(returning, returning);
    if (dice.next() < SHARE.again || leaves) back.push(voter);
    const foreigner = dice.next() < SHARE.foreign ? pick(others) : undefined;
    if (foreigner) come(foreigner, foreigner);
  }
  for (const voter of back) come(voter, voter);
  return visits.map((visit, n) => ({ ...visit, n, mishap: visit.leaves ? null : mishapAt(n) }));
}

/** Whose fingers are hard and how, each way in turn: chance of its own, so that nothing else of the day moves. */
function hardSkinsOf(list: readonly DemoVoter[], seed: string, percent: number): ReadonlyMap<DemoVoter, HardSkin> {
  const dice = chance(`${seed}/hard`);
  const some = shuffled(
    list.filter(({ fingers }) => fingers.length > 0),
    () => dice.next(),
  ).slice(0, Math.round((list.length * percent) / 100));
  const first = dice.below(hardSkins.length);
  return new Map(some.map((voter, i) => [voter, hardSkins[(first + i) % hardSkins.length] ?? 'dry']));
}

function mishapAt(n: number): Mishap | null {
  if (n % MISHAP_EVERY !== MISHAP_EVERY - 1) return null;
  return mishaps[Math.floor(n / MISHAP_EVERY) % mishaps.length] ?? null;
}

function shuffled<T>(all: readonly T[], next: () => number): readonly T[] {
  const out = [...all];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
