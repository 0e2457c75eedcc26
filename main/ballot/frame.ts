import type { DeviceKeys } from '../access/keys.ts';
import type { Changes } from '../api/changes.ts';
import type { House } from '../host/child.ts';
import type { Ballots } from './ballots.ts';
import type { BallotReading } from './box/reading.ts';
import type { BallotConfig } from './config.ts';
import type { BallotJournal } from './journalling.ts';
import type { PackageKeeper } from './package-keeper.ts';
import type { ZonePrinter } from './printer.ts';

export interface BallotZoneOptions {
  readonly stateDir: string;
  readonly config: BallotConfig;
  readonly now: () => Date;
  readonly house: Pick<House, 'throughHatch' | 'onHatch'>;
  /** Null where the zone has no printer: its papers are files only. */
  readonly printer: ZonePrinter | null;
}

/** What every room of the ballot zone stands on. */
export interface BallotFrame {
  readonly options: BallotZoneOptions;
  readonly keys: DeviceKeys;
  readonly changes: Changes;
  readonly journal: BallotJournal;
  readonly packages: PackageKeeper;
  readonly ballots: Ballots;
  readonly reading: BallotReading;
}
