import type { GrayImage } from '../../image.ts';
import { ByteWriter } from '../../records/bytes.ts';
import { MARKER } from './markers.ts';
import type { Region } from './tree.ts';
import { type Analysed, analyse, NINE_SEVEN } from './wsq-analysis.fixture.ts';
import { packed, tableFor, tokensOf } from './wsq-huffman.fixture.ts';

/**
 * An encoder for the tests, from the WSQ specification: the decoder's own errors cannot hide in it, since it goes the
 * other way with code of its own, all but the order of the subbands (tree.ts, whose sizes are checked by hand).
 */

/** A number as mantissa of that many bytes and decimal places, as exactly as it can be. */
function putScaled(out: ByteWriter, value: number, bytes: 2 | 4): void {
  const most = 256 ** bytes - 1;
  let places = 0;
  while (value !== 0 && Math.round(value * 10 ** (places + 1)) <= most && places < 15) places += 1;
  const mantissa = Math.round(value * 10 ** places);
  out.u8(places);
  if (bytes === 2) out.u16(mantissa);
  else out.u32(mantissa);
}

function segment(out: ByteWriter, marker: number, body: ByteWriter): void {
  out
    .u16(marker)
    .u16(body.length + 2)
    .put(body.bytes());
}

/** Weights of the bin widths by subband (specification, quantisation). */
const WEIGHTS = [1.32, 1.08, 1.42, 1.08, 1.32, 1.42, 1.08, 1.08];

const samplesOf = ({ plane }: Analysed, stride: number, { x, y, width, height }: Region): readonly number[] =>
  Array.from({ length: height }, (_, row) => [
    ...plane.subarray((y + row) * stride + x, (y + row) * stride + x + width),
  ]).flat();

function varianceOf(samples: readonly number[]): number {
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  return samples.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, samples.length - 1);
}

export interface WsqOptions {
  /** Greater: finer. 1 keeps nearly everything. */
  readonly fineness?: number;
  /** The text of a comment. */
  readonly comment?: string;
}

/** A WSQ file of the image: three blocks, two Huffman tables, as encoder 1 writes them. */
export function encodeWsq(image: GrayImage, { fineness = 0.3, comment }: WsqOptions = {}): Uint8Array {
  const { width, height } = image;
  const analysed = analyse(image);
  const { bands } = analysed.tree;
  const rounded = (value: number) => Number(value.toPrecision(4));
  const coded = bands.map((region, band) => {
    const samples = samplesOf(analysed, width, region);
    const variance = varianceOf(samples);
    const weight = WEIGHTS[band - 52] ?? 1;
    const bin = variance < 1.01 ? 0 : rounded((band < 4 ? 1 : 10 / (weight * Math.log(variance))) / fineness / 10);
    const zero = rounded(1.2 * bin);
    const steps = samples.map((one) => {
      if (Math.abs(one) <= zero / 2) return 0;
      return Math.sign(one) * (Math.floor((Math.abs(one) - zero / 2) / bin) + 1);
    });
    return { bin, zero, steps: bin === 0 ? [] : steps };
  });
  const out = new ByteWriter().u16(MARKER.startOfImage);
  if (comment) segment(out, MARKER.comment, new ByteWriter().put(new TextEncoder().encode(comment)));
  const filters = new ByteWriter().u8(2 * NINE_SEVEN.low.length - 1).u8(2 * NINE_SEVEN.high.length - 1);
  for (const tap of [...NINE_SEVEN.low, ...NINE_SEVEN.high]) {
    filters.u8(tap < 0 ? 1 : 0);
    putScaled(filters, Math.abs(tap), 4);
  }
  segment(out, MARKER.filters, filters);
  const bins = new ByteWriter();
  putScaled(bins, 0.44, 2);
  for (let band = 0; band < 64; band += 1) {
    putScaled(bins, coded[band]?.bin ?? 0, 2);
    putScaled(bins, coded[band]?.zero ?? 0, 2);
  }
  segment(out, MARKER.bins, bins);
  const frame = new ByteWriter().u8(0).u8(255).u16(height).u16(width);
  putScaled(frame, analysed.shift, 2);
  putScaled(frame, analysed.scale, 2);
  segment(out, MARKER.startOfFrame, frame.u8(0).u16(0));
  const blocks = [coded.slice(0, 19), coded.slice(19, 52), coded.slice(52)].map((part) =>
    tokensOf(part.flatMap(({ steps }) => steps)),
  );
  const tables = [tableFor(blocks[0]!), tableFor([...blocks[1]!, ...blocks[2]!])];
  blocks.forEach((tokens, index) => {
    const name = Math.min(index, 1);
    const { counts, symbols } = tables[name]!;
    if (index < 2) segment(out, MARKER.huffman, new ByteWriter().u8(name).put(counts).put(symbols));
    segment(out, MARKER.startOfBlock, new ByteWriter().u8(name));
    out.put(packed(tokens, tables[name]!));
  });
  return out.u16(MARKER.endOfImage).bytes();
}
