import { z } from 'zod';
import { identitySchema } from '../journal/event.ts';

/**
 * Where things stand in the hub, by names. A name is a token of a subject of NATS: no dot, no wildcard, no space. The ids of
 * a package are narrower still (core/election/common.ts).
 */
export const tokenSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

/** Whose journal: an election in a mode, a station, and the device that signs. */
export const journalNameSchema = z.strictObject({
  election: tokenSchema,
  mode: identitySchema.shape.mode,
  station: tokenSchema,
  device: tokenSchema,
});
export type JournalName = z.infer<typeof journalNameSchema>;

/**
 * What a kiosk may send: events of its station's journals; asks of its own (asks.ts); asks for a piece of a package; parts of
 * results files of its station.
 */
export const verbs = ['events', 'asks', 'pieces', 'results'] as const;
export type Verb = (typeof verbs)[number];

const dotted = ({ election, mode, station, device }: JournalName): string => `${election}.${mode}.${station}.${device}`;

/** Where a device sends to, by its own connection. */
export const upSubject = (sender: JournalName, verb: Verb): string => `up.${dotted(sender)}.${verb}`;

/** All that a device may publish; of a spare (`station` null) whichever station it stands in for. */
export const mayPublish = (sender: Omit<JournalName, 'station'> & { readonly station: string | null }): string =>
  `up.${sender.election}.${sender.mode}.${sender.station ?? '*'}.${sender.device}.*`;

/** What a device's client puts before the subjects where answers come (`inboxPrefix`), and all that it may subscribe to. */
export const inboxPrefix = (device: string): string => `in.${device}`;

/** Who sends what, by the subject; null: no subject of this protocol. */
export function readUpSubject(subject: string): { readonly sender: JournalName; readonly verb: Verb } | null {
  const [up, election, mode, station, device, last, ...more] = subject.split('.');
  const sender = journalNameSchema.safeParse({ election, mode, station, device });
  const verb = verbs.find((one) => one === last);
  return up === 'up' && sender.success && verb && more.length === 0 ? { sender: sender.data, verb } : null;
}

/** What a journal's keys in the buckets begin with. */
export const journalKey = dotted;

/** Where the hub keeps a journal's batches. @param epoch which making of the stream it is (main/hub/stream.ts) */
export const keptSubject = (epoch: string, of: JournalName): string => `journal.${epoch}.${dotted(of)}`;

/** Whose journal a batch of the stream is of; null: no subject of a batch. */
export function readKeptSubject(subject: string): JournalName | null {
  const [journal, , election, mode, station, device, ...more] = subject.split('.');
  const read = journalNameSchema.safeParse({ election, mode, station, device });
  return journal === 'journal' && read.success && more.length === 0 ? read.data : null;
}

/** Key of a voter of an election in a mode, by her pseudonym. @param part what is counted by itself, such as a round */
export const voterKey = ({ election, mode }: Pick<JournalName, 'election' | 'mode'>, part: string, voter: string) =>
  `${election}.${mode}.${part}.${voter}`;

/** Key of what a station is told of its voters who are admitted elsewhere. */
export const elsewhereKey = ({ election, mode }: Pick<JournalName, 'election' | 'mode'>, station: string): string =>
  `${election}.${mode}.${station}`;

/** Whether two name one journal. */
export const isSameJournal = (a: JournalName, b: JournalName): boolean => dotted(a) === dotted(b);
