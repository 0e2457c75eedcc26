import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { cupsAddress } from '../../drivers/printer/cups/cups-queue.ts';
import { readConfigFile } from '../storage/config-file.ts';
import { BLOCK_BYTES } from '../storage/slots/format.ts';

const path = z.string().min(1).max(500);

/** SANE's names of scanners that are asked over a network. */
const overNetwork = /(^|[:/])net[:/]|^(airscan|escl):|:\/\//i;

/** This zone has no network: `ipp-usb` speaks eSCL on the loopback of the zone itself. */
const onLoopback = (at: string): boolean =>
  URL.canParse(at) && ['127.0.0.1', '[::1]'].includes(new URL(at).hostname) && new URL(at).protocol === 'http:';

/** Nor may a paper of it cross one. */
const isHere = (address: string): boolean => 'socketPath' in (cupsAddress(address)?.server ?? {});

const scanner = z.discriminatedUnion('driver', [
  z.strictObject({
    driver: z.literal('sane'),
    at: path.refine((name) => !overNetwork.test(name), 'a scanner of this machine'),
  }),
  z.strictObject({ driver: z.literal('escl'), at: path.refine(onLoopback, 'an address of the loopback') }),
]);

/** How the ballot zone of a kiosk is put together: a file of the machine, not of an election. */
export const ballotConfigSchema = z.strictObject({
  /** The serial port of the box's controller, and the scanner of its path; null: the box makes its pictures itself. */
  reader: z.strictObject({ path, scanner: scanner.nullable().default(null) }),
  /** Print queue of this zone, as `CupsOptions.address`; null: its papers are written as files only. */
  printer: z
    .strictObject({
      address: path.refine(isHere, 'a print queue of this machine: QUEUE, or QUEUE@/path/of/the/socket'),
    })
    .nullable(),
  /** The scanner with a feeder, for ballots of mobile boxes and recounts; null: they go through the slot of the box. */
  feeder: scanner.nullable().default(null),
  /** Ballots that one sitting can hold, and the bytes for each, picture included. */
  capacity: z.int().min(10).max(20_000),
  slotBytes: z
    .int()
    .min(BLOCK_BYTES)
    .max(1024 * 1024)
    .refine((bytes) => bytes % BLOCK_BYTES === 0, 'whole blocks of 4096'),
  /** Folder of the hatch: `in` for what comes into this zone, `out` for what leaves it. */
  hatch: path,
});
export type BallotConfig = z.infer<typeof ballotConfigSchema>;

/** Reads `ballot.json` of a folder, or says what is wrong with it. */
export function readBallotConfig(stateDir: string): Result<BallotConfig, Problem> {
  return readConfigFile(join(stateDir, 'ballot.json'), ballotConfigSchema);
}
