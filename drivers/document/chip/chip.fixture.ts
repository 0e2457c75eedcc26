import { formatMrz } from '../../../core/document/mrz-format.ts';

/** Fictional people; pictures that are no faces. */
export const idCardZone = formatMrz({
  format: 'td1',
  number: 'ID0000001',
  pin: '10101199000001',
  surname: 'TESTOVA',
  given: 'AIGUL',
  sex: 'female',
  birthDate: '1990-01-01',
  expires: '2033-01-01',
});

export const passportZone = formatMrz({
  format: 'td3',
  number: 'PE0000001',
  pin: '10101199000001',
  surname: 'TESTOVA',
  given: 'AIGUL',
  sex: 'female',
  birthDate: '1990-01-01',
  expires: '2033-01-01',
});

/** Bytes that begin as a JPEG, and go on as noise of a portrait's usual size: nobody decodes them here. */
export function portraitOf(bytes: number, kind: 'jpeg' | 'jpeg2000' = 'jpeg'): Uint8Array {
  const magic = kind === 'jpeg' ? [0xff, 0xd8, 0xff, 0xe0] : [0xff, 0x4f, 0xff, 0x51];
  return Uint8Array.from({ length: bytes }, (_, i) => magic[i] ?? (i * 197 + (i >> 8) * 31) & 0xff);
}
