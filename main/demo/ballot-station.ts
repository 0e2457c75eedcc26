import { join } from 'node:path';
import type { Election } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import type { IntoBallotZone } from '../../core/hatch/hatch.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { deviceRequest, openKeys } from '../access/keys.ts';
import { PackageCopy } from '../identification/ballot-zone/package-copy.ts';
import { openCommission } from '../package/commission.ts';
import { writePackage } from '../package/writer.ts';
import { cheapCodes, demoPersonEntries } from './people.ts';

/** What a ballot zone alone needs of a station: no voter is in it, and nobody is enrolled. */
export interface BallotStation {
  readonly election: Election;
  /** What the identification zone says of the package, whose copy lies in the hatch's folder already. */
  readonly offer: Extract<IntoBallotZone, { hatch: 'package' }>;
}

/**
 * Makes a commission, registers a device and puts into the hatch what the ballot zone gets of a signed package without
 * voters, by the same ways as in a kiosk.
 * @param folder for keys and package; of the hatch `hatch`
 */
export async function makeBallotStation(options: {
  readonly folder: string;
  readonly hatch: string;
  readonly election: Election;
  readonly policy: Policy;
  readonly precinct: string;
  /** Of the package; 1 where it is the first. */
  readonly version?: number;
}): Promise<BallotStation> {
  const { folder, hatch, election, policy, precinct, version = 1 } = options;
  const commission = openCommission(join(folder, 'commission'), 'Көрсөтмө комиссия', true);
  const keys = must(await openKeys(join(folder, 'identification')));
  must(keys.trustCommission(commission.trust));
  must(await commission.register(deviceRequest(keys, true), precinct));
  const path = join(folder, 'station.taanuu');
  const { sha256 } = await writePackage(path, commission, {
    ...{ election, policy, station: precinct, version, records: [] },
    devices: await commission.devices(),
    people: await demoPersonEntries(precinct, undefined, cheapCodes),
    created: `${election.day.date}T00:00:00.000Z`,
  });
  const copy = new PackageCopy(keys, hatch);
  must(await copy.keep(path, sha256));
  return { election, offer: must(await copy.offer(sha256)) };
}

function must<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
