import { closeSync, openSync, readSync } from 'node:fs';
import { OFFERS_MAX, type Offer, PIECE_BYTES, pieceBytes } from '../../../core/hub/packages.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import { keptBytes, keptPiece } from '../register/kept-package.ts';
import { Arrivals } from './arrivals.ts';

/** What this kiosk has for the others of its station: the package in force, while its list is open, and what waits here. */
export class PackageShelf {
  readonly #files: Pick<KioskFiles, 'inForce' | 'packageKey' | 'stateDir'>;
  readonly #arrivals: Arrivals;

  constructor(files: Pick<KioskFiles, 'inForce' | 'packageKey' | 'stateDir'>) {
    this.#files = files;
    this.#arrivals = new Arrivals(files.stateDir);
  }

  offers(): readonly Offer[] {
    const kept = this.#kept();
    return [...(kept ? [kept.offer] : []), ...this.#arrivals.waiting().map(({ offer }) => offer)].slice(0, OFFERS_MAX);
  }

  /** A piece; null: it is not here, or cannot be had now. */
  piece(sha256: string, n: number): Uint8Array | null {
    const kept = this.#kept();
    if (kept?.offer.package === sha256) return keptPiece(this.#files.stateDir, kept.register, kept.key, n);
    const arrived = this.#arrivals.waiting().find(({ offer }) => offer.package === sha256);
    return arrived ? pieceOf(arrived.path, arrived.offer, n) : null;
  }

  #kept(): { readonly offer: Offer; readonly register: string; readonly key: Uint8Array } | null {
    const { inForce, stateDir } = this.#files;
    const key = this.#files.packageKey();
    if (inForce === null || key === null) return null;
    const { name: register, package: of } = inForce.register;
    const bytes = keptBytes(stateDir, register);
    return bytes === null ? null : { register, key, offer: { package: of.sha256, version: of.version, bytes } };
  }
}

function pieceOf(path: string, offer: Offer, n: number): Uint8Array | null {
  const file = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(pieceBytes(offer, n));
    readSync(file, piece, 0, piece.length, n * PIECE_BYTES);
    return piece;
  } finally {
    closeSync(file);
  }
}
