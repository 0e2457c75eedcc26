import type { MrzFormat } from './mrz-fields.ts';

/**
 * What a document said about its holder, whatever device read it. Latin names are help for the eye only:
 * the joining key is the PIN, and a document without a readable PIN leads to PIN entry.
 */
export interface IdentityDocument {
  /** The zone's format and the letters before the number: by these the policy's table decides which kind it is. */
  readonly zone: MrzFormat;
  readonly series: string;
  /** Series and number without filler, for example ID0000001. */
  readonly number: string;
  readonly issuer: string;
  /** Personal number, 14 digits, or null where the document carries none that can be read. */
  readonly pin: string | null;
  readonly surname: string;
  /** Given names (in the e-passport also the patronymic), separated by one space. */
  readonly given: string;
  readonly sex: 'female' | 'male' | null;
  /** YYYY-MM-DD; null where the document leaves day or month open. */
  readonly birthDate: string | null;
  /** YYYY-MM-DD. */
  readonly expires: string | null;
  readonly warnings: readonly DocumentWarning[];
  readonly sources: Readonly<Record<DocumentField, FieldSource>>;
  /** What its chip said; absent where none was asked. */
  readonly chip?: ChipVoucher;
}

/** What a document's chip is worth, held against the zone that is printed on it. */
export interface ChipVoucher {
  readonly verdict: /** Every field is as an authority of the election package's list had it signed. */
    | 'genuine'
    /** The package's list has nobody who could vouch for it, or nobody who may today. */
    | 'authority-unknown'
    /** Not what was signed, or signed by somebody who may not. */
    | 'not-genuine'
    /** The printed zone does not open it: another document's, or a zone that was changed. */
    | 'not-its-own'
    /** A chip was there and could not be read, as old ones often cannot. */
    | 'unread';
  /** Fields that the chip has otherwise than the printed zone; empty where only one of them was read. */
  readonly differs: readonly DocumentField[];
}

export type DocumentField = 'number' | 'pin' | 'surname' | 'given' | 'sex' | 'birthDate' | 'expires';

/** Where a field was read and what vouches for it. */
export interface FieldSource {
  readonly from: MrzFormat;
  /**
   * `signed`: an authority's signature over the chip; `own`: its own check digit; `composite`: the composite digit only;
   * `none`: nothing (names, sex).
   */
  readonly check: 'signed' | 'own' | 'composite' | 'none';
  /** What read it, where that is known. */
  readonly by?: ReadBy;
}

/** A device that reads zones or codes by itself, two readers of a page's image, a code on that page, or the chip. */
export type ReadBy = 'reader' | 'image' | 'code' | 'chip';

export type DocumentWarning =
  /** The composite digit is wrong while every field's digit is right: read it again, but do not refuse. */
  | 'composite'
  /** The PIN says another birth date than the birth-date field. */
  | 'pin-birth-date'
  /** The PIN says another sex than the sex field. */
  | 'pin-sex'
  /** No PIN told the century of the birth date: it was inferred from the expiry date. */
  | 'century-inferred'
  /** The name was cut because it did not fit. */
  | 'name-cut';
