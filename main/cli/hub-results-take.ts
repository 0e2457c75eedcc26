import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { type Answer, readAnswer } from '../../core/hub/answers.ts';
import { BATCH_EVENTS, fits, writeBatch } from '../../core/hub/batch.ts';
import { type JournalName, journalNameSchema, tokenSchema, upSubject } from '../../core/hub/names.ts';
import { usualBounds } from '../../core/hub/sender.ts';
import { RESULTS_LIMITS, readResultsHead } from '../../core/results/results-file.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { ResultsUplink, sayingOver } from '../hub/results-uplink.ts';
import { openHub } from '../hub/run.ts';
import { journalLines } from '../identification/network/journal-file.ts';
import { HUB } from '../network/certificates.ts';
import { type Given, WrongUse } from './frame.ts';
import { folderOf, resultsTrustOf, withLink } from './hub-link.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { refuseFolder } from './named-file.ts';

/** How long a file from a stick is tried, in milliseconds. */
const TAKE_MS = 120_000;
/** How long it may take until a log that is stored is counted too. */
const COUNTED_MS = 30_000;
const bounds = { ...usualBounds, bytesPerSecond: 1e9, gatherMs: 0, answerMs: 20_000, askAgainMs: 5_000 };

/** `taanuu hub results take`: what territorial commissions have on sticks, handed to the hub as the commission's own. */
export async function takeFromSticks(
  [folder, ...files]: readonly string[],
  given: Given<'json'>,
  io: CommandIo,
): Promise<number> {
  if (files.length === 0) throw new WrongUse('Which folder of a collector, and which files?');
  return withLink(folderOf([folder ?? '']), async (link, collector) => {
    const hubKey = nodeCrypto.ed25519PublicKey(collector.secret);
    const { buckets } = await openHub({ link, replicas: collector.replicas });
    const knows: Knows = async (of) => (await resultsTrustOf(collector, buckets.package, of)) !== null;
    const ends: number[] = [];
    // A log names the ballot zone of its station: those come first.
    for (const file of files.toSorted((a, b) => Number(isLog(b)) - Number(isLog(a)))) {
      await refuseFolder(file);
      const told = isLog(file)
        ? await takeLog(file, link, hubKey)
        : await takeResults(file, link, hubKey, { withLog: files.some(isLog), knows });
      ends.push(told.end);
      io.out(given.flags.json ? JSON.stringify({ file, ...told }) : `${basename(file)}: ${told.said}`);
    }
    return ends.includes(EXIT.refused) ? EXIT.refused : EXIT.done;
  });
}

const isLog = (file: string): boolean => file.endsWith('.ndjson');

interface Told {
  readonly end: number;
  readonly said: string;
}

/** Whether it is known what files of an election are held against. */
type Knows = (of: Pick<JournalName, 'election' | 'mode'>) => Promise<boolean>;

/** @param withLog whether logs were taken before it */
async function takeResults(
  file: string,
  link: NatsConnection,
  hubKey: Uint8Array,
  { withLog, knows }: { readonly withLog: boolean; readonly knows: Knows },
): Promise<Told> {
  const wrong = new Refused({ code: 'command.file-wrong-kind', params: { file } });
  if ((await stat(file)).size > RESULTS_LIMITS.whole) throw wrong;
  const bytes = await readFile(file);
  const head = readResultsHead(bytes);
  const name = journalNameSchema.safeParse({
    ...{ election: head?.election, mode: head?.mode, station: head?.station, device: HUB },
  });
  if (!head || !name.success || !tokenSchema.safeParse(head.sitting).success) throw wrong;
  const of = { device: HUB, sitting: head.sitting };
  const uplink = new ResultsUplink(bytes, of, { say: sayingOver(link, name.data), hubKey, bounds });
  let receipt = await uplink.deliver(TAKE_MS, () => true);
  if (!receipt) throw new Refused({ code: 'hub.no-answer' });
  // The log that came with it is counted a moment after it is stored.
  const known = receipt.standing !== 'held' || (await knows(name.data));
  if (receipt.standing === 'held' && known && withLog) receipt = (await uplink.deliver(COUNTED_MS)) ?? receipt;
  const { standing, verdict } = receipt;
  const good = standing === 'in-force' || standing === 'superseded';
  return {
    end: good || standing === 'held' ? EXIT.done : EXIT.refused,
    said: `station ${head.station}, file ${head.number}: ${standing}${good ? `, ${verdict}` : ''}${standing === 'held' ? waitsFor(known) : ''}`,
  };
}

const waitsFor = (known: boolean): string =>
  known ? ', until its station’s log is here' : ', until a package of the election is in the hub (hub packages put)';

/** Hands a journal over as its kiosk would, from where the hub stands. */
async function takeLog(file: string, link: NatsConnection, hubKey: Uint8Array): Promise<Told> {
  const lines = journalLines(file);
  if (!lines.ok) throw new Refused(lines.error);
  const first = JSON.parse(lines.value[0] ?? '{}') as Partial<JournalName>;
  const name = journalNameSchema.safeParse({
    ...{ election: first.election, mode: first.mode, station: first.station, device: first.device },
  });
  if (!name.success) throw new Refused({ code: 'command.file-wrong-kind', params: { file } });
  const ask = async (some: readonly string[]): Promise<Answer | null> => {
    const text = writeBatch({ device: name.data.device, receipt: null, lines: some });
    const subject = upSubject({ ...name.data, device: HUB }, 'events');
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await link.request(subject, text, { timeout: bounds.answerMs }).catch(() => null);
      const read = answer && readAnswer(answer.string(), [hubKey], nodeCrypto);
      if (read && read.answer !== 'busy') return read;
      await new Promise((resolve) => setTimeout(resolve, bounds.retryMs));
    }
    return null;
  };
  const { station } = name.data;
  for (let last = -1; ; ) {
    const some = last < 0 ? [] : lines.value.slice(last, last + BATCH_EVENTS);
    const answer = await ask(some.slice(0, fits(some.map((line) => Buffer.byteLength(line)))));
    if (answer === null) throw new Refused({ code: 'hub.no-answer' });
    if (answer.answer === 'refused')
      return { end: EXIT.refused, said: `station ${station}, log: event ${answer.seq} refused, ${answer.cause}` };
    if (answer.answer !== 'stored' || answer.seq <= last) throw new Refused({ code: 'hub.no-answer' });
    last = answer.seq;
    if (last >= lines.value.length) return { end: EXIT.done, said: `station ${station}, log: ${last} events there` };
  }
}
const TRIES = 5;
