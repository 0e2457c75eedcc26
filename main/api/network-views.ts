import type { Words } from '../../core/election/common.ts';
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
  /** Since when it is seen, or is not seen; ISO, UTC. Before this kiosk was started nobody knows. */
  readonly since: string;
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
  /** Admissions without their voter's lock: not confirmed by the hub yet, and admitted at another station too. */
  readonly unconfirmed: number;
  readonly contested: number;
}

/** Doubled admissions that a screen may show. */
export const DOUBLED_SENT = 50;

/** A voter who stands admitted here and at another kiosk. */
export interface DoubledView {
  /** Hers on the list; null while the list is locked. */
  readonly number: number | null;
  /** When she was admitted here, and there; ISO with zone. */
  readonly at: string;
  readonly otherAt: string;
  /** The other kiosk's number. */
  readonly place: string;
}

/** A reservation that stands open at a kiosk which is not seen. */
export interface OpenElsewhereView {
  readonly admission: string;
  readonly device: string;
  /** Hers on the list; null while the list is locked. */
  readonly number: number | null;
  /** ISO with zone. */
  readonly at: string;
}

/** A voter who was admitted here without her lock, and at another station too. */
export interface ContestedView extends Omit<DoubledView, 'place'> {
  /** Number of the other station. */
  readonly station: string;
}

/** Of the station's other kiosks, for the chair. */
export interface KiosksTodayView {
  /** By device: how many of this round stand admitted there, as far as it is known here. */
  readonly admitted: Readonly<Record<string, number>>;
  /** At most DOUBLED_SENT of them. */
  readonly doubled: readonly DoubledView[];
  /** Left open by kiosks that are not seen, the oldest first; at most DOUBLED_SENT of them. */
  readonly open: readonly OpenElsewhereView[];
  /** Voters of this list who are admitted at other stations, as the hub has told. */
  readonly elsewhere: number;
  /** As many at most. */
  readonly contested: readonly ContestedView[];
}

/** A kiosk by its device, and its number in the station. */
interface NamedKiosk {
  readonly device: string;
  readonly place: string;
}

/** An invitation that stands at this kiosk. */
export interface InvitationView {
  /** As a QR code has it. */
  readonly text: string;
  /** Addresses of this kiosk, one of which is typed with the digits. */
  readonly at: readonly string[];
  readonly digits: string;
}

/** The logs of the station, opened for a console of the commission in the same network. */
export interface LogsOfferView {
  /** As a QR code has it. */
  readonly text: string;
  /** Addresses of this kiosk, one of which is typed with the digits. */
  readonly at: readonly string[];
  readonly digits: string;
  /** For so many minutes still. */
  readonly minutes: number;
  /** `done`: a console has everything; `port-taken`: another program listens there. Both have ended it. */
  readonly state: 'open' | 'reading' | 'done' | 'port-taken';
  /** How often wrong digits were said; 0: fewer times than anybody is told of. */
  readonly guessed: number;
  /** Events that a console has taken, of so many. */
  readonly given: number;
  readonly of: number;
}

/** Whether the logs of the station are open to a console. */
export interface LogsView {
  /** Null: to nobody. */
  readonly offer: LogsOfferView | null;
}

/** Where an invitation leads. */
export interface JoinView {
  readonly station: string;
  readonly names: Words;
  /** Of its package. */
  readonly version: number;
  readonly digits: string;
}

/** What came of joining. */
export interface JoinedView {
  /** The configuration of the kiosk that invites came along, and waits for a technician. */
  readonly configuration: boolean;
}

/** How the link stands, for the technician. */
export interface LinkView {
  readonly state: 'off' | 'starting' | 'up';
  readonly listen: string;
  readonly peers: readonly string[];
  readonly discover: boolean;
  /** Addresses of this machine under which the others may reach it, `address:port`. */
  readonly own: readonly string[];
  readonly joined: readonly NamedKiosk[];
  /** What multicast DNS has found: what anybody on the cable says. */
  readonly found: readonly (NamedKiosk & { readonly at: string })[];
  /** Null: none stands. */
  readonly invitation: InvitationView | null;
}
