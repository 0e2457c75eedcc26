import type { Duplex } from 'node:stream';

/** A value as a line of JSON. */
export const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

/**
 * Hears such lines. One that is longer than it may be, or no JSON, ends the stream: no more of it is kept than that.
 * @param most bytes of a line
 */
export function hearLines(from: Duplex, most: number, heard: (value: unknown) => void): void {
  let kept: Buffer[] = [];
  let size = 0;
  from.on('data', (piece: Buffer) => {
    let rest = piece;
    for (let end = rest.indexOf(10); end >= 0 && !from.destroyed; end = rest.indexOf(10)) {
      const line = Buffer.concat([...kept, rest.subarray(0, end)]);
      rest = rest.subarray(end + 1);
      [kept, size] = [[], 0];
      if (line.length > most) return void from.destroy();
      const value = parsed(line);
      if (value === undefined) return void from.destroy();
      heard(value);
    }
    size += rest.length;
    if (size > most) return void from.destroy();
    if (rest.length > 0) kept.push(rest);
  });
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}
