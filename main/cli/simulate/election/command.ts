import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoVoters } from '../../../demo/voters.ts';
import { storageProblem } from '../../../storage/failure.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from '../../io.ts';
import { castTrouble } from './cast.ts';
import { simulateElection } from './election.ts';

export const ELECTION_USAGE = `taanuu simulate election [--voters N] [--outside N] [--seed S] [--state FOLDER] [--json]
                   the whole life of a station on one kiosk, whose clock goes from day to day: registration, receptions
                   with applications, a rehearsal of all cases, the sitting outside the room, the day (standstill, voters on paper,
                   change of operators, refusal slips, acts), handing over, the wipe, a repeat vote, the next election at
                   another station
  --voters N       voters on the list of the first election (default 40); half as many on the next one
  --outside N      voters who are visited the day before (default 6)`;

const options = {
  voters: { type: 'string', default: '40' },
  outside: { type: 'string', default: '6' },
  seed: { type: 'string', default: '1' },
  state: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const TOLD_EVERY_MS = 2_000;

/** `taanuu simulate election`. @returns 0 when everything balances and nothing is left behind, 1 when not, 2 for wrong use */
export async function electionCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const wrongUse = (why: string): number => {
    io.complain(why);
    io.complain(ELECTION_USAGE);
    return EXIT.usage;
  };
  let values: ReturnType<typeof parse>['values'];
  try {
    ({ values } = parse(args));
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return wrongUse(sayWrongUse(error));
  }
  if (!/^\d{1,5}$/.test(values.voters) || !/^\d{1,5}$/.test(values.outside)) {
    return wrongUse('--voters and --outside are whole numbers, of five digits at most.');
  }
  const [voters, outside] = [Number(values.voters), Number(values.outside)];
  const trouble = castTrouble(demoVoters(), voters, outside);
  if (trouble !== null) return wrongUse(trouble);
  const stateDir = values.state ?? mkdtempSync(join(tmpdir(), 'taanuu-election-'));
  let [told, at] = [0, ''];
  try {
    const life = await simulateElection({
      ...{ stateDir, voters, outside, seed: values.seed },
      onProgress: (step, done, of) => {
        at = `${step}: ${done} of ${of}`;
        if (performance.now() - told < TOLD_EVERY_MS) return;
        told = performance.now();
        io.complain(`▸ ${at}`);
      },
    });
    io.out(JSON.stringify(life, null, values.json ? undefined : 2));
    for (const line of life.wrong) io.complain(`does not balance: ${line}`);
    return life.wrong.length === 0 ? EXIT.done : EXIT.refused;
  } catch (error) {
    const problem = storageProblem(error, stateDir);
    io.complain(`stopped at ${at || 'the beginning'}`);
    if (!problem) throw error;
    io.complain(sayProblem(problem));
    return EXIT.refused;
  } finally {
    if (values.state === undefined) rmSync(stateDir, { recursive: true, force: true });
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, strict: true });
}
