import type { Election } from '../election/election.ts';
import type { Policy } from '../election/policy.ts';
import type { DeviceEntry, PersonEntry } from '../election/station.ts';

/** What a results file is held against: all of it from the signed package, nothing from the file. */
export interface ResultsTrust {
  readonly election: Election;
  /** Number of the station whose file it is to be. */
  readonly station: string;
  readonly devices: readonly Pick<DeviceEntry, 'device' | 'key' | 'signing' | 'station' | 'revoked'>[];
  readonly policy: Pick<Policy['results'], 'form' | 'signedPages' | 'approvals'>;
  /** Hashes of the packages that the commission made for the station; without them any is taken. */
  readonly packages?: readonly string[];
  /** The commission's people; without them the names of signers are taken as they stand. */
  readonly people?: readonly Pick<PersonEntry, 'id' | 'role' | 'name'>[];
}
