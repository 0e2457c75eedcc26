import { execFileSync } from 'node:child_process';
import type { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';

/** A file's bytes on the disk, in the file's order. */
export type Ranges = readonly { readonly from: number; readonly to: number }[];

/** Which blocks of the disk belong to a file. @param what a path on the disk, or `<8>`, ext4's journal */
export function bytesOf({ image }: PoweredDisk, what: string): Ranges {
  const asked = (request: string) =>
    execFileSync('debugfs', ['-R', request, image], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const blockBytes = Number(/Block size:\s+(\d+)/.exec(asked('stats -h'))?.[1]);
  const blocks = asked(`blocks ${what}`).trim().split(/\s+/).filter(Boolean).map(Number);
  if (!(blockBytes > 0) || blocks.some(Number.isNaN)) throw new Error(`no blocks of ${what}`);
  return blocks.map((block) => ({ from: block * blockBytes, to: (block + 1) * blockBytes }));
}

/** Where in a file a byte of the disk is; undefined if it is not in it. */
export function placeIn(ranges: Ranges, at: number): number | undefined {
  const block = ranges.findIndex(({ from, to }) => from <= at && at < to);
  const range = ranges[block];
  return range && block * (range.to - range.from) + at - range.from;
}
