import { cobsLength } from '../ballot/cobs.ts';
import { encodeFrame, FrameDecoder, LONGEST_BODY } from '../ballot/frame.ts';
import { encodeReports, type HidLayout, HidReportDecoder, LONGEST_CODE } from '../document/hid-codec.ts';
import { MrzFramer } from '../document/mrz-framer.ts';
import { encodePacket, LONGEST_PAYLOAD, PacketDecoder, PacketKind } from '../fingerprint/r30x-codec.ts';
import { isFenceAnswer, isStatus } from '../printer/escpos-codec.ts';
import { ESCPOS_LIMITS, EscposLine } from '../printer/escpos-line.ts';
import type { ByteLink, LinkEvent } from '../transport/link.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 … below - 1. */
  roll(below: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.roll(256));
  }
}

/** What a protocol's parser must bear. */
export interface FuzzedProtocol {
  /** A frame as the device sends it, with what the parser makes of it. */
  readonly frame: (dice: Dice) => { readonly bytes: Uint8Array; readonly meaning: string };
  /** Bytes that look like the beginning of something. */
  readonly bait: readonly Uint8Array[];
  /** Reports arrive whole or not at all; other bytes arrive in any pieces. */
  readonly pieces: 'any' | 'reports';
  readonly parser: () => FuzzedParser;
}

interface FuzzedParser {
  /** What was found; throws when it holds more than it may. */
  readonly push: (bytes: Uint8Array) => readonly string[];
  /** The line fell quiet. */
  readonly quiet: () => readonly string[];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const atMost = (held: number, most: number): void => {
  if (held > most) throw new Error(`holds ${held} of at most ${most} bytes`);
};

const r30x: FuzzedProtocol = {
  frame: (dice) => {
    const kind = [PacketKind.acknowledge, PacketKind.data, PacketKind.end][dice.roll(3)] ?? PacketKind.data;
    const payload = dice.bytes(dice.roll(4) === 0 ? dice.roll(LONGEST_PAYLOAD + 1) : 1 + dice.roll(16));
    return { bytes: encodePacket(kind, payload), meaning: `${kind} ${hex(payload)}` };
  },
  bait: [Uint8Array.of(0xef, 0x01, 255, 255, 255, 255, 2, 1, 2), Uint8Array.of(0xef, 0x01), Uint8Array.of(0xef)],
  pieces: 'any',
  parser: () => {
    const decoder = new PacketDecoder();
    const told = (packets: ReturnType<PacketDecoder['push']>) => {
      atMost(decoder.held, LONGEST_PAYLOAD + 11);
      return packets.map(({ kind, payload }) => `${kind} ${hex(payload)}`);
    };
    return { push: (bytes) => told(decoder.push(bytes)), quiet: () => told(decoder.flush()) };
  },
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';
const mrz: FuzzedProtocol = {
  frame: (dice) => {
    const [count, width] = dice.roll(2) === 0 ? [3, 30] : [2, 44];
    const lines = Array.from({ length: count }, () =>
      Array.from({ length: width }, () => ALPHABET[dice.roll(ALPHABET.length)]).join(''),
    );
    const end = ['\r', '\n', '\r\n'][dice.roll(3)] ?? '\n';
    return { bytes: Buffer.from(lines.map((line) => line + end).join('')), meaning: lines.join('\n') };
  },
  bait: [Buffer.from('I<UTO'), Buffer.from('\r\n'), Buffer.from('A'.repeat(91)), Uint8Array.of(2), Uint8Array.of(3)],
  pieces: 'any',
  parser: () => {
    const framer = new MrzFramer();
    const told = (texts: readonly string[]) => {
      for (const text of texts) atMost(text.length, 4 * 91);
      return texts;
    };
    return {
      push: (bytes) => told(framer.push(bytes)),
      quiet: () => {
        const rest = framer.quiet();
        return told(rest === null ? [] : [rest]);
      },
    };
  },
};

const hid = (layout: HidLayout): FuzzedProtocol => ({
  frame: (dice) => {
    const bytes = Uint8Array.from(
      { length: 1 + dice.roll(dice.roll(4) === 0 ? 400 : 60) },
      () => 0x20 + dice.roll(0x5f),
    );
    return { bytes: Buffer.concat(encodeReports(layout, bytes)), meaning: `true ${hex(bytes)}` };
  },
  bait: [Uint8Array.of(2, 56, 0x5d, 0x51), Uint8Array.of(2, 255), Uint8Array.of(1, 62), new Uint8Array(64).fill(0x41)],
  pieces: 'reports',
  parser: () => {
    const decoder = new HidReportDecoder(layout);
    const told = (codes: ReturnType<HidReportDecoder['push']>) => {
      atMost(decoder.held, LONGEST_CODE);
      return codes.map(({ bytes, whole }) => `${whole} ${hex(bytes)}`);
    };
    return {
      push: (bytes) => told(decoder.push(bytes)),
      quiet: () => {
        const rest = decoder.quiet();
        return told(rest === null ? [] : [rest]);
      },
    };
  },
});

const ballotBox: FuzzedProtocol = {
  frame: (dice) => {
    const body = dice.bytes(1 + dice.roll(dice.roll(8) === 0 ? 2_000 : 80));
    return { bytes: encodeFrame(body), meaning: hex(body) };
  },
  bait: [Uint8Array.of(0), Uint8Array.of(0, 0xff), Uint8Array.of(0, 1, 0), Uint8Array.of(5, 1, 2)],
  pieces: 'any',
  parser: () => {
    const decoder = new FrameDecoder();
    return {
      push: (bytes) => {
        const bodies = decoder.push(bytes);
        atMost(decoder.held, cobsLength(LONGEST_BODY + 4));
        return bodies.map(hex);
      },
      // The zero with which the next frame begins, for a frame that has lost its last one.
      quiet: () => decoder.push(Uint8Array.of(0)).map(hex),
    };
  },
};

export const protocols = {
  r30x,
  mrz,
  'ballot-box': ballotBox,
  'hid-pos': hid('pos'),
  'hid-counted': hid('counted'),
  'hid-padded': hid('padded'),
};

/** Bytes after some things happened to them: lost, doubled, reordered, changed, and garbage between them. */
export function damaged(bytes: Uint8Array, bait: readonly Uint8Array[], dice: Dice): Uint8Array {
  let wire = bytes;
  for (let times = dice.roll(4); times > 0; times--) {
    const from = dice.roll(wire.length + 1);
    const to = Math.min(wire.length, from + 1 + dice.roll(dice.roll(3) === 0 ? 80 : 4));
    const [before, part, after] = [wire.subarray(0, from), wire.subarray(from, to), wire.subarray(to)];
    switch (dice.roll(6)) {
      case 0:
        wire = Buffer.concat([before, after]);
        break;
      case 1:
        wire = Buffer.concat([before, part, part, after]);
        break;
      case 2:
        wire = Buffer.concat([after, part, before]);
        break;
      case 3:
        wire = Buffer.concat([before, dice.bytes(part.length), after]);
        break;
      case 4:
        wire = Buffer.concat([before, dice.bytes(1 + dice.roll(30)), part, after]);
        break;
      default:
        wire = Buffer.concat([before, bait[dice.roll(bait.length)] ?? part, part, after]);
    }
  }
  return wire;
}

function cut(bytes: Uint8Array, pieces: FuzzedProtocol['pieces'], dice: Dice): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = pieces === 'reports' ? 64 : 1 + dice.roll(dice.roll(3) === 0 ? 200 : 12);
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
}

/** What a run of cases came to; plain, because it is kept in a file between runs. */
export interface WireTally {
  /** The next case: a run goes on here. */
  next: number;
  /** Cases whose bytes were changed, and frames that were found in spite of it. */
  damaged: number;
  found: number;
  bytes: number;
  /** Exceptions, more held than allowed, or the next good frame not found: there must be none. */
  readonly wrong: string[];
  seconds: number;
}

export const newWireTally = (): WireTally => ({ next: 0, damaged: 0, found: 0, bytes: 0, wrong: [], seconds: 0 });

/** More of them are only counted as cases. */
export const MOST_WRONG = 50;

/** One case: some frames, what happens to them, silence, and then a good frame that must be found, alone and whole. */
function fuzzCase(protocol: FuzzedProtocol, tally: WireTally): void {
  const dice = new Dice(tally.next);
  const parser = protocol.parser();
  const frames = Array.from({ length: dice.roll(4) }, () => protocol.frame(dice).bytes);
  const sent = Buffer.concat(frames);
  const wire = damaged(sent, protocol.bait, dice);
  if (!Buffer.from(wire).equals(sent)) tally.damaged += 1;
  tally.bytes += wire.length;
  for (const piece of cut(wire, protocol.pieces, dice)) tally.found += parser.push(piece).length;
  tally.found += parser.quiet().length;
  const good = protocol.frame(dice);
  const got = cut(good.bytes, protocol.pieces, dice).flatMap((piece) => [...parser.push(piece)]);
  got.push(...parser.quiet());
  if (got.length !== 1 || got[0] !== good.meaning)
    throw new Error(`after it ${JSON.stringify(got)}, sent ${good.meaning}`);
}

/** Cases of a framed protocol until `until`. */
export function fuzzFrames(name: keyof typeof protocols, tally: WireTally, until: number): void {
  while (tally.next < until) {
    try {
      fuzzCase(protocols[name], tally);
    } catch (error) {
      if (tally.wrong.length < MOST_WRONG) tally.wrong.push(`${tally.next}: ${String(error)}`);
    }
    tally.next += 1;
  }
}

/**
 * A printer's answers are single bytes, so that there is nothing to fall out of step with but the question: whatever
 * comes, the first byte that fits is the answer, every other is counted, and nothing is awaited afterwards.
 */
export async function fuzzStatus(tally: WireTally, until: number): Promise<void> {
  let hear: (event: LinkEvent) => void = () => {};
  const link = {
    on: (listener: (event: LinkEvent) => void) => {
      hear = listener;
      return () => {};
    },
  } as unknown as ByteLink;
  const line = new EscposLine({ link, port: 'p', limits: ESCPOS_LIMITS, clock: new VirtualClock(), onRetry: () => {} });
  for (; tally.next < until; tally.next++) {
    const dice = new Dice(tally.next);
    const fits = dice.roll(3) === 0 ? isFenceAnswer : isStatus;
    const wire = dice.bytes(dice.roll(24));
    const stop = new AbortController();
    const before = line.skipped;
    const answer = line.answer(fits, ESCPOS_LIMITS.status, stop.signal);
    for (const bytes of cut(wire, 'any', dice)) hear({ event: 'bytes', bytes });
    stop.abort();
    const expected = wire.find(fits) ?? null;
    const got = await answer;
    tally.bytes += wire.length;
    if (expected !== null) tally.found += 1;
    if (wire.length > 0) tally.damaged += 1;
    // The next question is answered by its own answer.
    const next = line.answer(isStatus, ESCPOS_LIMITS.status, new AbortController().signal);
    const good = 0x12 | ((dice.roll(2) << 3) | (dice.roll(2) << 5));
    hear({ event: 'bytes', bytes: Uint8Array.of(good) });
    const right =
      got === expected &&
      line.skipped - before === wire.length - (expected === null ? 0 : 1) &&
      (await next) === good &&
      line.awaited === 0;
    if (!right && tally.wrong.length < MOST_WRONG) tally.wrong.push(`${tally.next}: ${got} of ${hex(wire)}`);
  }
}
