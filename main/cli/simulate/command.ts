import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoElection } from '../../demo/voters.ts';
import { storageProblem } from '../../storage/failure.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from '../io.ts';
import { sayBalance } from './balance-told.ts';
import { BALLOTS_DAY_USAGE, ballotsDayCommand } from './ballots/command.ts';
import { simulateDay } from './day.ts';
import { ELECTION_USAGE, electionCommand } from './election/command.ts';
import { NETWORK_USAGE, networkCommand } from './network/command.ts';
import { PoweredDisk } from './powered-disk.ts';

const USAGE = `taanuu simulate day [--precinct N] [--voters N] [--seed S] [--hard-fingers PERCENT]
                   [--printed] [--kill N | --power-cut N] [--state FOLDER] [--json]
  --precinct N     a home precinct of the demo election (default 0001)
  --voters N       voters on its list; each comes once, others come between them (default 1500)
  --seed S         another day (default 1)
  --hard-fingers P so many percent of the list's voters have fingers that are hard for good: dry, wet, never laid down
                   whole, or smearing at every touch (default 0); what helps them is what the signed policy has
  --printed        the kiosk prints the ballots: jams, reprints, exchanges and cancelled sheets are among the mistakes
  --kill N         SIGKILL of the zone, its device host or the supervisor at N moments of the day (default 0)
  --power-cut N    the kiosk loses its power at N moments: all its processes, and every write that no finished
                   sync covers (needs root, for a loop device with a file system of its own)
  --speed max      as fast as it goes; there is no other yet
  --state FOLDER   kept afterwards and used again, with the enrolment; without it a folder that is removed
${ELECTION_USAGE}
${BALLOTS_DAY_USAGE}
${NETWORK_USAGE}
Without --json a day is told in a few lines. Exit code 1 when anything does not balance.`;

/** The disk of a kiosk whose power is cut, in MiB: the whole list of a precinct fits many times. */
const DISK_MIB = 512;

const options = {
  precinct: { type: 'string', default: '0001' },
  voters: { type: 'string', default: '1500' },
  seed: { type: 'string', default: '1' },
  printed: { type: 'boolean', default: false },
  'hard-fingers': { type: 'string', default: '0' },
  kill: { type: 'string', default: '0' },
  'power-cut': { type: 'string', default: '0' },
  state: { type: 'string' },
  speed: { type: 'string', default: 'max' },
  json: { type: 'boolean', default: false },
} as const;

/** `taanuu simulate day|election|ballots|network`. @returns 0 when everything balances, 1 when not, 2 for wrong use */
export async function simulateCommand(args: readonly string[], io: CommandIo): Promise<number> {
  if (args[0] === 'election') return electionCommand(args.slice(1), io);
  if (args[0] === 'network') return networkCommand(args.slice(1), io);
  if (args[0] === 'ballots') return ballotsDayCommand(args.slice(1), io);
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return wrongUse(io, sayWrongUse(error));
  }
  const { values, positionals } = parsed;
  const why = notUnderstood(values, positionals);
  if (why !== null) return wrongUse(io, why);
  const voters = Number(values.voters);
  const cuts = Number(values['power-cut']);
  const hardFingers = Number(values['hard-fingers']);
  const stateDir = values.state ?? mkdtempSync(join(tmpdir(), 'taanuu-day-'));
  let told = 0;
  try {
    const balance = await simulateDay({
      stateDir,
      precinct: values.precinct,
      voters,
      seed: values.seed,
      hardFingers,
      printed: values.printed,
      kill: cuts > 0 ? cuts : Number(values.kill),
      power: cuts > 0,
      disk: cuts > 0 ? DISK_MIB : null,
      onProgress: (step, done, of) => {
        if (performance.now() - told < 2_000) return;
        told = performance.now();
        io.complain(`▸ ${step}: ${done} of ${of}`);
      },
    });
    if (values.json) io.out(JSON.stringify(balance));
    else for (const line of sayBalance(balance)) io.out(line);
    for (const line of balance.wrong) io.complain(`does not balance: ${line}`);
    return balance.wrong.length === 0 ? EXIT.done : EXIT.refused;
  } catch (error) {
    const problem = storageProblem(error, stateDir);
    if (!problem) throw error;
    io.complain(sayProblem(problem));
    return EXIT.refused;
  } finally {
    if (values.state === undefined) rmSync(stateDir, { recursive: true, force: true });
  }
}

/** What is wrong with what was given, in a sentence; null when all of it can be done. */
function notUnderstood(values: ReturnType<typeof parse>['values'], [what, more]: readonly string[]): string | null {
  const hard = values['hard-fingers'];
  const precincts = demoElection().precincts.filter((one) => one.kind === 'home');
  if (what === undefined) return 'What is to be simulated: day, election, ballots or network?';
  if (what !== 'day') return `There is no “simulate ${what}”.`;
  if (more !== undefined) return `“${more}” is one word too many.`;
  if (!/^[1-9]\d*$/.test(values.voters)) return '--voters is a whole number from 1.';
  if (!(/^\d+(\.\d+)?$/.test(hard) && Number(hard) <= 100)) return '--hard-fingers is a number from 0 to 100.';
  for (const name of ['kill', 'power-cut'] as const) {
    if (!/^\d+$/.test(values[name])) return `--${name} is a whole number.`;
  }
  const cuts = Number(values['power-cut']);
  if (Number(values.kill) > 0 && cuts > 0) return 'Either --kill or --power-cut, not both.';
  if (values.speed !== 'max') return '--speed is max.';
  if (!precincts.some((one) => one.number === values.precinct)) {
    return `--precinct is one of ${precincts.map((one) => one.number).join(', ')}.`;
  }
  return cuts === 0 || PoweredDisk.possible()
    ? null
    : '--power-cut needs root, loop devices (/dev/loop-control) and the Debian package e2fsprogs (mkfs.ext4).';
}

function wrongUse(io: CommandIo, why: string): number {
  io.complain(why);
  io.complain(USAGE);
  return EXIT.usage;
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}
