import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fromHex } from '../../core/crypto/encoding.ts';
import { type JournalName, journalNameSchema } from '../../core/hub/names.ts';
import { type Trust, trustSchema } from '../../core/journal/trust.ts';
import type { FleetPlace } from './server-config.ts';

/** The devices of an election in a mode: whose events the hub takes. It follows from what the commission has registered. */
const fleetSchema = z.strictObject({
  format: z.literal('taanuu/fleet/1'),
  election: journalNameSchema.shape.election,
  mode: journalNameSchema.shape.mode,
  devices: z.array(
    z.strictObject({
      device: journalNameSchema.shape.device,
      key: trustSchema.shape.devices.element.shape.key,
      publicKey: trustSchema.shape.devices.element.shape.publicKey,
      /** Null: a spare, which may stand in at any station. */
      station: journalNameSchema.shape.station.nullable(),
      /** Taken out of use: what it signed is verified with its key still, and it may not call any more. */
      revoked: z.boolean(),
    }),
  ),
});
export type FleetFile = z.infer<typeof fleetSchema>;

export interface Fleet {
  /** The keys of a device at a station, for the verifier; null: it is none of this fleet's, or of another station. */
  trustOf(name: JournalName): Trust | null;
  /** The key of a device that is in use, Ed25519, 32 bytes; null: there is none of that name. */
  keyOf(name: Pick<JournalName, 'election' | 'mode' | 'device'>): Uint8Array | null;
  /** Those that may call. */
  readonly places: readonly FleetPlace[];
}

/** Reads fleets from their files. Throws for what is none. */
export function readFleet(files: readonly string[]): Fleet {
  return fleetOf(files.map((file) => fleetSchema.parse(JSON.parse(readFileSync(file, 'utf8')))));
}

export function fleetOf(fleets: readonly FleetFile[]): Fleet {
  const byDevice = new Map<string, FleetFile['devices'][number]>();
  for (const { election, mode, devices } of fleets) {
    for (const one of devices) byDevice.set(`${election}.${mode}.${one.device}`, one);
  }
  return {
    // Trust of one device at a time: a verifier looks through all that it is given, at each event.
    trustOf({ election, mode, station, device }) {
      const one = byDevice.get(`${election}.${mode}.${device}`);
      if (!one || (one.station !== null && one.station !== station)) return null;
      const { key, publicKey } = one;
      return { election, mode, devices: [{ device, key, algorithm: 'Ed25519', publicKey, station }] };
    },
    keyOf({ election, mode, device }) {
      const one = byDevice.get(`${election}.${mode}.${device}`);
      return (one && !one.revoked && fromHex(one.publicKey)) || null;
    },
    places: fleets.flatMap(({ election, mode, devices }) =>
      devices.flatMap(({ device, station, revoked }) => (revoked ? [] : [{ election, mode, station, device }])),
    ),
  };
}
