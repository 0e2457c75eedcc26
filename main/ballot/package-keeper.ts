import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ballotHash } from '../../core/ballot/corner-code.ts';
import type { BallotPhase } from '../../core/ballot/day/day.ts';
import { fromBase64url, utf8 } from '../../core/crypto/encoding.ts';
import { bytesSchema } from '../../core/election/common.ts';
import type { IntoBallotZone } from '../../core/hatch/hatch.ts';
import { canonical } from '../../core/journal/canonical.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { readSealedFile, writeSealedFile } from '../storage/sealed-file.ts';
import { type BallotJournal, SYSTEM } from './journalling.ts';
import { keepPackage, keptPackage, readForBallots, type TakenPackage } from './package.ts';

type Offer = Extract<IntoBallotZone, { hatch: 'package' }>;

const KEY = 'ballot-package';
const openedBySchema = z.strictObject({ root: bytesSchema(32), people: bytesSchema(32) });
type OpenedBy = z.infer<typeof openedBySchema>;

/** The election package of this zone: taken through the hatch, kept for every start after it. */
export class PackageKeeper {
  readonly #stateDir: string;
  readonly #keys: DeviceKeys;
  readonly #journal: BallotJournal;
  #taken: TakenPackage | null = null;

  constructor(stateDir: string, keys: DeviceKeys, journal: BallotJournal) {
    this.#stateDir = stateDir;
    this.#keys = keys;
    this.#journal = journal;
  }

  get taken(): TakenPackage | null {
    return this.#taken;
  }

  /** Takes up the package that was kept, where there is one. */
  async start(): Promise<Result<null, Problem>> {
    const kept = readSealedFile(this.#keyFile(), this.#keys.databaseKey(KEY));
    if (!kept.ok) return kept;
    if (kept.value === null) return ok(null);
    const openedBy = openedBySchema.parse(JSON.parse(Buffer.from(kept.value).toString('utf8')));
    const read = await this.#read(keptPackage(this.#stateDir), openedBy);
    if (!read.ok) return read;
    this.#taken = read.value;
    return this.#journal.turnTo({ election: read.value.election, precinct: read.value.precinct });
  }

  /**
   * Another package, in a file of the hatch. The commission's root is believed once; an older package than the one in force
   * is refused, as everywhere; and so is one with other ballots while some are in the box.
   */
  async take(offer: Offer, path: string): Promise<Result<null, Problem>> {
    if (this.#taken?.sha256 === offer.sha256) return ok(null);
    const read = await this.#read(path, offer);
    if (!read.ok) return read;
    const { value } = read;
    if (value.sha256 !== offer.sha256) return err({ code: 'package.bad-signature' });
    const before = this.#taken;
    if (before?.election.id === value.election.id && before.version > value.version) {
      return err({ code: 'package.older', params: { version: value.version, current: before.version } });
    }
    if (before && this.#hasBallotsOf(before, value)) return err({ code: 'ballot-zone.other-ballots' });
    const root = fromBase64url(offer.root) ?? new Uint8Array();
    const trusted = this.#keys.trustCommission({ ...value.commission, root });
    if (!trusted.ok) return trusted;
    const kept = keepPackage(path, this.#stateDir);
    if (!kept.ok) return kept;
    const openedBy: OpenedBy = { root: offer.root, people: offer.people };
    const written = writeSealedFile(this.#keyFile(), this.#keys.databaseKey(KEY), utf8(canonical(openedBy)));
    if (!written.ok) return written;
    const turned = this.#journal.turnTo({ election: value.election, precinct: value.precinct });
    if (!turned.ok) return turned;
    this.#taken = value;
    const { papers, sha256, version } = value;
    const definition = definitionOf(value);
    this.#journal.record('ballot.package-taken', { sha256, version, definition, styles: papers.styles.length }, SYSTEM);
    return ok(null);
  }

  /** The package and what opened it are destroyed with the election's data. */
  wipe(): Result<null, Problem> {
    this.#taken = null;
    this.#keys.eraseDatabaseKey(KEY);
    for (const file of [this.#keyFile(), keptPackage(this.#stateDir)]) rmSync(file, { force: true });
    return ok(null);
  }

  /**
   * Ballots of this election are in the box, or may be, and the other package has other ones: a record means what the
   * definition says by which its sheet was printed and read.
   */
  #hasBallotsOf(before: TakenPackage, other: TakenPackage): boolean {
    const same = before.election.id === other.election.id && before.election.mode === other.election.mode;
    const early: readonly BallotPhase[] = ['unproved', 'testing', 'tested', 'zero'];
    return same && !early.includes(this.#journal.day.phase) && definitionOf(before) !== definitionOf(other);
  }

  #read(path: string, { root, people }: OpenedBy): Promise<Result<TakenPackage, Problem>> {
    const bytes = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array();
    return readForBallots(path, bytes(root), bytes(people));
  }

  #keyFile(): string {
    return join(this.#stateDir, 'package.sealed');
  }
}

const definitionOf = ({ election: { id, mode }, papers }: TakenPackage): string =>
  ballotHash({ id, mode, papers }, nodeCrypto);
