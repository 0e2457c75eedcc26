import { z } from 'zod';
import { count, hex32 } from '../journal/catalogue/fields.ts';

/**
 * Election packages on their way down: what a kiosk is offered, by the hub or by another kiosk, and the pieces in which it
 * comes. A package is named by the hash of its manifest, which holds the hash of every part of it: whoever has the pieces
 * and the commission's root key needs nobody's word for what they are.
 */

/** Bytes in a piece; the last one of a package may have fewer. */
export const PIECE_BYTES = 131_072;

/** No package of an honest commission is larger, in bytes. */
export const PACKAGE_MAX = 4 * 1024 ** 3;

/** A package that is there. */
export const offerSchema = z.strictObject({
  /** SHA-256 of its manifest: names it. */
  package: hex32,
  version: count,
  /** Of the whole file. */
  bytes: z.int().min(1).max(PACKAGE_MAX),
});
export type Offer = z.infer<typeof offerSchema>;

/** A difference that is there: what leads from one package to another one. It comes in pieces as a package does. */
export const differenceOfferSchema = z.strictObject({
  /** SHA-256 of the whole file: names it. */
  difference: hex32,
  bytes: z.int().min(1).max(PACKAGE_MAX),
  /** The package that it starts from, and the one that comes of both. */
  base: hex32,
  makes: hex32,
});
export type DifferenceOffer = z.infer<typeof differenceOfferSchema>;

/** More differences of one station are not kept side by side. */
export const DIFFERENCES_MAX = 8;

/** What there is for a station. */
export interface Offers {
  readonly packages: readonly Offer[];
  readonly differences: readonly DifferenceOffer[];
}

/** More packages of one station are not kept side by side. */
export const OFFERS_MAX = 8;

/** How many pieces a package has. */
export const piecesOf = ({ bytes }: Pick<Offer, 'bytes'>): number => Math.ceil(bytes / PIECE_BYTES);

/** How long its n-th piece is, from 0; 0: there is none. */
export const pieceBytes = ({ bytes }: Pick<Offer, 'bytes'>, n: number): number =>
  Math.max(0, Math.min(PIECE_BYTES, bytes - n * PIECE_BYTES));

/**
 * The one that a kiosk wants: the newest that is newer than the package in force.
 * @param current version in force; null: it has no package
 * @param refused those that it has looked at and does not want again
 */
export function wanted(offers: readonly Offer[], current: number | null, refused: ReadonlySet<string>): Offer | null {
  const newer = offers.filter((one) => !refused.has(one.package) && one.version > (current ?? -1));
  return newer.reduce<Offer | null>((best, one) => (best === null || one.version > best.version ? one : best), null);
}

/**
 * The difference that a kiosk fetches instead of a package: it has what that starts from, and less is to come.
 * @param left bytes of the whole package that are not here yet
 * @param bases packages that are here
 * @param refused differences that it has looked at and does not want again
 */
export function wantedDifference(
  { differences }: Pick<Offers, 'differences'>,
  { package: makes }: Pick<Offer, 'package'>,
  {
    left,
    bases,
    refused,
  }: { readonly left: number; readonly bases: readonly string[]; readonly refused: ReadonlySet<string> },
): DifferenceOffer | null {
  const fit = differences.filter(
    (one) => one.makes === makes && one.bytes < left && bases.includes(one.base) && !refused.has(one.difference),
  );
  return fit.reduce<DifferenceOffer | null>(
    (best, one) => (best === null || one.bytes < best.bytes ? one : best),
    null,
  );
}
