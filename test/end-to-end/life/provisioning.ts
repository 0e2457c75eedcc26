import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'vitest';
import { firstElection, hours } from '../../../main/cli/simulate/election/elections.ts';
import { PRECINCT } from '../kit/room.ts';
import { takesFirstPackage } from '../kit/steps/packages.ts';
import { savesRequest, takesCertificate } from '../kit/steps/registration.ts';
import { said } from '../kit/words.ts';
import type { Life } from './life.ts';

/** An empty device is registered with the commission by a stick, and takes its first package. */
export async function provisioning(life: Life): Promise<void> {
  const { room, commission, list } = life;
  await life.switchOn(hours.reception);
  const { desk } = life;
  await savesRequest(desk);
  const request = readdirSync(room.stick).find((name) => name.endsWith('.json')) ?? '';
  const certificate = await commission.register(room.stick, request, PRECINCT);
  expect(await takesCertificate(desk, basename(certificate))).toHaveLength(8);
  await life.picture('registered');
  await desk.button(said('kit:registration.back')).click();
  const { path } = await commission.package(room.stick, firstElection(1), PRECINCT, list);
  await takesFirstPackage(desk, basename(path));
  await life.display.getByText(`№ ${PRECINCT}`).first().waitFor();
}
