import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64url, toBase64url, utf8 } from '../../core/crypto/encoding.ts';
import {
  type HatchStage,
  type IntoBallotZone,
  intoBallotZone,
  type OutOfBallotZone,
  type SignedTotals,
  TOTALS_DOMAIN,
} from '../../core/hatch/hatch.ts';
import { canonical } from '../../core/journal/canonical.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { nodeCrypto } from '../crypto/node.ts';
import type { House } from '../host/child.ts';
import type { TakenPackage } from './package.ts';

/** What the zone does with what it is told. */
export interface HatchEars {
  readonly packageOffered: (offer: Extract<IntoBallotZone, { hatch: 'package' }>, path: string) => void;
  readonly stage: (stage: HatchStage, sitting: string | null) => void;
  readonly turnout: (time: string) => void;
  readonly totals: (totals: SignedTotals) => void;
  /** The other side is there and knows nothing of this one: everything of `tellAll` goes out again. */
  readonly tellAll: () => readonly OutOfBallotZone[];
}

/** This zone's side of the hatch. */
export class Hatch {
  readonly #house: Pick<House, 'throughHatch' | 'onHatch'>;
  readonly #keys: DeviceKeys;
  readonly #folder: string;
  readonly #taken: () => TakenPackage | null;

  /** @param folder where files wait that cross it: `in` for what comes, `out` for what goes */
  constructor(options: {
    readonly house: Pick<House, 'throughHatch' | 'onHatch'>;
    readonly keys: DeviceKeys;
    readonly folder: string;
    readonly taken: () => TakenPackage | null;
  }) {
    this.#house = options.house;
    this.#keys = options.keys;
    this.#folder = options.folder;
    this.#taken = options.taken;
  }

  /** Begins to listen, and says that it is there. */
  open(ears: HatchEars): void {
    this.#house.onHatch((raw) => {
      const read = intoBallotZone.safeParse(raw);
      // The supervisor has held it against the same list: anything else is a program of another version.
      if (read.success) this.#hear(read.data, ears);
    });
    this.#sayHere();
  }

  say(message: OutOfBallotZone): void {
    this.#house.throughHatch(message);
  }

  /** Where a file of that name lies that is to be carried out. */
  outgoing(file: string): string {
    return join(this.#folder, 'out', file);
  }

  /** Removes what waits to be carried out. */
  wipe(): Result<null, Problem> {
    const out = join(this.#folder, 'out');
    for (const file of existsSync(out) ? readdirSync(out) : []) rmSync(join(out, file));
    return ok(null);
  }

  #sayHere(): void {
    const { device, signing } = this.#keys;
    this.say({ hatch: 'here', device, key: signing.key, signing: toBase64url(signing.publicKey) });
  }

  #hear(message: IntoBallotZone, ears: HatchEars): void {
    switch (message.hatch) {
      case 'here':
        this.#sayHere();
        for (const one of ears.tellAll()) this.say(one);
        return;
      case 'package':
        ears.packageOffered(message, join(this.#folder, 'in', message.file));
        return;
      case 'stage':
        ears.stage(message.stage, message.sitting);
        return;
      case 'turnout':
        ears.turnout(message.time);
        return;
      case 'totals':
        if (this.#isSigned(message)) ears.totals(message.totals);
        return;
    }
  }

  /** By a device of the signed package, for this station and election: anything else is nobody's word. */
  #isSigned({ totals, signature }: Extract<IntoBallotZone, { hatch: 'totals' }>): boolean {
    const taken = this.#taken();
    const device = taken?.devices.find((one) => one.device === totals.device);
    const [publicKey, signed] = [fromBase64url(device?.signing ?? ''), fromBase64url(signature)];
    if (!taken || !publicKey || !signed) return false;
    const ours = totals.election === taken.election.id && totals.station === taken.precinct.number;
    return ours && nodeCrypto.ed25519Verify(signed, utf8(`${TOTALS_DOMAIN}\n${canonical(totals)}`), publicKey);
  }
}
