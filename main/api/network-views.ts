import type { KiosksPolicy } from '../../core/election/policy-kiosks.ts';
import type { LinkKind } from '../../core/hub/asks.ts';

/** Numbers of the list, both included. */
export interface Share {
  readonly from: number;
  readonly to: number;
}

/** Another kiosk of the station. */
export interface OtherKioskView {
  readonly device: string;
  /** Its number in the station. */
  readonly place: string;
  readonly seen: boolean;
  /** What it serves while the kiosks do not see each other. */
  readonly shares: readonly Share[];
  /** Number of the kiosk that serves its share; null: itself. */
  readonly takenBy: string | null;
}

/** How far the hub has this kiosk's events. */
export interface UpstreamView {
  readonly connected: boolean;
  readonly over: LinkKind;
  /** Events of which it has not said that they are stored. */
  readonly backlog: number;
  /** When the oldest of them was written, ISO with zone; null: there are none. */
  readonly oldest: string | null;
}

/** This kiosk among those of its station. */
export interface KioskNetworkView {
  readonly apart: KiosksPolicy['apart'];
  readonly place: string;
  readonly shares: readonly Share[];
  readonly others: readonly OtherKioskView[];
  /** How this kiosk is joined: not at all, or as its link says. */
  readonly link: 'none' | 'off' | 'starting' | 'up';
  /** Voters who stand admitted here and at another kiosk. */
  readonly doubled: number;
}
