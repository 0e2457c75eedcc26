import type { FingerCondition } from '../../api/playground.ts';
import type { CountersView } from '../../api/views.ts';
import { type HardSkin, hardSkins } from './plan.ts';
import type { VisitEnd } from './visit-end.ts';

/** How a voter was identified, or was not, with the words for it. */
const words = {
  'first-touch': 'at the first touch',
  'second-touch': 'at the second',
  'third-touch': 'at the third',
  'later-touch': 'later',
  'other-finger': 'by another finger',
  photo: 'by their photo',
  override: 'because persons vouched',
  'not-identified': 'not identified',
  'no-print': 'not identified without a print on record',
} as const;
export type Path = keyof typeof words;
export type PathCounts = Readonly<Record<Path, number>>;

/** Ends of the visits of voters themselves, no impostors, that came so far as to be identified. */
export interface Paths {
  readonly usual: PathCounts;
  readonly hard: PathCounts;
  readonly bySkin: Readonly<Record<HardSkin, PathCounts>>;
  /** Touches of these visits, and how many of them the kiosk found too poor to compare. */
  readonly touches: { readonly usual: TouchCounts; readonly hard: TouchCounts };
}

interface TouchCounts {
  readonly all: number;
  readonly poor: number;
}

/** Touches of the first finger until it was found; more than three where some were too poor to be compared. */
const inOrder: readonly Path[] = ['first-touch', 'second-touch', 'third-touch'];

/** The path of one visit; null when it ended, or was refused, before anybody was to be identified. */
export function pathOf({ outcome, reason, touches, decided }: VisitEnd): Path | null {
  if (outcome === 'cancelled') return null;
  // With no print on record, and no person who may decide, nobody was asked for a finger.
  if (outcome === 'refused' && reason === 'not-identified') return touches.length > 0 ? reason : 'no-print';
  if (outcome === 'refused') return null;
  if (decided) return decided;
  if (touches.length === 0) return null;
  if (touches.at(-1) !== touches[0]) return 'other-finger';
  return inOrder[touches.length - 1] ?? 'later-touch';
}

export function pathsOf(ends: readonly VisitEnd[]): Paths {
  const own = ends.filter(({ visit }) => visit.hand === visit.voter);
  const of = (fits: (skin: FingerCondition | undefined) => boolean) => own.filter(({ visit }) => fits(visit.skin));
  const [usual, hard] = [of((skin) => skin === undefined), of((skin) => skin !== undefined)];
  const bySkin = Object.fromEntries(hardSkins.map((skin) => [skin, count(of((own) => own === skin))]));
  return {
    usual: count(usual),
    hard: count(hard),
    bySkin: bySkin as Record<HardSkin, PathCounts>,
    touches: { usual: touchesOf(usual), hard: touchesOf(hard) },
  };
}

function count(ends: readonly VisitEnd[]): PathCounts {
  const taken = ends.map(pathOf);
  const of = (path: string) => taken.filter((one) => one === path).length;
  return Object.fromEntries(Object.keys(words).map((path) => [path, of(path)])) as Record<Path, number>;
}

function touchesOf(ends: readonly VisitEnd[]): TouchCounts {
  const sum = (pick: (end: VisitEnd) => number) => ends.reduce((total, end) => total + pick(end), 0);
  return { all: sum(({ touches }) => touches.length), poor: sum(({ poor }) => poor) };
}

/**
 * The kiosk's word on how people were identified against what was done at its desk.
 * @returns what is wrong, in sentences
 */
export function pathDifferences(
  counters: CountersView | undefined,
  ends: readonly VisitEnd[],
  stopped: boolean,
): readonly string[] {
  const standing = ends.filter(({ outcome }) => outcome === 'admitted');
  const told = counters?.byModality ?? {};
  const ways = (['finger', 'photo', 'override'] as const).flatMap((way) => {
    const [says, were] = [told[way] ?? 0, standing.filter(({ decided }) => (decided ?? 'finger') === way).length];
    return says === were ? [] : [`identified by ${way}: the kiosk counts ${says}, but ${were} people were`];
  });
  // A touch that a stop has hidden from the desk was counted by the kiosk, or was not.
  return stopped ? ways : [...ways, ...touchDifferences(counters, touchesOf(ends))];
}

/** The kiosk's count of touches, and of those that it could not compare, against those that were made. */
function touchDifferences(counters: CountersView | undefined, made: TouchCounts): readonly string[] {
  return (['all', 'poor'] as const).flatMap((which) => {
    const says = counters?.touches[which] ?? 0;
    return says === made[which] ? [] : [`touches (${which}): the kiosk counts ${says}, but ${made[which]} were made`];
  });
}

/** The counts in two sentences. */
export function sayPaths({ usual, hard, touches }: Paths): readonly string[] {
  const say = (whose: string, counts: PathCounts, { all, poor }: TouchCounts) => {
    const parts = Object.entries(words).map(([path, word]) => `${counts[path as Path]} ${word}`);
    return `${whose} fingers: ${parts.join(', ')}; ${poor} of ${all} touches too poor to compare`;
  };
  return [say('usual', usual, touches.usual), say('hard', hard, touches.hard)];
}
