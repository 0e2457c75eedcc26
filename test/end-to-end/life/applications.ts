import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { shortDate } from '../../../core/person/dates.ts';
import { hours } from '../../../main/cli/simulate/election/elections.ts';
import { appliesOutside, exportsApplications, looksUp, opensReception, takesAnswers } from '../kit/steps/reception.ts';
import { said } from '../kit/words.ts';
import type { Life } from './life.ts';

/** A voter applies for a visit in the weeks before, the commission grants it, and whoever asks is told. */
export async function applications(life: Life): Promise<void> {
  const { desk, room, commission, cast } = life;
  await life.sits('officer-1');
  await desk.light('fingerprint').waitFor();
  await desk.light('printer').waitFor();
  await opensReception(desk);
  life.application = await appliesOutside(desk, cast.visited, 'age', life.picture);

  await life.sits('chair');
  await exportsApplications(desk);
  const files = (prefix: string) =>
    readdirSync(room.stick).filter((name) => name.startsWith(prefix) && name.endsWith('.json'));
  await expect.poll(() => files('taanuu-applications').length).toBe(1);
  const on = hours.reception.slice(0, 10);
  const [file = ''] = files('taanuu-applications');
  const answers = commission.decide(room.stick, file, ({ application }) => ({ application, decision: 'granted', on }));
  expect(answers.map(([{ application }]) => application)).toEqual([life.application]);
  const [decisions = ''] = files('taanuu-decisions');
  await takesAnswers(desk, decisions, 1);

  await life.sits('officer-1');
  await looksUp(desk, cast.visited);
  await desk.page.getByText(life.application).waitFor();
  await desk.page.getByText(said('application:state.granted', { date: shortDate(on) })).waitFor();
  await life.picture('granted');
  await desk.button(said('reception:answer.next')).click();
}
