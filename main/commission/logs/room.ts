import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JournalName } from '../../../core/hub/names.ts';
import { type Trust, type TrustedCheckpoint, trustSchema } from '../../../core/journal/trust.ts';
import { instantStamp } from '../../../core/media/file-name.ts';
import { readLogsOffer } from '../../../core/network/logs-offer.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { readSignedCode } from '../../../core/receipt/signed-totals.ts';
import { verifySlip } from '../../../core/receipt/verify-slip.ts';
import type { Changes } from '../../api/changes.ts';
import type { LogsRun } from '../../api/console-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { JournalStream } from '../../hub/stream.ts';
import { fileProblem } from '../../storage/file-problem.ts';
import { makePrivateFolder } from '../../storage/folder.ts';
import { replaceText } from '../../storage/whole-file.ts';
import { hubSource } from './hub-source.ts';
import { type JournalSource, SourceGone } from './journals.ts';
import { kioskSource } from './kiosk-source.ts';
import { downloadLogs } from './run.ts';
import { stickSource } from './stick-source.ts';

/** What logs are held against, and where the hub's lie. */
export interface LogsBehind {
  /** The keys of a device at a station, from what the commission has registered. */
  readonly trustOf: (of: JournalName) => Trust | null;
  /** The key of a device that is in use; null: there is none of that name. */
  readonly keyOf: (of: Pick<JournalName, 'election' | 'mode' | 'device'>) => Uint8Array | null;
  /** The hub's stream of journals; null: it is not to be had now. */
  readonly stream: () => Promise<JournalStream | null>;
}

export interface LogsRoomOptions {
  readonly folder: string;
  readonly of: Pick<JournalName, 'election' | 'mode'>;
  /** Null: nothing stands behind a simulated country. */
  readonly behind: LogsBehind | null;
  readonly isIn: (station: string, territory: string | null) => boolean;
  /** Whether a territory is another one or lies in it; null: the country. */
  readonly isWithin: (territory: string | null, other: string | null) => boolean;
  /** Devices of the stations, and the last event that each says it has. */
  readonly devices: () => readonly {
    readonly station: string;
    readonly device: string;
    readonly last: number | null;
  }[];
  readonly changes: Changes;
  readonly now: () => number;
}

const checkpointsSchema = z.array(trustSchema.shape.checkpoints.unwrap().element);
/** Downloads that are remembered. */
const REMEMBERED = 20;

interface Run {
  view: LogsRun;
  readonly territory: string | null;
  readonly stopping: AbortController;
  ending: Promise<void>;
}

/** Downloads of station logs, and the checkpoints of printed slips that they are held against. */
export class LogsRoom {
  readonly #options: LogsRoomOptions;
  readonly #checkpointsFile: string;
  #checkpoints: readonly TrustedCheckpoint[];
  #runs: readonly Run[] = [];
  #number = 0;

  constructor(options: LogsRoomOptions) {
    this.#options = options;
    this.#checkpointsFile = join(options.folder, 'slips.json');
    this.#checkpoints = existsSync(this.#checkpointsFile)
      ? checkpointsSchema.parse(JSON.parse(readFileSync(this.#checkpointsFile, 'utf8')))
      : [];
  }

  /** Downloads as far as this person may know of them, the latest first. */
  runs(territory: string | null): readonly LogsRun[] {
    const { isWithin } = this.#options;
    return this.#runs.filter((run) => isWithin(run.territory, territory)).map(({ view }) => view);
  }

  /** @param stations none: all of the territory @param territory the one that is looked at; null: the country */
  async fromHub(
    stations: readonly string[],
    territory: string | null,
  ): Promise<Result<{ readonly id: string }, Problem>> {
    const { behind, isIn, devices, of } = this.#options;
    if (!behind) return err({ code: 'console.simulated' });
    const strange = stations.find((one) => !isIn(one, territory));
    if (strange !== undefined) return err({ code: 'console.no-station', params: { station: strange } });
    const wanted = new Set(stations);
    const isWanted = (one: string): boolean => (wanted.size > 0 ? wanted.has(one) : isIn(one, territory));
    const stream = await behind.stream();
    if (!stream) return err({ code: 'hub.no-answer' });
    const own = devices().filter(({ station }) => isWanted(station));
    return this.#begin('hub', territory, behind, await hubSource(stream, of, { isIn: isWanted, devices: own }));
  }

  /** Takes the journals that kiosks have written to a stick, those of this person's stations. */
  async fromStick(path: string, territory: string | null): Promise<Result<{ readonly id: string }, Problem>> {
    const { behind, isIn } = this.#options;
    if (!behind) return err({ code: 'console.simulated' });
    try {
      const source = await stickSource(path, (station) => isIn(station, territory));
      if (source.stations === 0) return err({ code: 'console.no-journals' });
      return this.#begin('stick', territory, behind, source);
    } catch (error) {
      const problem = fileProblem(error);
      if (!problem) throw error;
      return err(problem);
    }
  }

  /** Takes the journals that a kiosk in the same network has, where its people have opened them. @param code as it shows */
  async fromKiosk(code: string, territory: string | null): Promise<Result<{ readonly id: string }, Problem>> {
    const { behind, isIn, devices, of } = this.#options;
    if (!behind) return err({ code: 'console.simulated' });
    const offer = readLogsOffer(code);
    if (offer === null) return err({ code: 'console.no-offer' });
    const source = await kioskSource(offer, {
      keyOf: (device) => behind.keyOf({ ...of, device }),
      isIn: (station) => isIn(station, territory),
      devices: devices(),
    });
    return source.ok ? this.#begin('kiosk', territory, behind, source.value) : source;
  }

  /** Keeps the checkpoint of a printed slip, by its code: every log of that device is held against it from now on. */
  slip(code: string, territory: string | null): Result<null, Problem> {
    const { behind, of, isIn } = this.#options;
    if (!behind) return err({ code: 'console.simulated' });
    const read = readSignedCode(code);
    const trust = read && behind.trustOf({ ...of, station: read.told.station, device: read.told.device });
    const verdict = trust && verifySlip(code, trust, nodeCrypto);
    if (!verdict?.ok || !isIn(verdict.told.station, territory)) return err({ code: 'console.slip' });
    const { device, seq, head } = verdict.told;
    const others = this.#checkpoints.filter((one) => one.device !== device || one.seq !== seq || one.hash !== head);
    this.#checkpoints = [...others, { device, seq, hash: head }];
    replaceText(this.#checkpointsFile, JSON.stringify(this.#checkpoints));
    return ok(null);
  }

  stop(id: string, territory: string | null): void {
    const { isWithin } = this.#options;
    const run = this.#runs.find((one) => one.view.id === id && isWithin(one.territory, territory));
    run?.stopping.abort();
  }

  #begin(
    from: LogsRun['from'],
    territory: string | null,
    behind: LogsBehind,
    source: JournalSource,
  ): Result<{ readonly id: string }, Problem> {
    const { now, of } = this.#options;
    this.#number += 1;
    const id = `${instantStamp(new Date(now()))}-${this.#number}`;
    const folder = join(this.#options.folder, 'logs', id);
    makePrivateFolder(folder);
    const begun: LogsRun = {
      ...{
        id,
        from,
        folder,
        state: 'running',
        stations: source.stations,
        done: 0,
        events: 0,
        wrong: [],
        problem: null,
      },
    };
    const run: Run = { view: begun, territory, stopping: new AbortController(), ending: Promise.resolve() };
    this.#runs = [run, ...this.#runs].slice(0, REMEMBERED);
    const become = (told: Partial<LogsRun>): void => {
      run.view = { ...run.view, ...told };
      this.#options.changes.changed();
    };
    become({});
    run.ending = downloadLogs({
      ...{ folder, source, checkpoints: this.#checkpoints, signal: run.stopping.signal, progress: become },
      trustOf: (name) => behind.trustOf({ ...of, ...name }),
    }).then(
      (ended) => {
        if (!ended.ok) return become({ state: 'failed', problem: ended.error });
        return become({ ...ended.value, state: run.stopping.signal.aborted ? 'stopped' : 'done' });
      },
      // Where they come from went away in the middle of it.
      (error) =>
        become({ state: 'failed', problem: error instanceof SourceGone ? error.problem : { code: 'hub.no-answer' } }),
    );
    return ok({ id });
  }

  /** A download when it has come to its end; null: there is none of that name. */
  async ended(id: string): Promise<LogsRun | null> {
    const run = this.#runs.find(({ view }) => view.id === id);
    await run?.ending;
    return run?.view ?? null;
  }

  /** Ends all downloads. */
  close(): void {
    for (const { stopping } of this.#runs) stopping.abort();
  }
}
