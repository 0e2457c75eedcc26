import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import { hashGroups } from '../../core/receipt/slip.ts';
import { hasKeys } from '../access/keys.ts';
import type { ReadinessLine, ReadinessReport } from '../api/views.ts';
import { type KioskConfig, readKioskFile } from '../identification/config.ts';
import { checkedReport, reportFile, reportHash } from '../identification/readiness/check.ts';
import { checkName } from '../identification/readiness/paper.ts';
import { Steps } from '../identification/steps.ts';
import { openZone, type Zone } from '../identification/zone.ts';
import { languages } from '../problem-words.ts';
import { storageProblem } from '../storage/failure.ts';
import { fileProblem } from '../storage/file-problem.ts';
import { lockFolder } from '../storage/lock.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from './io.ts';

export const DOCTOR_USAGE = `taanuu doctor --state FOLDER [--json] [--pdf FILE [--language ky|ru|en]]
    looks at everything that must be well before a station opens: devices, election, disk, clock, keys. Red items come
    first, each with what to do. The kiosk itself must not be running: while it runs, its own screen makes this report
    (technician, “Readiness”). --json writes the report that the device has signed; --pdf writes it on one sheet of A4,
    in Kyrgyz unless told otherwise, and the signed report beside it (FILE with .json in place of .pdf).
taanuu doctor --check FILE
    checks the signature of a report's .json, and shows the words of the device and the hash, as its paper has them
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
  let values: { state?: string; json?: boolean; pdf?: string; language?: string; check?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        state: { type: 'string' },
        json: { type: 'boolean' },
        pdf: { type: 'string' },
        language: { type: 'string' },
        check: { type: 'string' },
      },
      strict: true,
    }));
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return wrongUse(io, sayWrongUse(error));
  }
  const { state, json = false, pdf, check } = values;
  if (check !== undefined) return checkFile(check, io);
  const language = languages.find((one) => one === (values.language ?? 'ky'));
  if (language === undefined) return wrongUse(io, `--language is one of ${languages.join(', ')}.`);
  if (state === undefined) return wrongUse(io, '--state is missing.');
  const config = readKioskFile(state);
  if (!config.ok) return refuse(io, config.error);
  const lock = lockFolder(state);
  if (!lock.ok) return refuse(io, lock.error);
  try {
    if (keysAreGone(state)) return refuse(io, { code: 'package.keys-damaged', params: { file: 'device.json' } });
    const examined = await examine(state, config.value, (zone, report) => {
      if (pdf === undefined) return;
      const signed = `${pdf.replace(/\.pdf$/i, '')}.json`;
      writeFileSync(signed, reportFile(report));
      writeFileSync(pdf, zone.readinessPapers.pdf(report, language, basename(signed)));
    });
    if (!examined.ok) return refuse(io, examined.error);
    const report = examined.value;
    if (json) io.out(JSON.stringify(report));
    else for (const line of told(report)) io.out(line);
    return report.lines.some((line) => line.state === 'bad') ? EXIT.refused : EXIT.done;
  } catch (error) {
    const trouble = pdf === undefined ? null : fileProblem(error);
    if (trouble !== null) return refuse(io, trouble);
    // A file that opens and is damaged behind its first page.
    const damage = storageProblem(error, state);
    if (!damage) throw error;
    return refuse(io, damage);
  } finally {
    lock.value();
  }
}

/** Opened without its keys, a kiosk that has kept a journal would make itself new ones, and the journal would bear the blame. */
function keysAreGone(state: string): boolean {
  if (hasKeys(state)) return false;
  return readdirSync(state).some((name) => /^journal-.+\.db$/.test(name));
}

/** The kiosk's own zone makes the report; nothing is imported, nobody is served. */
async function examine(
  stateDir: string,
  config: KioskConfig,
  use: (zone: Zone, report: ReadinessReport) => void,
): Promise<Result<ReadinessReport, Problem>> {
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
  if (!opened.ok) return opened;
  const zone = opened.value;
  await zone.start();
  try {
    await settled(zone);
    const report = await zone.readiness.report();
    use(zone, report);
    return ok(report);
  } finally {
    await zone.stop();
  }
}

/** Whether the device whose words are shown has signed this file as it is. */
function checkFile(file: string, io: CommandIo): number {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const problem = fileProblem(error);
    if (problem === null) throw error;
    return refuse(io, problem);
  }
  const report = checkedReport(text);
  if (report === null) return refuse(io, { code: 'readiness.report-changed', params: { file } });
  for (const line of told(report)) io.out(line);
  io.out(`signed by ${report.key}; these must be the words of the device: ${report.words.join(' ')}`);
  io.out(`SHA-256 ${hashGroups(reportHash(report), 16).toUpperCase()}`);
  return EXIT.done;
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
      `${signs[state]}  ${checkName(check, {}, 'en')}${detail === null ? '' : `: ${detail}`}`,
      ...(problem === null ? [] : [`        ${sayProblem(problem)}`]),
    ]),
  ];
}

function wrongUse(io: CommandIo, line: string): number {
  io.complain(line);
  io.complain(DOCTOR_USAGE);
  return EXIT.usage;
}

function refuse(io: CommandIo, problem: Problem): number {
  io.complain(sayProblem(problem));
  return EXIT.refused;
}
