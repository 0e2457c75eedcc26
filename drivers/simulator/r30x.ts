import type { FingerImage } from '../device.ts';
import {
  Confirmation,
  encodePacket,
  Instruction,
  type Packet,
  PacketDecoder,
  PacketKind,
  packImage,
  SENSOR_IMAGE,
} from '../fingerprint/r30x-codec.ts';
import type { SimulatedPort } from './pty.ts';

/** What is wrong with the sensor itself; faults of the cable belong to the port. */
export interface SensorFault {
  /** Commands are not answered. */
  readonly silent?: boolean;
  /** Milliseconds before every answer. */
  readonly slowMs?: number;
  /** Every finger is reported as a failed capture. */
  readonly captureFails?: boolean;
  /** So many of the next images lose one of their packets. */
  readonly losePackets?: number;
}

const PACKET_SIZE = 128;

/** An R30x sensor at the far end of a port: holds a finger or none, answers packets, sends images. */
export class SimulatedR30x {
  fault: SensorFault = {};
  password = 0;
  private readonly port: SimulatedPort;
  private readonly decoder = new PacketDecoder();
  private finger: (() => FingerImage) | null = null;
  private onCapture: (() => void) | null = null;
  private buffer: Uint8Array | null = null;

  constructor(port: SimulatedPort) {
    this.port = port;
    port.onBytes((bytes) => {
      for (const packet of this.decoder.push(bytes)) this.answer(packet);
    });
    port.onPlug(() => this.decoder.flush());
  }

  get touched(): boolean {
    return this.finger !== null;
  }

  /**
   * Puts a finger on the glass.
   * @param image what the sensor sees, asked for at every look.
   *   Cut or padded with white to 256 × 288, and reduced to 16 grays.
   * @param onCapture told each time the sensor has taken an image of it.
   */
  touch(image: () => FingerImage, onCapture?: () => void): void {
    this.finger = image;
    this.onCapture = onCapture ?? null;
  }

  lift(): void {
    this.finger = null;
    this.onCapture = null;
  }

  private answer({ kind, payload }: Packet): void {
    if (kind !== PacketKind.command || this.fault.silent) return;
    const [instruction, ...parameters] = payload;
    const reply = () => this.perform(instruction ?? 0, parameters);
    if (this.fault.slowMs === undefined) reply();
    else setTimeout(reply, this.fault.slowMs);
  }

  private perform(instruction: number, parameters: readonly number[]): void {
    if (instruction === Instruction.verifyPassword) {
      const given = parameters.reduce((value, byte) => value * 256 + byte, 0);
      this.acknowledge(given === this.password ? Confirmation.ok : Confirmation.wrongPassword);
    } else if (instruction === Instruction.readSysPara) {
      // Status, system id, capacity, security, address, packet-size code 2 (128), baud factor 12 (115,200).
      this.acknowledge(Confirmation.ok, [0, 0, 0, 9, 0, 200, 0, 3, 255, 255, 255, 255, 0, 2, 0, 12]);
    } else if (instruction === Instruction.genImage) {
      this.look();
    } else if (instruction === Instruction.upImage) {
      this.sendImage();
    } else {
      this.acknowledge(0x19);
    }
  }

  private look(): void {
    if (this.finger === null) {
      this.acknowledge(Confirmation.noFinger);
    } else if (this.fault.captureFails) {
      this.acknowledge(Confirmation.captureFailed);
    } else {
      this.buffer = packImage(fitted(this.finger()));
      this.onCapture?.();
      this.acknowledge(Confirmation.ok);
    }
  }

  private sendImage(): void {
    if (this.buffer === null) {
      this.acknowledge(Confirmation.noImage);
      return;
    }
    this.acknowledge(Confirmation.ok);
    const lossy = (this.fault.losePackets ?? 0) > 0;
    if (lossy) this.fault = { ...this.fault, losePackets: (this.fault.losePackets ?? 0) - 1 };
    for (let at = 0; at < this.buffer.length; at += PACKET_SIZE) {
      if (lossy && at === 40 * PACKET_SIZE) continue;
      const last = at + PACKET_SIZE >= this.buffer.length;
      const part = this.buffer.subarray(at, at + PACKET_SIZE);
      this.port.send(encodePacket(last ? PacketKind.end : PacketKind.data, part));
    }
  }

  private acknowledge(code: number, data: readonly number[] = []): void {
    this.port.send(encodePacket(PacketKind.acknowledge, Uint8Array.of(code, ...data)));
  }
}

/** The middle of the image in the sensor's window. */
function fitted({ width, height, pixels }: FingerImage): Uint8Array {
  const window = new Uint8Array(SENSOR_IMAGE.width * SENSOR_IMAGE.height).fill(255);
  const dx = Math.floor((width - SENSOR_IMAGE.width) / 2);
  const dy = Math.floor((height - SENSOR_IMAGE.height) / 2);
  for (let y = 0; y < SENSOR_IMAGE.height; y++) {
    for (let x = 0; x < SENSOR_IMAGE.width; x++) {
      const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
      if (inside) window[y * SENSOR_IMAGE.width + x] = pixels[(y + dy) * width + x + dx] ?? 255;
    }
  }
  return window;
}
