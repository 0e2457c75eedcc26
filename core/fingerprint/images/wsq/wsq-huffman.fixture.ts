import type { HuffmanTable } from './huffman.ts';

/** Symbol and extra bits, as [value, count]. */
export type Token = readonly [symbol: number, extra: number, bits: number];

/** Zero runs and coefficients as symbols (WSQ specification, table of Huffman input symbols). */
export function tokensOf(coefficients: readonly number[]): readonly Token[] {
  const tokens: Token[] = [];
  let run = 0;
  const endRun = () => {
    for (; run > 0xffff; run -= 0xffff) tokens.push([106, 0xffff, 16]);
    if (run > 0xff) tokens.push([106, run, 16]);
    else if (run > 100) tokens.push([105, run, 8]);
    else if (run > 0) tokens.push([run, 0, 0]);
    run = 0;
  };
  for (const value of coefficients) {
    if (value === 0) {
      run += 1;
      continue;
    }
    endRun();
    const size = Math.abs(value);
    if (value >= -73 && value <= 74) tokens.push([180 + value, 0, 0]);
    else tokens.push([(size > 0xff ? 103 : 101) + (value < 0 ? 1 : 0), size, size > 0xff ? 16 : 8]);
  }
  endRun();
  return tokens;
}

/** Code lengths by merging the two rarest, with one code kept free so that none is all ones (ITU-T T.81, K.2). */
function lengthsOf(frequencies: ReadonlyMap<number, number>): Map<number, number> {
  const free = -1;
  let groups = [...frequencies, [free, 0] as const].map(([symbol, often]) => ({ often, members: [symbol] }));
  const lengths = new Map<number, number>();
  while (groups.length > 1) {
    // Of equally rare ones the free code goes first, to become the longest.
    groups.sort((a, b) => a.often - b.often || Number(b.members.includes(free)) - Number(a.members.includes(free)));
    const [a, b, ...rest] = groups as [(typeof groups)[0], (typeof groups)[0], ...typeof groups];
    const members = [...a.members, ...b.members];
    for (const member of members) lengths.set(member, (lengths.get(member) ?? 0) + 1);
    groups = [...rest, { often: a.often + b.often, members }];
  }
  return lengths;
}

/** The table for these tokens, no code longer than 16 bits (Adjust_BITS of ITU-T T.81, K.2). */
export function tableFor(tokens: readonly Token[]): HuffmanTable {
  const frequencies = new Map<number, number>();
  for (const [symbol] of tokens) frequencies.set(symbol, (frequencies.get(symbol) ?? 0) + 1);
  const lengths = lengthsOf(frequencies);
  const counts: number[] = Array.from({ length: 64 }, () => 0);
  for (const length of lengths.values()) counts[length]! += 1;
  for (let long = 63; long > 16; long -= 1) {
    while (counts[long]! > 0) {
      let short = long - 2;
      while (counts[short] === 0) short -= 1;
      counts[long]! -= 2;
      counts[long - 1]! += 1;
      counts[short + 1]! += 2;
      counts[short]! -= 1;
    }
  }
  const longest = counts.findLastIndex((count) => count > 0);
  counts[longest]! -= 1;
  lengths.delete(-1);
  const symbols = [...lengths].sort(([a, la], [b, lb]) => la - lb || a - b).map(([symbol]) => symbol);
  return { counts: counts.slice(1, 17), symbols: Uint8Array.from(symbols) };
}

/** Symbol → [code, length], written down apart from the decoder's way. */
export function codesOf({ counts, symbols }: HuffmanTable): ReadonlyMap<number, readonly [number, number]> {
  const codes = new Map<number, readonly [number, number]>();
  let [code, at] = [0, 0];
  counts.forEach((count, index) => {
    for (let i = 0; i < count; i += 1) codes.set(symbols[at++]!, [code++, index + 1]);
    code *= 2;
  });
  return codes;
}

/** The tokens' bits, 0xFF stuffed, the last byte filled up with ones. */
export function packed(tokens: readonly Token[], table: HuffmanTable): readonly number[] {
  const codes = codesOf(table);
  const bytes: number[] = [];
  let [byte, used] = [0, 0];
  const put = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      byte = (byte << 1) | ((value >> bit) & 1);
      used += 1;
      if (used < 8) continue;
      bytes.push(byte);
      if (byte === 0xff) bytes.push(0);
      [byte, used] = [0, 0];
    }
  };
  for (const [symbol, extra, bits] of tokens) {
    put(...codes.get(symbol)!);
    put(extra, bits);
  }
  while (used > 0) put(1, 1);
  return bytes;
}
