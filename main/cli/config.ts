import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { hasKeys, openKeys } from '../access/keys.ts';
import { Changes } from '../api/changes.ts';
import type { ConfigurationPlanView, KitComparisonView } from '../api/configuration-views.ts';
import type { FoundGroup } from '../api/views.ts';
import { readKioskFile } from '../identification/config.ts';
import { Configuration } from '../identification/configuration/configuration.ts';
import { type Discovery, discover } from '../identification/devices/discovery.ts';
import { DeviceSetups } from '../identification/devices/setups.ts';
import { JournallingKiosk } from '../identification/journalling.ts';
import { SYSTEM } from '../identification/kiosk.ts';
import { KioskFiles } from '../identification/kiosk-files.ts';
import { openStore } from '../identification/store.ts';
import { PRODUCT } from '../product.ts';
import { storageProblem } from '../storage/failure.ts';
import { lockFolder } from '../storage/lock.ts';
import { kitTold, planTold } from './config-told.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from './io.ts';

export const CONFIG_USAGE = `taanuu config export --state FOLDER --out FILE [--json]
    writes how this kiosk is put together (devices, folders, standard kit) to a file that its key has signed
taanuu config diff [FILE] --state FOLDER [--kit NAME|FILE] [--json]
    without FILE: this kiosk against the standard kit (that of kiosk.json, or --kit). With FILE: whose the exported file
    is, and what it would change here. Nothing is changed
taanuu config import FILE --state FOLDER [--place DEVICE=PLACE …] [--without DEVICE …] [--json]
    takes the file: written first, then journalled; the kiosk uses it when it starts. A device of which the file cannot
    say where it is on this kiosk is given one of the places that diff names, or left out
The kiosk itself must not be running: while it runs, its own screen does all this (technician, “Connections”).
exit code 0: done, or no difference; 1: refused, nothing was changed, or there are differences; 2: wrong use`;

const options = {
  state: { type: 'string' },
  out: { type: 'string' },
  kit: { type: 'string' },
  place: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** The command was used wrongly: its usage helps. */
class WrongUse extends Error {}

/**
 * `taanuu config …`: a kiosk's configuration out of it, into it, and against the standard kit.
 * @param args what follows `config` on the command line
 * @param look finds what is plugged in, which takes seconds; for tests
 * @returns exit code: 0 done or no difference, 1 refused or differences, 2 wrong use
 */
export async function configCommand(args: readonly string[], io: CommandIo, look: Look = discover): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const [command, file] = positionals;
    const work = workOf(command, file, values, io);
    if (values.state === undefined) throw new WrongUse('--state is missing.');
    return await withKiosk(values.state, io, look, work);
  } catch (error) {
    if (!(error instanceof WrongUse || isWrongUse(error))) throw error;
    io.complain(sayWrongUse(error));
    io.complain(CONFIG_USAGE);
    return EXIT.usage;
  }
}

type Work = (configuration: Configuration) => Promise<number>;
type Look = (group: FoundGroup | null) => Promise<Discovery>;

function workOf(command: string | undefined, file: string | undefined, values: Values, io: CommandIo): Work {
  const { out, kit, json = false } = values;
  switch (command) {
    case 'export':
      if (out === undefined) throw new WrongUse('--out is missing.');
      return async (configuration) =>
        answer(await configuration.write(resolve(out), SYSTEM), io, (written) => {
          io.out(json ? JSON.stringify(written) : `${written.file}  ${written.sha256}`);
          return EXIT.done;
        });
    case 'diff':
      if (file === undefined) return (configuration) => againstKit(configuration, kit, json, io);
      return async (configuration) =>
        answer(await configuration.plan(resolve(file)), io, (plan) => {
          say<ConfigurationPlanView>(plan, planTold, json, io);
          const same = plan.settings.length === 0 && plan.devices.every(({ change }) => change === 'same');
          return same ? EXIT.done : EXIT.refused;
        });
    case 'import': {
      if (file === undefined) throw new WrongUse('Which file?');
      const places = placesOf(values);
      return async (configuration) => {
        const plan = await configuration.plan(resolve(file));
        if (!plan.ok) return refuse(io, plan.error);
        const taken = await configuration.adopt(resolve(file), plan.value.sha256, places, SYSTEM);
        if (!taken.ok) {
          // What is open is said with the places that there are.
          if (taken.error.code === 'configuration.place-open')
            for (const line of planTold(plan.value)) io.complain(line);
          return refuse(io, taken.error);
        }
        const { by, sha256, at } = plan.value;
        io.out(
          json ? JSON.stringify({ file: plan.value.file, sha256, at, by }) : `taken  ${by.device}, ${at}  ${sha256}`,
        );
        return EXIT.done;
      };
    }
    default:
      throw new WrongUse(
        command === undefined ? 'What is to be done: export, diff or import?' : `There is no “config ${command}”.`,
      );
  }
}

async function againstKit(
  configuration: Configuration,
  kit: string | undefined,
  json: boolean,
  io: CommandIo,
): Promise<number> {
  // A path as it is typed is one of this folder; a bare word is the name of a shipped kit.
  const named = kit !== undefined && /[/.]/.test(kit) ? resolve(kit) : kit;
  const comparison = await configuration.compare(named);
  say<KitComparisonView>(comparison, kitTold, json, io);
  if (comparison.problem !== null) io.complain(sayProblem(comparison.problem));
  return comparison.problem === null ? EXIT.done : EXIT.refused;
}

function placesOf({ place = [], without = [] }: Values): Readonly<Record<string, string | null>> {
  const given = place.map((one) => /^([a-z][a-z0-9-]*)=(.+)$/.exec(one));
  if (given.includes(null)) throw new WrongUse('--place is DEVICE=PLACE.');
  return Object.fromEntries([
    ...given.map((match) => [match?.[1] ?? '', match?.[2] ?? ''] as const),
    ...without.map((id) => [id, null] as const),
  ]);
}

/** The stopped kiosk's own parts, as far as its configuration needs them: keys, journal, what is plugged in. */
async function withKiosk(state: string, io: CommandIo, look: Look, work: Work): Promise<number> {
  const read = readKioskFile(state);
  if (!read.ok) return refuse(io, read.error);
  const config = read.value;
  if (!hasKeys(state)) return refuse(io, { code: 'package.no-device', params: { folder: state } });
  const lock = lockFolder(state);
  if (!lock.ok) return refuse(io, lock.error);
  try {
    const opened = await openFiles(state);
    if (!opened.ok) return refuse(io, opened.error);
    const { files, keys } = opened.value;
    try {
      const kiosk = new JournallingKiosk(files, new Changes(), () => new Date());
      const client = { discover: (group: FoundGroup | null = null) => look(group), use: () => {} };
      const setups = new DeviceSetups({
        kiosk,
        client,
        stateDir: state,
        devices: config.devices,
        used: () => {},
        places: () => [],
        beside: () => [],
      });
      const code = await work(new Configuration({ kiosk, keys, setups, config, stateDir: state, product: PRODUCT }));
      // What was done stands; that it stands in no journal must not go unsaid.
      return kiosk.refusedByDisk === null ? code : refuse(io, kiosk.refusedByDisk);
    } finally {
      files.close();
    }
  } catch (error) {
    const damage = storageProblem(error, state);
    if (!damage) throw error;
    return refuse(io, damage);
  } finally {
    lock.value();
  }
}

async function openFiles(stateDir: string) {
  const keys = await openKeys(stateDir);
  if (!keys.ok) return keys;
  const now = (): Date => new Date();
  const own = openStore({ stateDir, keys: keys.value, election: null, now });
  if (!own.ok) return own;
  const files = new KioskFiles({ own: own.value, keys: keys.value, stateDir, now, held: null });
  const register = files.currentRegister();
  const taken = register === null ? ok(null) : files.takeUp(register);
  if (taken.ok) return ok({ files, keys: keys.value });
  files.close();
  return err(taken.error);
}

function say<T>(value: T, told: (value: T) => readonly string[], json: boolean, io: CommandIo): void {
  if (json) io.out(JSON.stringify(value));
  else for (const line of told(value)) io.out(line);
}

function answer<T>(result: Result<T, Problem>, io: CommandIo, done: (value: T) => number): number {
  return result.ok ? done(result.value) : refuse(io, result.error);
}

function refuse(io: CommandIo, problem: Problem): number {
  io.complain(sayProblem(problem));
  return EXIT.refused;
}
