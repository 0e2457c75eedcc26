import { ok, type Result } from '../problem/result.ts';
import type { Authenticity } from './chip/passive.ts';
import type { ChipVoucher, DocumentField, IdentityDocument } from './identity-document.ts';
import { type MrzFault, parseMrz } from './mrz.ts';

/** What a chip said: its zone (DG1, lines joined by LF) and passive authentication's verdict. */
export interface ChipWord {
  readonly mrz: string;
  readonly authenticity: Authenticity;
}

/** Country of the authorities that may vouch for a document that calls itself Kyrgyz (ISO 3166-1 alpha-2). */
const COUNTRY = 'KG';

const fields: readonly DocumentField[] = ['number', 'pin', 'surname', 'given', 'sex', 'birthDate', 'expires'];

/**
 * A chip and, where one was read, the zone that is printed on the same document, as one document.
 *
 * What an authority has signed is taken before what is printed. A chip that nobody vouches for proves nothing: then the
 * printed zone stays, and the chip counts only where it is all there is.
 *
 * @param printed null where the chip was opened by the number on the card and no zone was read
 * @returns the document, or the fault of the chip's zone where there is no printed one
 */
export function withChip(
  printed: IdentityDocument | null,
  { mrz, authenticity }: ChipWord,
): Result<IdentityDocument, MrzFault> {
  const read = parseMrz(mrz, 'chip');
  const verdict = verdictOf(authenticity);
  if (!read.ok) {
    // Whatever signed this, it is no document that can be used.
    return printed === null
      ? read
      : ok({ ...printed, chip: { verdict: verdict === 'genuine' ? 'not-genuine' : verdict, differs: [] } });
  }
  const differs = printed === null ? [] : fields.filter((field) => printed[field] !== read.value[field]);
  const chip: ChipVoucher = { verdict, differs };
  if (verdict === 'genuine') return ok({ ...read.value, sources: allSigned(read.value), chip });
  return ok({ ...(printed ?? read.value), chip });
}

/**
 * A printed zone whose chip was there and could not be read.
 * @param why the problem's code: a chip that this zone does not open is another document's, or the zone was changed
 */
export const withoutChip = (printed: IdentityDocument, why: string): IdentityDocument => ({
  ...printed,
  chip: { verdict: why === 'chip.access-wrong' ? 'not-its-own' : 'unread', differs: [] },
});

function verdictOf(authenticity: Authenticity): ChipVoucher['verdict'] {
  if (authenticity.genuine) return authenticity.country?.toUpperCase() === COUNTRY ? 'genuine' : 'not-genuine';
  // Documents outlive certificates, and an expired document may be accepted: that is nobody's forgery.
  const nobody = authenticity.reasons.every(({ reason }) => reason === 'unknown-authority' || reason === 'validity');
  return nobody ? 'authority-unknown' : 'not-genuine';
}

/** Names and sex have no check digit; the signature covers them as it covers all. */
function allSigned({ sources }: IdentityDocument): IdentityDocument['sources'] {
  const signed = fields.map((field) => [field, { ...sources[field], check: 'signed' }] as const);
  return Object.fromEntries(signed) as unknown as IdentityDocument['sources'];
}
