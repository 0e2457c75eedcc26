import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { BoxShow } from '../../api/ballot-views.ts';
import type { DeviceView } from '../../api/device-views.ts';

/** Which sheets the reader takes. `not-now` says for the voters' screen why it takes none. */
export type Feeding =
  | { readonly takes: 'nothing'; readonly why: 'before' | 'paused' | 'after' }
  | { readonly takes: 'test' | 'box' | 'mobile' };

/** The box as the rooms of the day know it: one sheet after another, by the statechart of its paper path. */
export interface Box {
  readonly show: BoxShow;
  readonly devices: readonly DeviceView[];
  /** The reader is there, its path is empty and nothing stands in the way. */
  readonly ready: boolean;
  /** A sheet lies in the path, or nobody knows yet whether it dropped. */
  readonly busy: boolean;
  /** Stays on the screens until it is gone. */
  readonly problems: readonly Problem[];
  /** From the next sheet on. A sheet in the path is settled first by what was asked when it was put in. */
  feed(what: Feeding): void;
  insist(): Result<null, Problem>;
  takeBack(): Result<null, Problem>;
  /** A person has cleared the path, or looked where the sheet lies. */
  cleared(): Result<null, Problem>;
  /** Persons have looked where the sheet in flight is. */
  located(where: 'in-box' | 'in-hand', approvers: readonly string[]): Result<null, Problem>;
  /** Whether they have to. */
  readonly locate: boolean;
  /** The election's data are destroyed: nothing of them stays here. */
  forget(): void;
  start(): void;
  close(): Promise<void>;
}
