import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copiesOut } from './chair.ts';
import { type DeskClient, isLoss } from './desk-client.ts';
import type { Killer, Killing } from './killer.ts';
import { must } from './officer.ts';
import type { Station } from './station.ts';

/** Waits until the three devices that serve a voter are ready; whoever prints ballots waits for that printer too. */
export async function devicesReady(desk: DeskClient): Promise<void> {
  await desk.until(
    ({ station }) =>
      station.devices.filter(({ kind, state }) => kind !== 'page-printer' && state === 'ready').length === 3 &&
      station.devices.every(({ kind, state }) => kind !== 'page-printer' || state === 'ready'),
    'the three devices',
  );
}

/**
 * The station's package is imported again and again, and each time something dies within it.
 * @returns what was wrong afterwards
 */
export async function importsUnderFire(
  station: Station,
  killer: Killer,
  killings: readonly Killing[],
): Promise<readonly string[]> {
  if (killings.length === 0) return [];
  const wrong: string[] = [];
  const path = join(station.stick, basename(station.demo.package));
  copyFileSync(station.demo.package, path);
  for (const killing of killings) {
    let desk = await station.deskOf('chair');
    killer.arm(killing);
    await lossAllowed(async () => {
      must(await desk.client.station.import({ path }));
    });
    if (killer.waiting) wrong.push('an import passed the moment at which it was to be stopped');
    killer.disarm();
    desk.close();
    desk = await station.deskOf('chair');
    const { opening } = await desk.until((view) => view.opening !== null, 'the list to open');
    const register = opening?.find((line) => line.item === 'register');
    if (register?.detail !== String(station.demo.voters.length)) {
      wrong.push(`after an import that was stopped the register has ${register?.detail} voters`);
    }
    const chain = station.chain.look();
    if (chain) wrong.push(`after an import that was stopped: ${chain}`);
    desk.close();
  }
  return wrong;
}

/** The chair prints the start slip, which makes a checkpoint, and each time something dies at it. */
export async function checkpointsUnderFire(
  station: Station,
  killer: Killer,
  killings: readonly Killing[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const killing of killings) {
    let desk = await station.deskOf('chair');
    await devicesReady(desk);
    killer.arm(killing);
    await lossAllowed(async () => {
      // A device host that dies leaves this slip unprinted, and the kiosk says so: it is printed again.
      await desk.client.day.printCopies({ slip: 'start', copies: 1 });
    });
    if (killer.waiting) wrong.push('a checkpoint passed the moment at which it was to be stopped');
    killer.disarm();
    desk.close();
    desk = await station.deskOf('chair');
    const chain = station.chain.look();
    if (chain) wrong.push(`after a checkpoint that was stopped: ${chain}`);
    await devicesReady(desk);
    await copiesOut(station, desk);
    desk.close();
  }
  return wrong;
}

/** Runs what the zone may die under. */
async function lossAllowed(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isLoss(error)) throw error;
  }
}
