import { create } from 'qrcode/lib/core/qrcode.js';
import type { Both, Slip, SlipLine } from './slip.ts';

/** Dots across the paper: 72 mm at 203 dpi. */
export const SLIP_DOTS = 576;
const MARGIN = 8;
const INSIDE = SLIP_DOTS - 2 * MARGIN;
/** Mean advance of Noto Sans in ems; capitals and digits are wider. Only used to break lines, so it errs upward. */
const ADVANCE = { bold: 0.64, regular: 0.6 } as const;
const QR_MODULE = 6;

interface Drawn {
  readonly svg: string;
  readonly height: number;
}

/** Draws a slip, 576 dots wide, pure black on white. All text is escaped: nothing in a slip can become markup. */
export function slipSvg(slip: Slip): string {
  let y = 12;
  const parts: string[] = [];
  for (const line of slip.lines) {
    const drawn = drawLine(line, y);
    parts.push(drawn.svg);
    y += drawn.height;
  }
  if (slip.qr !== null) {
    const drawn = drawQr(slip.qr, y + 8);
    parts.push(drawn.svg);
    y += drawn.height + 8;
  }
  const height = Math.ceil((y + 24) / 8) * 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SLIP_DOTS}" height="${height}" viewBox="0 0 ${SLIP_DOTS} ${height}" font-family="Noto Sans"><rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>`;
}

function drawLine(line: SlipLine, y: number): Drawn {
  switch (line.line) {
    case 'title':
      return stack(y + 6, [
        { text: line.text.ky, size: 34, bold: true, centre: true },
        { text: line.text.ru, size: 24, bold: false, centre: true },
      ]);
    case 'text':
      return stack(y + 4, [
        { text: line.text.ky, size: 24, bold: false },
        { text: line.text.ru, size: 20, bold: false },
      ]);
    case 'pair':
      return pair(line.name, line.value, y);
    case 'number':
      return number(line.name, line.value, y);
    case 'mark':
      return mark(line.text, y);
    case 'hash':
      return stack(y + 4, [
        { text: `${line.name.ky} / ${line.name.ru}`, size: 18, bold: false },
        { text: line.value, size: 24, bold: true },
      ]);
    case 'rule':
      return { svg: `<rect x="${MARGIN}" y="${y + 9}" width="${INSIDE}" height="2"/>`, height: 20 };
    case 'sign': {
      const svg = `<rect x="${MARGIN + 230}" y="${y + 44}" width="${INSIDE - 230}" height="2"/>`;
      const name = stack(y + 2, [
        { text: line.name.ky, size: 22, bold: false },
        { text: line.name.ru, size: 18, bold: false },
      ]);
      return { svg: name.svg + svg, height: Math.max(name.height, 58) + 6 };
    }
  }
}

interface Run {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly centre?: boolean;
}

/** Lines of text one below the other, broken where they would not fit. */
function stack(top: number, runs: readonly Run[], width = INSIDE): Drawn {
  let y = top;
  let svg = '';
  for (const run of runs) {
    for (const text of broken(run, width)) {
      y += Math.round(run.size * 1.25);
      svg += textSvg(text, run, run.centre ? SLIP_DOTS / 2 : MARGIN, y - Math.round(run.size * 0.3));
    }
  }
  return { svg, height: y - top + 6 };
}

/** Name on the left in both languages, value on the right; a long value goes below the name. */
function pair(name: Both, value: string, y: number): Drawn {
  const valueSize = 26;
  const valueWidth = value.length * valueSize * ADVANCE.bold;
  const nameWidth = INSIDE - valueWidth - 16;
  const runs: Run[] = [
    { text: name.ky, size: 22, bold: false },
    { text: name.ru, size: 18, bold: false },
  ];
  if (nameWidth < 180) {
    return stack(y + 2, [...runs, { text: value, size: valueSize, bold: true }]);
  }
  const left = stack(y + 2, runs, nameWidth);
  const right = `<text x="${SLIP_DOTS - MARGIN}" y="${y + 34}" font-size="${valueSize}" font-weight="700" text-anchor="end">${escape(value)}</text>`;
  return { svg: left.svg + right, height: left.height };
}

function number(name: Both, value: string, y: number): Drawn {
  const head = stack(y + 2, [{ text: `${name.ky} / ${name.ru}`, size: 20, bold: false, centre: true }]);
  const size = Math.min(64, Math.floor(INSIDE / (value.length * ADVANCE.bold)));
  const base = y + head.height + size;
  const svg = `<text x="${SLIP_DOTS / 2}" y="${base}" font-size="${size}" font-weight="700" text-anchor="middle">${escape(value)}</text>`;
  return { svg: head.svg + svg, height: head.height + size + 14 };
}

function mark(text: Both, y: number): Drawn {
  const height = 92;
  const at = (words: string, size: number, base: number) =>
    `<text x="${SLIP_DOTS / 2}" y="${base}" font-size="${Math.min(size, INSIDE / (words.length * ADVANCE.bold))}" font-weight="700" fill="#fff" text-anchor="middle">${escape(words)}</text>`;
  return {
    svg: `<rect x="0" y="${y + 4}" width="${SLIP_DOTS}" height="${height - 12}"/>${at(text.ky, 36, y + 46)}${at(text.ru, 24, y + 74)}`,
    height,
  };
}

function drawQr(content: string, top: number): Drawn {
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const left = Math.round((SLIP_DOTS - modules.size * QR_MODULE) / 2);
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      path += `M${left + column * QR_MODULE} ${top + row * QR_MODULE}h${QR_MODULE}v${QR_MODULE}h-${QR_MODULE}z`;
    }
  }
  return { svg: `<path d="${path}" shape-rendering="crispEdges"/>`, height: modules.size * QR_MODULE + 12 };
}

function broken({ text, size, bold }: Run, width: number): readonly string[] {
  const fits = Math.max(8, Math.floor(width / (size * (bold ? ADVANCE.bold : ADVANCE.regular))));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > fits) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function textSvg(text: string, { size, bold, centre }: Run, x: number, y: number): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${bold ? 700 : 400}"${centre ? ' text-anchor="middle"' : ''}>${escape(text)}</text>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
