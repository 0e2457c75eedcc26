/**
 * The packets of R30x, ZFM-20, AS608 and R503 fingerprint sensors, both directions.
 * Source: ZFM-20 user manual v2.0, R305 and R503 manuals: EF01, address, kind, length, payload, sum; big-endian.
 */

/** Packet identifiers. */
export const PacketKind = { command: 0x01, data: 0x02, acknowledge: 0x07, end: 0x08 } as const;
export type PacketKind = (typeof PacketKind)[keyof typeof PacketKind];

export interface Packet {
  readonly kind: PacketKind;
  readonly payload: Uint8Array;
}

export const DEFAULT_ADDRESS = 0xffffffff;
const HEADER_SIZE = 9;
const SUM_SIZE = 2;
/** The largest payload a sensor can be set to. */
export const LONGEST_PAYLOAD = 256;

const kinds: readonly number[] = Object.values(PacketKind);

/** One packet as bytes. */
export function encodePacket(kind: PacketKind, payload: Uint8Array, address = DEFAULT_ADDRESS): Uint8Array {
  if (payload.length > LONGEST_PAYLOAD) throw new RangeError(`a packet carries at most ${LONGEST_PAYLOAD} bytes`);
  const bytes = new Uint8Array(HEADER_SIZE + payload.length + SUM_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xef01);
  view.setUint32(2, address);
  view.setUint8(6, kind);
  view.setUint16(7, payload.length + SUM_SIZE);
  bytes.set(payload, HEADER_SIZE);
  view.setUint16(HEADER_SIZE + payload.length, sumOf(bytes, HEADER_SIZE + payload.length));
  return bytes;
}

/** Sum over kind, length and payload, low 16 bits. */
function sumOf(bytes: Uint8Array, end: number): number {
  let sum = 0;
  for (let i = 6; i < end; i++) sum += bytes[i] ?? 0;
  return sum & 0xffff;
}

/**
 * Finds packets in a stream of bytes that may be split, doubled, lossy or garbage. Holds at most one packet's bytes;
 * after damage it continues at the next header whose sum is right.
 */
export class PacketDecoder {
  /** Bytes that belonged to no packet. */
  skipped = 0;
  private buffer = new Uint8Array(0);
  private readonly address: number;

  constructor(address = DEFAULT_ADDRESS) {
    this.address = address;
  }

  /** Bytes held back for a packet that has not ended. */
  get held(): number {
    return this.buffer.length;
  }

  /** The packets that end within `bytes`. */
  push(bytes: Uint8Array): Packet[] {
    const joined = new Uint8Array(this.buffer.length + bytes.length);
    joined.set(this.buffer);
    joined.set(bytes, this.buffer.length);
    return this.scan(joined, false);
  }

  /**
   * Nothing more is coming for now: a header that still waits for its bytes was garbage.
   * @returns packets that it had swallowed.
   */
  flush(): Packet[] {
    return this.scan(this.buffer, true);
  }

  private scan(bytes: Uint8Array, final: boolean): Packet[] {
    const packets: Packet[] = [];
    let at = 0;
    while (at < bytes.length) {
      const found = readPacket(bytes.subarray(at), this.address);
      if (found === 'incomplete' && !final) break;
      if (found === 'incomplete' || found === 'garbage') {
        at += 1;
        this.skipped += 1;
      } else {
        packets.push(found.packet);
        at += found.size;
      }
    }
    this.buffer = bytes.slice(at);
    return packets;
  }
}

function readPacket(bytes: Uint8Array, address: number): { packet: Packet; size: number } | 'incomplete' | 'garbage' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 0xef || (bytes.length > 1 && bytes[1] !== 0x01)) return 'garbage';
  if (bytes.length < HEADER_SIZE) return 'incomplete';
  const kind = view.getUint8(6);
  const length = view.getUint16(7);
  const known = isKind(kind) && view.getUint32(2) === address;
  if (!known || length < SUM_SIZE || length > LONGEST_PAYLOAD + SUM_SIZE) return 'garbage';
  const size = HEADER_SIZE + length;
  if (bytes.length < size) return 'incomplete';
  const end = size - SUM_SIZE;
  if (view.getUint16(end) !== sumOf(bytes, end)) return 'garbage';
  return { packet: { kind, payload: bytes.slice(HEADER_SIZE, end) }, size };
}

function isKind(kind: number): kind is PacketKind {
  return kinds.includes(kind);
}

/** Instructions that the driver uses. */
export const Instruction = {
  genImage: 0x01,
  /** The features of the image in the sensor's buffer; here only for what the sensor thinks of the image. */
  imageToTemplate: 0x02,
  upImage: 0x0a,
  setSysPara: 0x0e,
  readSysPara: 0x0f,
  setPassword: 0x12,
  verifyPassword: 0x13,
  /** R503 and its kin. */
  sleep: 0x33,
  /** R503 and its kin: the coloured ring. */
  auraLed: 0x35,
} as const;

/** Confirmation codes that mean something to the driver; every other code is a refusal. */
export const Confirmation = {
  ok: 0x00,
  packetError: 0x01,
  noFinger: 0x02,
  captureFailed: 0x03,
  tooDisorderly: 0x06,
  tooFewFeatures: 0x07,
  wrongPassword: 0x13,
  noImage: 0x15,
  passwordNeeded: 0x21,
} as const;

/** The image that UpImage sends: 4 bits a pixel, the left pixel in the high nibble, top row first. */
export const SENSOR_IMAGE = { width: 256, height: 288, bytes: (256 * 288) / 2 } as const;

/** 4-bit image data to 8-bit gray: nibble × 17. */
export function unpackImage(data: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(data.length * 2);
  data.forEach((byte, i) => {
    pixels[2 * i] = (byte >> 4) * 17;
    pixels[2 * i + 1] = (byte & 0x0f) * 17;
  });
  return pixels;
}

/** 8-bit gray to the sensor's 4 bits a pixel; an even number of pixels. */
export function packImage(pixels: Uint8Array): Uint8Array {
  const data = new Uint8Array(pixels.length >> 1);
  for (let i = 0; i < data.length; i++) {
    data[i] = ((pixels[2 * i] ?? 0) & 0xf0) | ((pixels[2 * i + 1] ?? 0) >> 4);
  }
  return data;
}

/** Numbers of the parameters that SetSysPara writes. */
export const SystemParameter = { baudRate: 4, securityLevel: 5, packetSize: 6 } as const;

/** Rates a sensor can be set to: 9,600 · N. */
export const SENSOR_RATES: readonly number[] = Array.from({ length: 12 }, (_, i) => 9_600 * (i + 1));

/** What the ring of an R503 shows: control (1 breathing, 2 flashing, 3 on, 4 off), speed, colour, times (0: for ever). */
export const Light = {
  waiting: [1, 0x60, 2, 0],
  off: [4, 0, 2, 0],
  again: [2, 0x20, 1, 3],
} as const satisfies Record<string, readonly [number, number, number, number]>;

/** A number of four bytes, highest first: passwords. */
export function fourBytes(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** What ReadSysPara says of a sensor (16 bytes). */
export interface SensorParameters {
  readonly systemId: number;
  /** Fingers that its own library holds. */
  readonly capacity: number;
  /** 1 (lenient) – 5 (strict), for its own comparison, which is not used here. */
  readonly securityLevel: number;
  readonly packetSize: number;
  readonly baudRate: number;
}

/** Reads the answer of ReadSysPara, or null if it is no such answer. */
export function readParameters(data: Uint8Array): SensorParameters | null {
  if (data.length < 16) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const packetCode = view.getUint16(12);
  const baudFactor = view.getUint16(14);
  if (packetCode > 3 || baudFactor < 1 || baudFactor > 12) return null;
  return {
    systemId: view.getUint16(2),
    capacity: view.getUint16(4),
    securityLevel: view.getUint16(6),
    packetSize: 32 << packetCode,
    baudRate: 9600 * baudFactor,
  };
}
