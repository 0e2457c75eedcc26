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
  SystemParameter,
} from '../fingerprint/r30x-codec.ts';
import type { FarEnd } from './wire.ts';

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
  /** What the sensor answers when it is to make features of an image. */
  readonly features?: 'too-disorderly' | 'too-few-features';
  /** Settings are answered and kept nowhere until the sensor is switched on anew. */
  readonly settingsWait?: boolean;
  /** Settings are refused. */
  readonly settingsRefused?: boolean;
}

/** Older models know no light and no sleep. */
export type SensorModel = 'r30x' | 'r503';

const FEATURES = { 'too-disorderly': Confirmation.tooDisorderly, 'too-few-features': Confirmation.tooFewFeatures };
/** The confirmation of older models for a command that they do not know. */
const UNKNOWN_COMMAND = 0x19;
const WRONG_REGISTER = 0x1a;

const PACKET_SIZE = 128;

/** An R30x sensor at the far end of a port: holds a finger or none, answers packets, sends images. */
export class SimulatedR30x {
  fault: SensorFault = {};
  password = 0;
  model: SensorModel = 'r30x';
  /** The rate at which it talks, in bits per second; null: it understands the host at any. */
  baudRate: number | null = null;
  /** The last light that was asked for: control, speed, colour, times. */
  light: readonly number[] = [];
  asleep = false;
  private verified = false;
  private nextRate: number | null = null;
  private readonly port: FarEnd;
  private readonly decoder = new PacketDecoder();
  private finger: (() => FingerImage) | null = null;
  private onCapture: (() => void) | null = null;
  private buffer: Uint8Array | null = null;

  constructor(port: FarEnd) {
    this.port = port;
    port.onBytes((bytes) => {
      // At another rate its bytes are noise to the sensor.
      if (this.baudRate !== null && this.port.hostRate() !== this.baudRate) return;
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

  /** The sensor loses its power for a moment; its port may stand on another supply and stays. */
  powerCycle(): void {
    this.verified = false;
    this.asleep = false;
    this.light = [];
    this.buffer = null;
    this.baudRate = this.nextRate ?? this.baudRate;
    this.nextRate = null;
  }

  private answer({ kind, payload }: Packet): void {
    if (kind !== PacketKind.command || this.fault.silent) return;
    if (this.asleep) {
      // What wakes it is lost.
      this.asleep = false;
      return;
    }
    const [instruction, ...parameters] = payload;
    const reply = () => this.perform(instruction ?? 0, parameters);
    if (this.fault.slowMs === undefined) reply();
    else setTimeout(reply, this.fault.slowMs);
  }

  private perform(instruction: number, parameters: readonly number[]): void {
    const open = this.password === 0 || this.verified || instruction === Instruction.verifyPassword;
    if (open) this.obey(instruction, parameters);
    else this.acknowledge(Confirmation.passwordNeeded);
  }

  private obey(instruction: number, parameters: readonly number[]): void {
    const number = parameters.reduce((value, byte) => value * 256 + byte, 0);
    const newer = this.model === 'r503';
    if (instruction === Instruction.verifyPassword) {
      this.verified = number === this.password;
      this.acknowledge(this.verified ? Confirmation.ok : Confirmation.wrongPassword);
    } else if (instruction === Instruction.setPassword) {
      this.password = number;
      this.acknowledge(Confirmation.ok);
    } else if (instruction === Instruction.readSysPara) {
      // Status, system id, capacity, security, address, packet-size code 2 (128), baud factor.
      const fixed = [0, 0, 0, 9, 0, 200, 0, 3, 255, 255, 255, 255, 0, 2, 0];
      this.acknowledge(Confirmation.ok, [...fixed, (this.baudRate ?? 115_200) / 9_600]);
    } else if (instruction === Instruction.setSysPara) {
      this.setParameter(parameters);
    } else if (instruction === Instruction.genImage) {
      this.look();
    } else if (instruction === Instruction.imageToTemplate) {
      this.makeFeatures();
    } else if (instruction === Instruction.upImage) {
      this.sendImage();
    } else if (instruction === Instruction.auraLed && newer) {
      this.light = parameters;
      this.acknowledge(Confirmation.ok);
    } else if (instruction === Instruction.sleep && newer) {
      this.acknowledge(Confirmation.ok);
      this.asleep = true;
    } else {
      this.acknowledge(UNKNOWN_COMMAND);
    }
  }

  /** Agrees at the old rate and talks at the new one from then on. */
  private setParameter([number, value = 0]: readonly number[]): void {
    const known = number === SystemParameter.baudRate && value >= 1 && value <= 12;
    if (this.fault.settingsRefused || !known) {
      this.acknowledge(WRONG_REGISTER);
      return;
    }
    this.acknowledge(Confirmation.ok);
    if (this.fault.settingsWait) this.nextRate = 9_600 * value;
    else this.baudRate = 9_600 * value;
  }

  private makeFeatures(): void {
    const { features } = this.fault;
    if (this.buffer === null) this.acknowledge(Confirmation.noImage);
    else this.acknowledge(features === undefined ? Confirmation.ok : FEATURES[features]);
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
