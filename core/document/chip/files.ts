import { readTlv, readTlvs, valueAt } from './tlv.ts';

/** The files of an e-ID's chip that are read here (9303-10 §3.11, §4). */
export const CHIP_FILES = {
  cardAccess: 0x011c,
  com: 0x011e,
  sod: 0x011d,
  dg1: 0x0101,
  dg2: 0x0102,
} as const;

export type ChipFile = keyof typeof CHIP_FILES;

/** The application of travel documents. */
export const LDS1_APPLICATION = Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01);

/** Files are not longer than this: the largest face images are about 60 kB. */
export const MAX_FILE_BYTES = 256 * 1024;

/** Tag of each data group's file, by number (9303-10 table 39). */
const GROUP_TAGS: readonly number[] = [
  0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70,
];

/** EF.COM: which data groups the chip says it has, by number; null if it is none. It is not signed: help only. */
export function parseCom(file: Uint8Array): readonly number[] | null {
  const tags = valueAt(file, 0x60, 0x5c);
  if (tags === null) return null;
  return [...tags].map((tag) => GROUP_TAGS.indexOf(tag) + 1).filter((number) => number > 0);
}

/** Lines and characters per line of the zone, by the number of all characters. */
const SHAPES: Readonly<Record<number, number>> = { 90: 30, 72: 36, 88: 44 };

/**
 * DG1: the machine-readable zone.
 * @returns its lines joined by LF, as core/document/mrz reads them; null if it is no zone
 */
export function parseDg1(file: Uint8Array): string | null {
  const bytes = valueAt(file, 0x61, 0x5f1f);
  const width = bytes === null ? undefined : SHAPES[bytes.length];
  if (bytes === null || width === undefined) return null;
  const text = String.fromCharCode(...bytes);
  if (!/^[A-Z0-9<]+$/.test(text)) return null;
  return text.match(new RegExp(`.{${width}}`, 'g'))?.join('\n') ?? null;
}

/** A face as the chip holds it, never decoded here. */
export interface ChipPortrait {
  readonly format: 'jpeg' | 'jpeg2000';
  readonly bytes: Uint8Array;
  /** Pixels as the record says; 0 where it leaves that open. */
  readonly width: number;
  readonly height: number;
}

/** `unknown-format`: a face that is there, but in a form that is not read here (ISO/IEC 39794-5, other images). */
export type PortraitFault = 'broken' | 'unknown-format';

const FACE_HEADER = 14;
const FACE_INFORMATION = 20;
const FEATURE_POINT = 8;
const IMAGE_INFORMATION = 12;

/** DG2 (9303-10 §4.7.2): the first face of the first biometric information template, ISO/IEC 19794-5 inside CBEFF. */
export function parseDg2(file: Uint8Array): ChipPortrait | PortraitFault {
  const template = valueAt(file, 0x75, 0x7f61, 0x7f60);
  const parts = template === null ? null : readTlvs(template);
  const block = parts?.find(({ tag }) => tag === 0x5f2e || tag === 0x7f2e);
  if (block === undefined) return 'broken';
  const data = block.value;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  // "FAC" 0, then "010" 0; the newer ISO/IEC 39794-5 is TLV and begins otherwise.
  if (data.length < FACE_HEADER || view.getUint32(0) !== 0x46414300) {
    return readTlv(data) === null ? 'broken' : 'unknown-format';
  }
  const image = FACE_HEADER + FACE_INFORMATION;
  if (data.length < image) return 'broken';
  const end = FACE_HEADER + view.getUint32(FACE_HEADER);
  const information = image + view.getUint16(FACE_HEADER + 4) * FEATURE_POINT;
  const from = information + IMAGE_INFORMATION;
  if (from >= end || end > data.length) return 'broken';
  const bytes = data.slice(from, end);
  const format = imageFormat(bytes);
  if (format === null) return 'unknown-format';
  return { format, bytes, width: view.getUint16(information + 2), height: view.getUint16(information + 4) };
}

/** The image says itself what it is: the record's own byte is wrong on some documents. */
function imageFormat(bytes: Uint8Array): ChipPortrait['format'] | null {
  const starts = (...magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg';
  // A JP2 box, or a bare code stream.
  if (starts(0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20) || starts(0xff, 0x4f, 0xff, 0x51)) return 'jpeg2000';
  return null;
}
