import type { FrameNames } from '../transport/trace.ts';
import { isFenceAnswer, isStatus } from './escpos-codec.ts';

/** Beginnings of the commands that the driver writes, each in a write of its own; the longest first. */
const commands: readonly (readonly [name: string, ...bytes: number[]])[] = [
  ['status of the printer (DLE EOT 1)', 0x10, 0x04, 1],
  ['why offline (DLE EOT 2)', 0x10, 0x04, 2],
  ['error (DLE EOT 3)', 0x10, 0x04, 3],
  ['paper (DLE EOT 4)', 0x10, 0x04, 4],
  ['recover (DLE ENQ 2)', 0x10, 0x05],
  ['clear the buffers (DLE DC4 8)', 0x10, 0x14],
  ['initialize (ESC @)', 0x1b, 0x40],
  ['band of dots (GS v 0)', 0x1d, 0x76],
  ['cut (GS V)', 0x1d, 0x56],
  ['fence (GS r 1)', 0x1d, 0x72],
];

function answerName(byte: number): string {
  const hex = `0x${byte.toString(16).padStart(2, '0')}`;
  if (isStatus(byte)) return `status ${hex}`;
  return isFenceAnswer(byte) ? `fence ${hex}` : hex;
}

/** What a printer is told and what it answers. Commands are told apart by how a write begins. */
export function escposNames(): FrameNames {
  return {
    in: (bytes) => [...bytes].map(answerName),
    out: (bytes) => {
      const found = commands.find(([, ...start]) => start.every((byte, at) => bytes[at] === byte));
      return found === undefined ? [] : [found[0]];
    },
  };
}
