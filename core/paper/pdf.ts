import { zlibSync } from 'fflate';
import { utf8 } from '../crypto/encoding.ts';
import type { Weight } from '../receipt/text-width.ts';
import { A4, type Ink, inkColours, type Mark, type Page } from './sheet.ts';
import { readTrueType, type TrueType } from './truetype.ts';

/** What a document says of itself. */
export interface PdfAbout {
  readonly title: string;
  /** ISO instant. */
  readonly at: string;
  /** Language of the text, BCP 47. */
  readonly language: string;
}

export type PdfFonts = Readonly<Record<Weight, Uint8Array>>;

/**
 * Writes pages as a PDF (ISO 32000-1, 1.7): lines and letters as such, with the letters that are used embedded and named,
 * so that text can be searched and copied. The same pages give the same bytes.
 * @param fonts TrueType files of both weights
 */
export function pdfOf(pages: readonly Page[], about: PdfAbout, fonts: PdfFonts): Uint8Array {
  const file = new PdfFile();
  const [catalog, tree, info] = [file.reserve(), file.reserve(), file.reserve()];
  const used = { regular: new UsedFont(fonts.regular), bold: new UsedFont(fonts.bold) };
  const contents = pages.map((page) => file.stream('', utf8(page.map((mark) => drawn(mark, used)).join('\n'))));
  const resources = `<</Font <</regular ${used.regular.write(file, 'Regular')} /bold ${used.bold.write(file, 'Bold')}>>>>`;
  const kids = contents.map((content) =>
    file.add(
      `<</Type/Page /Parent ${tree} /MediaBox [0 0 ${A4.width} ${A4.height}] /Resources ${resources} /Contents ${content}>>`,
    ),
  );
  file.set(tree, `<</Type/Pages /Kids [${kids.join(' ')}] /Count ${kids.length}>>`);
  file.set(catalog, `<</Type/Catalog /Pages ${tree} /Lang ${told(about.language)}>>`);
  const date = `D:${about.at.replaceAll(/\D/g, '').slice(0, 14)}Z`;
  file.set(info, `<</Title ${told(about.title)} /Producer ${told('Taanuu')} /CreationDate (${date})>>`);
  return file.bytes(catalog, info);
}

/** Sets an ink; as gray where it has no colour, so that a printer takes no other ink than black. */
function inked(ink: Ink): string {
  const [red, green, blue] = inkColours[ink];
  return red === green && green === blue ? `${red} g` : `${red} ${green} ${blue} rg`;
}

const n = (value: number): string => String(Math.round(value * 100) / 100);

function drawn(mark: Mark, fonts: Readonly<Record<Weight, UsedFont>>): string {
  switch (mark.mark) {
    case 'text': {
      const { x, y, size, weight, ink, text } = mark;
      const glyphs = fonts[weight].take(text);
      return `BT ${inked(ink)} /${weight} ${n(size)} Tf ${n(x)} ${n(A4.height - y)} Td <${glyphs}> Tj ET`;
    }
    case 'box': {
      const { x, y, width, height, ink } = mark;
      return `${inked(ink)} ${n(x)} ${n(A4.height - y - height)} ${n(width)} ${n(height)} re f`;
    }
    case 'code': {
      const { x, y, side, code } = mark;
      // In squares of the code, so that no edge is rounded: neighbours touch.
      const runs = code.dark.flatMap((row, line) =>
        row.map((dark, column) => (dark ? `${column} ${line} 1 1 re` : '')),
      );
      return `q ${inked('black')} ${side} 0 0 ${-side} ${n(x)} ${n(A4.height - y)} cm ${runs.filter(Boolean).join(' ')} f Q`;
    }
  }
}

/** A font, and the characters of it that were written. */
class UsedFont {
  readonly #font: TrueType;
  readonly #glyphs = new Map<number, string>();

  constructor(bytes: Uint8Array) {
    this.#font = readTrueType(bytes);
  }

  /** The text as glyph numbers of four hexadecimal digits. */
  take(text: string): string {
    let glyphs = '';
    for (const character of text.replaceAll(/\p{Cc}|\p{Cs}/gu, ' ')) {
      const glyph = this.#font.glyph(character);
      if (!this.#glyphs.has(glyph)) this.#glyphs.set(glyph, character);
      glyphs += hex4(glyph);
    }
    return glyphs;
  }

  /** Writes what was used and gives the font's reference (ISO 32000-1 §9.7: a composite font by glyph numbers). */
  write(file: PdfFile, face: string): string {
    const font = this.#font;
    const used = [...this.#glyphs].sort(([a], [b]) => a - b);
    const name = `TAANUU+NotoSans-${face}`;
    const data = font.subset(new Set(used.map(([glyph]) => glyph)));
    const program = file.stream(`/Length1 ${data.length}`, data);
    const descriptor = file.add(
      `<</Type/FontDescriptor /FontName/${name} /Flags 4 /FontBBox [${font.box.join(' ')}] /ItalicAngle 0 ` +
        `/Ascent ${font.ascent} /Descent ${font.descent} /CapHeight 714 /StemV 80 /FontFile2 ${program}>>`,
    );
    const widths = used.map(([glyph]) => `${glyph} [${font.advance(glyph)}]`).join(' ');
    const descendant = file.add(
      `<</Type/Font /Subtype/CIDFontType2 /BaseFont/${name} /CIDToGIDMap/Identity /DW 600 /W [${widths}] ` +
        `/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor ${descriptor}>>`,
    );
    const unicode = file.stream('', utf8(toUnicode(used)));
    return file.add(
      `<</Type/Font /Subtype/Type0 /BaseFont/${name} /Encoding/Identity-H /DescendantFonts [${descendant}] /ToUnicode ${unicode}>>`,
    );
  }
}

/** Which character each glyph is; at most 100 in one block. */
function toUnicode(used: readonly (readonly [number, string])[]): string {
  const blocks: string[] = [];
  for (let from = 0; from < used.length; from += 100) {
    const block = used.slice(from, from + 100);
    blocks.push(`${block.length} beginbfchar`, ...block.map(([g, c]) => `<${hex4(g)}> <${utf16(c)}>`), 'endbfchar');
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def /CMapName /Taanuu def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');
const utf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => hex4(text.charCodeAt(i))).join('');
const told = (text: string): string => `<feff${utf16(text)}>`;

/** Numbered objects one after the other, and the table of where each begins. */
class PdfFile {
  readonly #objects: (Uint8Array | null)[] = [];

  /** A reference to an object that is told later. */
  reserve(): string {
    this.#objects.push(null);
    return `${this.#objects.length} 0 R`;
  }

  set(reference: string, object: string): void {
    this.#objects[Number.parseInt(reference, 10) - 1] = utf8(object);
  }

  add(object: string): string {
    const reference = this.reserve();
    this.set(reference, object);
    return reference;
  }

  /** Bytes, packed. @param entries further entries of its dictionary */
  stream(entries: string, bytes: Uint8Array): string {
    const packed = zlibSync(bytes, { level: 9 });
    const head = utf8(`<</Length ${packed.length} /Filter/FlateDecode ${entries}>>\nstream\n`);
    this.#objects.push(joined([head, packed, utf8('\nendstream')]));
    return `${this.#objects.length} 0 R`;
  }

  bytes(catalog: string, info: string): Uint8Array {
    // Bytes above 127 in the second line: whoever carries the file must not take it for text.
    const parts = [joined([utf8('%PDF-1.7\n%'), Uint8Array.of(0xc4, 0xb0, 0xe2, 0xa9, 0x0a)])];
    let length = parts[0]?.length ?? 0;
    const begins = this.#objects.map((object, i) => {
      const begin = length;
      const whole = joined([utf8(`${i + 1} 0 obj\n`), object ?? utf8('null'), utf8('\nendobj\n')]);
      parts.push(whole);
      length += whole.length;
      return `${String(begin).padStart(10, '0')} 00000 n \n`;
    });
    const size = begins.length + 1;
    parts.push(utf8(`xref\n0 ${size}\n0000000000 65535 f \n${begins.join('')}`));
    parts.push(utf8(`trailer\n<</Size ${size} /Root ${catalog} /Info ${info}>>\nstartxref\n${length}\n%%EOF\n`));
    return joined(parts);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
