import type { Problem } from '../../core/problem/catalogue.ts';
import type { DeviceKind } from '../../drivers/device.ts';

/** What the screens show of devices: how they are, what is found, what passes on their wires. */

/** The name that a page printer has which prints ballots and nothing else. */
export const BALLOT_PRINTER = 'ballots';

/** One peripheral as the screens show it. */
export interface DeviceView {
  /** Its name in this kiosk. */
  readonly id: string;
  readonly kind: DeviceKind;
  /** What it says of itself, e.g. "ZFM-20, 57600 Bd". */
  readonly name: string;
  readonly state: 'ready' | 'working' | 'attention' | 'missing';
  readonly problem: Problem | null;
  readonly driver: string;
  /** Where it is attached, for the technician. */
  readonly path: string;
  /** Since when it is in this state, ISO with zone. */
  readonly since: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Bytes that belonged to no frame, and commands said again. */
  readonly skipped: number;
  readonly retries: number;
  /** Rungs of its ladder that were taken, all together. */
  readonly recoveries: number;
}

/** One line of what passed on a device's wire, masked: nothing personal is in it. */
export interface WireLineView {
  readonly number: number;
  /** Milliseconds since the driver began. */
  readonly t: number;
  readonly way: 'in' | 'out' | 'link';
  /** The first bytes, hexadecimal; of a link, how it stands. */
  readonly text: string;
  readonly bytes: number;
  /** What the protocol calls the frames that ended in it. */
  readonly frames: readonly string[];
}

/** What a technician looks for at once: each is looked for by itself, so that a slow one holds up no other. */
export type FoundGroup = 'cable' | 'reader' | 'scanner' | 'printer' | 'power' | 'screen';

/** The list on which a thing was found, or `typed` where somebody gave its address. */
export type FoundKind =
  | 'serial'
  | 'hid'
  | 'lp'
  | 'pcsc'
  | 'sbi'
  | 'sane'
  | 'escl'
  | 'cups'
  | 'nut'
  | 'supply'
  | 'display'
  | 'camera'
  | 'typed';

/** Something that is plugged in or answers, for the technician. */
export interface FoundView {
  readonly kind: FoundKind;
  readonly at: string;
  /** In its own words; empty where it says none. */
  readonly name: string;
  /** USB vendor and product. */
  readonly usb: string | null;
  readonly serial: string | null;
  /** Drivers that may speak to it, and what a device of each is for. */
  readonly drivers: readonly { readonly driver: string; readonly kind: DeviceView['kind'] }[];
  /** The kiosk's own name of the device there; null when nothing uses it. */
  readonly usedBy: string | null;
}

export interface DiscoveryView {
  readonly found: readonly FoundView[];
  /** Lists that could not be had. */
  readonly problems: readonly Problem[];
}

/** One line of the readiness report: what was looked at, how it is, and what to do about it. */
export interface ReadinessLine {
  readonly check: string;
  readonly state: 'bad' | 'warn' | 'good';
  readonly problem: Problem | null;
  readonly detail: string | null;
}

/** Everything that must be well before a station opens, red items first, signed by the device. */
export interface ReadinessReport {
  readonly device: string;
  readonly serial: string;
  readonly words: readonly string[];
  /** ISO, UTC. */
  readonly at: string;
  readonly version: string;
  /** SHA-256 over the program's files, hex. */
  readonly program: string;
  /** Hash of the journal's last event, hex. */
  readonly head: string;
  readonly lines: readonly ReadinessLine[];
  /** The device's public keys, base64url: its name, its words and the signature are checked with them. */
  readonly signing: string;
  readonly agreement: string;
  /** Name of the key that signed, and its signature over the canonical form of all before both (base64url). */
  readonly key: string;
  readonly signature: string;
}

/** The recording of a device's wire that lies in memory. */
export interface RecordingView {
  readonly device: string;
  readonly masked: boolean;
  readonly running: boolean;
  readonly seconds: number;
  readonly bytes: number;
  /** It has reached its limit: what came after is not in it. */
  readonly full: boolean;
}
