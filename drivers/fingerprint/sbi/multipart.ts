/** Bytes of a part's head, beyond which it is not one. */
const MOST_HEAD = 2_048;

const DASH = 0x2d;
const CR = 0x0d;
const LF = 0x0a;

/**
 * The images of a live preview: `multipart/x-mixed-replace` with JPEG parts. Pure: bytes in, frames out, however they are
 * split. What is no frame is skipped up to the next boundary; never more than a frame and two heads are kept.
 */
export class MultipartFrames {
  private readonly boundary: Buffer;
  private readonly mostFrame: number;
  private kept: Buffer = Buffer.alloc(0);
  private start = 0;
  private length = 0;
  /** Up to where the next boundary was looked for in vain. */
  private searched = 0;
  private lost = 0;

  /** @param boundary as the Content-Type tells it; dashes before it do not count, since services disagree on how many. */
  constructor(boundary: string, mostFrame: number) {
    this.boundary = Buffer.from(boundary.replace(/^-+/, '') || 'BoundaryString', 'latin1');
    this.mostFrame = mostFrame;
  }

  /** Bytes that belonged to no frame and to no head. */
  get skipped(): number {
    return this.lost;
  }

  /** Bytes that are kept until more come. */
  get held(): number {
    return this.length;
  }

  push(bytes: Uint8Array): readonly Uint8Array[] {
    this.append(bytes);
    const frames: Uint8Array[] = [];
    for (;;) {
      const frame = this.next();
      if (frame === 'more') return frames;
      if (frame !== 'skipped') frames.push(frame);
    }
  }

  private get view(): Buffer {
    return this.kept.subarray(this.start, this.start + this.length);
  }

  private append(bytes: Uint8Array): void {
    const needed = this.length + bytes.length;
    if (this.start + needed > this.kept.length) {
      const room = needed <= this.kept.length / 2 ? this.kept : Buffer.alloc(2 * needed);
      this.view.copy(room);
      this.kept = room;
      this.start = 0;
    }
    this.kept.set(bytes, this.start + this.length);
    this.length = needed;
  }

  private drop(bytes: number, lost = false): void {
    this.start += bytes;
    this.length -= bytes;
    this.searched = 0;
    if (lost) this.lost += bytes;
    // A frame that was large once does not keep its room for ever.
    if (this.length === 0) [this.kept, this.start] = [Buffer.alloc(0), 0];
  }

  private next(): Uint8Array | 'skipped' | 'more' {
    const { view, boundary } = this;
    const at = view.indexOf(boundary);
    if (at < 0) {
      this.drop(Math.max(0, view.length - boundary.length + 1), true);
      return 'more';
    }
    // The dashes before a boundary are its own.
    if (at > 0) {
      let dashes = at;
      while (dashes > 0 && (view[dashes - 1] === DASH || view[dashes - 1] === CR || view[dashes - 1] === LF))
        dashes -= 1;
      if (dashes > 0) this.lost += dashes;
      this.drop(at);
      return 'skipped';
    }
    const head = headOf(view, boundary.length);
    if (head === 'more') return 'more';
    if (head === null) return this.step();
    return head.length === null ? this.untilBoundary(head.end) : this.ofLength(head.end, head.length);
  }

  /** Past this boundary: what follows it is no part. */
  private step(): 'skipped' {
    this.drop(this.boundary.length);
    return 'skipped';
  }

  private ofLength(from: number, length: number): Uint8Array | 'skipped' | 'more' {
    if (length > this.mostFrame) return this.step();
    const { view, boundary } = this;
    // A length that is wrong, or bytes that were lost: the next part begins inside, so it is looked for there.
    const inside = view.subarray(0, from + length).indexOf(boundary, Math.max(from, this.searched));
    if (inside >= 0) return this.step();
    this.searched = Math.max(from, Math.min(view.length, from + length) - boundary.length + 1);
    if (view.length < from + length) return 'more';
    const frame = view.subarray(from, from + length);
    if (!isFrame(frame)) return this.step();
    const copy = Uint8Array.from(frame);
    this.drop(from + length);
    return copy;
  }

  private untilBoundary(from: number): Uint8Array | 'skipped' | 'more' {
    const { view, boundary } = this;
    const next = view.indexOf(boundary, Math.max(from, this.searched));
    if (next < 0) {
      if (view.length - from > this.mostFrame + MOST_HEAD) return this.step();
      this.searched = Math.max(from, view.length - boundary.length + 1);
      return 'more';
    }
    let end = next;
    while (end > from && (view[end - 1] === DASH || view[end - 1] === CR || view[end - 1] === LF)) end -= 1;
    const frame = view.subarray(from, end);
    if (frame.length > this.mostFrame || !isFrame(frame)) return this.step();
    const copy = Uint8Array.from(frame);
    this.drop(next);
    return copy;
  }
}

/** Begins and ends as JPEG does. */
const isFrame = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;

/** Where a part's head ends and what length it tells; null where it is no head of an image. */
function headOf(view: Buffer, from: number): { readonly end: number; readonly length: number | null } | 'more' | null {
  const reach = view.subarray(from, from + MOST_HEAD);
  const ends = [
    [reach.indexOf('\r\n\r\n', 0, 'latin1'), 4],
    [reach.indexOf('\n\n', 0, 'latin1'), 2],
  ].filter(([at]) => at! >= 0);
  const [first] = ends.sort(([a], [b]) => a! - b!);
  if (first === undefined) return reach.length < MOST_HEAD ? 'more' : null;
  const text = reach.toString('latin1', 0, first[0]);
  if (!/^content-type:\s*image\/jpe?g/im.test(text)) return null;
  const told = /^content-length:\s*(\d{1,9})\s*$/im.exec(text);
  return { end: from + first[0]! + first[1]!, length: told === null ? null : Number(told[1]) };
}
