import type { Problem } from '../../../core/problem/catalogue.ts';
import type { DeviceStatus } from '../../device.ts';
import { cleanly } from '../clean-up.ts';
import type { FaultName, MatrixDevice } from './faults.ts';
import { type Cell, ended, type Rig, type Row } from './rig.ts';

/** Longer than any ladder, with its limits as in the product. */
const LIMIT_MS = 120_000;

export interface RunOptions {
  /** Trimmed limits, for tests; otherwise those of the product. */
  readonly short: boolean;
  /** How long the device is left alone before the fault: where in its heartbeat it comes. */
  readonly idleMs?: number;
  /** Mended so long after it was told, whatever the driver is just trying; left out: once it recovered or was down. */
  readonly holdMs?: number;
}

export interface Outcome {
  readonly device: MatrixDevice;
  readonly fault: FaultName;
  /** Everything that was told from the fault to its end, in order. */
  readonly told: readonly string[];
  /** Milliseconds from the fault until the right problem was told; null: it was not. */
  readonly toldMs: number | null;
  /** From its being mended until the device was ready and did its work; null: it never did. */
  readonly backMs: number | null;
  /** Whether the times are a clock's of its own, on which no other work of the machine weighs. */
  readonly virtual: boolean;
  /** What is not as it must be. */
  readonly wrong: readonly string[];
}

const WELL = (status: DeviceStatus) => status.state === 'ready' && status.notice === undefined;

/** What a status tells of a problem. */
export function problemIn(status: DeviceStatus): Problem | null {
  if (status.state === 'ready') return status.notice ?? null;
  if (status.state === 'working') return status.because ?? null;
  return status.problem;
}

/** Puts one fault into a device that is well, waits until it is told, mends it, and waits until the device works again. */
export async function runCell<R extends Rig>(row: Row<R>, fault: FaultName, options: RunOptions): Promise<Outcome> {
  const cell = row.cells[fault];
  if (cell === undefined) throw new Error(`no such cell: ${row.device} ${fault}`);
  return cleanly(async () => inRig(await row.make(options), row.device, fault, cell, options));
}

async function inRig<R extends Rig>(
  rig: R,
  device: MatrixDevice,
  fault: FaultName,
  cell: Cell<R>,
  { idleMs = 0, holdMs }: RunOptions,
): Promise<Outcome> {
  const { time } = rig;
  const wrong: string[] = [];
  const told: string[] = [];
  let toldMs: number | null = null;
  let from = Number.POSITIVE_INFINITY;
  const tell = (problem: Problem | null) => {
    if (problem === null) return;
    if (told.at(-1) !== problem.code) told.push(problem.code);
    if (problem.code === cell.told) toldMs ??= Math.round(time.now() - from);
  };
  if (!(await time.until(() => WELL(rig.device.status), LIMIT_MS))) wrong.push('was not ready before');
  const before = await ended(time, rig.work(), LIMIT_MS);
  if (before?.value !== null) wrong.push(`did not work before: ${before?.value.code ?? 'no end'}`);
  await time.until(() => false, idleMs);

  const unlisten = rig.device.on((event) => {
    if (event.event === 'status') tell(problemIn(event.status));
  });
  await cell.prepare?.(rig);
  from = time.now();
  const working = cell.inWork ? rig.work() : null;
  await cell.inject(rig);
  if ((working !== null && !cell.held) || cell.by === 'work' || cell.told === 'ridden') {
    const work = await ended(time, working ?? rig.work(), LIMIT_MS);
    if (work === null) wrong.push('work never ended');
    else if (cell.by === 'work') tell(work.value);
    else if (cell.told === 'ridden' && work.value !== null) wrong.push(`work failed: ${work.value.code}`);
  }
  if (cell.told !== 'ridden' && cell.by !== 'work') {
    tell(problemIn(rig.device.status));
    await time.until(() => toldMs !== null, LIMIT_MS);
    // Not mended before it was down: what is told while the driver helps itself is not yet the end.
    if (holdMs !== undefined) await time.until(() => false, holdMs);
    else if (!cell.passes && !(await time.until(() => rig.device.status.state !== 'working', LIMIT_MS)))
      wrong.push('neither recovered nor down');
  }
  const mended = time.now();
  await cell.mend(rig);
  const ready = await time.until(() => WELL(rig.device.status), LIMIT_MS);
  const backMs = ready ? Math.round(time.now() - mended) : null;
  if (working !== null && cell.held) {
    const work = await ended(time, working, LIMIT_MS);
    if (work?.value !== null) wrong.push(`what was held up failed: ${work?.value.code ?? 'no end'}`);
  }
  unlisten();
  const after = ready ? await ended(time, rig.work(), LIMIT_MS) : null;
  if (!ready) wrong.push(`never ready again: ${JSON.stringify(rig.device.status)}`);
  else if (after?.value !== null) wrong.push(`does not work again: ${after?.value.code ?? 'no end'}`);
  if (cell.told !== 'ridden' && toldMs === null) wrong.push(`${cell.told} was not told`);
  const may: readonly string[] = [cell.told, ...(cell.also ?? [])];
  const stray = [...new Set(told)].filter((code) => !may.includes(code));
  if (stray.length > 0) wrong.push(`told besides: ${stray.join(', ')}`);
  return { device, fault, told, toldMs, backMs, virtual: time.virtual, wrong };
}
