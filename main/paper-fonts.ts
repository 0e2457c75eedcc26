import { readFileSync } from 'node:fs';
import type { PdfFonts } from '../core/paper/pdf.ts';

let fonts: PdfFonts | null = null;

/** The shipped Noto Sans, read once: a PDF looks the same on every machine. */
export function paperFonts(): PdfFonts {
  const face = (name: string) =>
    new Uint8Array(readFileSync(new URL(`../assets/fonts/NotoSans-${name}.ttf`, import.meta.url)));
  fonts ??= { regular: face('Regular'), bold: face('Bold') };
  return fonts;
}
