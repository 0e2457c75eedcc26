import type { Problem } from '../../core/problem/catalogue.ts';

/** An election package that may be imported. */
export interface PackageFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Where it did not come on a medium: who brought it, and which version it is. It is verified. */
  readonly arrived: { readonly version: number; readonly from: PackageFrom } | null;
}

/** Who brings a package over the network: the commission's hub, or another kiosk of the station by its number. */
export type PackageFrom = { readonly by: 'hub' } | { readonly by: 'kiosk'; readonly place: string };

/** A package on its way. */
export interface ComingView {
  readonly version: number;
  readonly from: PackageFrom;
  /** Bytes that are here, and of how many. */
  readonly done: number;
  readonly of: number;
}

/** A package that came and is not taken. */
export interface RefusedPackage {
  readonly version: number;
  readonly problem: Problem;
}

/** Packages that are here, on media or from the network, and what is on its way. */
export interface PackagesView {
  readonly files: readonly PackageFile[];
  readonly coming: ComingView | null;
  readonly refused: readonly RefusedPackage[];
}
