import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';

/**
 * Text mode: the printer's own letters instead of dots; ten times fewer bytes, but only for models of which it is known
 * that they have ө, ү and ң. Raster is the default and prints on every model.
 *
 * Of the pages of Epson's printers only KZ-1048 (page 53) has all Kyrgyz and Russian letters: CP866, CP1251 and CP855
 * lack ө ү ң.
 */
const KZ_1048 = 53;

/**
 * Models by whether they have that page. A model that is not here counts as one without: it must be tried first, since a
 * printer prints other letters without a word.
 */
export const TEXT_MODELS: Readonly<Record<string, { readonly page: typeof KZ_1048 | null; readonly columns: number }>> =
  {
    'epson-tm-t20iii': { page: KZ_1048, columns: 48 },
    xprinter: { page: null, columns: 48 },
    'pos-5890': { page: null, columns: 32 },
    citizen: { page: null, columns: 48 },
  };

/** KZ-1048 from 0x80 on, in rows of 32; a space where it has nothing that we print. */
const UPPER =
  'ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–— ™љ›њқһџ' +
  ' ҰұӘ¤Ө¦§Ё©Ғ«¬ ®Ү°±Ііөµ¶·ё№ғ»әҢңү' +
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ' +
  'абвгдежзийклмнопрстуфхцчшщъыьэюя';

const ESC = 0x1b;

/** The bytes of a line in KZ-1048, or the first character that it does not have. */
export function kz1048(text: string): Result<Uint8Array, string> {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const upper = character === ' ' ? -1 : UPPER.indexOf(character);
    if (code >= 0x20 && code < 0x7f) bytes.push(code);
    else if (upper >= 0) bytes.push(0x80 + upper);
    else return err(character);
  }
  return ok(Uint8Array.from(bytes));
}

/**
 * The commands that print lines as text, in parts that a small buffer takes: the page is chosen first, a line is cut
 * where the paper ends. Nothing is ever replaced by `?`: a letter that the page lacks, or a model without the page, is a
 * problem, and the caller prints dots.
 */
export function textParts(lines: readonly string[], model: string): Result<Uint8Array[], Problem> {
  const known = Object.hasOwn(TEXT_MODELS, model) ? TEXT_MODELS[model] : undefined;
  if (known === undefined || known.page === null) return err({ code: 'printer-text.no-page', params: { model } });
  const parts: Uint8Array[] = [Uint8Array.of(ESC, 0x74, known.page)];
  for (const line of lines) {
    const encoded = kz1048(line.normalize('NFC'));
    if (!encoded.ok) return err({ code: 'printer-text.no-letter', params: { letter: encoded.error } });
    for (let at = 0; at === 0 || at < encoded.value.length; at += known.columns) {
      parts.push(Uint8Array.of(...encoded.value.subarray(at, at + known.columns), 0x0a));
    }
  }
  return ok(parts);
}
