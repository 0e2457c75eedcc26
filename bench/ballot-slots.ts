import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DiskOptions, PoweredDisk, WITHOUT_JOURNAL } from '../main/cli/simulate/powered-disk.ts';
import type { SlotFileSpec } from '../main/storage/slots/format.ts';
import { createSlotFile, openSlotFile } from '../main/storage/slots/open.ts';
import { redraw } from '../main/storage/slots/redraw.ts';
import { storeUnderFire } from '../test/faults/slots/under-fire.ts';

/**
 * The file in which ballots are kept: `node bench/ballot-slots.ts [STRIKES]` (200). Half of the strikes are kills, half are
 * power cuts (root: it has disks of its own, with and without a journal). Besides, how long a file of 3,000 slots takes. Figures go to
 * docs/measured/ballot-slots.json.
 */
const strikes = Number(process.argv[2] ?? 200);
const SLOTS = 3_000;
const BALLOTS = 1_500;
const folder = mkdtempSync(join(tmpdir(), 'taanuu-bench-slots-'));
const milliseconds = (since: number): number => Math.round((performance.now() - since) * 10) / 10;

function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A file of so many slots, half of them filled. */
function speeds(slotBytes: number) {
  const keys = () => ({ slots: randomBytes(32), cells: randomBytes(32) });
  const spec: SlotFileSpec = { identity: 'bench/box', slots: SLOTS, slotBytes, keys: keys() };
  const path = join(folder, `${slotBytes}.slots`);
  let began = performance.now();
  const file = must(createSlotFile(path, spec));
  const createMs = milliseconds(began);
  const content = randomBytes(slotBytes - 200);
  const sheets: number[] = [];
  for (let sheet = 0; sheet < BALLOTS; sheet += 1) {
    began = performance.now();
    must(file.hold(content, randomBytes(49)));
    const held = milliseconds(began);
    must(file.dropped());
    sheets.push(held);
  }
  sheets.sort((a, b) => a - b);
  file.close();
  began = performance.now();
  const again = must(openSlotFile(path, spec));
  const openMs = milliseconds(began);
  began = performance.now();
  const copy = must(redraw(again, `${path}.count`, { ...spec, identity: 'bench/count', keys: keys() }));
  const redrawMs = milliseconds(began);
  if (copy.count !== BALLOTS) throw new Error(`${copy.count} ballots`);
  copy.close();
  again.close();
  rmSync(path);
  rmSync(`${path}.count`);
  const at = (share: number) => sheets[Math.floor(sheets.length * share)];
  return { slotBytes, createMs, openMs, redrawMs, holdMs: { median: at(0.5), p99: at(0.99) } };
}

try {
  const half = Math.ceil(strikes / 2);
  const quarter = Math.floor(strikes / 4);
  const kills = await storeUnderFire({ folder, strikes: half, disk: null, seed: 'bench kills' });
  console.error(JSON.stringify(kills));
  const cuts = async (count: number, disk: DiskOptions, seed: string) => {
    const done = PoweredDisk.possible() ? await storeUnderFire({ folder, strikes: count, disk, seed }) : null;
    console.error(JSON.stringify(done));
    return done;
  };
  const cutsWithoutJournal = await cuts(strikes - half - quarter, WITHOUT_JOURNAL, 'bench cuts');
  const cutsWithJournal = await cuts(quarter, {}, 'bench cuts, journal');
  const wrong = [kills, cutsWithoutJournal, cutsWithJournal].flatMap((done) => done?.wrong ?? []);
  const measured = {
    what: `node bench/ballot-slots.ts ${strikes}: kills and power cuts at moments drawn by lot; a file of ${SLOTS} slots, ${BALLOTS} filled`,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    date: new Date().toISOString().slice(0, 10),
    load: loadavg().map((one) => Math.round(one * 10) / 10),
    kills,
    cutsWithoutJournal,
    cutsWithJournal,
    speeds: [4_096, 131_072].map(speeds),
  };
  writeFileSync(
    new URL('../docs/measured/ballot-slots.json', import.meta.url),
    `${JSON.stringify(measured, null, 2)}\n`,
  );
  console.log(JSON.stringify(measured.speeds));
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
