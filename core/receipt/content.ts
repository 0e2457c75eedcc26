import type { Words } from '../election/common.ts';
import type { Election } from '../election/election.ts';
import type { Policy } from '../election/policy.ts';
import { type SittingKind, sittingName } from '../election/sittings.ts';
import { shortDate } from '../person/dates.ts';
import { type BesideFacts, besideLines } from './beside.ts';
import type { ShownCounts } from './constituency-counts.ts';
import { copyLine, dayLines, type StationDay } from './day-content.ts';
import { type DutyFacts, dutyLines } from './duty-lines.ts';
import { deviceLine, marks, type SlipPlace } from './place.ts';
import { type CarriedSitting, carriedLines, type OutsideFacts, outsideLines, sittingWords } from './sittings.ts';
import { type Both, hashGroups, type Slip, type SlipLine, timeSpan } from './slip.ts';
import { listWords, modalityWords, refusalWords, slipWords } from './words.ts';

export { deviceLine, marks, type SlipPlace } from './place.ts';

export interface ReceiptFacts extends SlipPlace {
  readonly receipt: string;
  readonly ballot: Words;
  readonly constituency: Words;
  readonly listNumber: number | null;
  readonly maskedPin: string | null;
  /** 0 for the first print; a reprint is marked. */
  readonly copy: number;
  /** She is listed to vote at this remote station (null: the list does not say); absent: she is listed here. */
  readonly listedAt?: string | null;
  /** The ballot is printed by the kiosk: nothing is handed out for this receipt. */
  readonly ballotPrinted?: boolean;
}

/** Groups of the head that a voter's slip shows: enough to look it up, too few to be mistaken for all of it. */
const SHORT_HEAD = 3;
const WHOLE_HASH = 16;

/** The voter's receipt: the lines that the signed policy names, in its order. Never a choice, score or full PIN. */
export function voterReceipt(facts: ReceiptFacts, template: Policy['receipt']): Slip {
  const lines: SlipLine[] = [
    ...marks(facts.mode),
    ...(facts.copy > 0 ? [{ line: 'mark', text: slipWords.reprint } as const] : []),
    { line: 'title', text: slipWords.receipt },
    { line: 'rule' },
    ...template.lines.flatMap((name) => receiptLine(name, facts, template.timeRoundingMinutes)),
    ...(facts.listedAt === undefined
      ? []
      : [
          {
            line: 'pair',
            name: slipWords.listedAt,
            value: facts.listedAt === null ? '—' : `№ ${facts.listedAt}`,
          } as const,
        ]),
    { line: 'rule' },
    // One that says nothing of it could be shown at the table for a second ballot.
    ...(facts.ballotPrinted ? [{ line: 'text', text: slipWords.ballotPrinted } as const] : []),
    ...(template.exchangedForBallot && !facts.ballotPrinted ? [{ line: 'text', text: slipWords.give } as const] : []),
    ...marks(facts.mode),
  ];
  return { lines, qr: null };
}

function receiptLine(
  name: Policy['receipt']['lines'][number],
  facts: ReceiptFacts,
  rounding: number,
): readonly SlipLine[] {
  switch (name) {
    case 'election':
      return [{ line: 'text', text: facts.election }];
    case 'station':
      return [{ line: 'pair', name: slipWords.station, value: `№ ${facts.station}` }];
    case 'date':
      return [{ line: 'pair', name: slipWords.date, value: shortDate(facts.date) }];
    case 'time':
      return [{ line: 'pair', name: slipWords.time, value: timeSpan(facts.time, rounding) }];
    case 'receipt-number':
      return [{ line: 'number', name: slipWords.number, value: facts.receipt }];
    case 'ballot':
      return [{ line: 'text', text: facts.ballot }];
    case 'constituency':
      return [{ line: 'text', text: facts.constituency }];
    case 'list-number':
      return facts.listNumber === null
        ? []
        : [{ line: 'pair', name: slipWords.listNumber, value: String(facts.listNumber) }];
    case 'masked-pin':
      return facts.maskedPin === null ? [] : [{ line: 'pair', name: slipWords.pin, value: facts.maskedPin }];
    case 'device':
      return [deviceLine(facts)];
    case 'journal-head':
      return [{ line: 'hash', name: slipWords.head, value: hashGroups(facts.head, SHORT_HEAD) }];
  }
}

/** Admitted and slips that count by constituency, where the station serves several; small ones as one sum. */
export interface ConstituencyLines extends Pick<ShownCounts, 'together'> {
  readonly shown: readonly { readonly names: Words; readonly admitted: number; readonly slips: number }[];
}

export interface StationFacts extends SlipPlace {
  readonly sitting: string | null;
  /** Named on the slip where it is not the day itself. */
  readonly kind?: SittingKind;
  /** Ballots and boxes, where the sitting is outside the room. */
  readonly outside?: OutsideFacts | null;
  /** Closed sittings of this station. */
  readonly carried?: readonly CarriedSitting[];
  /** Kiosks that served the same sitting beside this one. */
  readonly beside?: readonly BesideFacts[];
  readonly constituencies?: ConstituencyLines | null;
  readonly registered: number;
  readonly list: Pick<Election['list'], 'stage' | 'version'>;
  /** SHA-256 of the package, hex. */
  readonly package: string;
  /** Duties that were drawn by lot. */
  readonly duties?: readonly DutyFacts[];
  /** Of a numbered copy: which one it is, and what the day adds. */
  readonly day?: StationDay;
  readonly counters: {
    readonly reserved: number;
    /** Valid slips of the admissions that stand: as many as ballots were taken. */
    readonly firstPrints: number;
    readonly confirmed: number;
    readonly released: number;
    readonly undone: number;
    readonly reprints: number;
    /** Entered from the paper list afterwards: counted apart. */
    readonly onPaper?: number;
    /** Admitted although listed for remote voting: counted among the others, and told. */
    readonly homecomers?: number;
    /** Admitted without their lock across the country: not yet confirmed, and admitted elsewhere too. */
    readonly unconfirmed?: number;
    readonly contested?: number;
    readonly byModality: Readonly<Record<string, number>>;
    readonly bySex: Readonly<Record<'male' | 'female', number>>;
    readonly byAge: Readonly<Record<string, number>>;
    readonly refused: Readonly<Record<string, number>>;
  };
}

/**
 * Start and final slip of a sitting. The QR code of a numbered copy carries the signed totals (signed-totals.ts); that of
 * another one what an observer needs to hold the published journal against this paper: election is on it in words, the
 * rest is `taanuu:1:<device>:<sitting>:<head>`.
 */
export function stationSlip(kind: 'start' | 'final', facts: StationFacts): Slip {
  const { counters, day } = facts;
  const totals: SlipLine[] = [
    { line: 'pair', name: slipWords.reserved, value: String(counters.reserved) },
    { line: 'pair', name: slipWords.confirmed, value: String(counters.confirmed) },
    { line: 'pair', name: slipWords.released, value: String(counters.released) },
    { line: 'pair', name: slipWords.undone, value: String(counters.undone) },
    { line: 'pair', name: slipWords.validSlips, value: String(counters.firstPrints) },
    { line: 'pair', name: slipWords.reprints, value: String(counters.reprints) },
    ...(['homecomers', 'unconfirmed', 'contested', 'onPaper'] as const).flatMap((name) => {
      const count = counters[name];
      return count ? [{ line: 'pair', name: slipWords[name], value: String(count) } as const] : [];
    }),
  ];
  const details: SlipLine[] =
    kind === 'start'
      ? []
      : [
          { line: 'rule' },
          { line: 'text', text: slipWords.byModality },
          ...tally(counters.byModality, modalityWords),
          { line: 'text', text: slipWords.bySex },
          { line: 'pair', name: slipWords.women, value: String(counters.bySex.female) },
          { line: 'pair', name: slipWords.men, value: String(counters.bySex.male) },
          { line: 'text', text: slipWords.byAge },
          ...Object.entries(counters.byAge).map(
            // Both languages stand behind the number: "19–35 жаш / лет".
            ([age, n]): SlipLine => ({ line: 'pair', name: ageWords(age), value: String(n) }),
          ),
          { line: 'rule' },
          ...constituencyLines(facts.constituencies ?? null),
          { line: 'text', text: slipWords.byReason },
          ...tally(counters.refused, refusalWords),
        ];
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: slipWords[kind] },
      { line: 'text', text: facts.election },
      ...(day ? [copyLine(day.copy)] : []),
      { line: 'rule' },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'pair', name: slipWords.sitting, value: sittingName(facts.sitting) },
      ...((facts.kind ?? 'day') === 'day' ? [] : [{ line: 'text', text: sittingWords[facts.kind ?? 'day'] } as const]),
      { line: 'pair', name: listWords[facts.list.stage], value: String(facts.list.version) },
      { line: 'rule' },
      { line: 'pair', name: slipWords.registered, value: String(facts.registered) },
      {
        line: 'number',
        name: slipWords.admitted,
        value: String(counters.confirmed - counters.undone),
      },
      ...totals,
      ...besideLines(facts.beside ?? []),
      ...(day ? dayLines(kind, day) : []),
      ...details,
      ...(kind === 'start' ? dutyLines(facts.duties ?? []) : []),
      ...outsideLines(facts.outside ?? null),
      ...carriedLines(facts.carried ?? []),
      { line: 'rule' },
      { line: 'hash', name: slipWords.package, value: hashGroups(facts.package, WHOLE_HASH) },
      { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'sign', name: slipWords.chair },
      { line: 'sign', name: slipWords.secretary },
      { line: 'sign', name: slipWords.seal },
      ...marks(facts.mode),
    ],
    qr: day?.code ?? `taanuu:1:${facts.device}:${facts.sitting ?? ''}:${facts.head}`,
  };
}

function constituencyLines(counts: ConstituencyLines | null): readonly SlipLine[] {
  if (counts === null) return [];
  const { shown, together } = counts;
  const pair = (name: Both, { admitted, slips }: { readonly admitted: number; readonly slips: number }): SlipLine => {
    return { line: 'pair', name, value: `${admitted} / ${slips}` };
  };
  return [
    { line: 'text', text: slipWords.byConstituency },
    ...shown.map((one) => pair(one.names, one)),
    ...(together === null ? [] : [pair(slipWords.smallConstituencies, together)]),
    { line: 'rule' },
  ];
}

/** Shows the technician that every letter and the full width come out. */
export function testSlip(place: SlipPlace): Slip {
  return {
    lines: [
      ...marks(place.mode),
      { line: 'title', text: slipWords.test },
      deviceLine(place),
      { line: 'pair', name: slipWords.date, value: `${shortDate(place.date)} ${place.time}` },
      { line: 'text', text: slipWords.letters },
      { line: 'rule' },
      ...marks(place.mode),
    ],
    qr: null,
  };
}

/** What stands on the slip of a readiness report. */
export interface ReadinessFacts extends SlipPlace {
  readonly version: string;
  /** SHA-256 over the program's files, hex. */
  readonly program: string;
  readonly counts: Readonly<Record<'bad' | 'warn' | 'good', number>>;
  /** What is not well, worst first, each in words. */
  readonly found: readonly Both[];
}

/** The readiness report on paper, to be signed by who made it: what is not well in words, what is well as a number. */
export function readinessSlip(facts: ReadinessFacts): Slip {
  const { counts } = facts;
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: slipWords.readiness },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'pair', name: slipWords.version, value: facts.version },
      { line: 'hash', name: slipWords.program, value: hashGroups(facts.program, WHOLE_HASH) },
      { line: 'rule' },
      { line: 'pair', name: slipWords.toMend, value: String(counts.bad) },
      { line: 'pair', name: slipWords.toLookAt, value: String(counts.warn) },
      { line: 'pair', name: slipWords.well, value: String(counts.good) },
      ...(facts.found.length === 0 ? [] : [{ line: 'rule' } as const]),
      ...facts.found.map((text): SlipLine => ({ line: 'text', text })),
      { line: 'rule' },
      { line: 'sign', name: slipWords.technician },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}

export function ageWords(age: string): Both {
  const words = `${age.replace('-', '–')} жаш / лет`;
  return { ky: words, ru: words };
}

/** Counts by their names on paper, without those that are nought. */
export function tally(
  counts: Readonly<Record<string, number>>,
  words: Readonly<Record<string, { ky: string; ru: string }>>,
) {
  return Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([key, n]): SlipLine => ({ line: 'pair', name: words[key] ?? { ky: key, ru: '' }, value: String(n) }));
}
