/**
 * Parts of Tesseract's `traineddata` that its classifier of shapes needs: the letters, which are easily confused, the
 * shapes (integer templates, their cut-offs, how letters lie on the line) and their table. What is left out is the
 * neural network, which cannot read OCR-B, and all dictionaries, which would make words of names.
 * Source: tesseract ccutil/tessdatamanager.h (TessdataType).
 */
const NEEDED = [1, 2, 3, 4, 5, 13, 23] as const;
const MOST_PARTS = 64;

/**
 * The same file without what is not needed: 1 MB of 23.
 * @param data int32 count, int64 offsets (−1 where a part is missing), the parts; little-endian
 * @throws RangeError where it is no such file
 */
export function leanTraineddata(data: Uint8Array): Uint8Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const count = view.getInt32(0, true);
  if (count <= 0 || count > MOST_PARTS || 4 + 8 * count > data.length) throw new RangeError('no traineddata');
  const offsets = Array.from({ length: count }, (_, at) => Number(view.getBigInt64(4 + 8 * at, true)));
  const head = 4 + 8 * count;
  const parts: { at: number; bytes: Uint8Array }[] = [];
  for (const at of NEEDED) {
    const from = offsets[at] ?? -1;
    if (from < 0) continue;
    const to = Math.min(data.length, ...offsets.filter((offset) => offset > from));
    if (from < head || from > data.length) throw new RangeError('no traineddata');
    parts.push({ at, bytes: data.subarray(from, to) });
  }
  const out = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, head));
  const outView = new DataView(out.buffer);
  outView.setInt32(0, count, true);
  for (let at = 0; at < count; at += 1) outView.setBigInt64(4 + 8 * at, -1n, true);
  let end = head;
  for (const { at, bytes } of parts) {
    outView.setBigInt64(4 + 8 * at, BigInt(end), true);
    out.set(bytes, end);
    end += bytes.length;
  }
  return out;
}
