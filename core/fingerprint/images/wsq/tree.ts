/**
 * How WSQ cuts an image into 64 subbands. A region is cut into four by low and high pass along both axes; the low pass
 * gets the odd sample. The upper half of a spectrum comes out of a high pass upside down, so in a region that is the right
 * (or lower) part of its parent the high pass is laid first: then subbands stand in the order of their frequencies.
 */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** High pass first, when this region is cut along x (or y). */
  readonly turnedX: boolean;
  readonly turnedY: boolean;
}

export interface Tree {
  /** Regions that were cut, the whole image first: 20 of them. */
  readonly cut: readonly Region[];
  /** Subbands 0 to 59. Those from 60 to 63, the highest frequencies both ways, are never coded. */
  readonly bands: readonly Region[];
}

export const CODED_BANDS = 60;
/** The least side with which every region that is cut has two samples. */
export const LEAST_SIDE = 32;

type Four = readonly [Region, Region, Region, Region];

function halves(length: number, turned: boolean): readonly [number, number] {
  const [low, high] = [Math.ceil(length / 2), Math.floor(length / 2)];
  return turned ? [high, low] : [low, high];
}

/** Left upper, right upper, left lower, right lower. */
function quarters({ x, y, width, height, turnedX, turnedY }: Region): Four {
  const [left, right] = halves(width, turnedX);
  const [top, bottom] = halves(height, turnedY);
  const at = (isRight: boolean, isLower: boolean): Region => ({
    x: isRight ? x + left : x,
    y: isLower ? y + top : y,
    width: isRight ? right : left,
    height: isLower ? bottom : top,
    turnedX: isRight,
    turnedY: isLower,
  });
  return [at(false, false), at(true, false), at(false, true), at(true, true)];
}

/** The tree of an image of that size, each side at least `LEAST_SIDE`. */
export function treeOf(width: number, height: number): Tree {
  const cut: Region[] = [];
  const split = (region: Region): Four => {
    cut.push(region);
    return quarters(region);
  };
  const sixteen = (four: Four): readonly Region[] => four.flatMap(split);
  const [low, right, lower] = split({ x: 0, y: 0, width, height, turnedX: false, turnedY: false });
  const last = [split(right), split(lower)].flat();
  const [lowLow, lowRight, lowLower, diagonal] = split(low);
  const middle = [sixteen(split(lowRight)), sixteen(split(lowLower)), diagonal].flat();
  const [first, ...others] = sixteen(split(lowLow));
  return { cut, bands: [...split(first!), ...others, ...middle, ...last] };
}
