import { type QrCode, QUIET_MODULES, qrCode, qrPath } from '../qr/qr.ts';
import { escaped } from './markup.ts';
import type { Both, Slip, SlipLine } from './slip.ts';
import { type Figure, ramp, ruler, SLIP_DOTS } from './test-figures.ts';
import { textWidth, type Weight, wrap } from './text-width.ts';

export { SLIP_DOTS } from './test-figures.ts';

/** Cheap mechanisms print the outermost millimetres faintly. */
const MARGIN = 20;
const INSIDE = SLIP_DOTS - 2 * MARGIN;
const CENTRE = SLIP_DOTS / 2;

/** Type sizes in dots; a capital is 0.71 of it, so 30 is 2.7 mm high. Thermal heads break up anything below 20. */
const SIZE = { number: 64, choice: 46, title: 38, value: 30, text: 27, label: 25, small: 21 } as const;
const LEADING = 1.26;
const GAP = 10;
/** A name takes at most this share of the width, so that values stand in one column. */
const NAME_SHARE = 0.62;
const QR_DOTS = 240;
/** Dotted lines to write on. */
const WRITE_ROWS = 2;
const DOT = { size: 2, step: 8 } as const;

/** What a slip is drawn with: places and sizes in dots from its upper left corner, a text by its baseline. */
export interface SlipInk {
  readonly text: (x: number, baseline: number, style: SlipStyle, text: string) => void;
  readonly box: (x: number, y: number, width: number, height: number) => void;
  readonly code: (code: QrCode, dots: number, left: number, top: number) => void;
  /** A dotted line to write on. */
  readonly dots: (x: number, y: number, size: number, step: number, count: number) => void;
  /** A figure of the test page: it stands on no other paper. */
  readonly figure: (figure: Figure) => void;
}

export interface SlipStyle {
  readonly size: number;
  readonly weight: Weight;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly white?: boolean;
}

/** Draws a slip, 576 dots wide. @returns its height, in dots */
export function drawSlip(slip: Slip, ink: SlipInk): number {
  const sheet = new Sheet(ink);
  for (const line of slip.lines) sheet.draw(line);
  if (slip.qr !== null) sheet.qr(slip.qr);
  return sheet.height;
}

/** Draws a slip, 576 dots wide, pure black on white. All text is escaped: nothing in a slip can become markup. */
export function slipSvg(slip: Slip): string {
  const parts: string[] = [];
  const height = drawSlip(slip, {
    text(x, baseline, { size, weight, anchor = 'start', white }, text) {
      const face = `font-size="${size}" font-weight="${weight === 'bold' ? 700 : 400}"`;
      const colour = white ? ' fill="#fff"' : '';
      parts.push(`<text x="${x}" y="${baseline}" ${face} text-anchor="${anchor}"${colour}>${escaped(text)}</text>`);
    },
    box: (x, y, width, high) => parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${high}"/>`),
    code: (code, dots, left, top) =>
      parts.push(`<path d="${qrPath(code, dots, left, top)}" shape-rendering="crispEdges"/>`),
    dots(x, y, size, step, count) {
      const dotted = `h${size}v${size}h-${size}zm${step} 0`.repeat(count);
      parts.push(`<path d="M${x} ${y}${dotted}" shape-rendering="crispEdges"/>`);
    },
    figure: (figure) => parts.push(...figure.parts),
  });
  const opening =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SLIP_DOTS}" height="${height}" ` +
    `viewBox="0 0 ${SLIP_DOTS} ${height}" font-family="Noto Sans">`;
  return `${opening}<rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>`;
}

type Style = SlipStyle;

/** A slip being drawn from top to bottom. */
class Sheet {
  private y = 16;
  private readonly ink: SlipInk;

  constructor(ink: SlipInk) {
    this.ink = ink;
  }

  get height(): number {
    return Math.ceil((this.y + 24) / 8) * 8;
  }

  draw(line: SlipLine): void {
    switch (line.line) {
      case 'title':
        this.both(line.text, { size: SIZE.title, weight: 'bold' }, { size: SIZE.label, weight: 'regular' }, 'middle');
        return;
      case 'choice':
        this.both(line.text, { size: SIZE.choice, weight: 'bold' }, { size: SIZE.title, weight: 'bold' }, 'middle');
        return;
      case 'text':
        this.both(line.text, { size: SIZE.text, weight: 'bold' }, { size: SIZE.small, weight: 'regular' }, 'middle');
        return;
      case 'pair':
        this.pair(line.name, line.value);
        return;
      case 'number':
        this.number(line.name, line.value);
        return;
      case 'mark':
        this.mark(line.text);
        return;
      case 'hash':
        this.lines(together(line.name), { size: SIZE.small, weight: 'regular' });
        this.lines(line.value.toUpperCase(), { size: SIZE.label, weight: 'bold' });
        this.y += GAP;
        return;
      case 'rule':
        this.y += GAP / 2;
        this.box(MARGIN, INSIDE, 2);
        this.y += 2 + GAP;
        return;
      case 'write':
        this.lines(together(line.name), { size: SIZE.small, weight: 'regular' });
        for (let row = 0; row < WRITE_ROWS; row++) {
          this.y += 64;
          this.dots();
        }
        this.y += GAP;
        return;
      case 'sign':
        // Room to write: 9 mm above the line, who signs below it.
        this.y += 72;
        this.box(MARGIN, INSIDE, 2);
        this.y += 6;
        this.lines(together(line.name), { size: SIZE.small, weight: 'regular' });
        this.y += GAP;
        return;
      case 'letters':
        this.lines(line.text, { size: SIZE.value, weight: 'bold' });
        this.lines(line.text, { size: SIZE.small, weight: 'regular' });
        this.y += GAP;
        return;
      case 'ruler':
        this.add(ruler(this.y));
        return;
      case 'ramp':
        this.add(ramp(this.y));
        return;
    }
  }

  /** A QR code in the middle, with its quiet zone. */
  qr(content: string): void {
    const code = qrCode(content);
    const dots = Math.max(4, Math.floor(QR_DOTS / code.size));
    const left = Math.round(CENTRE - (code.size * dots) / 2);
    const top = this.y + QUIET_MODULES * dots;
    this.ink.code(code, dots, left, top);
    this.y = top + (code.size + QUIET_MODULES) * dots;
  }

  /** Kyrgyz, and Russian below it where it says something else. */
  private both(text: Both, first: Style, second: Style, anchor: 'start' | 'middle'): void {
    this.lines(text.ky, { ...first, anchor });
    if (text.ru !== '' && text.ru !== text.ky) this.lines(text.ru, { ...second, anchor });
    this.y += GAP;
  }

  /** Name at the left in both languages; the value at the right, or below the name where it is too long. */
  private pair(name: Both, value: string): void {
    const label: Style = { size: SIZE.label, weight: 'regular' };
    const small: Style = { size: SIZE.small, weight: 'regular' };
    const style: Style = { size: SIZE.value, weight: 'bold', anchor: 'end' };
    const room = INSIDE * NAME_SHARE;
    const names = [
      ...wrap(name.ky, label.size, label.weight, room).map((text) => ({ text, style: label })),
      ...(name.ru === name.ky
        ? []
        : wrap(name.ru, small.size, small.weight, room).map((text) => ({ text, style: small }))),
    ];
    const used = Math.max(0, ...names.map(({ text, style: s }) => textWidth(text, s.size, s.weight)));
    const beside = used + textWidth(value, style.size, style.weight) + 24 <= INSIDE;
    const top = this.y;
    for (const { text, style: s } of names) this.line(text, s);
    const bottom = this.y;
    if (beside) {
      // Both first lines stand on one baseline.
      this.y = top + label.size - style.size;
      this.line(value, style);
      this.y = Math.max(bottom, this.y);
    } else {
      this.lines(value, style);
    }
    this.y += GAP;
  }

  private number(name: Both, value: string): void {
    const natural = textWidth(value, SIZE.number, 'bold');
    const size = natural <= INSIDE ? SIZE.number : Math.floor((SIZE.number * INSIDE) / natural);
    this.line(value, { size, weight: 'bold', anchor: 'middle' });
    this.lines(together(name), { size: SIZE.small, weight: 'regular', anchor: 'middle' });
    this.y += GAP;
  }

  /** White on black across the whole slip: what nobody may overlook. */
  private mark(text: Both): void {
    const first: Style = { size: SIZE.title, weight: 'bold', anchor: 'middle', white: true };
    const second: Style = { size: SIZE.label, weight: 'bold', anchor: 'middle', white: true };
    const rows = [
      ...wrap(text.ky, first.size, first.weight, INSIDE).map((row) => ({ row, style: first })),
      ...wrap(text.ru, second.size, second.weight, INSIDE).map((row) => ({ row, style: second })),
    ];
    const height = rows.reduce((sum, { style }) => sum + Math.round(style.size * LEADING), 2 * GAP);
    this.box(0, SLIP_DOTS, height);
    this.y += GAP - 4;
    for (const { row, style } of rows) this.line(row, style);
    this.y += GAP + 4 + GAP;
  }

  private lines(text: string, style: Style): void {
    for (const line of wrap(text, style.size, style.weight, INSIDE)) this.line(line, style);
  }

  private line(text: string, style: Style): void {
    const x = { start: MARGIN, middle: CENTRE, end: SLIP_DOTS - MARGIN }[style.anchor ?? 'start'];
    this.ink.text(x, Math.round(this.y + style.size), style, text);
    this.y += Math.round(style.size * LEADING);
  }

  private add(figure: Figure): void {
    this.ink.figure(figure);
    this.y += figure.height + GAP;
  }

  /** A dotted line across. */
  private dots(): void {
    const { size, step } = DOT;
    this.ink.dots(MARGIN, this.y, size, step, Math.floor(INSIDE / step));
    this.y += size;
  }

  private box(x: number, width: number, height: number): void {
    this.ink.box(x, this.y, width, height);
  }
}

function together({ ky, ru }: Both): string {
  return ru === '' || ru === ky ? ky : `${ky} / ${ru}`;
}
