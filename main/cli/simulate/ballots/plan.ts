import type { BallotStyle } from '../../../../core/ballot/definition.ts';
import { type Chance, chance } from '../../../demo/random.ts';

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

/** What is on a ballot about which persons have to decide. Alone, or `beside` a cross in another square. */
export const unsureKinds = [
  'faint',
  'dot',
  'line-beside',
  'faint-beside',
  'line',
  /** She is asked, takes her ballot back, and gets another one at the table. */
  'exchanges',
] as const;
export type UnsureKind = (typeof unsureKinds)[number];

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

/** When the box fails for good, and another one takes its place. */
export const exchanges = [
  'between-sheets',
  'on-its-way',
  /** On its way, and the zone is killed around the exchange. */
  'killed',
] as const;
export type Exchange = (typeof exchanges)[number];

/** What happens to a sheet of a mobile box in the feeder. */
export const feedings = [
  /** Other paper lies on it. */
  'foreign',
  'jam',
  /** The zone is killed while it is on its way. */
  'killed',
  'back-side',
  /** It comes out beneath another one, and was not seen. */
  'stuck-together',
] as const;
export type FeedEvent = (typeof feedings)[number];

/** One voter with her ballot, decided before the day begins. */
export interface Visit {
  readonly n: number;
  readonly style: BallotStyle;
  /** Her choice, by part. */
  readonly marked: Readonly<Record<string, readonly string[]>>;
  /** The mobile box that she puts it into, and what that one is fed through; null: she stands at the reader. */
  readonly mobile: { readonly box: string; readonly by: 'feeder' | 'slot' } | null;
  readonly mistake: Mistake | null;
  readonly unsure: UnsureKind | null;
  readonly mishap: Mishap | null;
  readonly exchange: Exchange | null;
  readonly feeding: FeedEvent | null;
}

/** What is possible at a station on a day. */
export interface Possible {
  /** Styles of this station. */
  readonly styles: readonly BallotStyle[];
  /** There are ballots of other constituencies that could be given out by mistake. */
  readonly elsewhere: boolean;
  /** A voter is asked about marks of which the machine is not sure. */
  readonly asks: boolean;
  /** The zone may be killed. */
  readonly kills: boolean;
}

/** One mistake, mishap, unsure mark and exchange of the box every so many voters. */
const MISTAKE_EVERY = 2;
const MISHAP_EVERY = 5;
const UNSURE_EVERY = 4;
const EXCHANGE_EVERY = 10;
/** Which of ten: one without a mishap, for a box that fails needs none beside. */
const EXCHANGE_AT = 6;
const MOBILE_SHARE = 0.2;
/** Sheets of one mobile box; they go through the feeder and the slot in turn. */
const MOBILE_SHEETS = 5;

/**
 * The voters of a day in their order, the same for the same seed; those of the mobile boxes last. Every kind of what can
 * happen comes in turn.
 */
export function planBallots(possible: Possible, count: number, seed: string): readonly Visit[] {
  const { styles, elsewhere, asks, kills } = possible;
  const dice = chance(`${seed}/ballots`);
  const inside = turns(dice, mistakes, (kind) => elsewhere || kind !== 'wrong-constituency');
  const outside = turns(dice, mistakesOutside);
  const atReader = turns(dice, unsureKinds, (kind) => asks || kind !== 'exchanges');
  const unasked = turns(dice, unsureKinds, (kind) => kind !== 'exchanges');
  const mishap = turns(dice, mishaps);
  const exchange = turns(dice, exchanges, (kind) => kills || kind !== 'killed');
  const feeding = turns(dice, feedings, (kind) => kills || kind !== 'killed');
  const first = count - Math.floor(count * MOBILE_SHARE);
  return Array.from({ length: count }, (_, n): Visit => {
    const style = dice.pick(styles);
    const marked = Object.fromEntries(style.parts.map(({ id, options }) => [id, [dice.pick(options).id]]));
    const mobile = n < first ? null : mobileBox(Math.floor((n - first) / MOBILE_SHEETS));
    const fed = mobile?.by === 'feeder';
    return {
      ...{ n, style, marked, mobile },
      mistake: n % MISTAKE_EVERY === 1 ? (mobile ? outside : inside)() : null,
      unsure: n % UNSURE_EVERY === 0 ? (mobile ? unasked : atReader)() : null,
      mishap: n % MISHAP_EVERY === 2 && !fed ? mishap() : null,
      exchange: n % EXCHANGE_EVERY === EXCHANGE_AT && !mobile ? exchange() : null,
      feeding: fed ? feeding() : null,
    };
  });
}

const mobileBox = (at: number): Visit['mobile'] => ({ box: `M-${at + 1}`, by: at % 2 === 0 ? 'feeder' : 'slot' });

/** Deals kinds in turn, from one that is drawn by lot. */
function turns<T>(dice: Chance, kinds: readonly T[], may: (kind: T) => boolean = () => true): () => T | null {
  const dealt = kinds.filter(may);
  let next = dice.below(dealt.length);
  return () => dealt[next++ % dealt.length] ?? null;
}
