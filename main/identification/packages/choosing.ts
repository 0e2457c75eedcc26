import {
  type DifferenceOffer,
  type Offer,
  type Offers,
  PIECE_BYTES,
  wanted,
  wantedDifference,
} from '../../../core/hub/packages.ts';
import type { Arrivals } from './arrivals.ts';

/** A package on its way. */
export interface Coming {
  /** What is fetched: it, or the difference that leads to it, with that one's name and length. */
  readonly offer: Offer;
  /** A difference, and the package that it leads to; null: the package itself. */
  readonly difference: { readonly offered: DifferenceOffer; readonly makes: Offer } | null;
  readonly from: string;
  readonly pieces: number;
  /** Its beginning is known to be the commission's. */
  readonly isSigned: boolean;
}

/** What is to be fetched of what somebody offers, and the package that it makes. */
export type Chosen = Pick<Coming, 'offer' | 'difference'> & { readonly makes: Offer };

/**
 * What a kiosk fetches of what it is offered: the newest package that it has not, and instead of it a difference that leads there
 * from what it has, where that is shorter than what is left of the package.
 * @param current version of the package in force; null: there is none
 * @param bases packages that are here, by the hash of their manifests
 * @returns null: nothing of it is wanted
 */
export function choose(
  offers: Offers,
  {
    arrivals,
    current,
    bases,
  }: {
    readonly arrivals: Pick<Arrivals, 'waiting' | 'refused' | 'pieces'>;
    readonly current: number | null;
    readonly bases: readonly string[];
  },
): Chosen | null {
  const known = new Set([...arrivals.refused(), ...arrivals.waiting()].map(({ offer }) => offer.package));
  const waiting = arrivals.waiting()[0]?.offer.version ?? null;
  const least = waiting === null ? current : Math.max(waiting, current ?? waiting);
  const makes = wanted(offers.packages, least, known);
  if (makes === null) return null;
  const left = makes.bytes - arrivals.pieces(makes) * PIECE_BYTES;
  const offered = wantedDifference(offers, makes, { left, bases, refused: known });
  return offered === null
    ? { offer: makes, difference: null, makes }
    : { offer: fileOf(offered, makes), difference: { offered, makes }, makes };
}

/** A difference as what is fetched in pieces: named by the file, and of the version that it leads to. */
const fileOf = ({ difference, bytes }: DifferenceOffer, { version }: Offer): Offer => ({
  ...{ package: difference, version, bytes },
});

/** Whether there is still what was refused. */
export const isOffered = ({ packages, differences }: Offers, name: string): boolean =>
  packages.some((one) => one.package === name) || differences.some((one) => one.difference === name);
