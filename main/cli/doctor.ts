import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { hasKeys } from '../access/keys.ts';
import type { ReadinessLine, ReadinessReport } from '../api/views.ts';
import { type KioskConfig, kioskConfigSchema } from '../identification/config.ts';
import { Steps } from '../identification/steps.ts';
import { openZone, type Zone } from '../identification/zone.ts';
import { storageProblem } from '../storage/failure.ts';
import { lockFolder } from '../storage/lock.ts';
import { type CommandIo, EXIT, fileTrouble, sayProblem } from './io.ts';

export const DOCTOR_USAGE = `taanuu doctor --state FOLDER [--json]
    looks at everything that must be well before a station opens: devices, election, disk, clock, keys. Red items come
    first, each with what to do. The kiosk itself must not be running: while it runs, its own screen makes this report
    (technician, “Readiness”). --json writes the report that the device has signed.
exit code 0: nothing red; 1: something is red, or the kiosk could not be looked at; 2: wrong use`;

/** Devices have so long to come up, in milliseconds. One that is still being mended then is told as what it suffers from. */
const SETTLE_MS = 30_000;
const LOOK_MS = 200;

/**
 * `taanuu doctor`: the readiness report in a terminal.
 * @param args what follows `doctor` on the command line
 * @returns exit code: 0 nothing red, 1 something red or not to be looked at, 2 wrong use
 */
export async function doctorCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let values: { state?: string; json?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { state: { type: 'string' }, json: { type: 'boolean' } },
      strict: true,
    }));
  } catch (error) {
    io.complain(error instanceof Error ? error.message : String(error));
    io.complain(DOCTOR_USAGE);
    return EXIT.usage;
  }
  const { state, json = false } = values;
  if (state === undefined) {
    io.complain('--state is missing.');
    io.complain(DOCTOR_USAGE);
    return EXIT.usage;
  }
  const config = readConfig(state);
  if (typeof config === 'string') return refuse(io, config);
  const lock = lockFolder(state);
  if (!lock.ok) return refuse(io, sayProblem(lock.error));
  try {
    if (keysAreGone(state))
      return refuse(io, sayProblem({ code: 'package.keys-damaged', params: { file: 'device.json' } }));
    const report = await examine(state, config);
    if (typeof report === 'string') return refuse(io, report);
    if (json) io.out(JSON.stringify(report));
    else for (const line of told(report)) io.out(line);
    return report.lines.some((line) => line.state === 'bad') ? EXIT.refused : EXIT.done;
  } catch (error) {
    // A file that opens and is damaged behind its first page.
    const damage = storageProblem(error, state);
    if (!damage) throw error;
    return refuse(io, sayProblem(damage));
  } finally {
    lock.value();
  }
}

/** Opened without its keys, a kiosk that has kept a journal would make itself new ones, and the journal would bear the blame. */
function keysAreGone(state: string): boolean {
  if (hasKeys(state)) return false;
  return readdirSync(state).some((name) => /^journal-.+\.db$/.test(name));
}

/** The machine's configuration, or what is wrong with it in words. */
function readConfig(state: string): KioskConfig | string {
  const file = join(state, 'kiosk.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return fileTrouble(error) ?? String(error);
  }
  try {
    return kioskConfigSchema.parse(JSON.parse(text));
  } catch (error) {
    return `${file} is no configuration of a kiosk: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The kiosk's own zone makes the report; nothing is imported, nobody is served. */
async function examine(stateDir: string, config: KioskConfig): Promise<ReadinessReport | string> {
  const opened = await openZone({
    stateDir,
    config: { ...config, firstPackage: null },
    now: () => new Date(),
    monotonic: () => performance.now(),
    steps: new Steps({ setAside: [], step: async () => {} }, crypto.getRandomValues(new Uint8Array(32))),
    memory: { held: null, hold: async () => {} },
    serves: false,
    powerDown: () => {},
  });
  if (!opened.ok) return sayProblem(opened.error);
  const zone = opened.value;
  await zone.start();
  try {
    await settled(zone);
    return await zone.readiness.report();
  } finally {
    await zone.stop();
  }
}

/** Waits until no device is still coming up; those that never do are told so by the report. */
async function settled(zone: Zone): Promise<void> {
  const coming = (): boolean =>
    zone.devices.health.length < zone.setups.all.length ||
    zone.devices.health.some(({ status }) => status.state === 'working');
  for (let waited = 0; waited < SETTLE_MS && coming(); waited += LOOK_MS) await sleep(LOOK_MS);
}

const signs: Readonly<Record<ReadinessLine['state'], string>> = { bad: 'RED   ', warn: 'yellow', good: 'green ' };

function told({ lines, device, serial, version, program, at }: ReadinessReport): readonly string[] {
  const count = (state: ReadinessLine['state']): number => lines.filter((line) => line.state === state).length;
  return [
    `${at}  device ${device}, serial ${serial}`,
    `version ${version}, program ${program.slice(0, 16)}`,
    `${count('bad')} red, ${count('warn')} yellow, ${count('good')} green`,
    ...lines.flatMap(({ check, state, problem, detail }) => [
      `${signs[state]}  ${check}${detail === null ? '' : `: ${detail}`}`,
      ...(problem === null ? [] : [`        ${sayProblem(problem)}`]),
    ]),
  ];
}

function refuse(io: CommandIo, line: string): number {
  io.complain(line);
  return EXIT.refused;
}
