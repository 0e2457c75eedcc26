import type { Problem } from '../../core/problem/catalogue.ts';
import type { DeviceView, Mode, Words } from './views.ts';

/** A file on a stick or in a folder of the kiosk that looks like a configuration by its name. */
export interface ConfigurationFileView {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** It came from the kiosk that invited this one. */
  readonly invited: boolean;
}

/** A configuration that was written, read back and hashed. */
export interface ConfigurationWritten {
  readonly file: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** How far another kiosk's configuration is read off its screen. */
export interface ConfigurationScanView {
  /** Codes that it has; 0 before the first was read. */
  readonly of: number;
  /** Those still to be read, from 1. */
  readonly missing: readonly number[];
  readonly whole: boolean;
  /** What `look` and `take` call it. */
  readonly path: string;
}

/** Where a device of a configuration could be on this kiosk. */
export interface PlaceChoice {
  readonly at: string;
  /** The file says so; this kiosk has it there now; a device that is plugged in here. */
  readonly why: 'file' | 'here' | 'found';
  /** In the device's own words; empty where it says none. */
  readonly name: string;
}

export type PlannedDifference = 'driver' | 'place' | 'options';

/** What would become of one device. */
export interface PlannedDeviceView {
  readonly id: string;
  readonly kind: DeviceView['kind'];
  readonly driver: string;
  readonly change: 'added' | 'changed' | 'removed' | 'same';
  /** Of a changed one: in what it differs. */
  readonly differs: readonly PlannedDifference[];
  /** As this kiosk has it now; null where it has none of this name. */
  readonly now: { readonly driver: string; readonly at: string } | null;
  /** Where the file says that it is; null for one that is taken out. */
  readonly said: string | null;
  /** Where it would be; null: the technician must say. */
  readonly at: string | null;
  readonly choices: readonly PlaceChoice[];
}

/** What would change if a configuration were taken, and whose it is. Nothing has changed yet. */
export interface ConfigurationPlanView {
  readonly file: string;
  /** Of the file, lower-case hex: what is taken is what was shown. */
  readonly sha256: string;
  readonly by: { readonly device: string; readonly serial: string; readonly words: readonly string[] };
  /** This device itself; one that the election package in force names; somebody whose words want comparing. */
  readonly signer: 'self' | 'named' | 'stranger';
  /** ISO, UTC. */
  readonly at: string;
  readonly version: string;
  readonly mode: Mode | null;
  readonly devices: readonly PlannedDeviceView[];
  readonly settings: readonly { readonly setting: 'folders' | 'kit'; readonly now: string; readonly wanted: string }[];
  /** Lists of what is plugged in that could not be had. */
  readonly problems: readonly Problem[];
}

export type KitDifference = 'missing' | 'driver' | 'model' | 'model-unknown' | 'options' | 'extra';

/** One device of the standard kit, or one that is no part of it, and how this kiosk differs there. */
export interface KitLineView {
  readonly kind: DeviceView['kind'];
  /** The device of this kiosk; null where it is missing. */
  readonly device: string | null;
  /** Nothing: as the kit wants it. */
  readonly differs: readonly KitDifference[];
  /** What the kit wants, in words of configurations: drivers, models, options. */
  readonly wanted: string;
}

/** This kiosk against the standard kit. */
export interface KitComparisonView {
  readonly kit: string;
  /** Null where the kit cannot be read. */
  readonly names: Words | null;
  readonly lines: readonly KitLineView[];
  /** Null: as the kit wants it. */
  readonly problem: Problem | null;
}
