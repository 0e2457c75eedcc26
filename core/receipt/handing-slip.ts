import { type HandedItem, handedKinds } from '../journal/catalogue/afterwards.ts';
import { shortDate } from '../person/dates.ts';
import { type BesideFacts, besideLines } from './beside.ts';
import { deviceLine, marks, type SlipPlace } from './content.ts';
import { handedKindWords, handedWords, handingWords } from './handing-words.ts';
import { type Both, hashGroups, type Slip, type SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

export interface HandingFacts extends SlipPlace {
  /** 1 or 2: of two copies, one for each side. */
  readonly copy: number;
  readonly to: string;
  readonly items: readonly HandedItem[];
  /** Events in the journal when the act was made, and the act's own hash, hex. */
  readonly events: number;
  readonly act: string;
  /** Kiosks that served a sitting of this one beside it: their papers and journals belong to the same result. */
  readonly beside: readonly BesideFacts[];
  /** What the QR code says: `handingCode`, signed. */
  readonly qr: string;
}

const COPIES = 2;
const WHOLE_HASH = 16;

/** The act of handing over, for both sides: what, of which number, to whom, and room for both hands. */
export function handingSlip(facts: HandingFacts): Slip {
  const groups = handedKinds.flatMap((kind): readonly SlipLine[] => {
    const items = facts.items.filter((item) => item.kind === kind);
    if (items.length === 0) return [];
    return [
      { line: 'rule' },
      { line: 'text', text: handedKindWords[kind] },
      ...items.map((item): SlipLine => ({ line: 'pair', name: nameOf(item), value: numberOf(item) })),
    ];
  });
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: handingWords.title },
      { line: 'text', text: facts.election },
      { line: 'number', name: handingWords.copy, value: `${facts.copy} / ${COPIES}` },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'pair', name: handingWords.to, value: facts.to },
      { line: 'pair', name: handingWords.events, value: String(facts.events) },
      ...besideLines(facts.beside),
      ...groups,
      { line: 'rule' },
      { line: 'hash', name: handingWords.act, value: hashGroups(facts.act, WHOLE_HASH) },
      { line: 'sign', name: handingWords.gave },
      { line: 'sign', name: handingWords.took },
      { line: 'sign', name: slipWords.seal },
      ...marks(facts.mode),
    ],
    qr: facts.qr,
  };
}

const nameOf = ({ what }: HandedItem): Both => handedWords[what] ?? { ky: what, ru: what };
const numberOf = ({ number, count }: HandedItem): string =>
  number === null ? `× ${count}` : count === 1 ? number : `${number} × ${count}`;

/**
 * What the code on the act says, before it is signed: whose act, which event of the journal it is, and how many things
 * of each kind. The signature (Ed25519 over this text, base64url) follows behind another colon.
 */
export function handingCode(act: {
  readonly election: string;
  readonly station: string;
  readonly device: string;
  readonly key: string;
  readonly seq: number;
  readonly hash: string;
  readonly items: readonly HandedItem[];
}): string {
  const counts = handedKinds.map((kind) =>
    act.items.filter((item) => item.kind === kind).reduce((sum, { count }) => sum + count, 0),
  );
  const { election, station, device, key, seq, hash } = act;
  return ['taanuu', 'handing', '1', election, station, device, key, seq, hash, ...counts].join(':');
}
