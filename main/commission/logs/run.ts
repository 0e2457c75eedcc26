import { join } from 'node:path';
import type { JournalName } from '../../../core/hub/names.ts';
import { csvField } from '../../../core/journal/csv.ts';
import type { Trust, TrustedCheckpoint } from '../../../core/journal/trust.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import type { LogsFinding } from '../../api/console-views.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import type { JournalSource } from './journals.ts';
import { type TakenJournal, takeJournal } from './take.ts';

/** How far a download is. */
export interface LogsProgress {
  /** Stations of which journals were taken. */
  readonly done: number;
  readonly events: number;
  readonly wrong: readonly LogsFinding[];
}

export interface LogsDownload {
  readonly folder: string;
  readonly source: JournalSource;
  /** The keys of a device at a station; null: there is no such device. */
  readonly trustOf: (of: Pick<JournalName, 'station' | 'device'>) => Trust | null;
  /** Known from printed slips. */
  readonly checkpoints: readonly TrustedCheckpoint[];
  readonly signal: AbortSignal;
  readonly progress: (told: LogsProgress) => void;
}

/**
 * Takes journals one after another, each verified and written before the next one is asked for, and ends with a report of all
 * of them. Two downloads side by side make nothing faster: checking signatures uses every core.
 */
export async function downloadLogs(download: LogsDownload): Promise<Result<LogsProgress, Problem>> {
  const { folder, source, trustOf, checkpoints, signal, progress } = download;
  const taken: TakenJournal[] = [];
  const wrong: LogsFinding[] = source.missing.map((of) => ({ ...of, cause: 'missing', seq: null }));
  let events = 0;
  const told = (): LogsProgress => ({
    done: new Set(taken.map(({ of }) => of.station)).size,
    events,
    wrong: [...wrong],
  });
  progress(told());
  for await (const found of source.journals()) {
    if (signal.aborted) break;
    const { station, device } = found.of;
    const known = trustOf(found.of);
    // Of a device that nobody knows everything is by a wrong key: the verifier says so.
    const trust = known ?? { election: '-', devices: [] };
    const own = checkpoints.filter((one) => one.device === device);
    const one = await takeJournal(folder, found, { ...trust, checkpoints: own });
    if (!one.ok) return one;
    taken.push(one.value);
    events += one.value.report.events;
    wrong.push(...(known ? one.value.wrong : [{ station, device, cause: 'wrong-key' as const, seq: 1 }]));
    progress(told());
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  const written = await writeReport(folder, taken, wrong);
  return written.ok ? ok(told()) : written;
}

/** What was taken and what is wrong, for people (`report.csv`) and for programs (`report.json`). */
async function writeReport(
  folder: string,
  taken: readonly TakenJournal[],
  wrong: readonly LogsFinding[],
): Promise<Result<null, Problem>> {
  const findingOf = (station: string, device: string) =>
    wrong.find((one) => one.station === station && one.device === device);
  const none = wrong.filter(({ cause, seq }) => cause === 'missing' && seq === null);
  const rows = taken.map(({ of, report, files }) => {
    const found = findingOf(of.station, of.device);
    return {
      ...{ station: of.station, device: of.device, events: report.events, from: report.from, to: report.to },
      ...{ wrong: found?.cause ?? null, event: found?.seq ?? null, head: report.head !== null },
      ...{ checkpoints: report.knownCheckpoints.length, sha256: files[0]?.sha256 ?? null },
    };
  });
  const absent = none.map(({ station, device }) => ({
    ...{ station, device, events: 0, from: null, to: null, wrong: 'missing', event: null, head: false },
    ...{ checkpoints: 0, sha256: null },
  }));
  const all = [...rows, ...absent];
  const columns = [
    'station',
    'device',
    'events',
    'from',
    'to',
    'wrong',
    'event',
    'head',
    'checkpoints',
    'sha256',
  ] as const;
  const lines = all.map((row) => columns.map((name) => csvField(String(row[name] ?? ''))).join(','));
  const csv = await writeWhole(join(folder, 'report.csv'), [`\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`]);
  if (!csv.ok) return csv;
  const json = { format: 'taanuu/logs-report/1', journals: all, wrong };
  const written = await writeWhole(join(folder, 'report.json'), [`${JSON.stringify(json, null, 1)}\n`]);
  return written.ok ? ok(null) : written;
}
