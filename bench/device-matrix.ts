import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { type FaultName, faultNames } from '../drivers/testing/matrix/faults.ts';
import type { Row } from '../drivers/testing/matrix/rig.ts';
import { rows } from '../drivers/testing/matrix/rows.ts';
import { type Outcome, runCell } from '../drivers/testing/matrix/run.ts';
import { type MeasuredCell, matrixTable, withTable } from '../drivers/testing/matrix/table.ts';

/**
 * Every device × every fault with the limits of the product: how long until it is told, how long until the device is well
 * again. The fault comes at a random moment of the device's heartbeat and is mended at a random moment of its ladder.
 * Stopped and started again, it goes on where it was; devices that are named are done, the others stay as they were.
 *
 *   node bench/device-matrix.ts [20] [3] [device …]   repetitions on the drivers' own clock, and with real parts
 *   result: docs/measured/device-matrix.json, and the table in docs/devices.md
 */
const BESIDE = 4;
const root = new URL('..', import.meta.url).pathname;
const progressFile = join(root, '.cache', 'device-matrix.json');
const resultFile = join(root, 'docs/measured/device-matrix.json');
const documentFile = join(root, 'docs/devices.md');
const [virtualRuns = '20', realRuns = '3', ...named] = process.argv.slice(2);
const commit = execFileSync('git', ['log', '-1', '--format=%H', '--', 'drivers', 'bench/device-matrix.ts'], {
  cwd: root,
  encoding: 'utf8',
}).trim();

mkdirSync(join(root, '.cache'), { recursive: true });
/** Outcomes stay until the file is removed; each says with which commit it was measured. */
type Tally = { outcomes: (Outcome & { readonly commit: string })[] };
const tally: Tally = existsSync(progressFile)
  ? (JSON.parse(readFileSync(progressFile, 'utf8')) as Tally)
  : { outcomes: [] };

/** On the drivers' own clock: its row says so. */
const virtual = (row: Row) => row.behind.includes('own clock');
const wanted = (row: Row) => Number(virtual(row) ? virtualRuns : realRuns);
const done = (row: Row, fault: FaultName) =>
  tally.outcomes.filter((one) => one.device === row.device && one.fault === fault).length;

async function once(row: Row, fault: FaultName): Promise<void> {
  // The longest heartbeat of a driver on its own clock is 5 s, the longest ladder half a minute.
  const [idle, hold] = virtual(row) ? [6_000, 30_000] : [1_500, 4_000];
  const moment = { idleMs: Math.random() * idle, holdMs: Math.random() * hold };
  const outcome = await runCell(row, fault, { short: false, ...moment }).catch(
    (error: unknown): Outcome => ({
      device: row.device,
      fault,
      told: [],
      toldMs: null,
      backMs: null,
      virtual: virtual(row),
      wrong: [`threw: ${String(error)}`],
    }),
  );
  tally.outcomes.push({ ...outcome, commit });
  // In place at once: whoever is stopped in the middle of it loses nothing.
  writeFileSync(`${progressFile}.new`, JSON.stringify(tally));
  renameSync(`${progressFile}.new`, progressFile);
  process.stderr.write(`${row.device} ${fault} ${outcome.toldMs}/${outcome.backMs} ${outcome.wrong.join('; ')}\n`);
}

for (const row of rows.filter(({ device }) => named.length === 0 || named.includes(device))) {
  const left = faultNames.flatMap((fault) =>
    row.cells[fault] === undefined ? [] : Array<FaultName>(Math.max(0, wanted(row) - done(row, fault))).fill(fault),
  );
  const next = async (): Promise<void> => {
    for (let fault = left.shift(); fault !== undefined; fault = left.shift()) await once(row, fault);
  };
  await Promise.all(Array.from({ length: row.alone || virtual(row) ? 1 : BESIDE }, next));
  await row.end?.();
}

const middle = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1] ?? null;
const numbers = (times: readonly (number | null)[]) => times.filter((time) => time !== null);
/** Of cells that were not run here the figures of before stay. */
const before = existsSync(resultFile)
  ? (JSON.parse(readFileSync(resultFile, 'utf8')) as { readonly cells: readonly MeasuredCell[] }).cells
  : [];
const cells = rows.flatMap((row) =>
  faultNames.flatMap((fault): MeasuredCell[] => {
    const cell = row.cells[fault];
    const runs = tally.outcomes.filter((one) => one.device === row.device && one.fault === fault);
    if (cell === undefined) return [];
    if (runs.length === 0) return before.filter((one) => one.device === row.device && one.fault === fault);
    const back = numbers(runs.map(({ backMs }) => backMs));
    return [
      {
        device: row.device,
        fault,
        told: cell.told,
        commit: [...new Set(runs.map((run) => run.commit.slice(0, 12)))].join(' '),
        runs: runs.length,
        toldMs: cell.told === 'ridden' ? null : middle(numbers(runs.map(({ toldMs }) => toldMs))),
        backMs: middle(back),
        backWorstMs: back.length < runs.length ? null : Math.max(...back),
        within15: back.filter((ms) => ms <= 15_000).length,
        wrong: [...new Set(runs.flatMap(({ wrong }) => wrong))],
      },
    ];
  }),
);
const sum = (of: (cell: MeasuredCell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
const result = {
  what: 'every device × every fault at a random moment, mended at a random moment; limits of the product',
  commit,
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  load: Math.round(loadavg()[0] ?? 0),
  faults: sum(({ runs }) => runs),
  recoveredWithin15s: sum(({ within15 }) => within15),
  behind: Object.fromEntries(rows.map(({ device, behind }) => [device, behind])),
  cells,
};
writeFileSync(resultFile, `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(documentFile, withTable(readFileSync(documentFile, 'utf8'), matrixTable(cells)));
const { faults: all, recoveredWithin15s: back } = result;
console.log(`${back} of ${all} back within 15 s; ${cells.filter(({ wrong }) => wrong.length > 0).length} cells wrong`);
process.exit(cells.every(({ wrong }) => wrong.length === 0) && back >= 0.99 * all ? 0 : 1);
