import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copiesOut, stationSlips } from '../../main/cli/simulate/chair.ts';
import { devicesReady } from '../../main/cli/simulate/chores.ts';
import { must, openDesk } from '../../main/cli/simulate/desk-client.ts';
import { openCommission } from '../../main/package/commission.ts';
import { ORDER_ENDING, writeWipeOrder } from '../../main/package/wipe-order.ts';
import { root } from '../../tools/say.ts';
import { type Made, makeStation, PRECINCT, type Run, runStation } from './kit/demo-station.ts';
import { colleague, Hands } from './kit/hands.ts';
import { type ChromiumKiosk, chromiumKiosk } from './kit/kiosk.ts';
import { said } from './kit/words.ts';

const NUMBER = '12/7';

/** After the closing, as the chair, the commission's administrator and whoever finds the empty device see it. */
describe('a station that was closed', () => {
  let made: Made;
  let run: Run;
  let kiosk: ChromiumKiosk;
  let desk: Hands;
  const pictures = join(root, 'dist/story/afterwards');
  const picture = (name: string) => desk.page.screenshot({ path: join(pictures, `${name}.png`) });
  const slips = (): number => stationSlips(run);
  /** A button that says more than its name. */
  const button = (name: string) => desk.page.getByRole('button', { name });

  beforeAll(async () => {
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    made = await makeStation(6, 'laboratory');
    run = runStation(made, true, 2);
    const { election, keys, package: file } = made.station;
    cpSync(file, join(run.stick, basename(file)));
    const order = writeWipeOrder(openCommission(join(run.folder, 'commission'), '', true), {
      format: 'taanuu/wipe-order/1',
      ...{ number: NUMBER, created: new Date().toISOString(), device: keys.device },
      ...{ election: election.id, mode: election.mode, station: PRECINCT },
    });
    writeFileSync(join(run.stick, `a${ORDER_ENDING}`), order);
    kiosk = await chromiumKiosk(run.plan);
    await closed();
    desk = new Hands(await kiosk.page('officer'), run.world);
  });
  afterAll(async () => {
    await kiosk?.close();
    run?.close();
    made?.close();
  });

  /** The day before it, which other tests look at: opened, closed, and copied to two sticks, without a screen. */
  async function closed(): Promise<void> {
    const { supervisor } = kiosk;
    const chair = await openDesk(supervisor.windows().officer ?? '', (await supervisor.ticketFor('officer')) ?? '');
    const { client } = chair;
    const approvers = ['chair', 'member-1'].map((id) => ({ person: id, code: colleague(id).code }));
    const [first] = approvers;
    if (first) must(await client.access.signIn(first));
    await devicesReady(chair);
    must(await client.station.open({ approvers, copies: 1 }));
    must(await client.station.finish({ inside: 0 }));
    must(await client.station.close({ approvers, copies: 1 }));
    await copiesOut(run, chair, 0);
    for (const target of [run.stick, run.second]) {
      const written = await client.retention.writeCopy({ target });
      if (!written.ok) throw new Error(written.error.code);
    }
    must(await client.access.signOut({}));
    chair.close();
  }

  it('is handed over by two persons, with two numbered copies of the act', async () => {
    const before = slips();
    await desk.signIn('chair');
    await desk.heading(said('chair:duty.closed')).waitFor();
    await desk.button(said('afterwards:handing.title')).click();
    await desk.button(said('afterwards:handing.over')).and(desk.page.locator(':enabled')).click();
    const sheet = desk.page.getByRole('dialog');
    await desk.button(said('afterwards:handing.to.usual'), sheet).click();
    await desk.button(said('parts:next'), sheet).click();
    await picture('handing-codes');
    await desk.approve(['chair', 'member-1'], said('afterwards:handing.over'));
    await desk.heading(said('chair:duty.handed-over')).waitFor();
    for (const copy of [1, 2]) {
      await desk.button(said('afterwards:handing.print', { copy })).click();
      await desk.page
        .getByRole('button', { name: said('afterwards:handing.print', { copy }) })
        .filter({ hasText: said('afterwards:handing.out.yes') })
        .waitFor();
    }
    expect(slips()).toBe(before + 2);
    await picture('handed-over');
    await desk.signOut();
  });

  it('is ticked, thing by thing, by the commission’s administrator', async () => {
    await desk.signIn('administrator');
    await button(said('technician:page.kiosk')).click();
    await button(said('kit:kiosk.handing')).click();
    await desk.button(said('afterwards:handing.check')).click();
    const save = desk.button(said('afterwards:handing.check.save'));
    const on = desk.button(said('parts:paged.on'));
    for (;;) {
      for (const thing of await desk.page.locator('.handed button').all()) await thing.click();
      if (await save.isEnabled()) break;
      await on.click();
    }
    await picture('ticking');
    await save.click();
    await desk.page
      .getByRole('status')
      .filter({ hasText: said('afterwards:condition.good').toLowerCase() })
      .waitFor();
    await picture('ticked');
    await desk.signOut();
  });

  it('is emptied by the chair and a second person, once the copies have the act too', async () => {
    const before = slips();
    await desk.signIn('chair');
    await desk.button(said('afterwards:wipe.title')).click();
    await desk.page.getByText(said('afterwards:wipe.copies.do')).waitFor();
    expect(await button(said('afterwards:wipe.order', { number: NUMBER })).isEnabled()).toBe(false);
    await picture('wiping-copies-missing');
    await desk.button(said('afterwards:retention.title')).click();
    for (const name of ['stick', 'second']) {
      await button(said('afterwards:retention.to', { name })).click();
      await desk.button(said('afterwards:retention.another')).click();
    }
    await desk.button(said('afterwards:back')).click();
    await button(said('afterwards:wipe.order', { number: NUMBER }))
      .and(desk.page.locator(':enabled'))
      .click();
    await desk.approve(['chair', 'administrator'], said('afterwards:wipe.do'));
    await desk.heading(said('chair:packages.first')).waitFor();
    await expect.poll(() => slips()).toBe(before + 1);
    expect(readdirSync(join(run.folder, 'register'))).toEqual([]);
  });

  it('tells of it, proves it on paper once more, and takes the next package', async () => {
    const before = slips();
    await desk.page.getByText(NUMBER).waitFor();
    await desk.button(said('afterwards:wipe.slip')).click();
    await expect.poll(() => slips()).toBe(before + 1);
    await picture('wiped');
    await button(basename(made.station.package)).click();
    await desk.heading(said('parts:sign-in.who')).waitFor({ timeout: 30_000 });
    await desk.signIn('chair');
    await desk.heading(said('chair:duty.ready')).waitFor();
  });
});
