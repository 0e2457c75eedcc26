import type { WireMask } from '../transport/recording.ts';
import { DEFAULT_ADDRESS, Instruction, LONGEST_PAYLOAD, PacketKind } from './r30x-codec.ts';

const HEADER = Uint8Array.of(0xef, 0x01, ...new Array<number>(4).fill(DEFAULT_ADDRESS & 0xff));
const KIND_AT = 6;
const PAYLOAD_AT = 9;
const SUM_SIZE = 2;
/** Confirmation code and the sensor's parameters: the longest acknowledgement that is nobody's finger. */
const LONGEST_ANSWER = 17;
const kinds: readonly number[] = Object.values(PacketKind);

/**
 * One direction of a sensor's line. Payloads of data packets are images and templates: zeros instead, with the sum that
 * zeros have where the sum was right, and a wrong one where it was wrong. Passwords likewise. What stands in no packet
 * may be the rest of an image: zeros too.
 */
class PacketMask {
  /** Bytes of the packet so far. */
  private at = 0;
  private kind = 0;
  private length = 0;
  private instruction = 0;
  private sum = 0;
  private maskedSum = 0;

  reset(): void {
    this.at = 0;
  }

  mask(bytes: Uint8Array): Uint8Array {
    return bytes.map((byte) => this.one(byte));
  }

  private one(byte: number): number {
    const at = this.at;
    if (at < HEADER.length) return this.header(byte, at);
    this.at += 1;
    if (at < PAYLOAD_AT) return this.frame(byte, at);
    const end = PAYLOAD_AT + this.length - SUM_SIZE;
    if (at < end) return this.payload(byte, at - PAYLOAD_AT);
    const shift = at === end ? 8 : 0;
    if (at === end + 1) this.at = 0;
    // Wrong bytes of a sum stay wrong.
    const right = byte === ((this.sum >> shift) & 0xff);
    return ((this.maskedSum >> shift) & 0xff) ^ (right ? 0 : 0xff);
  }

  private header(byte: number, at: number): number {
    if (byte !== HEADER[at]) {
      this.at = byte === HEADER[0] ? 1 : 0;
      return this.at === 1 ? byte : 0;
    }
    this.at += 1;
    this.sum = 0;
    this.maskedSum = 0;
    return byte;
  }

  private frame(byte: number, at: number): number {
    if (at === KIND_AT) this.kind = byte;
    this.length = at === KIND_AT ? 0 : this.length * 256 + byte;
    const known = kinds.includes(this.kind) && this.length <= LONGEST_PAYLOAD + SUM_SIZE;
    if (!known || (at === PAYLOAD_AT - 1 && this.length < SUM_SIZE)) {
      this.at = 0;
      return 0;
    }
    this.add(byte, byte);
    return byte;
  }

  private payload(byte: number, index: number): number {
    if (index === 0) this.instruction = byte;
    const secret = this.instruction === Instruction.verifyPassword || this.instruction === Instruction.setPassword;
    const shown =
      (this.kind === PacketKind.acknowledge && index < LONGEST_ANSWER) ||
      (this.kind === PacketKind.command && (index === 0 || !secret));
    this.add(byte, shown ? byte : 0);
    return shown ? byte : 0;
  }

  private add(byte: number, masked: number): void {
    this.sum = (this.sum + byte) & 0xffff;
    this.maskedSum = (this.maskedSum + masked) & 0xffff;
  }
}

/** Hides finger images, templates and passwords on an R30x line. */
export function r30xMask(): WireMask {
  const toHost = new PacketMask();
  const toSensor = new PacketMask();
  return {
    in: (bytes) => toHost.mask(bytes),
    out: (bytes) => toSensor.mask(bytes),
    reset: () => {
      toHost.reset();
      toSensor.reset();
    },
  };
}
