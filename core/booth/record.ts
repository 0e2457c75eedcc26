import type { BallotStyle } from '../ballot/definition.ts';
import { type Mode, modeSchema, type Words } from '../election/common.ts';
import { marks as modeMarks } from '../receipt/place.ts';
import type { Both, Slip, SlipLine } from '../receipt/slip.ts';
import type { Marks } from './choices.ts';

/**
 * The paper record of a ballot that was made on the panel: what the voter reads and puts into the box, and what is counted
 * where anybody doubts the machine. It says what the screen says, always in Kyrgyz and Russian (one of the two would tell in
 * which she voted), and has no code, number or time (BS-02, BS-05).
 *
 * Its QR code repeats the text for the box, in capitals and digits alone, which make the smallest code:
 *
 *     TAANUU:RECORD:1:ELECTION:MODE:STYLE:PART:PART…
 *
 * A PART, in the order of the style, is the ids of the options marked, in the order of the ballot, with a plus between them;
 * of a part left blank a single hyphen, which is no id.
 */
export interface RecordContent {
  readonly election: string;
  readonly mode: Mode;
  readonly style: string;
  readonly marks: Marks;
}

const PREFIX = 'TAANUU:RECORD:1';
const BLANK = '-';
const ID = '[A-Z0-9][A-Z0-9-]{0,63}';
const TEXT_MAX = 4_000;
const form = new RegExp(
  `^${PREFIX}:(${ID}):([A-Z-]+):(${ID}):((?:${ID}(?:\\+${ID})*|-)(?::(?:${ID}(?:\\+${ID})*|-))*)$`,
);

export function recordText({ election, mode, style, marks }: RecordContent): string {
  const parts = marks.map((ids) => (ids.length === 0 ? BLANK : ids.join('+')));
  return [PREFIX, election, mode, style, ...parts].join(':').toUpperCase();
}

/** What a code says that anybody may have printed; null where it is no record. */
export function readRecord(text: string): RecordContent | null {
  const [, election, mode, style, parts] = (text.length <= TEXT_MAX && form.exec(text)) || [];
  const read = modeSchema.safeParse(mode?.toLowerCase());
  if (!read.success || election === undefined || style === undefined || parts === undefined) return null;
  const marks = parts.split(':').map((part) => (part === BLANK ? [] : part.toLowerCase().split('+')));
  return { election: election.toLowerCase(), mode: read.data, style: style.toLowerCase(), marks };
}

/** What the box makes of a paper, held against the one that is due. */
export type RecordVerdict =
  | 'due'
  | 'unreadable'
  | 'wrong-election'
  | 'wrong-constituency'
  | 'test-ballot'
  | 'official-ballot';

/**
 * @param text what stands in the code of the paper; null where none was found
 * @param due what the session has printed last; null while nothing is to be put into the box
 */
export function judgeRecord(text: string | null, due: RecordContent | null): RecordVerdict {
  const read = text === null ? null : readRecord(text);
  if (read === null || due === null) return 'unreadable';
  if (read.election !== due.election) return 'wrong-election';
  if (read.mode !== due.mode) return read.mode === 'official' ? 'official-ballot' : 'test-ballot';
  if (read.style !== due.style) return 'wrong-constituency';
  // Other marks than those that were encrypted: a paper of another attempt.
  return recordText(read) === recordText(due) ? 'due' : 'unreadable';
}

const both = (ky: string, ru: string): Both => ({ ky, ru });
const recordWords = {
  title: both('Добуш берүү баракчасы', 'Лист голосования'),
  blank: both('Эч бир сап тандалган жок', 'Ни одна строка не выбрана'),
  end: both('Окуп чыгып, урнага салыңыз', 'Прочитайте и опустите в урну'),
} as const satisfies Readonly<Record<string, Both>>;

/** The names that stand above the choices. */
export interface RecordNames {
  readonly election: Words;
  readonly constituency: Words;
}

/**
 * The record as a slip. Every choice is set in the same type, whichever line it is.
 * @throws for marks that the style does not have: a bug of the caller
 */
export function recordSlip(content: RecordContent, style: BallotStyle, names: RecordNames): Slip {
  const choices = style.parts.flatMap((part, at): readonly SlipLine[] => {
    const marked = content.marks[at];
    if (marked === undefined) throw new RangeError(`no marks for part ${part.id}`);
    const chosen = marked.map((id): SlipLine => {
      const option = part.options.find((one) => one.id === id);
      if (option === undefined) throw new RangeError(`part ${part.id} has no option ${id}`);
      return { line: 'choice', text: option.names };
    });
    return [
      { line: 'rule' },
      ...(part.title === null ? [] : [{ line: 'text', text: part.title } as const]),
      ...(chosen.length === 0 ? [{ line: 'choice', text: recordWords.blank } as const] : chosen),
    ];
  });
  return {
    lines: [
      ...modeMarks(content.mode),
      { line: 'title', text: recordWords.title },
      { line: 'text', text: names.election },
      { line: 'text', text: style.title },
      { line: 'text', text: names.constituency },
      ...choices,
      { line: 'rule' },
      { line: 'text', text: recordWords.end },
      ...modeMarks(content.mode),
    ],
    qr: recordText(content),
  };
}
