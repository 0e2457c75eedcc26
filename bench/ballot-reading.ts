import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type ConditionName, conditionNames, conditions } from '../drivers/simulator/ballot-page/conditions.ts';
import { type FormName, forms, noTally, readOne, refusedOf, type Tally, wrongOf } from '../test/ballots/positions.ts';

/**
 * Ballot positions through render, degrade and read: `node bench/ballot-reading.ts [POSITIONS [THREADS [FORM…]]]`;
 * where forms are named, only sheets of these are read now. Figures go to docs/measured/ballot-reading.json after every few
 * sheets of one form under one condition; a run that was broken off goes on, as long as nothing that decides a figure has
 * changed since.
 */
const POSITIONS = Number(process.argv[2] ?? 10_000_000);
const THREADS = Number(process.argv[3] ?? 2);
const only = process.argv.slice(4);
const file = new URL('../docs/measured/ballot-reading.json', import.meta.url);
/** Sheets of one piece of work: about a second. */
const PIECE = 10;

/** Shares of all positions: a tenth and a little on full sheets of shipped forms, the rest where a sheet has many. */
const shares: Readonly<Record<FormName, number>> = {
  list: 0.001,
  'list-long': 0.003,
  'party-grid': 0.098,
  dense: 0.898,
};
/** How many sheets of a condition for one of the others. */
const often: Readonly<Partial<Record<ConditionName, number>>> = { clean: 8, skew: 4, noise: 4, 'upside-down': 2 };

/** What decides a figure. */
const DECISIVE = [
  ...['core/ballot', 'core/paper', 'core/qr', 'core/election/policy-ballot.ts', 'assets/ballots', 'main/images'],
  ...['drivers/simulator/ballot-page', 'test/ballots/positions.ts'],
  ...[':(exclude)*.test.ts', ':(exclude)core/ballot/day', ':(exclude)core/ballot/path'],
];

type Cell = readonly [form: FormName, condition: ConditionName];
type Tallies = Record<FormName, Record<ConditionName, Tally>>;
/** A piece of work: this many sheets, from this seed on. */
interface Piece {
  readonly cell: Cell;
  readonly from: number;
  readonly sheets: number;
}

if (isMainThread) await conduct();
else parentPort?.on('message', work);

async function work({ cell: [form, condition], from, sheets }: Piece): Promise<void> {
  const tally = noTally();
  for (let seed = from; seed < from + sheets; seed += 1) await readOne(form, condition, seed, tally);
  parentPort?.postMessage(tally);
}

interface Measured {
  readonly what: string;
  readonly commit: string;
  /** Of the files that decide a figure. */
  readonly sources: string;
  readonly date: string;
  readonly processor: string;
  readonly load: readonly number[];
  readonly totals: unknown;
  readonly forms: Tallies;
}

async function conduct(): Promise<void> {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const commit = git('rev-parse', '--short', 'HEAD');
  // A commit that is put on top of another has another name and may have the same sources.
  const sources = createHash('sha256')
    .update(git('ls-files', '-s', '--', ...DECISIVE))
    .digest('hex')
    .slice(0, 16);
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measured) : null;
  const tallies: Tallies = before?.sources === sources ? before.forms : emptyTallies();
  const wanted = sheetsWanted();
  const write = (): void => {
    const measured: Measured = {
      what: 'node bench/ballot-reading.ts',
      commit,
      sources,
      date: new Date().toISOString().slice(0, 10),
      processor: cpus()[0]?.model ?? '',
      load: loadavg().map((value) => Math.round(value * 10) / 10),
      totals: totalsOf(tallies),
      forms: tallies,
    };
    const short = JSON.stringify(measured, null, 1).replaceAll(/\[[\d\s,.]*\]/g, (list) => list.replaceAll(/\s+/g, ''));
    // A run that is ended while it writes leaves the figures of before.
    const half = new URL(`${file}.half`);
    writeFileSync(half, `${short}\n`);
    renameSync(half, file);
  };

  const busy = new Set<Tally>();
  /** The cell that is furthest behind, so that a run which is broken off has measured of everything. */
  const next = (): Piece | null => {
    const behind = cells()
      .filter(([form]) => only.length === 0 || only.includes(form))
      .map((cell) => ({ cell, tally: tallies[cell[0]][cell[1]], wanted: wanted(cell) }))
      .filter(({ tally, wanted: sheets }) => tally.sheets < sheets && !busy.has(tally))
      .sort((a, b) => a.tally.sheets / a.wanted - b.tally.sheets / b.wanted)[0];
    if (!behind) return null;
    busy.add(behind.tally);
    const { sheets } = behind.tally;
    return { cell: behind.cell, from: sheets, sheets: Math.min(PIECE, behind.wanted - sheets) };
  };
  let written = Date.now();
  const done = (cell: Cell, part: Tally): void => {
    const tally = tallies[cell[0]][cell[1]];
    busy.delete(tally);
    add(tally, part);
    if (wrongOf(part) > 0) console.error(`wrong: ${cell.join(' ')} ${part.wrongSeeds.join(' ')}`);
    if (Date.now() - written < 20_000) return;
    written = Date.now();
    write();
    const { positions, wrong } = totalsOf(tallies);
    console.error(`${positions} of ${POSITIONS} positions, ${wrong} wrong`);
  };
  await Promise.all(Array.from({ length: THREADS }, () => keepBusy(next, done)));
  write();
  const totals = totalsOf(tallies);
  console.log(JSON.stringify(totals));
  process.exitCode =
    totals.wrong === 0 && totals.clean.toPersons <= 1 / 500 && totals.light.toPersons <= 1 / 50 ? 0 : 1;
}

async function keepBusy(next: () => Piece | null, done: (cell: Cell, tally: Tally) => void): Promise<void> {
  const worker = new Worker(new URL(import.meta.url));
  try {
    for (let piece = next(); piece !== null; piece = next()) {
      const answer = Promise.withResolvers<Tally>();
      worker.once('message', answer.resolve);
      worker.once('error', answer.reject);
      worker.postMessage(piece);
      done(piece.cell, await answer.promise);
      worker.off('error', answer.reject);
    }
  } finally {
    await worker.terminate();
  }
}

function cells(): readonly Cell[] {
  return (Object.keys(forms) as FormName[]).flatMap((form) =>
    conditionNames.map((condition): Cell => [form, condition]),
  );
}

function emptyTallies(): Tallies {
  const of = () => Object.fromEntries(conditionNames.map((name) => [name, noTally()])) as Record<ConditionName, Tally>;
  return Object.fromEntries(Object.keys(forms).map((form) => [form, of()])) as Tallies;
}

/** How many sheets of each form and condition make all positions. */
function sheetsWanted(): (cell: Cell) => number {
  const parts = conditionNames.reduce((sum, name) => sum + (often[name] ?? 1), 0);
  return ([form, condition]) => {
    const squares = forms[form].style.parts.reduce((sum, { options }) => sum + options.length, 0);
    return Math.ceil((POSITIONS * shares[form] * (often[condition] ?? 1)) / parts / squares);
  };
}

function add(tally: Tally, part: Tally): void {
  const { refused, wrongSeeds, ...counts } = part;
  for (const key of Object.keys(counts) as (keyof typeof counts)[]) tally[key] += counts[key];
  for (const [why, count] of Object.entries(refused)) tally.refused[why] = (tally.refused[why] ?? 0) + count;
  tally.wrongSeeds.push(...wrongSeeds);
}

function totalsOf(tallies: Tallies) {
  const all = cells().map(([form, condition]) => ({ form, condition, tally: tallies[form][condition] }));
  const sum = (of: typeof all, pick: (tally: Tally) => number) =>
    of.reduce((total, { tally }) => total + pick(tally), 0);
  const level = (name: (typeof conditions)[ConditionName]['level']) => {
    const of = all.filter(({ condition }) => conditions[condition].level === name);
    const sheets = sum(of, (tally) => tally.sheets);
    const [refused, adjudicated] = [sum(of, refusedOf), sum(of, (tally) => tally.adjudicatedSheets)];
    return { sheets, refused, adjudicated, toPersons: (refused + adjudicated) / Math.max(1, sheets) };
  };
  const full = all.filter(({ form }) => forms[form].pattern === 'voters');
  return {
    positions: sum(all, (tally) => tally.positions),
    onRefusedSheets: sum(all, (tally) => tally.unread),
    onShippedForms: sum(full, (tally) => tally.positions),
    sheets: sum(all, (tally) => tally.sheets),
    marked: sum(all, (tally) => tally.marked),
    wrong: sum(all, wrongOf),
    clean: level('clean'),
    light: level('light'),
    hard: level('hard'),
  };
}
