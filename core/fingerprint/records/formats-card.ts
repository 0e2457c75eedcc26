import { err, ok, type Result } from '../../problem/result.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { type MinutiaeRecord, MOST_MINUTIAE, type RecordFault, type RecordMinutia, type View } from './record.ts';
import { readMinutiae } from './views.ts';

/**
 * The two forms in which a card holds minutiae (ISO/IEC 19794-2, on-card comparison): minutiae and nothing else, so
 * nothing in the bytes says that they are one; the card's directory does.
 */
export type CardFormat = 'card-normal' | 'card-compact';

const size: Readonly<Record<CardFormat, number>> = { 'card-normal': 5, 'card-compact': 3 };
/** Units to a centimetre: 0.01 mm and 0.1 mm. */
const rate: Readonly<Record<CardFormat, number>> = { 'card-normal': 1_000, 'card-compact': 100 };

export function decodeCard(bytes: Uint8Array, format: CardFormat): Result<MinutiaeRecord, RecordFault> {
  if (bytes.length % size[format] !== 0) return err('truncated');
  const count = bytes.length / size[format];
  if (count > MOST_MINUTIAE) return err('too-long');
  const from = new ByteReader(bytes);
  const minutiae = format === 'card-normal' ? readMinutiae(from, count, false) : compactMinutiae(from, count);
  const most = (of: (one: RecordMinutia) => number) => minutiae.reduce((so, one) => Math.max(so, of(one) + 1), 1);
  const view: View = {
    finger: 0,
    view: 0,
    impression: 0,
    quality: 254,
    width: most(({ x }) => x),
    height: most(({ y }) => y),
    xRate: rate[format],
    yRate: rate[format],
    minutiae,
    blocks: [],
  };
  return ok({ format, device: 0, owner: 0, product: 0, blockLength: 'data', views: [view] });
}

function compactMinutiae(from: ByteReader, count: number): readonly RecordMinutia[] {
  return Array.from({ length: count }, () => {
    const [x, y, last] = [from.u8(), from.u8(), from.u8()];
    return { type: last >> 6, x, y, angle: last & 0x3f, quality: 254 };
  });
}

export function encodeCard({ format, views }: MinutiaeRecord): Uint8Array {
  const out = new ByteWriter();
  for (const { type, x, y, angle } of views[0]?.minutiae ?? []) {
    if (format === 'card-compact')
      out
        .u8(x)
        .u8(y)
        .u8((type << 6) | angle);
    else
      out
        .u16((type << 14) | x)
        .u16(y)
        .u8(angle);
  }
  return out.bytes();
}

/** What a coordinate of a card may be: 14 bits, or 8. */
export const mostOnCard: Readonly<Record<CardFormat, number>> = { 'card-normal': 0x3fff, 'card-compact': 0xff };
export const rateOnCard = rate;
