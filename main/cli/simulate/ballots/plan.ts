import type { BallotStyle } from '../../../../core/ballot/definition.ts';
import { chance } from '../../../demo/random.ts';

/** What a voter, or whoever gave her the ballot, does wrong. */
export const mistakes = [
  'none-insists',
  'none-exchanges',
  'too-many-insists',
  'too-many-exchanges',
  /** Takes her ballot back, and goes home with it. */
  'walks-off',
  'upside-down',
  'back-side',
  'foreign',
  'test-ballot',
  'wrong-constituency',
  'double-feed',
  'pulled-back',
  /** Spoils her ballot in the booth and gets another one at the table. */
  'exchanged',
  /** The printer jams: what came out half is cancelled, and printed again. */
  'reprinted',
  /** What came out half was given to her by mistake. */
  'half-printed',
] as const;
export type Mistake = (typeof mistakes)[number];
/** At a mobile box nobody of the voters stands at the reader: her sheet is what it is. */
const mistakesOutside: readonly Mistake[] = ['none-insists', 'too-many-insists', 'upside-down', 'exchanged'];

/** What happens to box and cable while a sheet is on its way. */
export const mishaps = [
  'jam-front',
  'jam-middle',
  'jam-gate',
  'jam-back',
  'jam-behind-flap',
  'cable',
  'power',
  'cover',
  'second-sheet',
  'lossy',
  'late',
] as const;
export type Mishap = (typeof mishaps)[number];

/** One voter with her ballot, decided before the day begins. */
export interface Visit {
  readonly n: number;
  readonly style: BallotStyle;
  /** Her choice, by part. */
  readonly marked: Readonly<Record<string, readonly string[]>>;
  readonly batch: 'box' | 'mobile';
  readonly mistake: Mistake | null;
  readonly mishap: Mishap | null;
}

/** One mistake and one mishap every so many voters. */
const MISTAKE_EVERY = 2;
const MISHAP_EVERY = 5;
const MOBILE_SHARE = 0.08;

/**
 * The voters of a day in their order, the same for the same seed; those of the mobile boxes last. Every mistake and every
 * mishap comes in turn.
 * @param styles of this station
 * @param elsewhere whether there are ballots of other constituencies that could be given out by mistake
 */
export function planBallots(
  styles: readonly BallotStyle[],
  elsewhere: boolean,
  count: number,
  seed: string,
): readonly Visit[] {
  const dice = chance(`${seed}/ballots`);
  const possible = mistakes.filter((mistake) => elsewhere || mistake !== 'wrong-constituency');
  const mobile = Math.floor(count * MOBILE_SHARE);
  const turns = { mistake: dice.below(possible.length), mishap: dice.below(mishaps.length) };
  return Array.from({ length: count }, (_, n): Visit => {
    const style = dice.pick(styles);
    const batch = n < count - mobile ? 'box' : 'mobile';
    const kinds = batch === 'box' ? possible : mistakesOutside;
    const mistake = n % MISTAKE_EVERY === 1 ? (kinds[turns.mistake++ % kinds.length] ?? null) : null;
    const mishap = n % MISHAP_EVERY === 2 ? (mishaps[turns.mishap++ % mishaps.length] ?? null) : null;
    const marked = Object.fromEntries(style.parts.map(({ id, options }) => [id, [dice.pick(options).id]]));
    return { n, style, marked, batch, mistake, mishap };
  });
}
