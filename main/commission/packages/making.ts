import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { csvField } from '../../../core/journal/csv.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { LeftOutRow, MakingView, PackageRow } from '../../api/console-packages.ts';
import { replaceText } from '../../storage/whole-file.ts';
import type { MadeRow, VotersOf } from './protocol.ts';

/** Packages that are made together, as the room holds them. */
export interface Making {
  readonly id: string;
  readonly folder: string;
  readonly source: string;
  state: MakingView['state'];
  rows: number;
  taken: number | null;
  stations: readonly string[];
  now: MakingView['now'];
  problem: Problem | null;
  voters: VotersOf;
  leftOut: readonly LeftOutRow[];
  made: readonly MadeRow[];
  failed: readonly { readonly station: string; readonly problem: Problem }[];
  signed: readonly string[];
}

const FILE = 'making.json';
/** Written by this program alone, so that only what it is for is looked at. */
const fileSchema = z.looseObject({ format: z.literal('taanuu/making/1'), id: z.string() });

export const newMaking = (id: string, folder: string, source: string): Making => ({
  ...{ id, folder, source, state: 'running', rows: 0, taken: null, stations: [], now: null, problem: null },
  ...{ voters: {}, leftOut: [], made: [], failed: [], signed: [] },
});

/** Keeps one that is over, so that it is there again after a restart, and writes its report. */
export function keepMaking(making: Making): void {
  replaceText(join(making.folder, FILE), JSON.stringify({ format: 'taanuu/making/1', ...making }));
  const lines = making.leftOut.map(({ row, field, reason, taken }) =>
    [String(row), field, reason, taken ? 'taken without it' : 'left out'].map(csvField).join(','),
  );
  replaceText(reportOf(making), ['row,field,reason,voter', ...lines, ''].join('\r\n'));
}

export const reportOf = ({ folder }: Making): string => join(folder, 'left-out.csv');

/** The latest that is over; null: none was made here. */
export function lastMaking(folder: string): Making | null {
  if (!existsSync(folder)) return null;
  for (const id of readdirSync(folder).sort().reverse()) {
    const file = join(folder, id, FILE);
    if (!existsSync(file)) continue;
    const { format: _format, ...kept } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const making = { ...newMaking(kept.id, join(folder, id), ''), ...(kept as Partial<Making>) };
    // One that an earlier version of this program has kept knows of no differences.
    const made = making.made.map((row) => ({ ...row, differences: row.differences ?? [] }));
    return { ...making, made, folder: join(folder, id) };
  }
  return null;
}

export const viewOf = (making: Making): MakingView => ({
  ...{ id: making.id, source: making.source, state: making.state, rows: making.rows, taken: making.taken },
  leftOut: making.leftOut.filter(({ taken }) => !taken).length,
  unusable: making.leftOut.filter(({ taken }) => taken).length,
  ...{ stations: making.stations.length, made: making.made.length, failed: making.failed.length },
  ...{ now: making.now, problem: making.problem },
});

/** Its stations, those first of which something came to nothing. */
export const packageRows = ({ made, failed, signed }: Making): readonly PackageRow[] => [
  ...failed.map(({ station, problem }): PackageRow => {
    const none = { version: null, voters: null, incomplete: null, bytes: null, differences: [] };
    return { station, state: 'failed', ...none, problem };
  }),
  ...made.map(({ station, version, voters, incomplete, bytes, differences }): PackageRow => {
    const state = signed.includes(station) ? 'signed' : 'made';
    return { station, state, version, voters, incomplete, bytes, differences, problem: null };
  }),
];
