import { access } from './access.ts';
import { acts } from './acts.ts';
import { afterwards } from './afterwards.ts';
import { application } from './application.ts';
import { ballot } from './ballot.ts';
import { ballotPrint } from './ballot-print.ts';
import { ballotReader } from './ballot-reader.ts';
import { ballotStore } from './ballot-store.ts';
import { ballotZone } from './ballot-zone.ts';
import { booth } from './booth.ts';
import { camera } from './camera.ts';
import { chip } from './chip.ts';
import { command } from './command.ts';
import { configuration } from './configuration.ts';
import { consoleProblems } from './console.ts';
import { copy } from './copy.ts';
import { day } from './day.ts';
import { device } from './device.ts';
import { display } from './display.ts';
import { fingerprint } from './fingerprint.ts';
import { hub } from './hub.ts';
import { journal } from './journal.ts';
import { kiosks } from './kiosks.ts';
import { network } from './network.ts';
import { packageProblems } from './package.ts';
import { pagePrinter } from './page-printer.ts';
import { passport } from './passport.ts';
import { port } from './port.ts';
import { power } from './power.ts';
import { printerText } from './printer-text.ts';
import type { ProblemEntry, Problem as ProblemOf } from './problem.ts';
import { readiness } from './readiness.ts';
import { reception } from './reception.ts';
import { recording } from './recording.ts';
import { register } from './register.ts';
import { rehearsal } from './rehearsal.ts';
import { sbi } from './sbi.ts';
import { scanner } from './scanner.ts';
import { sittings } from './sittings.ts';
import { station } from './station.ts';
import { storage } from './storage.ts';
import { trustees } from './trustees.ts';
import { windowProblems } from './window.ts';

/** Every problem a person can be shown, by family. The family's name is also the name of its locale file. */
export const families = {
  access,
  station,
  sittings,
  kiosks,
  day,
  acts,
  device,
  journal,
  storage,
  package: packageProblems,
  register,
  fingerprint,
  readiness,
  configuration,
  copy,
  scanner,
  sbi,
  power,
  'page-printer': pagePrinter,
  passport,
  'printer-text': printerText,
  port,
  chip,
  command,
  window: windowProblems,
  display,
  camera,
  'ballot-reader': ballotReader,
  recording,
  reception,
  rehearsal,
  application,
  hub,
  console: consoleProblems,
  afterwards,
  ballot,
  'ballot-print': ballotPrint,
  'ballot-store': ballotStore,
  'ballot-zone': ballotZone,
  booth,
  network,
  trustees,
} as const;

type Families = typeof families;
/** Every code of the catalogue. */
export type ProblemCode = { [F in keyof Families]: keyof Families[F] & string }[keyof Families];
/** A problem from the catalogue. */
export type Problem = ProblemOf<ProblemCode>;

/** All entries by code. */
export const catalogue: Readonly<Record<string, ProblemEntry>> = Object.assign({}, ...Object.values(families));

/** Whether a code is one of the catalogue. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(catalogue, code);

/** Whether what came over a line is a problem of the catalogue. */
export function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null || !('code' in value)) return false;
  return typeof value.code === 'string' && isProblemCode(value.code);
}

const severities: readonly ProblemEntry['severity'][] = ['blocking', 'warning', 'notice'];

export const severityOf = ({ code }: Problem): ProblemEntry['severity'] => catalogue[code]?.severity ?? 'notice';

/** What must be seen first comes first; among equals the order stays. */
export function bySeverity(problems: readonly Problem[]): readonly Problem[] {
  const rank = (one: Problem) => severities.indexOf(severityOf(one));
  return [...problems].sort((a, b) => rank(a) - rank(b));
}
