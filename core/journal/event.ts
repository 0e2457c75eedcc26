import { z } from 'zod';
import { hex32, id, role } from './catalogue/fields.ts';
import type { BodyOf, EventType } from './catalogue.ts';
import { HLC_PATTERN } from './hlc.ts';

/** Version of the event format. It is also the number at the end of `EVENT_DOMAIN`. */
export const EVENT_VERSION = 1;

/** Modes of an election (design §2): part of every event, so that training never passes for the real day. */
export const modes = ['training', 'laboratory', 'public-test', 'official'] as const;
export type Mode = (typeof modes)[number];

/** Who did it: a role, and the person's id where a person acted. Never a name. */
export const actorSchema = z.strictObject({ role, person: id.optional() });
export type Actor = z.infer<typeof actorSchema>;

/** What never changes within one journal. */
export const identitySchema = z.strictObject({
  election: id,
  mode: z.enum(modes),
  station: id,
  device: id,
  /** Names the signing key and thereby its algorithm (Ed25519 now). */
  key: id,
});
export type JournalIdentity = z.infer<typeof identitySchema>;

/** Local time with its distance from UTC, milliseconds always given: `2023-10-08T08:00:03.127+06:00`. */
export const atSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/)
  .refine((text) => !Number.isNaN(Date.parse(text)));

/** The envelope of an event with its body still unread. */
export const envelopeSchema = identitySchema.extend({
  v: z.literal(EVENT_VERSION),
  /** The sitting it belongs to; null outside a sitting. */
  sitting: id.nullable(),
  /** 1, 2, 3 … without a gap. */
  seq: z.int().min(1),
  hlc: z.string().regex(HLC_PATTERN),
  at: atSchema,
  type: z.string().max(64),
  actor: actorSchema,
  body: z.record(z.string(), z.unknown()),
  /** `hash` of the event before; 64 zeros for the first. */
  prev: hex32,
  hash: hex32,
  sig: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** One event of one type. */
export type EventOf<T extends EventType> = Omit<Envelope, 'type' | 'body'> & {
  readonly type: T;
  readonly body: BodyOf<T>;
};

/** Any event of the catalogue, told apart by `type`. */
export type JournalEvent = { [T in EventType]: EventOf<T> }[EventType];
