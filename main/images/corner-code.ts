import type { DecodeCode } from '../../core/ballot/read/code.ts';
import { readCodes } from './codes.ts';

/** Decodes the corner code of a ballot, which is upright and cut out. */
export const decodeCornerCode: DecodeCode = async (picture) => {
  const read = await readCodes(picture, { formats: ['qr'], quick: true });
  return read.ok ? (read.value[0]?.bytes ?? null) : null;
};
