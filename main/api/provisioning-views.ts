import type { Words } from './views.ts';

/** What a device is to the commission: what it asks for, whom it trusts, and what the package in force gives it. */
export interface ProvisioningView {
  /** The request for registration, signed by the device: what its QR code says and its file holds. */
  readonly request: string;
  /** Whose root key was taken; null before registration. */
  readonly root: RootView | null;
  /** By the package in force; null before the first. */
  readonly assigned: {
    readonly election: Words;
    readonly station: string;
    readonly version: number;
    /** From the spare pool: another package may send it to another station. */
    readonly spare: boolean;
  } | null;
  /** Version of the package by which the device is out of use. */
  readonly revoked: number | null;
  /** Certificates that lie on sticks, where the device has taken no root yet. */
  readonly certificates: readonly CertificateFile[];
}

/** A commission's root key, as two people compare it. */
export interface RootView {
  readonly name: string;
  readonly words: readonly string[];
  /** Made for a demonstration. */
  readonly demo: boolean;
}

export interface CertificateFile {
  readonly path: string;
  readonly name: string;
}

/** A certificate that was looked at; nothing has been taken. */
export interface CertificateView {
  readonly root: RootView;
  /** Station that the commission assigned; null: the spare pool. */
  readonly station: string | null;
  /** Of the file, lower-case hex: what is taken is what was shown. */
  readonly sha256: string;
}
