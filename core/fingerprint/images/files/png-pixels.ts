import { grayOf } from '../gray.ts';

export interface PngForm {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly depth: number;
  /** Samples of a pixel. */
  readonly channels: number;
  /** 0 gray, 2 colours, 3 palette, 4 gray and 6 colours with transparency. */
  readonly colour: number;
}

export const rowBytes = ({ width, depth, channels }: PngForm): number => Math.ceil((width * depth * channels) / 8);

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [l, u, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return l <= u && l <= c ? left : u <= c ? up : corner;
}

/** Undoes the line filters (ISO/IEC 15948 §9) in place; false where there is none of that number. */
function unfilter(raw: Uint8Array, form: PngForm): boolean {
  const length = rowBytes(form);
  const step = Math.max(1, (form.depth * form.channels) >> 3);
  for (let row = 0; row < form.height; row += 1) {
    const start = row * (length + 1) + 1;
    const filter = raw[start - 1]!;
    if (filter > 4) return false;
    for (let x = 0; filter > 0 && x < length; x += 1) {
      const at = start + x;
      const left = x >= step ? raw[at - step]! : 0;
      const up = row > 0 ? raw[at - length - 1]! : 0;
      const corner = x >= step && row > 0 ? raw[at - length - 1 - step]! : 0;
      if (filter === 1) raw[at]! += left;
      else if (filter === 2) raw[at]! += up;
      else raw[at]! += filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    }
  }
  return true;
}

/**
 * Inflated rows as gray pixels on white paper; null where they are damaged. Undoes the filters in `raw` itself.
 * @param palette red, green and blue of each of its colours
 */
export function pngPixels(raw: Uint8Array, form: PngForm, palette: Uint8Array): Uint8Array | null {
  if (!unfilter(raw, form)) return null;
  const { width, height, depth, channels, colour } = form;
  const length = rowBytes(form);
  const most = 2 ** Math.min(depth, 8) - 1;
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const start = row * (length + 1) + 1;
    // Of 16 bits the upper eight.
    const sample = (index: number): number => {
      if (depth >= 8) return raw[start + index * (depth >> 3)]!;
      const bit = index * depth;
      return (raw[start + (bit >> 3)]! >> (8 - depth - (bit & 7))) & most;
    };
    for (let x = 0; x < width; x += 1) {
      const at = x * channels;
      let gray: number;
      if (colour === 3) {
        const from = 3 * sample(at);
        if (from + 2 >= palette.length) return null;
        gray = grayOf(palette[from]!, palette[from + 1]!, palette[from + 2]!);
      } else if (channels < 3) gray = Math.round((sample(at) * 255) / most);
      else gray = grayOf(sample(at), sample(at + 1), sample(at + 2));
      if (channels === 2 || channels === 4) {
        const cover = sample(at + channels - 1) / 255;
        gray = Math.round(gray * cover + 255 * (1 - cover));
      }
      pixels[row * width + x] = gray;
    }
  }
  return pixels;
}
