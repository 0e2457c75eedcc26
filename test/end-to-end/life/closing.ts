import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { provenEvents } from '../kit/journal.ts';
import { PRECINCT } from '../kit/room.ts';
import { closesStation, drawsAct, writesLog } from '../kit/steps/closing.ts';
import { said } from '../kit/words.ts';
import type { Life } from './life.ts';

/** An act about the standstill, the questions of the close, the final slip; and the log, which proves itself. */
export async function closing(life: Life): Promise<void> {
  const { desk, room, commission, inForce } = life;
  await life.sits('chair');
  await drawsAct(desk, 'standstill', `${PRECINCT}-1/1`, life.picture);
  await desk.button(said('chair:page.duty')).click();
  await desk.closeDoors('0');
  await desk.answerQuestions(null);
  await life.picture('closing-list');
  const slips = life.slips();
  await closesStation(desk, 'secretary');
  // The final slip, and the last operator's own.
  await expect.poll(life.slips).toBe(slips + 2);
  await life.display.getByText(said('parts:stage.closed')).first().waitFor();

  const before = new Set(readdirSync(room.stick));
  await writesLog(desk);
  await life.picture('log');
  const [name = '', ...others] = readdirSync(room.stick).filter((one) => !before.has(one));
  expect(others).toEqual([]);
  const file = join(room.stick, name);
  if (!inForce) throw new Error('no package is in force');
  const events = await provenEvents(file, await commission.trust(inForce));
  const of = (type: string) => events.filter((event) => event.type === type).map(({ body }) => body);
  expect(of('admission.confirmed').flatMap(({ receipts }) => receipts)).toEqual(life.receipts);
  for (const type of ['sitting.suspended', 'sitting.resumed', 'act.drawn']) expect(of(type), type).toHaveLength(1);
}
