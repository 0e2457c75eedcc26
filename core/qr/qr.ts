import { create } from 'qrcode/lib/core/qrcode.js';

/** A QR code as squares, without its quiet zone; `dark[row][column]`. */
export interface QrCode {
  /** Squares along one side. */
  readonly size: number;
  readonly dark: readonly (readonly boolean[])[];
}

/** Squares that stay light around a code, so that a camera finds it (ISO/IEC 18004). */
export const QUIET_MODULES = 4;

/** The code of a text, with error correction M. */
export function qrCode(content: string): QrCode {
  return squares(create(content, { errorCorrectionLevel: 'M' }));
}

/**
 * The code of bytes as such, with error correction Q (a quarter of it may be spoiled) and always of the same size.
 * @param version size of the code: 17 + 4 × version squares along a side
 * @throws when they do not fit
 */
export function qrCodeOfBytes(bytes: Uint8Array, version: number): QrCode {
  return squares(create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel: 'Q', version }));
}

function squares({ modules }: ReturnType<typeof create>): QrCode {
  const range = Array.from({ length: modules.size }, (_, i) => i);
  return { size: modules.size, dark: range.map((row) => range.map((column) => modules.get(row, column) === 1)) };
}

/** An SVG path of the dark squares, each `dots` wide, the first one at (`left`, `top`). */
export function qrPath(code: QrCode, dots: number, left: number, top: number): string {
  return code.dark
    .flatMap((line, row) =>
      line.map((dark, column) =>
        dark ? `M${left + column * dots} ${top + row * dots}h${dots}v${dots}h-${dots}z` : '',
      ),
    )
    .join('');
}

/**
 * Lines of text that draw the code with its quiet zone, two rows of squares in one line of characters: dark squares
 * are ink, as on paper. A terminal with light letters must show it in dark on light.
 */
export function qrText(code: QrCode): readonly string[] {
  const side = code.size + 2 * QUIET_MODULES;
  const dark = (row: number, column: number) => code.dark[row - QUIET_MODULES]?.[column - QUIET_MODULES] ?? false;
  return Array.from({ length: Math.ceil(side / 2) }, (_, line) =>
    Array.from({ length: side }, (_, column) => {
      const [upper, lower] = [dark(line * 2, column), dark(line * 2 + 1, column)];
      return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }).join(''),
  );
}

/** What the QR code of a device says, the same as beside it in letters: serial number, id and the words of its keys. */
export function deviceCode(device: {
  readonly serial: string;
  readonly id: string;
  readonly words: readonly string[];
}): string {
  return [device.serial, device.id, device.words.join(' ')].join('\n');
}
