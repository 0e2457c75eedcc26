import { MOST, printOf } from '../match/print.ts';
import type { FlowMap, Minutia, Template } from '../template.ts';
import { edgeCode } from './edge-code.ts';

/**
 * A template as bytes in a row, with all that the comparison reads of it and the edges that the first look reads. In
 * memory only, in the machine's own byte order: what is stored or sent are the records of records/.
 *
 *   u16  length in words of 4 bytes    u16  edges e    u16  width    u16  height
 *   u8   minutiae n    u8  side of a cell of flow, 0: no flow    u8  columns    u8  rows    u8  quality    3 spare
 *   f32  x [n]    f32  y [n]                   pixels at 500 dpi, y downwards, best minutiae first
 *   u16  edge code [e]                         edge-code.ts; minutia after minutia
 *   u8   angle [n]   u8  type [n]   u8  quality [n]   u8  edges that begin here [n]
 *   u8   direction [columns · rows]
 */
export const HEAD = 16;
/** No template takes more, whatever it holds. */
export const MOST_BYTES = 4096;
export const AT = { words: 0, edges: 2, width: 4, height: 6, count: 8, step: 9, columns: 10, rows: 11, quality: 12 };

export const placesOf = (count: number, edges: number) => {
  const x = HEAD;
  const y = x + 4 * count;
  const code = y + 4 * count;
  const angle = code + 2 * edges;
  const type = angle + count;
  const quality = type + count;
  const own = quality + count;
  return { x, y, code, angle, type, quality, own, flow: own + count };
};

const types: readonly Minutia['type'][] = ['other', 'ending', 'bifurcation'];
const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(value))) || 0;
const short = (value: number): number => Math.max(0, Math.min(65_535, Math.round(value))) || 0;

/** The bytes of a template: the best MOST minutiae, and the flow, at most MOST_BYTES. */
export function flatten(template: Template): Uint8Array {
  const { count, place, x, y, angle, type, edges } = printOf(template);
  const at = placesOf(count, edges.count);
  const flow = fitting(template.flow, MOST_BYTES - at.flow);
  const bytes = new Uint8Array(Math.ceil((at.flow + (flow?.directions.length ?? 0)) / 4) * 4);
  const view = new DataView(bytes.buffer);
  const [floats, shorts] = [new Float32Array(bytes.buffer), new Uint16Array(bytes.buffer)];
  shorts[AT.words / 2] = bytes.length / 4;
  shorts[AT.edges / 2] = edges.count;
  shorts[AT.width / 2] = short(template.width);
  shorts[AT.height / 2] = short(template.height);
  view.setUint8(AT.count, count);
  view.setUint8(AT.quality, byte(template.quality));
  for (let i = 0; i < count; i += 1) {
    floats[at.x / 4 + i] = x[i]!;
    floats[at.y / 4 + i] = -y[i]!;
    bytes[at.angle + i] = angle[i]!;
    bytes[at.type + i] = type[i]!;
    bytes[at.quality + i] = byte(template.minutiae[place[i]!]!.quality);
  }
  for (let e = 0; e < edges.count; e += 1) {
    shorts[at.code / 2 + e] = edgeCode(edges.length[e]!, edges.bearing[e]!, edges.turn[e]!);
    bytes[at.own + edges.from[e]!]! += 1;
  }
  if (flow) {
    bytes.set([flow.step, flow.columns, flow.rows], AT.step);
    bytes.set(flow.directions, at.flow);
  }
  return bytes;
}

/** The template again. Of its minutiae those that take part in comparisons, of equal scores with everything. */
export function unflatten(bytes: Uint8Array): Template {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const count = Math.min(MOST, view.getUint8(AT.count));
  const at = placesOf(count, view.getUint16(AT.edges, little));
  const minutiae = Array.from({ length: count }, (_, i): Minutia => {
    return {
      x: view.getFloat32(at.x + 4 * i, little),
      y: view.getFloat32(at.y + 4 * i, little),
      angle: (bytes[at.angle + i]! * Math.PI) / 128,
      type: types[bytes[at.type + i]!] ?? 'other',
      quality: bytes[at.quality + i]!,
    };
  });
  const [step = 0, columns = 0, rows = 0] = bytes.subarray(AT.step, AT.rows + 1);
  return {
    width: view.getUint16(AT.width, little),
    height: view.getUint16(AT.height, little),
    minutiae,
    quality: bytes[AT.quality]!,
    ...(step > 0 && {
      flow: { step, columns, rows, directions: bytes.subarray(at.flow, at.flow + columns * rows) },
    }),
  };
}

/** The flow if it is whole; where there is no room for it, every second cell, as often as need be. */
function fitting(flow: FlowMap | undefined, room: number): FlowMap | null {
  if (!flow) return null;
  const { step, columns, rows, directions } = flow;
  const whole = [step, columns, rows].every((one) => Number.isInteger(one) && one > 0);
  if (!whole || step > 255 || directions.length !== columns * rows) return null;
  if (columns <= 255 && rows <= 255 && directions.length <= room) return flow;
  const [half, low] = [Math.ceil(columns / 2), Math.ceil(rows / 2)];
  const fewer = new Uint8Array(half * low);
  for (let row = 0; row < low; row += 1) {
    for (let column = 0; column < half; column += 1) {
      fewer[row * half + column] = directions[2 * row * columns + 2 * column]!;
    }
  }
  return fitting({ step: 2 * step, columns: half, rows: low, directions: fewer }, room);
}
