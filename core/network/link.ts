import { z } from 'zod';
import { idSchema } from '../election/common.ts';
import { linkKinds } from '../hub/asks.ts';
import { BATCH_TEXT } from '../hub/batch.ts';
import { journalNameSchema, verbs } from '../hub/names.ts';
import { PIECE_BYTES } from '../hub/packages.ts';
import { isProblem, type Problem } from '../problem/catalogue.ts';
import { hostPort } from './address.ts';
import { logLines, offeredJournals, SECRET_DIGITS } from './logs-offer.ts';
import { LETTER_MAX } from './words.ts';

/**
 * The one list of what the identification zone and the link say to each other. The link is the process that touches the
 * network: it runs this kiosk's server, joins it with those of the station's other kiosks, and carries letters. It reads
 * none of them and holds no key but the one that its connections use, which the zone makes anew at each start.
 *
 * As in the hatch every message tells a state as it now is: the zone says again what is to be served whenever the link says
 * that it is there, and a letter that was lost with a dead process is made good by what kiosks ask of each other. The link
 * asks the zone for one thing alone: the logs of the station, while a person has opened them; the zone looks itself whether
 * that is so.
 */

/** The longest answer of the hub, in characters: a piece of a package. */
const ANSWER_MAX = Math.ceil(PIECE_BYTES / 3) * 4;

/** Most bytes of a package's head, and its characters in base64. */
export const HEAD_BYTES = 16 * 1024 ** 2 + 1_024;
const headText = z.base64().max(Math.ceil(HEAD_BYTES / 3) * 4);

/** Most bytes of a kiosk's configuration, and its characters in base64. */
export const CONFIGURATION_BYTES = 262_144;
const configurationText = z.base64().max(Math.ceil(CONFIGURATION_BYTES / 3) * 4);

const pem = z.string().startsWith('-----BEGIN ').max(65_536);

/** What the link serves: nothing of it is secret but `key`. */
const stationNetwork = z.strictObject({
  device: idSchema,
  /** Name of the cluster: of election, mode and station; also the first part of every subject. */
  cluster: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/),
  /** Key of this kiosk's connections, and its certificate behind which the device's own stands (`stationKey`). PEM. */
  key: pem,
  certificate: pem,
  /** The certificates of the station's devices, this one's too, by device: who may join. PEM. */
  devices: z.record(idSchema, pem),
  /** Where the other kiosks' servers reach this one's. */
  listen: hostPort,
  /** Where this kiosk was told that others are. */
  peers: z.array(hostPort).max(64),
  /** Whether it looks for the others, and tells them of itself, by multicast DNS. */
  discover: z.boolean(),
  /** The hub above the stations, and as whom this kiosk calls it; null: there is none. */
  hub: z
    .strictObject({ as: journalNameSchema, certificate: pem, servers: z.array(hostPort).min(1).max(16) })
    .nullable(),
});
export type StationNetwork = z.infer<typeof stationNetwork>;

/** From the identification zone to the link. */
export const intoLink = z.discriminatedUnion('link', [
  z.strictObject({ link: z.literal('serve'), network: stationNetwork.nullable() }),
  /** A signed letter (core/network/words.ts) to all kiosks of the station, or to one. */
  z.strictObject({ link: z.literal('letter'), to: idSchema.nullable(), text: z.string().max(LETTER_MAX) }),
  /** To the hub: a batch of signed events, or a signed ask (core/hub). `number` names it in the answer. */
  z.strictObject({
    ...{ link: z.literal('to-hub'), number: z.int().min(0), verb: z.enum(verbs) },
    text: z.string().max(BATCH_TEXT),
    /** Milliseconds after which no answer is awaited any more. */
    wait: z.int().min(1).max(60_000),
  }),
  /** The head of this kiosk's package and its configuration, to whoever comes for it there, for so many milliseconds. */
  z.strictObject({
    ...{ link: z.literal('offer-head'), at: hostPort, head: headText, configuration: configurationText.nullable() },
    ms: z.int().min(1).max(3_600_000),
  }),
  /** That of another one, which invites. */
  z.strictObject({ link: z.literal('fetch-head'), number: z.int().min(0), at: hostPort }),
  /** The logs of the station, there, to a console that says this secret, for so many milliseconds; null: to nobody any more. */
  z.strictObject({
    link: z.literal('offer-logs'),
    offer: z
      .strictObject({ at: hostPort, secret: z.string().length(SECRET_DIGITS), ms: z.int().min(1).max(3_600_000) })
      .nullable(),
  }),
  /** What a console has asked for; null: it is not to be had, or nobody may have it now. */
  z.strictObject({ link: z.literal('logs-are'), number: z.int().min(0), journals: offeredJournals.nullable() }),
  z.strictObject({ link: z.literal('log-lines'), number: z.int().min(0), lines: logLines.nullable() }),
]);
export type IntoLink = z.infer<typeof intoLink>;

/** Another kiosk's server as the link finds it; a claim that nobody has signed: letters say who is really there. */
const foundKiosk = z.strictObject({ device: idSchema, at: hostPort });

/** From the link to the identification zone. */
export const outOfLink = z.discriminatedUnion('link', [
  /** It has started: tell me what is to be served. */
  z.strictObject({ link: z.literal('here') }),
  z.strictObject({ link: z.literal('letter'), text: z.string().max(LETTER_MAX) }),
  /** What the hub answered; null: nobody did. */
  z.strictObject({
    ...{ link: z.literal('from-hub'), number: z.int().min(0) },
    /** A piece of a package in base64; all else as it came. */
    text: z.string().max(ANSWER_MAX).nullable(),
  }),
  /** Whether there is a connection with the hub, and what it goes over; again at every change. */
  z.strictObject({ link: z.literal('hub'), connected: z.boolean(), over: z.enum(linkKinds) }),
  /** What was to be fetched, head and configuration; null: nobody has answered. */
  z.strictObject({
    ...{ link: z.literal('head'), number: z.int().min(0), head: headText.nullable() },
    configuration: configurationText.nullable(),
  }),
  /** A console that has said the secret asks which journals there are, and for lines of one behind an event. */
  z.strictObject({ link: z.literal('ask-logs'), number: z.int().min(0) }),
  z.strictObject({
    ...{ link: z.literal('ask-lines'), number: z.int().min(0), device: idSchema, after: z.int().min(0) },
  }),
  /** It has everything; nobody can listen there. Either has ended the offer. */
  z.strictObject({ link: z.literal('logs-stand'), state: z.enum(['done', 'port-taken']) }),
  /** So many wrong secrets were said since it was opened; the offer goes on. */
  z.strictObject({ link: z.literal('logs-guessed'), count: z.int().min(1) }),
  /** How the network stands; again at every change. */
  z.strictObject({
    link: z.literal('network'),
    state: z.enum(['off', 'starting', 'up']),
    problem: z.custom<Problem>(isProblem).nullable(),
    /** Addresses of this machine under which the others may reach its server, `address:port`. */
    own: z.array(hostPort).max(64),
    /** Servers of the station that this one is joined with, by device. */
    joined: z.array(idSchema).max(64),
    /** What multicast DNS has found. */
    found: z.array(foundKiosk).max(64),
  }),
]);
export type OutOfLink = z.infer<typeof outOfLink>;

/** The supervisor's own word: the link is not there. */
export const linkGone = z.strictObject({ link: z.literal('gone') });
type LinkGone = z.infer<typeof linkGone>;

/** Both processes by their names, and what each may say to the other. */
const sides = {
  identification: { to: 'link', says: intoLink },
  link: { to: 'identification', says: outOfLink },
} as const;

/** What is told of a link that is not there, and the process it is for; null of any other process. */
export const tellOfLinkGone = (name: string): { readonly to: string; readonly message: LinkGone } | null =>
  name === 'link' ? { to: sides.link.to, message: { link: 'gone' } } : null;

/**
 * Holds a message against the list.
 * @param from name of the process that speaks
 * @returns the message and the process it is for; null where that process is none of the two, or says what is not on the list
 */
export function passLink(
  from: string,
  message: unknown,
): { readonly to: string; readonly message: IntoLink | OutOfLink } | null {
  if (from !== 'identification' && from !== 'link') return null;
  const { to, says } = sides[from];
  const read = says.safeParse(message);
  return read.success ? { to, message: read.data } : null;
}
