import { z } from 'zod';
import { bytesSchema } from '../../../core/election/common.ts';
import { hex32 } from '../../../core/journal/catalogue/fields.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { type FramesName, type PartName, partNames } from '../format.ts';

/**
 * A difference: what a device that has one package of its station needs to put a later one together, byte for byte.
 * docs/election-package.md says the same for people.
 *
 *     magic ‖ u32 length ‖ description (JCS) ‖ head of the later package ‖ script ‖ parts of it that come whole
 *     head   = as a package begins: magic, length, manifest, signature
 *     script = frames, as of a part: JSON lines, `scriptHeadSchema` and then steps; new records behind their step
 *
 * Nothing in it is believed: what comes of it has to be what the signed manifest says, part by part.
 */
export const DIFFERENCE_MAGIC = Buffer.from('TAANUU-DIFFERENCE/1\n', 'latin1');
/** How the names of such files end. */
export const DIFFERENCE_ENDING = '.taanuu-difference';
/**
 * The same of a package that waits for its signature: a head without one, and all else as it will be. Nothing of a difference
 * is signed but the head of its package, so that whoever has that one signed makes the difference of it (`finishDifference`).
 */
export const WAITING_MAGIC = Buffer.from('TAANUU-DIFFERENCE-UNSIGNED/1\n', 'latin1');
export const WAITING_ENDING = '.taanuu-difference-unsigned';
/** Longest description, in bytes. */
export const DESCRIPTION_MAX = 4_096;

export const descriptionSchema = z.strictObject({
  format: z.literal('taanuu/difference/1'),
  /** The package that must be there: SHA-256 of its manifest, and its version. */
  base: z.strictObject({ package: hex32, version: z.int().min(1) }),
  /** Parts whose text is that of the base; the register is told by the script, and all others come whole. */
  same: z.array(z.enum(partNames)).max(partNames.length),
  script: z.strictObject({
    /** Of all its frames. */
    bytes: z.int().min(1),
    /** Records that come with it. */
    records: z.int().min(0),
    /** Records of the base that stay. */
    kept: z.int().min(0),
  }),
});
export type Description = z.infer<typeof descriptionSchema>;

/** First line of the script: what opens the package that the device keeps (`baseKeySeed`). */
export const scriptHeadSchema = z.strictObject({ base: bytesSchema(32) });

const lines = z.int().min(1).max(1_000_000);
export const stepSchema = z.union([
  z.strictObject({ keep: lines }),
  z.strictObject({ skip: lines }),
  z.strictObject({ insert: lines }),
]);

/** The script's frames: of one package there may be differences from several, and each has a key of its own. */
export const scriptName = (base: string): FramesName => `difference/${base}`;

/** Parts of a package that come whole in a difference. */
export const comesWhole = ({ same }: Pick<Description, 'same'>, part: PartName): boolean =>
  part !== 'register' && !same.includes(part);

/** Whose package: of one version of a station there is one key. */
export interface BaseOf {
  readonly election: string;
  readonly mode: string;
  readonly station: string;
  readonly version: number;
}

/** The secret of which a version's key (`base` of its manifest) is derived. @param secret the commission's, of the election */
export function baseKeySeed(secret: Uint8Array, { election, mode, station, version }: BaseOf): Uint8Array {
  const of = ['taanuu/base-key/1', election, mode, station, `${version}`].join('\0');
  return nodeCrypto.hkdf(secret, new Uint8Array(), Buffer.from(of, 'utf8'), 32);
}
