import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoElection } from '../../../demo/voters.ts';
import { storageProblem } from '../../../storage/failure.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from '../../io.ts';
import { simulateBallots } from './day.ts';
import { sayBallotDay } from './told.ts';

export const BALLOTS_DAY_USAGE = `taanuu simulate ballots [--sheets N] [--seed S] [--precinct N] [--kill N] [--json]
  a day of the ballot zone alone, with a box of paper at the other end of a pseudo-terminal: test pack, zero, voters with
  their mistakes and unsure marks, jams and cuts, boxes that fail and are exchanged, mobile boxes through the slot and
  through a scanner with a feeder, decisions of persons, count; held against what is written on the paper that lies there
  --sheets N       voters, one ballot each (default 1500)
  --precinct N     any station of the demo election (default 0001)
  --kill N         SIGKILL of the zone at N moments of a sheet's way, and amid exchanges of the box, feeds and a decision
                   (default 0: never)`;

const options = {
  sheets: { type: 'string', default: '1500' },
  seed: { type: 'string', default: '1' },
  precinct: { type: 'string', default: '0001' },
  kill: { type: 'string', default: '0' },
  json: { type: 'boolean', default: false },
} as const;

/** `taanuu simulate ballots`. @returns 0 when everything balances, 1 when not, 2 for wrong use */
export async function ballotsDayCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const wrongUse = (why: string): number => {
    io.complain(why);
    io.complain(BALLOTS_DAY_USAGE);
    return EXIT.usage;
  };
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return wrongUse(sayWrongUse(error));
  }
  const why = notUnderstood(values);
  if (why !== null) return wrongUse(why);
  const { sheets, kill, precinct, seed, json } = values;
  const stateDir = mkdtempSync(join(tmpdir(), 'taanuu-ballots-'));
  let told = 0;
  try {
    const day = await simulateBallots({
      ...{ stateDir, precinct, seed, sheets: Number(sheets), kill: Number(kill) },
      onProgress: (done, of) => {
        if (performance.now() - told < 2_000) return;
        told = performance.now();
        io.complain(`▸ voters: ${done} of ${of}`);
      },
    });
    if (json) io.out(JSON.stringify(day));
    else for (const line of sayBallotDay(day)) io.out(line);
    for (const line of day.wrong) io.complain(`does not balance: ${line}`);
    return day.wrong.length === 0 ? EXIT.done : EXIT.refused;
  } catch (error) {
    const problem = storageProblem(error, stateDir);
    if (!problem) throw error;
    io.complain(sayProblem(problem));
    return EXIT.refused;
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** What is wrong with what was given, in a sentence; null when all of it can be done. */
function notUnderstood({ sheets, kill, precinct }: ReturnType<typeof parse>): string | null {
  if (!/^[1-9]\d{0,3}$/.test(sheets)) return '--sheets is a whole number from 1 to 9999.';
  if (!/^\d+$/.test(kill)) return '--kill is a whole number.';
  const { precincts } = demoElection();
  return precincts.some(({ number }) => number === precinct)
    ? null
    : `--precinct is one of ${precincts.map(({ number }) => number).join(', ')}.`;
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, strict: true }).values;
}
