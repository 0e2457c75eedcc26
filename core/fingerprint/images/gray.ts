/** Brightness of a colour (ITU-R BT.601), 0–255. */
export const grayOf = (red: number, green: number, blue: number): number =>
  Math.round((299 * red + 587 * green + 114 * blue) / 1000);

/** Interleaved samples of 8 bits, one or three and more to a pixel, as gray; those beyond the third are left out. */
export function grayFrom(samples: Uint8Array, channels: number): Uint8Array {
  if (channels === 1) return samples.slice();
  const out = new Uint8Array(Math.floor(samples.length / channels));
  for (let at = 0; at < out.length; at += 1) {
    const from = at * channels;
    out[at] = grayOf(samples[from]!, samples[from + 1]!, samples[from + 2]!);
  }
  return out;
}

/** Numbers of 1 to 8 bits that follow each other without a gap, highest bit first, stretched to 0–255. */
export function unpacked(bytes: Uint8Array, count: number, depth: number): Uint8Array {
  const most = 2 ** depth - 1;
  const out = new Uint8Array(count);
  let [value, left, next] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    if (left < depth) {
      value = ((value << 8) | bytes[next++]!) & 0xffff;
      left += 8;
    }
    left -= depth;
    out[at] = Math.round((((value >> left) & most) * 255) / most);
  }
  return out;
}
