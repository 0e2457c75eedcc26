import { type KvEntry, Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import type { CountryNews } from '../../core/commission/country.ts';
import type { HeardHealth } from '../../core/commission/device.ts';
import type { ResultsState } from '../../core/commission/rows.ts';
import type { KeptAlarm } from '../../core/hub/alarm.ts';
import type { DeviceState } from '../../core/hub/device-state.ts';
import { type JournalName, journalNameSchema } from '../../core/hub/names.ts';
import type { StationProtocol, StationResults } from '../../core/hub/results-state.ts';
import { isPiece, type KeptResults, wholeResults } from '../hub/results-bucket.ts';
import type { ConsoleBucket } from '../hub/server-config.ts';
import { readStreams } from '../hub/stream.ts';
import type { Feed } from './feed.ts';

type Of = Pick<JournalName, 'election' | 'mode'>;

/** Makes news of what stands under a key; null: it is nothing that the console shows. @param entry null: nothing stands there any more */
type Reader = (key: string, entry: KvEntry | null) => CountryNews | null;

const readers = (): Readonly<Record<ConsoleBucket, Reader>> => ({
  device: (key, entry) => {
    const of = nameOf(key);
    return of && { of: 'device', ...of, state: entry?.json<DeviceState>() ?? null };
  },
  health: (key, entry) => {
    const of = nameOf(key);
    return of && { of: 'health', ...of, health: entry?.json<HeardHealth>() ?? null };
  },
  results: resultsReader(),
  alarm: (key, entry) => ({ of: 'alarm', key, alarm: entry?.json<KeptAlarm>() ?? null }),
});

/** Pieces come before the value that names them: they were written first. */
function resultsReader(): Reader {
  const pieces = new Map<string, readonly StationProtocol[]>();
  return (key, entry) => {
    if (isPiece(key)) {
      if (entry) pieces.set(key, entry.json<readonly StationProtocol[]>());
      else pieces.delete(key);
      return null;
    }
    const [, , station, sitting] = key.split('.');
    if (station === undefined || sitting === undefined) return null;
    const value = entry?.json<KeptResults>() ?? null;
    const own = value?.said?.pieces.map((piece) => pieces.get(piece) ?? null) ?? [];
    const kept = value && (wholeResults(value, own) ?? { ...value, said: null });
    return { of: 'results', station, sitting, results: value && shownResults(value), kept };
  };
}

function shownResults({ state, changed }: Pick<StationResults, 'state' | 'changed'>) {
  const shown: ResultsState = state === 'does-not-balance' ? 'not-balanced' : state;
  return { state: shown, since: changed };
}

function nameOf(key: string): { readonly station: string; readonly device: string } | null {
  const [election, mode, station, device] = key.split('.');
  const read = journalNameSchema.safeParse({ election, mode, station, device });
  return read.success ? { station: read.data.station, device: read.data.device } : null;
}

/** A bucket of which nothing was heard for so long is opened anew: of 7,000 devices one speaks every few milliseconds. */
const QUIET_MS = 60_000;
/** After a failure it is waited so long, and after an opening until what is not told again is known to be gone; in milliseconds. */
const AGAIN_MS = 1_000;
const TOLD_MS = 5_000;

/** What the hub keeps of an election, as news: everything first, and then what changes. @param failed told of what went wrong */
export const hubFeed = (link: NatsConnection, of: Of, failed: (error: unknown) => void): Feed => ({
  start(take, connected) {
    const stopping = new AbortController();
    const open = new Set<string>();
    const tell = (): void => connected(!link.isClosed() && link.getServer() !== '' && open.size > 0 && isUp);
    let isUp = true;
    void (async () => {
      for await (const { type } of link.status()) {
        if (type === 'disconnect' || type === 'staleConnection') isUp = false;
        if (type === 'reconnect') isUp = true;
        tell();
      }
    })();
    const running = Object.entries(readers()).map(([bucket, read]) =>
      follow(
        link,
        { bucket, read, filter: `${of.election}.${of.mode}.>`, take, failed, signal: stopping.signal },
        (is) => {
          if (is) open.add(bucket);
          else open.delete(bucket);
          tell();
        },
      ),
    );
    return async () => {
      stopping.abort();
      await Promise.all(running);
    };
  },
});

interface Following {
  readonly bucket: string;
  readonly read: Reader;
  readonly filter: string;
  readonly take: (news: CountryNews) => void;
  readonly failed: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Follows one bucket, and opens it again as often as it is lost: a hub that was wiped has other ones. */
async function follow(
  link: NatsConnection,
  { bucket, read, filter, take, failed, signal }: Following,
  opened: (is: boolean) => void,
): Promise<void> {
  let known = new Set<string>();
  const tell = (key: string, entry: KvEntry | null): void => {
    const news = read(key, entry);
    if (news) take(news);
  };
  while (!signal.aborted) {
    const told = new Set<string>();
    let quiet: NodeJS.Timeout | undefined;
    let gone: NodeJS.Timeout | undefined;
    try {
      const kv = await new Kvm(readStreams(link)).open(bucket);
      const watch = await kv.watch({ key: filter });
      const stop = (): void => watch.stop();
      signal.addEventListener('abort', stop);
      // While it was being opened nobody listened.
      if (signal.aborted) stop();
      const awake = (): void => {
        clearTimeout(quiet);
        quiet = setTimeout(stop, QUIET_MS);
      };
      awake();
      const before = known;
      gone = setTimeout(() => {
        for (const key of before) if (!told.has(key)) tell(key, null);
      }, TOLD_MS);
      opened(true);
      for await (const entry of watch) {
        awake();
        told.add(entry.key);
        tell(entry.key, entry.operation === 'PUT' ? entry : null);
      }
      signal.removeEventListener('abort', stop);
    } catch (error) {
      failed(error);
      opened(false);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    } finally {
      clearTimeout(quiet);
      clearTimeout(gone);
    }
    known = new Set([...known, ...told]);
  }
}
