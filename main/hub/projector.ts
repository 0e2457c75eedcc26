import { AckPolicy, type Consumer, DeliverPolicy, type JsMsg, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { isConflict, type Place, withPlacing } from '../../core/hub/admitted.ts';
import {
  type DeviceState,
  type Earlier,
  earlierNeeded,
  isEarlier,
  noState,
  type Placing,
  projected,
} from '../../core/hub/device-state.ts';
import { type ElsewhereLog, withElsewhere } from '../../core/hub/elsewhere.ts';
import { elsewhereKey, type JournalName, journalKey, readKeptSubject, voterKey } from '../../core/hub/names.ts';
import type { EventOf, JournalEvent } from '../../core/journal/event.ts';
import { raise } from './alarms.ts';
import { type Buckets, changed, replaced, type Standing, standing } from './buckets.ts';
import { giveBack, lockStanding } from './lock.ts';
import { DOMAIN } from './server-config.ts';
import {
  ANSWER_MS,
  backwards,
  type HubSize,
  hubStreams,
  type JournalStream,
  type KeptBatch,
  readKept,
  STREAM,
} from './stream.ts';

/**
 * Makes of the stream of journals what people look at: the state of each device, and who is admitted where. Each batch is
 * given to one collector, and to another one if that one does not say in time that it is done; where a device stands is kept
 * beside what it counted and replaced only where it is as it was read. So whoever dies in between, and whatever comes twice
 * or in another order, each event is counted once.
 */
export interface ProjectorOptions extends HubSize {
  /** How long a collector may take to count what it was given, in milliseconds. */
  readonly takesMs?: number;
  readonly link: NatsConnection;
  readonly stream: JournalStream;
  readonly buckets: Buckets;
  /** An event names the ballot zone of a station, whose results files may wait for it. */
  readonly paired: (of: JournalName, event: EventOf<'ballot-zone.paired'>) => Promise<void>;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

export interface Projector {
  /** Batches that were counted since it began. */
  readonly counts: { batches: number };
  stop(): Promise<void>;
}

/** The consumer of the stream that all collectors share. */
export const PROJECTOR = 'projector';
/** Bytes of batches that one collector takes at once. */
const AT_ONCE = 1024 * 1024;
/** After that they are given to another one. */
const TAKES_MS = 30_000;
/** Batches that all of them together are at. */
const UNDER_WAY = 4_096;
/** A batch whose predecessor is being counted elsewhere is looked at again after that. */
const AGAIN_MS = 200;
/** After so many looks its predecessor does not come any more. */
const LOOKS = 100;
/** How long it is waited for batches before it is looked whether to stop. */
const WAIT_MS = 1_000;

export async function startProjector(options: ProjectorOptions): Promise<Projector> {
  const { link, failed, replicas, takesMs = TAKES_MS } = options;
  const jsm = await jetstreamManager(link, { domain: DOMAIN, timeout: ANSWER_MS });
  const consumer = async (): Promise<Consumer> => {
    await jsm.consumers.add(STREAM, {
      ...{ durable_name: PROJECTOR, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All },
      ...{ ack_wait: takesMs * 1_000_000, max_ack_pending: UNDER_WAY, num_replicas: replicas },
    });
    return hubStreams(link).consumers.get(STREAM, PROJECTOR);
  };
  const counts = { batches: 0 };
  const projection = new Projection(options);
  let going = true;
  const run = async (): Promise<void> => {
    let from: Consumer | null = null;
    while (going) {
      try {
        from ??= await consumer();
        const messages: JsMsg[] = [];
        for await (const message of await from.fetch({ max_bytes: AT_ONCE, expires: WAIT_MS })) messages.push(message);
        const journals = [...Map.groupBy(messages, ({ subject }) => subject)];
        await Promise.all(
          journals.map(async ([subject, own]) => {
            const of = readKeptSubject(subject);
            if (of) counts.batches += await projection.count(of, own);
          }),
        );
      } catch (error) {
        // What was not said to be done is given to somebody again.
        failed(error);
        from = null;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };
  const running = run();
  return {
    counts,
    async stop() {
      going = false;
      await running;
    },
  };
}

class Projection {
  readonly #options: ProjectorOptions;
  /** Devices as they were last written: whether that is still so, the next write finds out. */
  readonly #remembered = new Map<string, Standing<DeviceState>>();

  constructor(options: ProjectorOptions) {
    this.#options = options;
  }

  /** Counts batches of one journal. @returns how many it is done with */
  async count(of: JournalName, messages: readonly JsMsg[]): Promise<number> {
    const key = journalKey(of);
    const batches = messages
      .map((message) => ({
        message,
        batch: readKept({ header: message.headers ?? missing(message), string: () => message.string() }),
      }))
      .sort((a, b) => a.batch.first - b.batch.first);
    for (let at = this.#remembered.get(key); ; at = undefined) {
      at ??= await standing(this.#options.buckets.device, key, noState);
      let { value: state } = at;
      const done: JsMsg[] = [];
      const early: JsMsg[] = [];
      for (const { message, batch } of batches) {
        if (batch.first > state.seq + 1) {
          early.push(message);
          continue;
        }
        state = await this.#after(of, state, batch);
        done.push(message);
      }
      if (state !== at.value) {
        const revision = await replaced(this.#options.buckets.device, key, state, at.revision);
        this.#remembered.delete(key);
        if (revision === null) continue;
        this.#remember(key, { value: state, revision });
      } else if (early.length > 0 && this.#remembered.delete(key)) {
        // Somebody else may have counted meanwhile what is missing.
        continue;
      }
      for (const message of done) message.ack();
      for (const message of early) await this.#early(of, state, message);
      return done.length;
    }
  }

  #remember(key: string, at: Standing<DeviceState>): void {
    this.#remembered.set(key, at);
    if (this.#remembered.size <= 20_000) return;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }

  /** A batch whose predecessor is not counted yet. */
  async #early(of: JournalName, state: DeviceState, message: JsMsg): Promise<void> {
    if (message.info.deliveryCount < LOOKS) {
      message.nak(AGAIN_MS);
      return;
    }
    // The stream has lost it: a majority of its servers lost their power at once.
    const line = message.string().split('\n')[0] ?? '';
    const { buckets, now } = this.#options;
    await raise(
      buckets.alarm,
      of,
      { alarm: 'refused', cause: 'dropped', seq: state.seq + 1, line, by: of.device },
      now(),
    );
    message.term();
  }

  /** The state after a batch. Who is admitted where is told before: where this is done twice, it is no news. */
  async #after(of: JournalName, before: DeviceState, { lines }: KeptBatch): Promise<DeviceState> {
    let state = before;
    for (const line of lines) {
      // What a collector has stored it has verified.
      const event = JSON.parse(line) as JournalEvent;
      if (event.seq <= state.seq) continue;
      const needed = earlierNeeded(state, event);
      const earlier = needed === null ? null : await this.#earlier(of, needed, event.seq);
      if (earlier === null) await this.#letGo(of, event);
      const next = projected(state, event, earlier);
      if (next.placing) await this.#place(of, next.placing);
      if (event.type === 'ballot-zone.paired') await this.#options.paired(of, event);
      state = next.state;
    }
    return state;
  }

  /**
   * Takes a voter out of her place at another kiosk of the station where that one is out of service: people have ended its
   * reservation, or a kiosk that goes on from its journal has let the admission go. Nobody would get her lock any more.
   */
  async #letGo(of: JournalName, event: JournalEvent): Promise<void> {
    switch (event.type) {
      case 'kiosk.reservation-ended': {
        const { device, admission } = event.body;
        await this.#takeOut({ ...of, device }, admission, { at: event.at, ended: true });
        return;
      }
      case 'admission.released':
      case 'admission.undone':
        for (const device of await this.#wentOnFrom(of)) {
          await this.#takeOut({ ...of, device }, event.body.admission, { at: event.at, ended: false });
        }
    }
  }

  /** @param ended as a reservation: one that was confirmed meanwhile stands, and its lock goes with it */
  async #takeOut(theirs: JournalName, admission: string, { at, ended }: { at: string; ended: boolean }): Promise<void> {
    const { buckets, now } = this.#options;
    const made = await this.#earlier(theirs, admission, Number.POSITIVE_INFINITY);
    if (made?.type !== 'admission.reserved') return;
    if (ended && (await this.#isConfirmed(theirs, admission))) return;
    const { rounds } = (await standing(buckets.device, journalKey(theirs), noState)).value;
    const round = made.sitting === null ? 0 : (rounds[made.sitting] ?? 0);
    const { voter, precinct: home } = made.body;
    // Later than the reservation, whenever that is counted, and no later than whatever its own journal tells of it next.
    await this.#place(theirs, { voter, round, of: admission, seq: made.seq + 1, at, in: false, home });
    if (!ended) return;
    const key = voterKey(theirs, String(round), voter);
    const { owner, revision } = await lockStanding(buckets.lock, key);
    // Where it does not stand so any more, somebody else has changed it meanwhile.
    if (owner?.device === theirs.device) await giveBack(buckets.lock, key, revision, now());
  }

  async #isConfirmed(of: JournalName, admission: string): Promise<boolean> {
    return (await this.#found(of, admission, ({ type }) => type === 'admission.confirmed')) !== null;
  }

  /** From whose journals this one goes on, each that it names and those that these name. */
  async #wentOnFrom(of: JournalName): Promise<ReadonlySet<string>> {
    const { stream } = this.#options;
    const all = new Set<string>();
    const next = [of.device];
    for (let device = next.pop(); device !== undefined; device = next.pop()) {
      for await (const { lines } of backwards(stream, await stream.held({ ...of, device }))) {
        for (const line of lines) {
          const event = line.includes('"copy.continued"') ? (JSON.parse(line) as JournalEvent) : null;
          if (event?.type !== 'copy.continued' || all.has(event.body.device)) continue;
          all.add(event.body.device);
          next.push(event.body.device);
        }
      }
    }
    return all;
  }

  async #place(of: JournalName, placing: Placing): Promise<void> {
    const { buckets, now } = this.#options;
    const { voter, round } = placing;
    await this.#tellHome(of, placing);
    const key = voterKey(of, String(round), voter);
    // Nearly every voter comes once, and has no place before.
    const first = placing.in ? withPlacing([], of, placing, now()) : null;
    if (first && (await replaced(buckets.admitted, key, first, 0)) !== null) return;
    const places = await changed<readonly Place[]>(buckets.admitted, key, [], (all) =>
      withPlacing(all, of, placing, now()),
    );
    if (isConflict(places)) await raise(buckets.alarm, of, { alarm: 'conflict', voter, round, places }, now());
  }

  /** Her home station is told who is admitted elsewhere, when it asks. */
  async #tellHome(of: JournalName, placing: Placing): Promise<void> {
    const { home } = placing;
    if (home === undefined || home === of.station) return;
    const { buckets, stream } = this.#options;
    const none: ElsewhereLog = { epoch: stream.epoch, entries: [] };
    await changed(buckets.elsewhere, elsewhereKey(of, home), none, (log) => withElsewhere(log, of, placing));
  }

  /** Looks for the event that another one undoes, in the stored journal before it. Seldom: people undo seldom. */
  async #earlier(of: JournalName, needed: string, before: number): Promise<Earlier | null> {
    const found = await this.#found(of, needed, (event) => event.seq < before && isEarlier(event, needed));
    return found && isEarlier(found, needed) ? found : null;
  }

  /** The last event of a stored journal that is about this and is one of those. */
  async #found(of: JournalName, about: string, is: (event: JournalEvent) => boolean): Promise<JournalEvent | null> {
    const { stream } = this.#options;
    for await (const { lines } of backwards(stream, await stream.held(of))) {
      for (const line of lines) {
        if (!line.includes(`"${about}"`)) continue;
        const event = JSON.parse(line) as JournalEvent;
        if (is(event)) return event;
      }
    }
    return null;
  }
}

function missing({ seq }: JsMsg): never {
  throw new Error(`message ${seq} of ${STREAM} is no batch`);
}
