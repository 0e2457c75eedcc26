import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inUse } from '../../../core/election/station.ts';
import { numbersBefore, readLetter, type Sender, type Word, writeLetter } from '../../../core/network/words.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { certificatesOf, hubOf } from '../../package/certificates.ts';
import type { Manifest } from '../../package/format.ts';
import { readHead } from '../../package/head.ts';
import { trustOfSpeakers } from '../copy/trust.ts';
import type { InForce } from '../kiosk.ts';
import { PackagePeers } from '../packages/peers.ts';
import type { Store } from '../store.ts';

/** What the network of a station needs to know of it. */
export type NetworkStation = Pick<InForce, 'devices' | 'certificates' | 'hub'> & {
  readonly election: Pick<InForce['election'], 'id' | 'mode'>;
  readonly precinct: { readonly number: string };
};

/** A station that a kiosk without a package is joining, by the head of that package. */
export interface JoinedStation extends NetworkStation {
  readonly manifest: Manifest;
  readonly sha256: string;
}

interface JoiningAround {
  readonly stateDir: string;
  readonly own: Store;
  readonly keys: DeviceKeys;
  readonly send: (to: string | null, text: () => string) => void;
}

/**
 * A kiosk that has no package, and was invited: by the head of a package it knows who belongs to the station, is in its
 * network and at its hub with the certificate that the commission has made for it, and fetches the package there. It takes no
 * part in anything else.
 */
export class Joining {
  readonly packages: PackagePeers;
  readonly #around: JoiningAround;
  readonly #file: string;
  #station: JoinedStation | null = null;
  #next: (() => number) | null = null;

  constructor(around: JoiningAround) {
    this.#around = around;
    this.#file = join(around.stateDir, 'joining.head');
    this.packages = new PackagePeers((to, word) => this.#say(to, word));
    const kept = this.#kept();
    const read = kept === null ? null : this.read(kept);
    if (read?.ok) this.#station = read.value;
  }

  /** Null: it was not invited. */
  get station(): JoinedStation | null {
    return this.#station;
  }

  /** Reads a head, and whether this device has a place in it. */
  read(head: Uint8Array): Result<JoinedStation, Problem> {
    const { keys } = this.#around;
    const trust = keys.commission();
    if (!trust) return err({ code: 'package.not-registered' });
    const read = readHead(head, trust.root);
    if (!read.ok) return read;
    const { manifest, sha256 } = read.value;
    const { election, station, devices, hub } = manifest;
    const own = devices.find(({ device }) => device === keys.device);
    if (!own || !inUse(own)) return err({ code: 'package.not-for-this-device', params: { device: keys.serial } });
    if (own.station !== null && own.station !== station) {
      return err({ code: 'package.other-station', params: { station, own: own.station } });
    }
    return ok({
      ...{ manifest, sha256, election, devices, precinct: { number: station } },
      ...{ certificates: certificatesOf(devices), hub: hubOf(hub) },
    });
  }

  /** Joins that station from now on. */
  take(head: Uint8Array, station: JoinedStation): void {
    writeFileSync(`${this.#file}.new`, head, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
    this.#station = station;
  }

  /** It has a package, or was emptied. */
  forget(): void {
    if (this.#station === null) return;
    rmSync(this.#file, { force: true });
    this.#station = null;
  }

  hear(text: string): void {
    const me = this.#me();
    if (me === null || this.#station === null) return;
    const read = readLetter(text, me, trustOfSpeakers(this.#station), nodeCrypto);
    if (!('letter' in read)) return;
    const { from, word } = read.letter;
    if (word.word === 'packages-are' || word.word === 'piece-is') this.packages.hear(from, word);
  }

  #me(): Sender | null {
    const { keys } = this.#around;
    const station = this.#station;
    return (
      station && {
        ...{ election: station.election.id, mode: station.election.mode },
        ...{ station: station.precinct.number, from: keys.device },
      }
    );
  }

  #say(to: string | null, word: Word): void {
    const { keys, send, own } = this.#around;
    const me = this.#me();
    if (me === null) return;
    this.#next ??= numbersBefore(started(own));
    const n = this.#next;
    send(to, () => writeLetter(me, { to, n: n(), word }, (hash) => keys.signing.sign(hash), nodeCrypto));
  }

  #kept(): Uint8Array | null {
    try {
      return readFileSync(this.#file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return null;
    }
  }
}

/** One more start without a package. */
const started = ({ db }: Store): number =>
  db.prepare<[], number>('update letter_start set starts = starts + 1 returning starts').pluck().get() ?? 1;
