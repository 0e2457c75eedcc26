import type { Box } from './components.ts';

/** Boxes that stand beside each other like letters, and the line through their middles: y = level + slope × x. */
export interface Row {
  readonly boxes: readonly Box[];
  readonly slope: number;
  readonly level: number;
}

/** A row has so many letters at least: both forms have more than twice as many. */
const FEWEST = 10;
/** Steeper than 7° is not looked for. */
const STEEPEST = Math.tan((7 * Math.PI) / 180);

const middleX = (box: Box) => (box.left + box.right) / 2;
const middleY = (box: Box) => (box.top + box.bottom) / 2;

/**
 * Rows of letters. Each box is joined to the nearest one to its right that may be the next letter of the same row.
 * @param pitch distance between two letters in pixels, roughly
 */
export function rowsOf(boxes: readonly Box[], pitch: number): Row[] {
  const sorted = [...boxes].sort((a, b) => middleX(a) - middleX(b));
  const parent = sorted.map((_, at) => at);
  const find = (of: number): number => {
    let at = of;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const buckets = new Map<number, number[]>();
  // From right to left, so that a bucket holds what lies to the right, the nearest last.
  for (let at = sorted.length - 1; at >= 0; at -= 1) {
    const box = sorted[at]!;
    const bucket = Math.floor(middleY(box) / pitch);
    let next = -1;
    let nearest = Number.POSITIVE_INFINITY;
    for (let near = bucket - 1; near <= bucket + 1; near += 1) {
      const list = buckets.get(near) ?? [];
      for (let i = list.length - 1; i >= 0; i -= 1) {
        const other = sorted[list[i]!]!;
        const dx = middleX(other) - middleX(box);
        if (dx > 3.4 * pitch) break;
        const dy = Math.abs(middleY(other) - middleY(box));
        if (dx < 0.45 * pitch || dy > 0.25 * pitch + STEEPEST * dx) continue;
        const distance = dx + 2 * dy;
        if (distance < nearest) {
          nearest = distance;
          next = list[i]!;
        }
      }
    }
    if (next >= 0) parent[find(at)] = find(next);
    const list = buckets.get(bucket);
    if (list === undefined) buckets.set(bucket, [at]);
    else list.push(at);
  }
  const groups = new Map<number, Box[]>();
  sorted.forEach((box, at) => {
    const root = find(at);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [box]);
    else group.push(box);
  });
  const rows = [...groups.values()].filter((group) => group.length >= FEWEST).map((group) => lineThrough(group, pitch));
  return joined(
    rows.filter((row) => row.boxes.length >= FEWEST && Math.abs(row.slope) <= STEEPEST),
    pitch,
  );
}

/** Least squares, three times, each time without what lies too far from the line. */
function lineThrough(all: readonly Box[], pitch: number): Row {
  let boxes = all;
  let slope = 0;
  let level = 0;
  for (const tolerance of [0.5, 0.3, 0.25]) {
    const n = boxes.length;
    let sx = 0;
    let sy = 0;
    let sxx = 0;
    let sxy = 0;
    for (const box of boxes) {
      const x = middleX(box);
      const y = middleY(box);
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }
    const spread = n * sxx - sx * sx;
    slope = spread > 0 ? (n * sxy - sx * sy) / spread : 0;
    level = (sy - slope * sx) / n;
    const kept = boxes.filter((box) => Math.abs(middleY(box) - level - slope * middleX(box)) <= tolerance * pitch);
    if (kept.length < FEWEST) break;
    boxes = kept;
  }
  return { boxes, slope, level };
}

/** Rows that a blank or a bright spot has cut are one row. */
function joined(rows: readonly Row[], pitch: number): Row[] {
  const left = [...rows].sort((a, b) => b.boxes.length - a.boxes.length);
  const out: Row[] = [];
  while (left.length > 0) {
    let row = left.shift()!;
    for (let at = 0; at < left.length; at += 1) {
      const other = left[at]!;
      const x = middleX(other.boxes[other.boxes.length >> 1]!);
      const apart = Math.abs(row.level + row.slope * x - other.level - other.slope * x);
      if (apart > 0.4 * pitch) continue;
      row = lineThrough([...row.boxes, ...other.boxes], pitch);
      left.splice(at, 1);
      at = -1;
    }
    out.push(row);
  }
  return out;
}
