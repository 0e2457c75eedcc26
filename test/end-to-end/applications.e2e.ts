import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shortDate } from '../../core/person/dates.ts';
import { applicationCommand } from '../../main/cli/application.ts';
import { firstElection, hours } from '../../main/cli/simulate/election/elections.ts';
import { nameOf } from './kit/hands.ts';
import { stationDesk } from './kit/station-desk.ts';
import { opensStation } from './kit/steps/opening.ts';
import { takesBallots, takesGranted } from './kit/steps/outside.ts';
import { appliesOutside, exportsApplications, looksUp, opensReception, takesAnswers } from './kit/steps/reception.ts';
import { admitsByPin } from './kit/steps/voters.ts';
import { said } from './kit/words.ts';

/** From an application in the weeks before to the visit of the voter who cannot come. */
describe('applications for voting outside the room', () => {
  const { outside, sittings } = firstElection(1);
  const at = stationDesk('applications', { voters: 6, election: { outside, sittings }, at: hours.reception });
  const today = hours.reception.slice(0, 10);
  const numbers: string[] = [];
  // What is still being written has another ending.
  const onStick = (prefix: string): readonly string[] =>
    readdirSync(at.run.stick).filter((name) => name.startsWith(prefix) && name.endsWith('.json'));

  it('are filed by voters who are identified by finger, each with a slip of its number', async () => {
    const { desk } = at;
    await desk.signIn('officer-1');
    await opensReception(desk);
    for (const [n, reason] of (['illness', 'age'] as const).entries()) {
      const before = at.slips();
      numbers.push(await appliesOutside(desk, at.voter(n), reason, at.picture));
      expect(at.slips()).toBe(before + 1);
    }
    expect(new Set(numbers).size).toBe(2);
  });

  it('go out on a stick, are decided by the commission, and come back', async () => {
    const { desk } = at;
    await at.changePerson('chair');
    await exportsApplications(desk);
    await expect.poll(() => onStick('taanuu-applications').length).toBe(1);
    const [file = ''] = onStick('taanuu-applications');
    const decisions = join(at.run.stick, 'decisions.csv');
    writeFileSync(decisions, numbers.map((number) => `${number},granted,${today}\n`).join(''));
    const told: string[] = [];
    const io = { out: (line: string) => told.push(line), complain: (line: string) => told.push(line) };
    const answers = 'taanuu-decisions-0001.json';
    const asked = ['--package', at.made.station.package, '--commission', join(at.run.folder, 'commission')];
    const given = ['--decisions', decisions, '--out', join(at.run.stick, answers)];
    expect(await applicationCommand(['decide', join(at.run.stick, file), ...asked, ...given], io), told.join()).toBe(0);
    await takesAnswers(desk, answers, 2);
    await at.picture('answers');
  });

  it('are answered to whoever asks', async () => {
    const { desk } = at;
    await at.changePerson('officer-1');
    await looksUp(desk, at.voter(0));
    await desk.page.getByText(numbers[0] ?? '').waitFor();
    await desk.page.getByText(said('application:state.granted', { date: shortDate(today) })).waitFor();
    await at.picture('granted');
    await desk.button(said('reception:answer.next')).click();
  });

  it('become the applicants of the sitting outside the room by one act of two', async () => {
    const { desk } = at;
    await at.changePerson('chair');
    await takesBallots(desk, 12, '00411');
    await opensStation(desk);
    await takesGranted(desk, 2, async () => {
      for (const [n, application] of numbers.entries()) {
        const from = said('sittings:granted.from', { application });
        const line = at.sheet.getByRole('listitem').filter({ hasText: from });
        expect(await line.textContent()).toContain(`№ ${at.voter(n).record.number}`);
      }
      await at.picture('granted-list');
    });
    await desk.signOut();
  });

  it('lead the officer from one voter to the next: one not met, one admitted by her finger', async () => {
    const { desk } = at;
    await desk.signIn('officer-1');
    await desk.heading(said('officer:idle.document')).waitFor();
    await desk.button(said('sittings:visits')).click();
    const visit = (n: number) => desk.page.getByRole('listitem').filter({ hasText: nameOf(at.voter(n)) });
    await visit(0)
      .filter({ hasText: said('sittings:visit.next') })
      .waitFor();
    await visit(1)
      .filter({ hasText: numbers[1] ?? '' })
      .waitFor();
    await at.picture('visits');
    await desk.button(said('sittings:visits.not-met')).click();
    const { sheet } = at;
    await desk.button(said('sittings:visits.why.not-home'), sheet).click();
    await desk.button(said('sittings:visits.not-met'), sheet).click();
    await sheet.waitFor({ state: 'hidden' });
    await visit(1)
      .filter({ hasText: said('sittings:visit.next') })
      .waitFor();
    await desk.button(said('sittings:visits.back')).click();
    await admitsByPin(desk, at.voter(1), at.picture);
    await desk.button(said('sittings:visits')).click();
    await visit(0)
      .filter({ hasText: said('sittings:visits.why.not-home') })
      .waitFor();
    await visit(1)
      .filter({ hasText: said('sittings:visit.done') })
      .waitFor();
    await at.picture('visited');
  });
});
