import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Offer, offerSchema, PIECE_BYTES, piecesOf } from '../../../core/hub/packages.ts';
import { hex32 } from '../../../core/journal/catalogue/fields.ts';
import { isProblem, type Problem } from '../../../core/problem/catalogue.ts';
import { syncFolder } from '../../access/keys-file.ts';
import { makePrivateFolder } from '../../storage/folder.ts';

const MADE = '.made';

/** What has come over the network and waits, as a stick's files would. */
export const arrivalsFolder = (stateDir: string): string => join(stateDir, 'arrived');

/** A word beside a package: who brought it, or why it is not taken. */
const keptSchema = z.strictObject({
  offer: offerSchema,
  /** `hub`, or the device of a kiosk. */
  from: z.string().max(64),
  problem: z.custom<Problem>(isProblem).nullable(),
  /** It is a difference: the package that it leads to comes whole instead. */
  difference: z.boolean().default(false),
});
export type Arrival = z.infer<typeof keptSchema> & { readonly path: string };

/**
 * The folder of packages that came over the network. A file there is as good as one on a stick: encrypted to the devices of
 * the station, and verified again when a person takes it. Nothing else of the kiosk reads it.
 *
 *   HASH.part     what has come of it
 *   HASH.taanuu   whole and verified; HASH.json says what it is
 *   HASH.json     alone: it was refused, and is not fetched again
 *   HASH.….made   what is being put together of a difference and the package before; after a stop it is worth nothing
 */
export class Arrivals {
  readonly #folder: string;

  constructor(stateDir: string) {
    this.#folder = arrivalsFolder(stateDir);
  }

  /** How many of its pieces are here. */
  pieces(offer: Offer): number {
    const size = statSync(this.#part(offer), { throwIfNoEntry: false })?.size ?? 0;
    return size >= offer.bytes ? piecesOf(offer) : Math.floor(size / PIECE_BYTES);
  }

  /** Writes its n-th piece behind those that are here. */
  async add(offer: Offer, n: number, piece: Uint8Array): Promise<void> {
    makePrivateFolder(this.#folder);
    const file = await open(this.#part(offer), n === 0 ? 'w' : 'r+', 0o600);
    try {
      await file.write(piece, 0, piece.length, n * PIECE_BYTES);
      // A stop may have left more of it than whole pieces.
      await file.truncate(n * PIECE_BYTES + piece.length);
      if (n + 1 === piecesOf(offer)) await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Where what has come of it lies. */
  part(offer: Offer): string {
    return this.#part(offer);
  }

  /** It is whole and verified: it waits for a person. @param file what lies there; without it, what has come of it */
  keep(offer: Offer, from: string, file: string = this.#part(offer)): void {
    const path = join(this.#folder, `${offer.package}.taanuu`);
    this.#write(offer, { offer, from, problem: null, difference: false });
    renameSync(file, path);
    syncFolder(this.#folder);
  }

  /** Where a package is put together: each time somewhere else. */
  made(sha256: string): string {
    makePrivateFolder(this.#folder);
    return join(this.#folder, `${sha256}.${randomBytes(4).toString('hex')}${MADE}`);
  }

  /** Removes what a stop has left of packages that were being put together. */
  sweep(): void {
    for (const name of this.#names()) if (name.endsWith(MADE)) rmSync(join(this.#folder, name), { force: true });
  }

  /** It is not what it should be: nothing is left of it but why. */
  refuse(offer: Offer, from: string, problem: Problem, difference = false): void {
    this.#write(offer, { offer, from, problem, difference });
    this.drop(offer);
  }

  /** What has come of it is thrown away. */
  drop(offer: Offer): void {
    rmSync(this.#part(offer), { force: true });
  }

  /** Those that wait, the newest first. */
  waiting(): readonly Arrival[] {
    return this.#all().filter(({ problem, path }) => problem === null && statSync(path, { throwIfNoEntry: false }));
  }

  /** Those that were refused, the newest first. */
  refused(): readonly (Arrival & { readonly problem: Problem })[] {
    return this.#all().flatMap((one) => (one.problem === null ? [] : [{ ...one, problem: one.problem }]));
  }

  /**
   * Removes what nobody needs any more.
   * @param keeps whether a package is still wanted
   */
  tidy(keeps: (one: Arrival) => boolean): void {
    const known = new Set(this.#all().flatMap((one) => (keeps(one) ? [one.offer.package] : [])));
    for (const name of this.#names()) {
      const [sha256 = ''] = name.split('.');
      if (!known.has(sha256) && !name.endsWith('.part') && !name.endsWith(MADE))
        rmSync(join(this.#folder, name), { force: true });
    }
  }

  /** Removes parts of packages but this one: a newer one is on its way. */
  only(offer: Offer): void {
    for (const name of this.#names()) {
      if (name.endsWith('.part') && name !== `${offer.package}.part`) rmSync(join(this.#folder, name), { force: true });
    }
  }

  #all(): readonly Arrival[] {
    return this.#names()
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => this.#read(name))
      .sort((a, b) => b.offer.version - a.offer.version);
  }

  #read(name: string): readonly Arrival[] {
    try {
      const kept = keptSchema.parse(JSON.parse(readFileSync(join(this.#folder, name), 'utf8')));
      return [{ ...kept, path: join(this.#folder, `${kept.offer.package}.taanuu`) }];
    } catch (error) {
      // The power went while it was written: the package is fetched again.
      if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
      return [];
    }
  }

  #write({ package: sha256 }: Offer, kept: z.infer<typeof keptSchema>): void {
    makePrivateFolder(this.#folder);
    writeFileSync(join(this.#folder, `${sha256}.json`), JSON.stringify(kept), { mode: 0o600 });
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder).filter((name) => hex32.safeParse(name.split('.')[0]).success);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return [];
    }
  }

  #part({ package: sha256 }: Offer): string {
    return join(this.#folder, `${sha256}.part`);
  }
}
