import type { PrecinctFacts, Refusal } from '../admission/step.ts';
import type { Words } from '../election/common.ts';
import type { Help } from '../election/help.ts';
import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace } from './content.ts';
import { refusalSaid, refusalSlipWords as said } from './refusal-words.ts';
import type { Both, Slip, SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

export interface RefusalFacts extends SlipPlace {
  readonly number: number;
  readonly refusal: Refusal;
  /** Where this station is, and until when it works. */
  readonly address: Words;
  readonly closes: string;
  readonly help: Help | null;
}

/**
 * What a voter takes with her who is not admitted: why, what she can do, where, and whom to ask. It is no receipt and says
 * so. Nobody is named on it, and nothing is told of an earlier admission: whoever stands here was not identified.
 */
export function refusalSlip({ refusal, help, ...facts }: RefusalFacts): Slip {
  const { why, next } = refusalSaid[refusal.reason];
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: said.title },
      { line: 'text', text: said.noReceipt },
      { line: 'rule' },
      { line: 'text', text: why },
      ...datesOf(refusal),
      { line: 'text', text: next },
      ...('precinct' in refusal ? placeOf(refusal.precinct) : []),
      ...(refusal.reason === 'listed-remote' && refusal.to ? placeOf(refusal.to) : []),
      { line: 'rule' },
      { line: 'text', text: facts.election },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      { line: 'text', text: facts.address },
      { line: 'pair', name: said.closes, value: facts.closes },
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      deviceLine(facts),
      { line: 'pair', name: said.number, value: String(facts.number) },
      ...(help === null ? [] : helpLines(help)),
      ...marks(facts.mode),
    ],
    qr: null,
  };
}

function datesOf(refusal: Refusal): readonly SlipLine[] {
  const expired: Both = { ky: 'Жарактуу болгон', ru: 'Был действителен до' };
  return refusal.reason === 'document-expired'
    ? [{ line: 'pair', name: expired, value: shortDate(refusal.expired) }]
    : [];
}

function placeOf({ number, address }: PrecinctFacts): readonly SlipLine[] {
  return [
    { line: 'pair', name: said.goTo, value: `№ ${number}` },
    { line: 'text', text: address },
  ];
}

function helpLines({ telephones, complaints }: Help): readonly SlipLine[] {
  const asked: readonly SlipLine[] = telephones.map(({ names, number }) => ({
    line: 'pair',
    name: names,
    value: number,
  }));
  return [
    ...(asked.length === 0 ? [] : [{ line: 'rule' } as const, { line: 'text', text: said.ask } as const, ...asked]),
    ...(complaints === undefined
      ? []
      : [
          { line: 'rule' } as const,
          { line: 'text', text: said.complain } as const,
          { line: 'text', text: complaints.names } as const,
          { line: 'text', text: complaints.address } as const,
          ...(complaints.number === undefined
            ? []
            : [{ line: 'pair', name: said.telephone, value: complaints.number } as const]),
        ]),
  ];
}
