import type { Unlisten } from '../listeners.ts';

/** The device's end of a cable, whatever the cable is. */
export interface DevicePort {
  /** Bytes from the host. */
  onBytes(listener: (bytes: Uint8Array) => void): Unlisten;
  /** The cable was plugged in (true) or pulled (false). */
  onPlug(listener: (plugged: boolean) => void): Unlisten;
  /** Sends to the host, through whatever is wrong with the wire. Bytes without a cable are lost. */
  send(bytes: Uint8Array): void;
}

/** The same of a serial cable. */
export interface FarEnd extends DevicePort {
  /** The rate at which the host has opened its port, in bits per second; null where that cannot be told. */
  hostRate(): number | null;
}

/** What goes wrong on the wire from the device to the host. */
export interface WireFault {
  /** One byte per write, with a pause between them. */
  readonly split?: boolean;
  /** Every nth byte gets lost. */
  readonly loseEvery?: number;
  /** Every nth byte arrives twice. */
  readonly doubleEvery?: number;
  /** Bytes that arrive before every write. */
  readonly garbage?: Uint8Array;
  /** Nothing arrives. */
  readonly silent?: boolean;
}

/** Does to bytes what the wire does to them; counts, so that "every nth" runs on from one write to the next. */
export class WireDamage {
  private sent = 0;

  done(bytes: Uint8Array, { silent, garbage, loseEvery, doubleEvery }: WireFault): Uint8Array {
    if (silent) return new Uint8Array(0);
    const wire: number[] = garbage === undefined ? [] : [...garbage];
    for (const byte of bytes) {
      this.sent += 1;
      if (loseEvery !== undefined && this.sent % loseEvery === 0) continue;
      wire.push(byte);
      if (doubleEvery !== undefined && this.sent % doubleEvery === 0) wire.push(byte);
    }
    return Uint8Array.from(wire);
  }
}
