import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../core/application/application.ts';
import { localDate, shortDate } from '../../core/person/dates.ts';
import { applicationCommand } from '../../main/cli/application.ts';
import type { DemoVoter } from '../../main/demo/voters.ts';
import { demoElection } from '../../main/demo/voters.ts';
import { root } from '../../tools/say.ts';
import { type Made, makeStation, PRECINCT, type Run, runStation } from './kit/demo-station.ts';
import { Hands, nameOf } from './kit/hands.ts';
import { type ChromiumKiosk, chromiumKiosk } from './kit/kiosk.ts';
import { said } from './kit/words.ts';

/** From an application in the weeks before to the visit of the voter who cannot come. */
describe('applications for voting outside the room', () => {
  let made: Made;
  let run: Run;
  let kiosk: ChromiumKiosk;
  let desk: Hands;
  const pictures = join(root, 'dist/story/applications');
  const today = localDate(new Date().toISOString(), demoElection().zone);
  const day = addDays(today, 30);
  const numbers: string[] = [];
  let shots = 0;
  const picture = async (name: string): Promise<void> => {
    shots += 1;
    await desk.page.screenshot({ path: join(pictures, `${String(shots).padStart(2, '0')}-${name}.png`) });
  };
  const voter = (n: number): DemoVoter => {
    const found = made.station.voters.filter(({ trait }) => trait === 'ordinary')[n];
    if (!found) throw new Error(`the list has no ordinary voter ${n}`);
    return found;
  };
  // What is still being written has another ending.
  const onStick = (prefix: string): readonly string[] =>
    readdirSync(run.stick).filter((name) => name.startsWith(prefix) && name.endsWith('.json'));
  const slips = (): number => run.ledger.entries().filter((entry) => entry.fact === 'slip' && entry.cut).length;
  const lookUp = async ({ record: { pin } }: DemoVoter): Promise<void> => {
    await desk.digits(pin);
    await desk.button(said('reception:ask.find')).click();
    await desk.heading(said('reception:answer.here')).waitFor();
  };

  beforeAll(async () => {
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    const hours = { open: '08:00', close: '20:00' };
    made = await makeStation(6, 'laboratory', {
      day: { date: day, ...hours },
      outside: null,
      sittings: [
        { kind: 'outside', date: addDays(day, -1), ...hours },
        { kind: 'day', date: day, ...hours },
      ],
    });
    run = runStation(made);
    kiosk = await chromiumKiosk(run.plan);
    desk = new Hands(await kiosk.page('officer'), run.world);
  });
  afterAll(async () => {
    await kiosk?.close();
    run?.close();
    made?.close();
  });

  it('are filed by voters who are identified by finger, each with a slip of its number', async () => {
    await desk.signIn('officer-1');
    await desk.button(said('reception:open')).click();
    await desk.approve(['chair', 'member-1'], said('reception:open'));
    for (const [n, reason] of (['illness', 'age'] as const).entries()) {
      const before = slips();
      await desk.heading(said('reception:ask')).waitFor();
      await lookUp(voter(n));
      await desk.button(said('application:begin')).click();
      await desk.identify(voter(n));
      await desk.heading(said('application:what')).waitFor();
      await desk.page.getByRole('button', { name: said('application:kind.outside') }).click();
      await desk.button(said(`application:reason.${reason}`)).click();
      await picture(`asks-${reason}`);
      await desk.button(said('application:file')).click();
      await desk.heading(said('application:filed')).waitFor();
      const [number = ''] = /0001-[0-9A-Z]{4}-A\d{4}/.exec(await desk.screen()) ?? [];
      expect(number).not.toBe('');
      numbers.push(number);
      await desk.page.getByText(said('application:printed')).waitFor();
      expect(slips()).toBe(before + 1);
      await picture('filed');
      await desk.button(said('application:next')).click();
    }
    expect(new Set(numbers).size).toBe(2);
  });

  it('go out on a stick, are decided by the commission, and come back', async () => {
    await desk.signOut();
    await desk.signIn('chair');
    await desk.button(said('application:page')).click();
    await desk.button(said('application:export.to', { name: 'stick' })).click();
    await expect.poll(() => onStick('taanuu-applications').length).toBe(1);
    const [file = ''] = onStick('taanuu-applications');
    const decisions = join(run.stick, 'decisions.csv');
    writeFileSync(decisions, numbers.map((number) => `${number},granted,${today}\n`).join(''));
    const told: string[] = [];
    const io = { out: (line: string) => told.push(line), complain: (line: string) => told.push(line) };
    const [folder = ''] = run.plan[0]?.args ?? [];
    const answers = 'taanuu-decisions-0001.json';
    const asked = ['--package', made.station.package, '--commission', join(folder, 'commission')];
    const given = ['--decisions', decisions, '--out', join(run.stick, answers)];
    expect(await applicationCommand(['decide', join(run.stick, file), ...asked, ...given], io), told.join()).toBe(0);
    await desk.button(answers).click();
    await desk.page.getByText(said('application:taken', { taken: 2, before: 0, others: 0 })).waitFor();
    await picture('answers');
  });

  it('are answered to whoever asks', async () => {
    await desk.signOut();
    await desk.signIn('officer-1');
    await desk.heading(said('reception:ask')).waitFor();
    await lookUp(voter(0));
    await desk.page.getByText(numbers[0] ?? '').waitFor();
    await desk.page.getByText(said('application:state.granted', { date: shortDate(today) })).waitFor();
    await picture('granted');
    await desk.button(said('reception:answer.next')).click();
  });

  it('become the applicants of the sitting outside the room by one act of two', async () => {
    await desk.signOut();
    await desk.signIn('chair');
    await desk.button(said('sittings:page')).click();
    await desk.button(said('sittings:task.take-ballots')).click();
    const sheet = desk.page.getByRole('dialog');
    await sheet.getByLabel(said('sittings:ballots.taken')).fill('12');
    await sheet.getByLabel(said('sittings:ballots.seal', { box: 1 })).fill('00411');
    await desk.button(said('sittings:save'), sheet).click();
    await sheet.waitFor({ state: 'hidden' });
    await desk.button(said('chair:page.duty')).click();
    await desk.button(said('chair:open')).and(desk.page.locator(':enabled')).click();
    await desk.copies(1);
    await desk.approve(['chair', 'member-1'], said('chair:open'));
    await desk.heading(said('chair:duty.open')).waitFor();
    await desk.button(said('sittings:page')).click();
    await desk.button(said('sittings:task.applicants')).click();
    await sheet.getByRole('button', { name: said('sittings:granted.open') }).click();
    for (const [n, application] of numbers.entries()) {
      const line = sheet.getByRole('listitem').filter({ hasText: said('sittings:granted.from', { application }) });
      expect(await line.textContent()).toContain(`№ ${voter(n).record.number}`);
    }
    await picture('granted-list');
    await desk.button(said('parts:next'), sheet).click();
    await desk.approve(['chair', 'member-1'], said('sittings:granted.take'));
    await desk.page.getByText(said('sittings:visited', { listed: 2, visited: 0 })).waitFor();
    await desk.signOut();
  });

  it('lead the officer from one voter to the next: one not met, one admitted by her finger', async () => {
    await desk.signIn('officer-1');
    await desk.heading(said('officer:idle.document')).waitFor();
    await desk.button(said('sittings:visits')).click();
    const visit = (n: number) => desk.page.getByRole('listitem').filter({ hasText: nameOf(voter(n)) });
    await visit(0)
      .filter({ hasText: said('sittings:visit.next') })
      .waitFor();
    await visit(1)
      .filter({ hasText: numbers[1] ?? '' })
      .waitFor();
    await picture('visits');
    await desk.button(said('sittings:visits.not-met')).click();
    const sheet = desk.page.getByRole('dialog');
    await desk.button(said('sittings:visits.why.not-home'), sheet).click();
    await desk.button(said('sittings:visits.not-met'), sheet).click();
    await sheet.waitFor({ state: 'hidden' });
    await visit(1)
      .filter({ hasText: said('sittings:visit.next') })
      .waitFor();
    await desk.button(said('sittings:visits.back')).click();
    await desk.digits(voter(1).record.pin);
    await desk.button(said('officer:idle.find')).click();
    const verdict = desk.verdict(said('officer:admitted'), nameOf(voter(1)), new RegExp(`${PRECINCT}-\\d+-\\d{4}`));
    await Promise.all([verdict.waitFor(), desk.identify(voter(1))]);
    await picture('admitted');
    await desk.goOn();
    await desk.button(said('sittings:visits')).click();
    await visit(0)
      .filter({ hasText: said('sittings:visits.why.not-home') })
      .waitFor();
    await visit(1)
      .filter({ hasText: said('sittings:visit.done') })
      .waitFor();
    await picture('visited');
  });
});
