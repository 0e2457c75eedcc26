import { MAX_LINE_BYTES } from './canonical.ts';

const LINE_FEED = 0x0a;

/** Cuts a stream of bytes into lines at the byte 0x0A and nowhere else. */
export interface LineSplitter {
  /** The lines (without line feed) that this chunk completes. */
  push(chunk: Uint8Array): readonly Uint8Array[];
  /** What followed the last line feed; empty in a whole file. */
  rest(): Uint8Array;
}

/** A splitter that keeps at most `MAX_LINE_BYTES` + 1 bytes of one line, so that a hostile file cannot fill the memory. */
export function lineSplitter(): LineSplitter {
  let pending: Uint8Array = new Uint8Array(0);
  const extended = (part: Uint8Array) => {
    const room = Math.min(part.length, Math.max(0, MAX_LINE_BYTES + 1 - pending.length));
    if (pending.length === 0) return part.slice(0, room);
    const joined = new Uint8Array(pending.length + room);
    joined.set(pending);
    joined.set(part.subarray(0, room), pending.length);
    return joined;
  };
  return {
    push(chunk) {
      const lines: Uint8Array[] = [];
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
        lines.push(extended(chunk.subarray(start, end)));
        pending = new Uint8Array(0);
        start = end + 1;
      }
      pending = extended(chunk.subarray(start));
      return lines;
    },
    rest: () => pending,
  };
}
