import type { PassportDevice, PassportNote } from '../../core/passport/passport.ts';
import type { DeviceView } from './views.ts';

/** A device of the kit: what is known of it, and what it is here; null for one that this kiosk does not have (any more). */
export interface PassportDeviceView extends PassportDevice {
  readonly kind: DeviceView['kind'] | null;
}

/** What happened, and where: null on this kiosk, else the other one's serial number, as far as it is known here. */
export interface PassportNoteView extends PassportNote {
  readonly elsewhere: { readonly serial: string | null } | null;
}

/** What happened to the devices of this kit, over elections and kiosks. */
export interface PassportView {
  /** Those of this kiosk too of which nothing was noted. */
  readonly devices: readonly PassportDeviceView[];
  /** Newest first. */
  readonly notes: readonly PassportNoteView[];
  /** Passports that lie on sticks. */
  readonly files: readonly { readonly path: string; readonly name: string }[];
}

/** A passport that was looked at; nothing has been taken. */
export interface PassportFileView {
  readonly by: { readonly device: string; readonly serial: string; readonly words: readonly string[] };
  /** This device itself, one that the package in force names, or somebody whose words want comparing. */
  readonly signer: 'self' | 'named' | 'stranger';
  /** ISO, UTC: when it was written. */
  readonly at: string;
  readonly notes: number;
  /** Of them, those that this kiosk does not have yet. */
  readonly fresh: number;
  /** Of the file, lower-case hex: what is taken is what was shown. */
  readonly sha256: string;
}
