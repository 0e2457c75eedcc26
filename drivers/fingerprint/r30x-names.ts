import type { FrameNames } from '../transport/trace.ts';
import { Confirmation, Instruction, type Packet, PacketDecoder, PacketKind } from './r30x-codec.ts';

const nameIn = (names: Readonly<Record<string, number>>, code: number): string =>
  Object.entries(names).find(([, value]) => value === code)?.[0] ?? `0x${code.toString(16).padStart(2, '0')}`;

function nameOf({ kind, payload }: Packet): string {
  const code = payload[0] ?? 0;
  switch (kind) {
    case PacketKind.command:
      return nameIn(Instruction, code);
    case PacketKind.acknowledge:
      return `acknowledge ${nameIn(Confirmation, code)}`;
    case PacketKind.data:
      return `data ${payload.length}`;
    case PacketKind.end:
      return `end ${payload.length}`;
  }
}

/** Packets of an R30x line by their names in the manual. */
export function r30xNames(): FrameNames {
  const [from, to] = [new PacketDecoder(), new PacketDecoder()];
  return { in: (bytes) => from.push(bytes).map(nameOf), out: (bytes) => to.push(bytes).map(nameOf) };
}
