import type { RehearsalCase } from '../election/policy-rehearsal.ts';
import { shortDate } from '../person/dates.ts';
import { clockOf } from '../person/duration.ts';
import { deviceLine, marks, type SlipPlace } from './content.ts';
import { rehearsalCaseWords, rehearsalSlipWords } from './rehearsal-words.ts';
import { hashGroups, type Slip, type SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

export interface RehearsalFacts extends SlipPlace {
  readonly number: number;
  readonly name: string;
  /** Local hh:mm. */
  readonly from: string;
  readonly until: string;
  readonly seconds: number;
  readonly attempts: number;
  /** The cases of the policy, in its order. */
  readonly cases: readonly RehearsalCase[];
  readonly passed: readonly RehearsalCase[];
}

const WHOLE_HASH = 16;

/** What an operator takes with her from a training: which of the guided cases she has passed, and which not yet. */
export function rehearsalSlip({ cases, passed, ...facts }: RehearsalFacts): Slip {
  const words = rehearsalSlipWords;
  const done = cases.filter((one) => passed.includes(one));
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: words.title },
      { line: 'text', text: { ky: facts.name, ru: facts.name } },
      { line: 'rule' },
      { line: 'text', text: facts.election },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: words.number, value: `№ ${facts.number}` },
      { line: 'pair', name: slipWords.date, value: shortDate(facts.date) },
      { line: 'pair', name: words.times, value: `${facts.from}–${facts.until}` },
      { line: 'pair', name: words.lasted, value: clockOf(facts.seconds) },
      { line: 'rule' },
      { line: 'number', name: words.passed, value: `${done.length} / ${cases.length}` },
      { line: 'pair', name: words.attempts, value: String(facts.attempts) },
      { line: 'rule' },
      ...cases.map(
        (one): SlipLine => ({
          line: 'pair',
          name: rehearsalCaseWords[one],
          value: done.includes(one) ? words.yes : words.no,
        }),
      ),
      { line: 'rule' },
      { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'sign', name: words.operator },
      { line: 'sign', name: slipWords.chair },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}
