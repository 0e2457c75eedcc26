import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { resultsFileNumber } from '../../core/results/results-name.ts';
import { resultsCommand } from '../../main/cli/results/command.ts';
import { askingBox } from '../../main/demo/policy.ts';
import { type Made, makeStation } from './kit/demo-station.ts';
import { type Engine, engines, type Kiosk } from './kit/engines.ts';
import { Hands } from './kit/hands.ts';
import { othersCanRun } from './kit/kiosk.ts';
import { familyOf, networkSockets, processOf, userOf } from './kit/sockets.ts';
import { StationDesk } from './kit/station-desk.ts';
import { BoxScreen, boxOf, feedsTestPack, fillsForm, namesBox, signsProtocol, takesBack } from './kit/steps/box.ts';
import { writesLog } from './kit/steps/closing.ts';
import { opensStation } from './kit/steps/opening.ts';
import { admitsByDocument } from './kit/steps/voters.ts';
import { said } from './kit/words.ts';

const VOTERS = 8;
/** A sheet of constituency saruu-1, where the station is. */
const STYLE = 'council-1';
const marked = (...options: readonly string[]) => ({ style: STYLE, test: false, marked: { deputy: options } });

let made: Made;
beforeAll(async () => {
  made = await makeStation(VOTERS, 'laboratory', {}, { ...defaultPolicy, ballotBox: askingBox });
});
afterAll(() => made?.close());

/** A station with a ballot box: both zones, from the empty box in the morning to the signed protocol on a stick. */
describe.each(Object.keys(engines) as Engine[])('the ballots of a station in %s', (engine) => {
  const at = new StationDesk<Kiosk>(`ballots-${engine.toLowerCase()}`, engines[engine]);
  let commission: Hands;
  let screen: BoxScreen;
  const box = () => boxOf(at.run.world);
  const picture = (name: string): Promise<void> => at.pictures.take(commission.page, name);
  const pictureOfBox = (name: string): Promise<void> => at.pictures.take(screen.page, name);

  beforeAll(async () => {
    await at.open({ voters: VOTERS, shared: made, ballots: true });
    commission = new Hands(await at.kiosk.page('ballot-desk'), at.run.world);
    screen = new BoxScreen(await at.kiosk.page('box'));
  });
  afterAll(() => at.close());

  it('has the box named, tested and proved empty before it is opened', async () => {
    await at.desk.signIn('chair');
    const line = at.desk.page.locator('.check').filter({ hasText: said('chair:item.ballot-zone') });
    await line.and(at.desk.page.locator('.check-to-do')).waitFor();
    await at.picture('opening-list');

    await commission.signIn('chair');
    await commission.heading(said('ballot-desk:now.box')).waitFor();
    await picture('box');
    await namesBox(commission, 'B-7', 'KP00417');
    await commission.heading(said('ballot-desk:now.test')).waitFor();
    await feedsTestPack(commission, box());
    box().empty();
    await commission.heading(said('ballot-desk:now.zero')).waitFor();
    await picture('tested');
    await commission.button(said('ballot-desk:zero.prove')).click();
    await commission.heading(said('ballot-desk:now.open')).waitFor();
    await screen.says('box:not-now.before');
    await picture('zero');
    await line.and(at.desk.page.locator('.check-done')).waitFor();
  }, 240_000);

  it('opens with the station, and takes a ballot', async () => {
    await opensStation(at.desk);
    await screen.says('box:ready');
    await at.changePerson('officer-1');
    for (const n of [0, 1, 2]) await admitsByDocument(at.desk, at.voter(n));
    await pictureOfBox('ready');
    box().putBallot(marked('c-2'));
    await expect.poll(() => box().view.valid, { timeout: 20_000 }).toBe(1);
    await screen.says('box:ready');
  });

  it('has no socket of a network but the loopback ones of its windows, and is a user of its own', () => {
    const { ballot } = at.run;
    if (ballot === null) throw new Error('this room has no ballot zone');
    const zone = processOf('main/ballot/main.ts', ballot.stateDir);
    const sockets = networkSockets(familyOf(zone));
    expect(sockets.length).toBeGreaterThan(0);
    for (const { own, other } of sockets) {
      expect(own).toMatch(/^127\.0\.0\.1:\d+$/);
      expect(other).toMatch(/^(127\.0\.0\.1:\d+|0\.0\.0\.0:\*)$/);
    }
    // Where this is root, and others can read the checkout, the zone is somebody else.
    expect(ballot.user !== null).toBe(othersCanRun());
    for (const pid of familyOf(zone)) expect(userOf(pid)).toBe(ballot.user ?? process.getuid?.());
    expect(userOf(processOf('main/identification/main.ts', at.run.folder))).not.toBe(ballot.user);
  });

  it('says what is the matter with a sheet, and asks the voter about her own', async () => {
    box().putPaper('other-paper');
    await screen.says('box:why.foreign');
    await pictureOfBox('foreign');
    await takesBack(box());
    await screen.says('box:ready');

    box().putBallot(marked());
    await screen.says('box:why.none');
    await pictureOfBox('nothing-marked');
    await screen.presses('box:take-back');
    await takesBack(box());
    await screen.says('box:ready');
    box().putBallot(marked('c-1'));
    await expect.poll(() => box().view.valid, { timeout: 20_000 }).toBe(2);
    await screen.says('box:ready');

    box().putBallot(marked('c-1', 'c-2'));
    await screen.says('box:why.too-many');
    await screen.presses('box:insist');
    await expect.poll(() => box().view.invalid, { timeout: 20_000 }).toBe(1);
    await screen.says('box:ready');
    await commission.page
      .getByRole('banner')
      .filter({ hasText: `3 ${said('ballot-desk:sheets')}` })
      .waitFor();
    await picture('open');
  });

  it('closes with the station; the count balances with what the kiosk admitted, and is signed', async () => {
    await at.changePerson('chair');
    await at.desk.closeDoors('0');
    await at.desk.answerQuestions(null);
    await at.desk.button(said('chair:close')).click();
    await at.desk.copies(1);
    await at.desk.approve(['chair', 'secretary'], said('chair:close'));
    await at.desk.heading(said('chair:duty.closed')).waitFor();
    await screen.says('box:not-now.after');

    await commission.heading(said('ballot-desk:now.count')).waitFor();
    await commission.button(said('ballot-desk:count')).click();
    await commission.approve(['chair', 'member-1'], said('ballot-desk:count'));
    await commission.heading(said('ballot-desk:now.protocol')).waitFor();
    await picture('counted');
    await commission.button(said('ballot-desk:protocols.open')).click();
    await commission.button(said('ballot-desk:protocols.next')).click();
    await fillsForm(commission, { 2: 10, 3: 0, 4: 3, 5: 0, 7: 7, '7a': 0 }, picture);
    await signsProtocol(commission, ['chair', 'secretary', 'member-1']);
    await picture('signed');
  });

  it('is corrected by another version where persons say why; the one before stays', async () => {
    const sheet = commission.page.getByRole('dialog');
    await commission.button(said('ballot-desk:versions')).click();
    await commission.button(said('ballot-desk:correct'), sheet).click();
    await commission.button(said('ballot-desk:correct.reason.typed'), sheet).click();
    await commission.button(said('parts:next'), sheet).click();
    await commission.approve(['chair', 'member-1'], said('ballot-desk:correct'));
    await commission.page.getByText(said('ballot-desk:correct.now')).waitFor();
    await picture('correcting');
    await signsProtocol(commission, ['chair', 'secretary', 'member-1']);
    await commission.button(said('ballot-desk:versions')).click();
    await sheet.getByRole('heading', { name: said('ballot-desk:versions.one', { version: 2 }) }).waitFor();
    await picture('versions');
    await commission.button(said('parts:close'), sheet).last().click();
    await sheet.waitFor({ state: 'hidden' });
  });

  it('hands its files to the kiosk, which writes them to the stick', async () => {
    await commission.button(said('parts:close')).last().click();
    await commission.button(said('ballot-desk:export')).click();
    await commission.button(said('ballot-desk:export'), commission.page.getByRole('dialog')).click();
    await commission.page.getByText(said('ballot-desk:export.done')).waitFor();
    await picture('exported');

    await writesLog(at.desk);
    const written = readdirSync(at.run.stick, { recursive: true, encoding: 'utf8' });
    const endings = ['.csv', 'protocol-0001-2023-10-08-1-council-1.pdf', 'results-0001-2023-10-08-1.json'];
    for (const ending of endings) expect(written.some((file) => file.endsWith(ending))).toBe(true);
    const table = written.find((file) => file.endsWith('.csv')) ?? '';
    const votes = readFileSync(join(at.run.stick, table), 'utf8');
    // Two valid ballots, one for each of two, and one that had both.
    expect(votes).toMatch(/Карагаев[^\n]*,1,?[^\n]*\n/);
    await at.picture('log');
  });

  it('seals a results file that the commission above can check by the package and the log on the same stick', async () => {
    const written = readdirSync(at.run.stick, { recursive: true, encoding: 'utf8' });
    const [log = ''] = written.filter((file) => /(^|\/)taanuu-.*\.ndjson$/.test(file));
    const files = written.filter((file) => resultsFileNumber(basename(file)) !== null).toSorted();
    expect(files.map((file) => resultsFileNumber(basename(file)))).toEqual([1, 2]);
    const root = Buffer.from(made.station.keys.commission()?.root ?? []).toString('base64url');
    const said: string[] = [];
    const code = await resultsCommand(
      [
        ...['check', ...files.map((file) => join(at.run.stick, file)), '--json'],
        ...['--trust', made.station.package, '--root', root, '--log', join(at.run.stick, log)],
      ],
      { out: (line) => said.push(line), complain: () => {} },
    );
    const told = said.map((line) => JSON.parse(line));
    expect(told.map(({ verdict, corrected, head }) => [verdict, corrected, head.counted])).toEqual([
      ['sound', false, 3],
      ['sound', true, 3],
    ]);
    expect(told[1].head.previous).toBe(told[0].sha256);
    expect(code).toBe(0);
  });
});
