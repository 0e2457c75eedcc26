import {
  decodeImage,
  decodeImageRecord,
  decodeTemplate,
  type ImageCodecs,
  type ImageFault,
  type ImageView,
  imageKindOf,
  type Template,
} from '../../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { FingerImage } from '../../device.ts';

/** The names by which people know the formats. */
const formatNames = {
  none: 'ISO 19794-4',
  packed: 'ISO 19794-4',
  record: 'ISO 19794-4',
  wsq: 'WSQ',
  jpeg: 'JPEG',
  jpeg2000: 'JPEG 2000',
  'jpeg2000-lossless': 'JPEG 2000',
  png: 'PNG',
  pgm: 'PGM',
  bmp: 'BMP',
  tiff: 'TIFF',
} as const satisfies Record<ImageView['compression'] | NonNullable<ReturnType<typeof imageKindOf>>, string>;

const isTemplate = (record: Uint8Array): boolean => Buffer.from(record.subarray(0, 4)).toString('latin1') === 'FMR\0';

/** What format a record's content is in, as a name. */
export function formatOf(record: Uint8Array): string {
  if (isTemplate(record)) return 'ISO 19794-2';
  const kind = imageKindOf(record);
  if (kind === undefined) return '?';
  if (kind !== 'record') return formatNames[kind];
  const read = decodeImageRecord(record);
  const compression = read.ok ? read.value.views[0]?.compression : undefined;
  return formatNames[compression ?? kind];
}

/** Faults of the kind of file, and not of this one. */
const ofTheFormat: readonly ImageFault[] = ['no-decoder', 'unsupported', 'not-an-image'];

/**
 * The image of a record, or of a bare image file, which some scanners send instead.
 * @param codecs for JPEG and JPEG 2000; without them those are formats that cannot be read
 * @returns `sbi.image-format` with the format's name where it cannot be read, `device.finger-image-broken` where this one
 *   is damaged
 */
export function imageOf(record: Uint8Array, codecs: ImageCodecs | undefined): Result<FingerImage, Problem> {
  const decoded = decodeImage(record, { codecs });
  if (decoded.ok) {
    const { dpi, ...image } = decoded.value;
    return ok(dpi === undefined ? image : { ...image, dpi });
  }
  return err(
    ofTheFormat.includes(decoded.error)
      ? { code: 'sbi.image-format', params: { format: formatOf(record) } }
      : { code: 'device.finger-image-broken' },
  );
}

/** The template of a record of ISO/IEC 19794-2. */
export function templateOf(record: Uint8Array): Result<Template, Problem> {
  if (!isTemplate(record)) return err({ code: 'sbi.image-format', params: { format: formatOf(record) } });
  const decoded = decodeTemplate(record);
  return decoded.ok ? decoded : err({ code: 'device.finger-image-broken' });
}
