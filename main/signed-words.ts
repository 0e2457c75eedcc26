import { differenceWords, type SaidDifference, type SignedWord } from '../core/election/difference-words.ts';
import { type Difference, differencesOf, type PackageSays, saidIn } from '../core/election/differences.ts';
import { defaultPolicy } from '../core/election/policy-default.ts';
import type { Language } from './problem-words.ts';
import { screenText } from './screen-words.ts';

/** The words of what a commission signs, for where no screen is. */
const signedWord =
  (language: Language): SignedWord =>
  (key) => {
    const name = `signed:${key}`;
    const text = screenText(language, name);
    return text === key ? null : text;
  };

/** What two packages say differently, in words. */
export const saidDifferences = (
  before: Partial<PackageSays>,
  now: Partial<PackageSays>,
  language: Language,
): readonly SaidDifference[] => inWords(differencesOf(before, now), language);

/** A rule as it is signed, in words, and whether the shipped default says something else. */
export interface SaidRule extends Pick<SaidDifference, 'where' | 'now'> {
  /** What the shipped default says; null: the same. */
  readonly shipped: string | null;
}

/** Everything that a policy says, in words, beside what the shipped default says otherwise. */
export function saidPolicy(policy: PackageSays['policy'], language: Language): readonly SaidRule[] {
  const word = signedWord(language);
  const others = new Map(
    differencesOf({ policy: defaultPolicy }, { policy }).map((one) => [
      JSON.stringify(one.path),
      differenceWords(one, language, word),
    ]),
  );
  const said = saidIn({ policy }).map((one) => {
    const { where, now } = differenceWords(one, language, word);
    return { where, now, shipped: others.get(JSON.stringify(one.path))?.before ?? null };
  });
  // What the default says and this policy does not is a difference too.
  const known = new Set(said.map(({ where }) => where));
  const left = [...others.values()].filter(({ where }) => !known.has(where));
  return [...said, ...left.map(({ where, now, before }) => ({ where, now, shipped: before }))];
}

function inWords(all: readonly Difference[], language: Language): readonly SaidDifference[] {
  const word = signedWord(language);
  return all.map((one) => differenceWords(one, language, word));
}
