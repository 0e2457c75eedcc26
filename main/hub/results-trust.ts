import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fromHex, toBase64url } from '../../core/crypto/encoding.ts';
import { electionSchema } from '../../core/election/election.ts';
import { resultsPolicySchema } from '../../core/election/policy-results.ts';
import type { HubTrust } from '../../core/hub/results-arrival.ts';
import type { Fleet } from './fleet.ts';
import type { StationName } from './results-store.ts';

/** What results files of an election are held against: taken from a signed package of it, for all stations. */
const resultsTrustSchema = z.strictObject({
  format: z.literal('taanuu/results-trust/1'),
  election: electionSchema,
  policy: resultsPolicySchema,
});
export type ResultsTrustFile = z.infer<typeof resultsTrustSchema>;

export interface HubTrusts {
  /** Null: nobody has told the hub of that election. */
  of(name: StationName): HubTrust['trust'];
  /** Of a style of that election's ballots. */
  constituencyOf(name: StationName): (style: string) => string | null;
}

/** Reads them from files. Throws for what is none. */
export const readResultsTrusts = (files: readonly string[]): readonly ResultsTrustFile[] =>
  files.map((file) => resultsTrustSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));

/** @param fleet the commission's devices: a ballot zone that is registered itself is among them */
export function resultsTrustsOf(files: readonly ResultsTrustFile[], fleet: Fleet): HubTrusts {
  const find = ({ election, mode }: StationName): ResultsTrustFile | undefined =>
    files.find((one) => one.election.id === election && one.election.mode === mode);
  return {
    of(name) {
      const known = find(name);
      if (!known) return null;
      const { election, policy } = known;
      return { election, policy, station: name.station, devices: registered(fleet, name) };
    },
    constituencyOf: (name) => (style) =>
      find(name)?.election.papers?.styles.find(({ id }) => id === style)?.constituency ?? null,
  };
}

function registered(fleet: Fleet, name: StationName) {
  const { election, mode, station } = name;
  const places = fleet.places.filter(
    (one) => one.election === election && one.mode === mode && (one.station === null || one.station === station),
  );
  return places.flatMap(({ device }) =>
    (fleet.trustOf({ ...name, device })?.devices ?? []).map(({ key, publicKey }) => ({
      ...{ device, key, station },
      signing: toBase64url(fromHex(publicKey) ?? new Uint8Array()),
    })),
  );
}
