import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { Changes } from '../../api/changes.ts';
import type { Ballots } from '../ballots.ts';
import type { BallotDesk } from '../desk.ts';
import type { Hatch } from '../hatch.ts';
import type { BallotJournal } from '../journalling.ts';
import type { TakenPackage } from '../package.ts';
import type { Stack } from '../stack.ts';

/** What the results need of the zone. */
export interface ResultsFrame {
  readonly stateDir: string;
  readonly keys: DeviceKeys;
  readonly journal: BallotJournal;
  readonly ballots: Ballots;
  readonly desk: Pick<BallotDesk, 'actor' | 'people' | 'approve' | 'prove'>;
  readonly hatch: Pick<Hatch, 'say' | 'outgoing'>;
  /** The scanner with a feeder, for a recount; null where there is none. */
  readonly stack: Stack | null;
  readonly taken: () => TakenPackage | null;
  readonly changes: Changes;
  readonly now: () => Date;
  /** The squares of a ballot out of the picture that is kept with it, by `part/option`; null: they cannot be had. */
  readonly squarePictures: (image: Uint8Array) => ReadonlyMap<string, GrayPage> | null;
  /** Sends a PDF to the printer; null where this zone has none, and its papers are files only. */
  readonly queue: ((pdf: Uint8Array, title: string) => Promise<Result<null, Problem>>) | null;
}
