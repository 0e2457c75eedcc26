/** Gray pixels, row-major from the top, 0 = black. */
export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** What is wrong with a camera's picture, as far as its pixels can tell. Sharpness and what it shows, only a person can see. */
export type PictureFault =
  /** Next to nothing but black: a covered lens, or no light. */
  | 'black'
  /** Something is seen, and too little light. */
  | 'dark'
  /** Next to nothing but white. */
  | 'white'
  /** One gray everywhere: what a camera sends that sees nothing. */
  | 'even'
  /** Equal to the picture after it, dot for dot: light alone makes two pictures differ. */
  | 'frozen';

export interface PictureLook {
  /** Mean of all pixels, in per cent of white. */
  readonly brightness: number;
  readonly fault: PictureFault | null;
}

/** Black in video is 16 of 255 (ITU-R BT.601), and a sensor without light adds noise to it. */
const BLACK = 40;
const WHITE = 250;
/** A face before a camera is not made out below this mean, of 255. */
const DARK_MEAN = 50;
/** Shades between the darkest and the lightest hundredth of a picture that shows one gray. */
const EVEN = 6;
/** The share of pixels that is looked at; specks of light and dead pixels are none of it. */
const MOST = 0.99;

/**
 * Looks at one picture, and at one that was taken after it.
 * @param next null: it is not known whether the camera stands still
 */
export function lookAt(picture: GrayPicture, next: GrayPicture | null): PictureLook {
  const counts = new Uint32Array(256);
  let sum = 0;
  for (const pixel of picture.pixels) {
    counts[pixel] = (counts[pixel] ?? 0) + 1;
    sum += pixel;
  }
  const mean = sum / Math.max(1, picture.pixels.length);
  return { brightness: Math.round((mean * 100) / 255), fault: faultOf(counts, mean, frozen(picture, next)) };
}

function faultOf(counts: Uint32Array, mean: number, isFrozen: boolean): PictureFault | null {
  const [low, high] = [shadeOf(counts, 1 - MOST), shadeOf(counts, MOST)];
  // A picture of nothing is equal to the next one also where the camera is well: what it is of comes first.
  if (high < BLACK) return 'black';
  if (low > WHITE) return 'white';
  if (high - low < EVEN) return 'even';
  if (isFrozen) return 'frozen';
  return mean < DARK_MEAN ? 'dark' : null;
}

/** The shade below which this share of the pixels lies. */
function shadeOf(counts: Uint32Array, share: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share;
  let passed = 0;
  for (let shade = 0; shade < counts.length; shade += 1) {
    passed += counts[shade] ?? 0;
    if (passed >= wanted) return shade;
  }
  return 0;
}

function frozen(one: GrayPicture, other: GrayPicture | null): boolean {
  if (other === null || one.width !== other.width || one.height !== other.height) return false;
  return one.pixels.every((pixel, at) => pixel === other.pixels[at]);
}
