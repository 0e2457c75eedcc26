/** A connected piece of ink: its box, corners included. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** More runs of ink than any page with writing has: noise. What lies below is not looked at. */
const MOST_RUNS = 1_500_000;

/** The connected pieces (8 neighbours) of a page of ink that are not smaller than `least` and not larger than `most`. */
export function boxesOf(
  ink: Uint8Array,
  width: number,
  height: number,
  least: { readonly height: number },
  most: { readonly width: number; readonly height: number },
): Box[] {
  // Runs row by row, joined to the runs of the row above that they touch (union-find).
  const starts: number[] = [];
  const ends: number[] = [];
  const rows: number[] = [];
  const parent: number[] = [];
  const find = (of: number): number => {
    let at = of;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  let above = 0;
  for (let y = 0; y < height && parent.length < MOST_RUNS; y += 1) {
    const first = parent.length;
    let over = above;
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      if (ink[row + x] === 0) continue;
      const start = x;
      while (x < width && ink[row + x] === 1) x += 1;
      const end = x - 1;
      const me = parent.length;
      parent.push(me);
      starts.push(start);
      ends.push(end);
      rows.push(y);
      while (over < first && ends[over]! < start - 1) over += 1;
      for (let other = over; other < first && starts[other]! <= end + 1; other += 1) {
        const mine = find(me);
        const theirs = find(other);
        if (mine < theirs) parent[theirs] = mine;
        else parent[mine] = theirs;
      }
    }
    above = first;
  }
  const boxes = new Map<number, { left: number; top: number; right: number; bottom: number }>();
  for (let run = 0; run < parent.length; run += 1) {
    const root = find(run);
    const box = boxes.get(root);
    const left = starts[run]!;
    const right = ends[run]!;
    const y = rows[run]!;
    if (box === undefined) boxes.set(root, { left, top: y, right, bottom: y });
    else {
      if (left < box.left) box.left = left;
      if (right > box.right) box.right = right;
      box.bottom = y;
    }
  }
  return [...boxes.values()].filter((box) => {
    const wide = box.right - box.left + 1;
    const high = box.bottom - box.top + 1;
    return high >= least.height && high <= most.height && wide <= most.width;
  });
}
