import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CommandIo, EXIT } from '../io.ts';
import { simulateDay } from './day.ts';

const USAGE = `taanuu simulate day [--precinct N] [--voters N] [--seed S] [--kill N] [--state FOLDER] [--json]
  --precinct N     a home precinct of the demo election (default 0001)
  --voters N       voters on its list; each comes once, others come between them (default 100)
  --seed S         another day (default 1)
  --kill N         SIGKILL of the zone or its device host at N moments of the day (default 0)
  --speed max      as fast as it goes; there is no other yet
  --state FOLDER   kept afterwards and used again, with the enrolment; without it a folder that is removed
Exit code 1 when anything does not balance.`;

const options = {
  precinct: { type: 'string', default: '0001' },
  voters: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  kill: { type: 'string', default: '0' },
  state: { type: 'string' },
  speed: { type: 'string', default: 'max' },
  json: { type: 'boolean', default: false },
} as const;

/** `taanuu simulate day`. @returns 0 when the day balances, 1 when not, 2 for wrong use */
export async function simulateCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    io.complain(error instanceof Error ? error.message : String(error));
    io.complain(USAGE);
    return EXIT.usage;
  }
  const { values, positionals } = parsed;
  const voters = Number(values.voters);
  if (
    positionals[0] !== 'day' ||
    !Number.isInteger(voters) ||
    voters < 1 ||
    !/^\d+$/.test(values.kill) ||
    values.speed !== 'max'
  ) {
    io.complain(USAGE);
    return EXIT.usage;
  }
  const stateDir = values.state ?? mkdtempSync(join(tmpdir(), 'taanuu-day-'));
  const screens = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
  let told = 0;
  try {
    const balance = await simulateDay({
      stateDir,
      screens,
      precinct: values.precinct,
      voters,
      seed: values.seed,
      kill: Number(values.kill),
      onProgress: (step, done, of) => {
        if (performance.now() - told < 2_000) return;
        told = performance.now();
        io.complain(`▸ ${step}: ${done} of ${of}`);
      },
    });
    io.out(JSON.stringify(balance, null, values.json ? undefined : 2));
    for (const line of balance.wrong) io.complain(`does not balance: ${line}`);
    return balance.wrong.length === 0 ? EXIT.done : EXIT.refused;
  } finally {
    if (values.state === undefined) rmSync(stateDir, { recursive: true, force: true });
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}
