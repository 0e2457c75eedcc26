import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import { type ConsoleSettings, consoleSettingsSchema } from '../../core/commission/settings.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { readResultsPart } from '../hub/results-store.ts';
import { readConsoleLink } from '../hub/setting-up.ts';
import { type JournalStream, readStream } from '../hub/stream.ts';
import { readConfigFile } from '../storage/config-file.ts';
import { fileProblem } from '../storage/file-problem.ts';
import type { Feed } from './feed.ts';
import { hubFeed } from './hub-feed.ts';
import { linkToHub } from './hub-link.ts';
import { readPackagesSettings } from './packages/settings.ts';
import { publishedAtHub } from './shared-publications.ts';
import type { ConsoleOptions } from './zone.ts';

/** What the console shows, and to whom; beside the files of its link that `taanuu hub config` has written. */
export const SETTINGS = 'console.json';

export interface OpenedConsole {
  readonly settings: ConsoleSettings;
  readonly options: ConsoleOptions;
  /** Null: it was closed before a server was there. */
  readonly link: Promise<NatsConnection | null>;
  /** After the console has stopped. */
  close(): Promise<void>;
}

/** Opens a console's folder, and begins to call its hub. @param failed told of what went wrong with the hub */
export function openConsoleFolder(folder: string, failed: (error: unknown) => void): Result<OpenedConsole, Problem> {
  const settings = readConfigFile(join(folder, SETTINGS), consoleSettingsSchema);
  if (!settings.ok) return settings;
  const packages = readPackagesSettings(folder);
  if (!packages.ok) return packages;
  const files = linkFiles(folder);
  if (!files.ok) return files;
  const { election } = settings.value;
  const of = { election: election.id, mode: election.mode };
  const devices = files.value.fleet.places.filter((one) => one.election === of.election && one.mode === of.mode);
  const stopping = new AbortController();
  const link = linkToHub(files.value, stopping.signal, failed);
  return ok({
    ...{ settings: settings.value, link },
    options: {
      ...{ folder, settings: settings.value, devices, feed: feedOver(link, of, stopping.signal, failed) },
      ...{ simulated: false, now: Date.now, packages: packages.value },
      published: publishedAtHub(() => present(link)),
      logs: {
        trustOf: files.value.fleet.trustOf,
        keyOf: files.value.fleet.keyOf,
        stream: async () => streamOf(await present(link)),
      },
      scans: {
        keysOf: files.value.fleet.trustOf,
        async part(of, sha256, part) {
          const there = await present(link);
          if (there === null) throw new Error('no server has been there yet');
          return readResultsPart(there, of, sha256, part);
        },
      },
    },
    async close() {
      stopping.abort();
      await (await link)?.close();
    },
  });
}

function linkFiles(folder: string): Result<ReturnType<typeof readConsoleLink>, Problem> {
  try {
    return ok(readConsoleLink(folder));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return err({ code: 'command.file-wrong-kind', params: { file: join(folder, 'link.json') } });
    }
    const problem = fileProblem(error);
    if (problem) return err(problem);
    throw error;
  }
}

/** The link as it is now; null: no server has been there yet. */
const present = (link: Promise<NatsConnection | null>): Promise<NatsConnection | null> =>
  Promise.race([link, Promise.resolve(null)]);

async function streamOf(link: NatsConnection | null): Promise<JournalStream | null> {
  try {
    return link && (await readStream(link));
  } catch {
    // Whoever asks hears that nobody answers.
    return null;
  }
}

/** The hub's feed, as soon as one of its servers is there. */
const feedOver = (
  link: Promise<NatsConnection | null>,
  of: Parameters<typeof hubFeed>[1],
  signal: AbortSignal,
  failed: (error: unknown) => void,
): Feed => ({
  start(take, connected) {
    let stop: (() => Promise<void>) | null = null;
    void link.then((there) => {
      if (there && !signal.aborted) stop = hubFeed(there, of, failed).start(take, connected);
    });
    return async () => stop?.();
  },
});
