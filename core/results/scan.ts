/** Eight bytes that every PNG begins with (ISO/IEC 15948, 5.2). */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where the width stands, and the height behind it: four bytes each, in the chunk that comes first. */
const SIZE_AT = 16;
/** Dots across or down beyond which no page was scanned: A3 at 400 dpi. Few bytes can say that they are many more. */
const MOST_DOTS = 6_700;

/** Whether bytes are a PNG of a size that a sheet of paper has: what else is in them its decoder says. */
export function isScan(bytes: Uint8Array): boolean {
  if (bytes.length < SIZE_AT + 8 || SIGNATURE.some((one, at) => bytes[at] !== one)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [SIZE_AT, SIZE_AT + 4].every((at) => view.getUint32(at) > 0 && view.getUint32(at) <= MOST_DOTS);
}
