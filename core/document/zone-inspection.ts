import type { Result } from '../problem/result.ts';
import type { IdentityDocument } from './identity-document.ts';
import { type MrzFault, optionalCheckHolds, parseMrz, splitLines } from './mrz.ts';
import { checkDigit, type MrzFormat, mrzFields, type Span, slice } from './mrz-fields.ts';

/** The places of a zone, in the order in which a person reads them off. */
export type ZonePlace =
  | 'code'
  | 'issuer'
  | 'number'
  | 'optional'
  | 'nationality'
  | 'birth'
  | 'sex'
  | 'expiry'
  | 'names'
  | 'composite';

/** One place of a zone as it was read, and whether its letters can be held against anything. */
export interface InspectedPlace {
  readonly place: ZonePlace;
  /** As read, fillers included; of `composite` everything that its digit is made over. */
  readonly raw: string;
  /** The digit that was read, the one that belongs to the letters, and whether it will do. Null: there is none. */
  readonly check: { readonly read: string; readonly due: string; readonly holds: boolean } | null;
  /** `own`: its own digit; `composite`: the composite digit only; `none`: nothing. */
  readonly vouched: 'own' | 'composite' | 'none';
}

/** Why a text has not the shape of a zone: what a technician can see of it. */
export interface ZoneShape {
  /** Characters in each line that is not empty. */
  readonly widths: readonly number[];
  /** Characters that stand in no zone, each once, in the order in which they came. */
  readonly strange: string;
}

export interface ZoneInspection {
  readonly format: MrzFormat | null;
  /** Why there is no format; null where there is one. */
  readonly shape: ZoneShape | null;
  readonly places: readonly InspectedPlace[];
  /** What the kiosk would make of it. */
  readonly read: Result<IdentityDocument, MrzFault>;
}

/** Lines and strange characters that are told; what has more is no zone by far. */
const MOST_TOLD = 8;

/**
 * Everything that can be said of a text as a machine-readable zone: for the technician, who must see what a reader
 * reads and not only whether it will do. Takes zones of all states, and a zone whose digits are wrong. Never throws.
 * @param text as a reader sent it
 */
export function inspectZone(text: string): ZoneInspection {
  const read = parseMrz(text);
  const zone = splitLines(text);
  if (zone === null) return { format: null, shape: shapeOf(text), places: [], read };
  const { format, lines } = zone;
  const map = mrzFields[format];
  const at = (span: Span): string => slice(lines, span);
  const digit = (letters: string, read: string): NonNullable<InspectedPlace['check']> => {
    const due = checkDigit(letters);
    return { read, due, holds: due === read };
  };
  const plain = (place: ZonePlace, span: Span): InspectedPlace => ({
    ...{ place, raw: at(span), check: null, vouched: 'none' },
  });
  const checked = (place: ZonePlace, span: Span, check: Span): InspectedPlace => ({
    ...{ place, raw: at(span), check: digit(at(span), at(check)), vouched: 'own' },
  });
  const over = map.composite.map(at).join('');
  return {
    format,
    shape: null,
    places: [
      plain('code', map.code),
      plain('issuer', map.issuer),
      checked('number', map.number, map.numberCheck),
      map.optionalCheck === null
        ? { ...plain('optional', map.optional), vouched: 'composite' }
        : optional(at(map.optional), digit(at(map.optional), at(map.optionalCheck))),
      plain('nationality', map.nationality),
      checked('birth', map.birth, map.birthCheck),
      plain('sex', map.sex),
      checked('expiry', map.expiry, map.expiryCheck),
      plain('names', map.names),
      { place: 'composite', raw: over, check: digit(over, at(map.compositeCheck)), vouched: 'own' },
    ],
    read,
  };
}

/** An empty personal number may carry a filler instead of its digit. */
function optional(raw: string, check: NonNullable<InspectedPlace['check']>): InspectedPlace {
  return { place: 'optional', raw, check: { ...check, holds: optionalCheckHolds(raw, check.read) }, vouched: 'own' };
}

function shapeOf(text: string): ZoneShape {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const strange = new Set([...lines.join('')].filter((letter) => !/[A-Za-z0-9<]/.test(letter)));
  return {
    widths: lines.slice(0, MOST_TOLD).map((line) => line.length),
    strange: [...strange].slice(0, MOST_TOLD).join(''),
  };
}
