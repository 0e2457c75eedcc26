import { expect } from 'vitest';
import { pageAndLine } from '../../../core/paper-road/list.ts';
import { hours } from '../../../main/cli/simulate/election/elections.ts';
import { nameOf } from '../kit/hands.ts';
import { drawsLots, opensStation, usesStick } from '../kit/steps/opening.ts';
import { preparesDay } from '../kit/steps/outside.ts';
import { entersFromPaper, resumes, suspends } from '../kit/steps/standing-still.ts';
import { admitsByDocument, admitsByPin, changesShift } from '../kit/steps/voters.ts';
import { said } from '../kit/words.ts';
import type { Life } from './life.ts';

/** The chair makes the day ready: its sitting, the lots, her stick, the seals and the paper list; and opens it. */
export async function morning(life: Life): Promise<void> {
  await life.switchOn(hours.day);
  const { desk, list } = life;
  await life.sits('chair');
  await preparesDay(desk);
  await drawsLots(desk);
  await usesStick(desk, 'second');
  await desk.button(said('chair:page.duty')).click();
  const last = list.at(-1)?.record.number ?? 0;
  await desk.writeOpening({ safe: 'КР00411', kit: '00412', box: '00413' }, [list.length, 2, last]);
  await life.picture('opening-list');
  await opensStation(desk);
  await life.display.getByText(said('parts:stage.open')).first().waitFor();
}

/** Two operators, one after the other; between them the kiosk stands still, and somebody is admitted on paper. */
export async function day(life: Life): Promise<void> {
  const { desk, cast, list, display } = life;
  await life.sits('officer-1');
  desk.lay(cast.visited);
  await desk.verdict(said('officer:refused.admitted-outside'), nameOf(cast.visited)).waitFor();
  await life.picture('admitted-before');
  await desk.nextVoter();
  life.receipts.push(await admitsByDocument(desk, cast.byDocument));
  await changesShift(desk, 'officer-2');

  await life.sits('chair');
  await suspends(desk, ['officer-2', 'member-1']);
  await display.getByText(said('parts:stage.suspended')).first().waitFor();
  await entersFromPaper(desk, pageAndLine(list.indexOf(cast.onPaper)), nameOf(cast.onPaper), life.picture);
  await desk.button(said('chair:page.duty')).click();
  await resumes(desk, ['officer-2', 'member-1']);

  await life.sits('officer-2');
  desk.lay(cast.onPaper);
  await desk.verdict(said('officer:refused.already-admitted'), nameOf(cast.onPaper)).waitFor();
  await desk.nextVoter();
  life.receipts.push(await admitsByPin(desk, cast.byPin));
  expect(new Set(life.receipts).size).toBe(3);
}
