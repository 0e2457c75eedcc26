import type { Words } from '../election/common.ts';
import type { ClosingQuestion, ReplaceableKind } from '../election/policy-day.ts';
import { sittingName } from '../election/sittings.ts';
import { shortDate } from '../person/dates.ts';
import { clockOf } from '../person/duration.ts';
import { type BesideFacts, besideLines } from './beside.ts';
import { dayWords, questionWords, withoutWords } from './day-words.ts';
import { deviceLine, marks, type SlipPlace } from './place.ts';
import { type Both, hashGroups, type Slip, type SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

/** Which of how many copies a slip is. */
export interface CopyOf {
  readonly copy: number;
  readonly of: number;
}

/** What the chair's day adds to a start or final slip. */
export interface StationDay {
  readonly copy: CopyOf;
  /** Content of its QR code: the signed totals. */
  readonly code: string;
  /** Times in which the station stood still: local hours, seconds, why. */
  readonly stoodStill: readonly StoodStill[];
  readonly answers: readonly {
    readonly question: ClosingQuestion;
    readonly people: number;
    readonly own: number;
    readonly reason: string | null;
  }[];
  readonly opening: OpeningTold;
}

export interface StoodStill {
  readonly from: string;
  /** Null while it lasts. */
  readonly until: string | null;
  readonly seconds: number;
  readonly reason: string;
}

/** What was written down before the opening. */
export interface OpeningTold {
  readonly seals: readonly { readonly names: Words; readonly number: string }[];
  readonly list: {
    readonly paper: readonly [voters: number, version: number, last: number];
    readonly own: readonly [voters: number, version: number, last: number | null];
    readonly words: string | null;
  } | null;
  readonly without: readonly ReplaceableKind[];
  readonly late: string | null;
}

/** As people typed it: the same in both languages. */
const typed = (text: string): Both => ({ ky: text, ru: text });
const said = (name: Both, text: string): Both => ({ ky: `${name.ky} «${text}»`, ru: `${name.ru} «${text}»` });

export function copyLine({ copy, of }: CopyOf): SlipLine {
  return { line: 'number', name: dayWords.copy, value: `${copy} / ${of}` };
}

/** Lines that follow the totals. */
export function dayLines(kind: 'start' | 'final', day: StationDay): readonly SlipLine[] {
  return kind === 'start' ? openingLines(day.opening) : [...stillLines(day.stoodStill), ...answerLines(day.answers)];
}

function stillLines(all: readonly StoodStill[]): readonly SlipLine[] {
  const total = all.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    { line: 'rule' },
    { line: 'pair', name: dayWords.stoodStill, value: clockOf(total) },
    ...all.map(
      ({ from, until, reason }): SlipLine => ({
        line: 'text',
        text: typed(`${from}–${until ?? '…'} «${reason}»`),
      }),
    ),
  ];
}

function answerLines(answers: StationDay['answers']): readonly SlipLine[] {
  if (answers.length === 0) return [];
  return [
    { line: 'rule' },
    { line: 'text', text: dayWords.asked },
    ...answers.flatMap(({ question, people, own, reason }): readonly SlipLine[] => [
      { line: 'pair', name: questionWords[question], value: `${people} · ${own}${difference(people - own)}` },
      ...(reason === null ? [] : [{ line: 'text', text: said(dayWords.reason, reason) } as const]),
    ]),
  ];
}

const difference = (by: number): string => (by === 0 ? '' : ` (${by > 0 ? '+' : '−'}${Math.abs(by)})`);

function openingLines({ seals, list, without, late }: OpeningTold): readonly SlipLine[] {
  const lines: SlipLine[] = [
    ...seals.map(
      ({ names, number }): SlipLine => ({
        line: 'pair',
        name: { ky: `${dayWords.seal.ky} ${names.ky}`, ru: `${dayWords.seal.ru} ${names.ru}` },
        value: `№ ${number}`,
      }),
    ),
    ...(list === null
      ? []
      : [
          { line: 'text', text: dayWords.paperList } as const,
          { line: 'text', text: typed(list.paper.join(' · ')) } as const,
          { line: 'pair', name: dayWords.register, value: list.own.map((n) => n ?? '—').join(' · ') } as const,
          ...(list.words === null ? [] : [{ line: 'text', text: said(dayWords.reason, list.words) } as const]),
        ]),
    ...without.map((kind): SlipLine => ({ line: 'text', text: withoutWords[kind] })),
    ...(late === null ? [] : [{ line: 'text', text: said(dayWords.late, late) } as const]),
  ];
  return lines.length === 0 ? [] : [{ line: 'rule' }, { line: 'text', text: dayWords.opening }, ...lines];
}

export interface StandstillFacts extends SlipPlace {
  readonly sitting: string;
  readonly code: string;
  readonly still: StoodStill;
  /** What was done about the reason, once the station goes on. */
  readonly because: string | null;
  /** Names of those who decided. */
  readonly persons: readonly string[];
  /** Seconds of the whole sitting so far. */
  readonly total: number;
  /** Kiosks that served the same sitting beside this one. */
  readonly beside: readonly BesideFacts[];
}

/** The slip of a standstill: one when it begins, one when it ends. */
export function standstillSlip(kind: 'suspended' | 'resumed', facts: StandstillFacts): Slip {
  const { still, because } = facts;
  const ended: SlipLine[] =
    kind === 'suspended'
      ? []
      : [
          { line: 'pair', name: dayWords.until, value: still.until ?? '—' },
          { line: 'number', name: dayWords.lasted, value: clockOf(still.seconds) },
          ...(because === null ? [] : [{ line: 'text', text: said(dayWords.because, because) } as const]),
          { line: 'pair', name: dayWords.stoodStill, value: clockOf(facts.total) },
        ];
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: dayWords[kind] },
      { line: 'text', text: facts.election },
      { line: 'rule' },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'pair', name: slipWords.sitting, value: sittingName(facts.sitting) },
      { line: 'rule' },
      { line: 'pair', name: dayWords.since, value: still.from },
      { line: 'text', text: said(dayWords.reason, still.reason) },
      ...ended,
      ...besideLines(facts.beside),
      { line: 'rule' },
      { line: 'text', text: dayWords.who },
      ...facts.persons.map((name): SlipLine => ({ line: 'sign', name: typed(name) })),
      { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, 16) },
      { line: 'sign', name: slipWords.seal },
      ...marks(facts.mode),
    ],
    qr: facts.code,
  };
}
