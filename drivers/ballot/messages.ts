import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { z } from 'zod';
import { type BoxStatus, binStates, compartments, motions, pathPlaces } from '../../core/ballot/path/box.ts';
import { LONGEST_BODY } from './frame.ts';

/**
 * What host and ballot box say to each other, each message declared once: the declaration is its type, its encoder and
 * its decoder. Bodies are CBOR in the deterministic form of RFC 8949 §4.2; keys that are not known are passed over, so
 * that a later version may say more. docs/ballot-box-protocol.md is the same in words, for those who build boards.
 */
export const PROTOCOL_VERSION = 1;

/** Sizes of a page image that a box may offer. */
export const IMAGE_LIMITS = { side: 8_000, pixels: 40_000_000, chunks: 20_000, dpi: 600 } as const;
/** Compressed rows in one answer: with what else stands in it, a body. */
export const LONGEST_CHUNK = LONGEST_BODY - 512;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const uint32 = z.int().min(0).max(0xffff_ffff);
/** 0: the box has heard no `hello` since it got its power. */
const session = uint32;
/** Byte strings on the line, hexadecimal digits here. */
const token = z.codec(
  bytes.refine(({ length }) => length === 16),
  z.string().regex(/^[0-9a-f]{32}$/),
  {
    decode: (bytes) => Buffer.from(bytes).toString('hex'),
    encode: (hex) => Uint8Array.from(Buffer.from(hex, 'hex')),
  },
);
const place = z.enum(pathPlaces);
const compartment = z.enum(compartments);
const bin = z.enum(binStates);

/** The picture of the sheet that is held. Rows come in chunks of `rows`, the last one shorter. */
const image = z.object({
  width: z.int().min(1).max(IMAGE_LIMITS.side),
  height: z.int().min(1).max(IMAGE_LIMITS.side),
  dpi: z.int().min(50).max(IMAGE_LIMITS.dpi),
  rows: z.int().min(1).max(IMAGE_LIMITS.side),
  /** CRC-32 of all rows, uncompressed. */
  crc: uint32,
});
export type ImageHead = z.output<typeof image>;

const status = z.object({
  box: z.string().min(1).max(32),
  /** Number of the last event of the session. */
  event: uint32,
  motion: z.enum(motions),
  paper: z.object({ front: z.boolean(), middle: z.boolean(), gate: z.boolean(), back: z.boolean() }),
  gate: z.enum(['open', 'closed']),
  cover: z.enum(['open', 'closed']),
  doubleFeed: z.boolean(),
  jam: place.nullable(),
  sheet: z.object({ id: uint32, lengthMm: z.int().min(0).max(10_000).nullable(), image: image.nullable() }).nullable(),
  bins: z.object({ valid: bin, invalid: bin }),
  last: z.object({ token, into: compartment, passed: z.boolean() }).nullable(),
});
/** The status as the driver has it; `BoxStatus` of core/ballot is what the rooms above see of it. */
export type FullStatus = z.output<typeof status> & BoxStatus;

/** Lamp and sound at the slot. */
export const signals = ['ready', 'busy', 'accepted', 'take-back', 'call', 'off'] as const;
export type BoxSignal = (typeof signals)[number];

const sheet = uint32;
/** Commands by name. Each may be said again: what was done already is not done twice. */
const commands = {
  /** Begins the session that the request names. */
  hello: z.object({ protocol: z.int() }),
  status: z.object({}),
  grab: z.object({}),
  scan: z.object({ sheet }),
  hold: z.object({}),
  accept: z.object({ sheet, token, into: compartment }),
  return: z.object({ sheet }),
  /** One chunk of the picture, from 0. */
  image: z.object({ sheet, chunk: z.int().min(0).max(IMAGE_LIMITS.chunks) }),
  reset: z.object({}),
  signal: z.object({ show: z.enum(signals) }),
} as const;
export type CommandName = keyof typeof commands;
export type Command = {
  [N in CommandName]: { readonly name: N; readonly args: z.output<(typeof commands)[N]> };
}[CommandName];

/** Why a command was not done. */
export const refusals = [
  /** Another session than the box is in: it lost its power, or somebody else greeted it. */
  'session',
  /** The sheet that is meant is not the one that is held. */
  'sheet',
  'no-paper',
  'moving',
  'cover',
  'jam',
  'double-feed',
  'bin',
  /** There is no such command, or no such picture. */
  'unknown',
] as const;
export type Refusal = (typeof refusals)[number];

const answer = z.object({
  status,
  refused: z.enum(refusals).optional(),
  /** Of `hello`. */
  about: z
    .object({ protocol: z.int(), model: z.string().max(64), firmware: z.string().max(64), image: z.boolean() })
    .optional(),
  /** Of `image`: rows, compressed by raw DEFLATE (RFC 1951). */
  chunk: z.object({ sheet, number: z.int().min(0), data: bytes }).optional(),
});
export type Answer = z.output<typeof answer>;

const id = uint32;
const KIND = { request: 1, answer: 2, event: 3 } as const;
const request = z.tuple([z.literal(KIND.request), session, id, z.string(), z.unknown()]);
const answered = z.tuple([z.literal(KIND.answer), session, id, answer]);
const event = z.tuple([z.literal(KIND.event), session, status]);

export type Message =
  | { readonly kind: 'request'; readonly session: number; readonly id: number; readonly command: Command }
  /** To a request with an unknown name, which a box has to answer all the same. */
  | { readonly kind: 'unknown'; readonly session: number; readonly id: number }
  | { readonly kind: 'answer'; readonly session: number; readonly id: number; readonly answer: Answer }
  /** Something changed. Its number is `status.event`: 1, 2, 3 … in each session. */
  | { readonly kind: 'event'; readonly session: number; readonly status: FullStatus };

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** One message as the body of a frame. */
export function encodeMessage(message: Exclude<Message, { readonly kind: 'unknown' }>): Uint8Array {
  return encode(toTuple(message), rfc8949EncodeOptions);
}

function toTuple(message: Exclude<Message, { readonly kind: 'unknown' }>): unknown {
  switch (message.kind) {
    case 'request': {
      const { session, id, command } = message;
      // One schema for all names: each command carries its own arguments.
      const schema: z.ZodType = commands[command.name];
      return z.encode(request, [KIND.request, session, id, command.name, z.encode(schema, command.args)]);
    }
    case 'answer':
      return z.encode(answered, [KIND.answer, message.session, message.id, message.answer]);
    case 'event':
      return z.encode(event, [KIND.event, message.session, message.status]);
  }
}

/** The message in a body; null where there is none. */
export function decodeMessage(body: Uint8Array): Message | null {
  const value = readCbor(body);
  if (!Array.isArray(value)) return null;
  switch (value[0]) {
    case KIND.request: {
      const read = request.safeParse(value);
      if (!read.success) return null;
      const [, session, id, name, args] = read.data;
      if (!isCommand(name)) return { kind: 'unknown', session, id };
      const known = commands[name].safeParse(args);
      return known.success ? { kind: 'request', session, id, command: { name, args: known.data } as Command } : null;
    }
    case KIND.answer: {
      const read = answered.safeParse(value);
      return read.success ? { kind: 'answer', session: read.data[1], id: read.data[2], answer: read.data[3] } : null;
    }
    case KIND.event: {
      const read = event.safeParse(value);
      return read.success ? { kind: 'event', session: read.data[1], status: read.data[2] } : null;
    }
    default:
      return null;
  }
}

function readCbor(body: Uint8Array): unknown {
  try {
    return decode(body, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowNaN: false,
      allowInfinity: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
    });
  } catch {
    return null;
  }
}
