import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { demoPolicy } from '../main/demo/policy.ts';
import { prepareDemo } from '../main/demo/prepare.ts';
import { ballotsDevice, printedAtHome } from '../main/demo/printed.ts';
import { SENSOR_DPI } from '../main/demo/world.ts';
import type { ProcessPlan } from '../main/host/plan.ts';
import { serialTable } from '../main/identification/devices/setup.ts';
import type { KioskConfig } from '../main/identification/zone.ts';
import { makePrivateFolder } from '../main/storage/folder.ts';
import { ballotHouse } from './demo-ballot.ts';
import { progress, root, say } from './say.ts';

/** A port that is free now. A zone keeps it over its restarts, so that its pages find it again. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * Makes the demo station in a folder, as far as it is not there yet: keys, package, and where its devices are.
 * @param precinct number of a precinct of the demo election
 * @param voters only so many of its list, for a quick look; default all
 * @param how training: in the mode in which operators rehearse; printed: the kiosk prints the ballots of its own list
 * @returns the house: the simulated world that the devices are plugged into, and the identification zone
 * @throws when the folder cannot be used
 */
export async function demoHouse(
  stateDir: string,
  precinct: string,
  voters: number | undefined,
  { training, printed }: { readonly training: boolean; readonly printed: boolean },
): Promise<readonly ProcessPlan[]> {
  makePrivateFolder(stateDir);
  const steps = { enrol: progress('enrolling the voters of the demo'), package: progress('writing the demo package') };
  const made = await prepareDemo({
    stateDir,
    precinct,
    policy: demoPolicy,
    cache: join(root, '.taanuu', 'enrolled'),
    onProgress: (step, done, of) => steps[step](done, of),
    ...(voters === undefined ? {} : { voters }),
    ...(training ? { mode: 'training' } : {}),
    ...(printed ? { election: printedAtHome() } : {}),
  });
  if (!made.ok) throw new Error(`the demo station could not be made: ${made.error.code}`);
  const device = (kind: string): string => join(stateDir, 'devices', kind);
  const folders = [join(stateDir, 'packages'), join(stateDir, 'logs')];
  for (const folder of folders) makePrivateFolder(folder);
  const ballot = ballotHouse(stateDir);
  const config: KioskConfig = {
    devices: [
      ...serialTable(
        { fingerprint: device('fingerprint'), document: device('document'), printer: device('printer') },
        { dpi: SENSOR_DPI, simulated: true },
      ),
      ...(printed ? [ballotsDevice(join(stateDir, 'devices'))] : []),
    ],
    folders,
    firstPackage: made.value.package,
    hatch: ballot.hatch,
  };
  writeFileSync(join(stateDir, 'kiosk.json'), `${JSON.stringify(config, null, 2)}\n`);
  for (const { role, name, code } of made.value.people) say(`demo code ${code}: ${name} (${role})`);

  const plan = async (name: string, entry: string, folder = stateDir): Promise<ProcessPlan> => ({
    name,
    entry: join(root, entry),
    args: [folder, join(root, 'dist/renderer'), String(await freePort())],
    env: {},
  });
  const world = await plan('world', 'main/demo/world-main.ts');
  return [
    { ...world, args: [...world.args, ballot.port, ...(ballot.user ? [String(ballot.user)] : [])] },
    await plan('identification', 'main/identification/main.ts'),
    {
      ...(await plan('ballot', 'main/ballot/main.ts', ballot.stateDir)),
      ...(ballot.user ? { user: ballot.user } : {}),
    },
  ];
}
