/**
 * Reads a TrueType font and cuts it down to the letters that a document uses. OpenType specification: cmap 4 and 12, glyf,
 * head, hhea, hmtx, loca, maxp. The shipped fonts are the only ones that come here.
 */
export interface TrueType {
  /** Glyph of a character; 0, the empty box, where the font has none. */
  glyph(character: string): number;
  /** How far a glyph goes, in thousandths of the size. */
  advance(glyph: number): number;
  /** Thousandths of the size: what PDF wants to know of a font. */
  readonly box: readonly [number, number, number, number];
  readonly ascent: number;
  readonly descent: number;
  /** A font of the same numbering that has only these glyphs' outlines. */
  subset(glyphs: ReadonlySet<number>): Uint8Array;
}

/** Tables that a PDF reader needs where glyphs are named by their numbers. */
const KEPT = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'] as const;

/** @throws RangeError on what is no TrueType font with these tables */
export function readTrueType(bytes: Uint8Array): TrueType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, { readonly offset: number; readonly length: number }>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i;
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    tables.set(tag, { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) });
  }
  const table = (tag: string): DataView => {
    const found = tables.get(tag);
    if (!found) throw new RangeError(`a font without ${tag}`);
    return new DataView(bytes.buffer, bytes.byteOffset + found.offset, found.length);
  };
  const [head, hhea, hmtx, loca, glyf] = ['head', 'hhea', 'hmtx', 'loca', 'glyf'].map(table) as [
    DataView,
    DataView,
    DataView,
    DataView,
    DataView,
  ];
  const perMille = (value: number): number => Math.round((value * 1000) / head.getUint16(18));
  const long = head.getInt16(50) === 1;
  const count = table('maxp').getUint16(4);
  const metrics = hhea.getUint16(34);
  const start = (glyph: number): number => (long ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph));
  const outline = (glyph: number): Uint8Array =>
    new Uint8Array(glyf.buffer, glyf.byteOffset + start(glyph), start(glyph + 1) - start(glyph));
  const characters = readCmap(table('cmap'));

  return {
    glyph: (character) => characters(character.codePointAt(0) ?? 0),
    advance: (glyph) => perMille(hmtx.getUint16(4 * Math.min(glyph, metrics - 1))),
    box: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)].map(perMille) as [
      number,
      number,
      number,
      number,
    ],
    ascent: perMille(hhea.getInt16(4)),
    descent: perMille(hhea.getInt16(6)),
    subset(glyphs) {
      const used = withParts(glyphs, outline);
      const kept = Array.from({ length: count }, (_, glyph) => (used.has(glyph) ? outline(glyph) : new Uint8Array(0)));
      const places = new Uint8Array(4 * (count + 1));
      const placed = new DataView(places.buffer);
      let end = 0;
      for (const [glyph, { length }] of kept.entries()) {
        placed.setUint32(4 * glyph, end);
        end += aligned(length);
      }
      placed.setUint32(4 * count, end);
      const outlines = new Uint8Array(end);
      for (const [glyph, one] of kept.entries()) outlines.set(one, placed.getUint32(4 * glyph));
      const header = copy(head);
      new DataView(header.buffer).setInt16(50, 1);
      const changed: Readonly<Record<string, Uint8Array>> = { glyf: outlines, loca: places, head: header };
      return fontFile(
        KEPT.filter((tag) => tables.has(tag)).map((tag) => [tag, changed[tag] ?? copy(table(tag))] as const),
      );
    },
  };
}

const aligned = (length: number): number => Math.ceil(length / 4) * 4;
const copy = ({ buffer, byteOffset, byteLength }: DataView): Uint8Array =>
  Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength));

/** The lookup of the best subtable: all of Unicode (format 12) before its first plane (format 4). */
function readCmap(cmap: DataView): (codePoint: number) => number {
  const subtables = Array.from({ length: cmap.getUint16(2) }, (_, i) => cmap.getUint32(4 + 8 * i + 4));
  const twelve = subtables.find((at) => cmap.getUint16(at) === 12);
  if (twelve !== undefined) {
    const groups = cmap.getUint32(twelve + 12);
    return (code) => {
      for (let at = twelve + 16; at < twelve + 16 + 12 * groups; at += 12) {
        if (code > cmap.getUint32(at + 4)) continue;
        const first = cmap.getUint32(at);
        return code < first ? 0 : cmap.getUint32(at + 8) + code - first;
      }
      return 0;
    };
  }
  const four = subtables.find((at) => cmap.getUint16(at) === 4);
  if (four === undefined) throw new RangeError('a font without a Unicode table');
  const segments = cmap.getUint16(four + 6);
  const [ends, starts] = [four + 14, four + 16 + segments];
  return (code) => {
    for (let i = 0; i < segments; i += 2) {
      if (code > cmap.getUint16(ends + i)) continue;
      const first = cmap.getUint16(starts + i);
      if (code < first) return 0;
      const delta = cmap.getUint16(starts + segments + i);
      const range = cmap.getUint16(starts + 2 * segments + i);
      if (range === 0) return (code + delta) & 0xffff;
      const glyph = cmap.getUint16(starts + 2 * segments + i + range + 2 * (code - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

/** Glyphs that others are put together of (an accent, a breve) come along. */
function withParts(glyphs: ReadonlySet<number>, outline: (glyph: number) => Uint8Array): ReadonlySet<number> {
  const all = new Set([0]);
  const open = [...glyphs];
  for (let glyph = open.pop(); glyph !== undefined; glyph = open.pop()) {
    if (all.has(glyph)) continue;
    all.add(glyph);
    open.push(...partsOf(outline(glyph)));
  }
  return all;
}

function partsOf(outline: Uint8Array): readonly number[] {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  if (outline.length === 0 || view.getInt16(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10; ; ) {
    const flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    // More parts follow.
    if ((flags & 0x20) === 0) return parts;
    const scales = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    at += 4 + (flags & 0x01 ? 4 : 2) + scales;
  }
}

/** A font file of these tables; without sums, which PDF readers do not look at. */
function fontFile(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const size = 12 + 16 * tables.length + tables.reduce((sum, [, { length }]) => sum + aligned(length), 0);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 16 * power);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, 16 * (tables.length - power));
  let at = 12 + 16 * tables.length;
  for (const [i, [tag, table]] of tables.entries()) {
    const entry = 12 + 16 * i;
    for (let c = 0; c < 4; c++) file[entry + c] = tag.charCodeAt(c);
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, table.length);
    file.set(table, at);
    at += aligned(table.length);
  }
  return file;
}
