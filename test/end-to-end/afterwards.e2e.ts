import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copiesOut } from '../../main/cli/simulate/chair.ts';
import { devicesReady } from '../../main/cli/simulate/chores.ts';
import { must, openDesk } from '../../main/cli/simulate/desk-client.ts';
import { openCommission } from '../../main/package/commission.ts';
import { ORDER_ENDING, writeWipeOrder } from '../../main/package/wipe-order.ts';
import { type Made, MORNING, type Run } from './kit/demo-station.ts';
import { colleague } from './kit/hands.ts';
import type { ChromiumKiosk } from './kit/kiosk.ts';
import { PRECINCT } from './kit/room.ts';
import { stationDesk } from './kit/station-desk.ts';
import { handsOver, keepsCopies, ticks, wipes, writesCopy } from './kit/steps/afterwards.ts';
import { takesFirstPackage } from './kit/steps/packages.ts';
import { said } from './kit/words.ts';

const NUMBER = '12/7';

/** The package for afterwards and the commission's order to empty the device lie on the stick. */
function toStick({ station }: Made, run: Run): void {
  const { election, keys, package: file } = station;
  cpSync(file, join(run.stick, basename(file)));
  const order = writeWipeOrder(openCommission(join(run.folder, 'commission'), '', true), {
    format: 'taanuu/wipe-order/1',
    ...{ number: NUMBER, created: new Date(MORNING).toISOString(), device: keys.device },
    ...{ election: election.id, mode: election.mode, station: PRECINCT },
  });
  writeFileSync(join(run.stick, `a${ORDER_ENDING}`), order);
}

/** The day before it, which other tests look at, without a screen: it stood still once, and the act of that is not drawn. */
async function closed(run: Run, { supervisor }: ChromiumKiosk): Promise<void> {
  const chair = await openDesk(supervisor.windows().officer ?? '', (await supervisor.ticketFor('officer')) ?? '');
  const { client } = chair;
  const approvers = ['chair', 'member-1'].map((id) => ({ person: id, code: colleague(id).code }));
  const [first] = approvers;
  if (first) must(await client.access.signIn(first));
  await devicesReady(chair);
  must(await client.station.open({ approvers, copies: 1 }));
  const both = ['officer-1', 'member-1'].map((id) => ({ person: id, code: colleague(id).code }));
  must(await client.station.suspend({ reason: 'жарык өчтү', approvers: both }));
  must(await client.station.resume({ reason: 'жарык келди', approvers: both }));
  must(await client.station.finish({ inside: 0 }));
  must(await client.station.close({ approvers, copies: 1 }));
  await copiesOut(run, chair, 0);
  must(await client.access.signOut({}));
  chair.close();
}

/** After the closing, as the chair, the commission's administrator and whoever finds the empty device see it. */
describe('a station that was closed', () => {
  const at = stationDesk('afterwards', {
    ...{ voters: 6, sticks: 2 },
    before: async (made, run, kiosk) => {
      toStick(made, run);
      await closed(run, kiosk);
    },
  });

  it('says at its first page, on the key of the acts and at the handing over that an act waits, and leads there and back', async () => {
    const { desk } = at;
    const before = at.slips();
    const waits = desk.page.getByText(said('acts:waits', { count: 1 }));
    await desk.signIn('chair');
    await desk.heading(said('chair:duty.closed')).waitFor();
    await waits.waitFor();
    await at.button(said('acts:waits.tab', { count: 1 })).waitFor();
    await at.picture('closed-acts');
    await desk.button(said('afterwards:handing.title')).click();
    await desk.heading(said('afterwards:handing.title')).waitFor();
    await waits.waitFor();
    await at.picture('handing-missing');
    await desk.button(said('acts:waits.open')).click();
    const main = desk.page.getByRole('main');
    await main.locator('.choices button').first().click();
    await desk.button(said('acts:print.slip'), at.sheet).click();
    await desk.page.getByText(said('acts:drawn.yes', { copies: 1 })).waitFor();
    await expect.poll(at.slips).toBe(before + 1);
    await desk.button(said('afterwards:handing.title'), main).click();
    await desk.heading(said('afterwards:handing.title')).waitFor();
    await waits.waitFor({ state: 'hidden' });
    await desk.button(said('afterwards:back')).click();
    await desk.heading(said('chair:duty.closed')).waitFor();
    await at.button(said('acts:waits.tab', { count: 1 })).waitFor({ state: 'hidden' });
  });

  it('names at the handing over the copies that are missing, leads to them, and back once there are enough', async () => {
    const { desk } = at;
    await desk.button(said('afterwards:handing.title')).click();
    await desk.page.getByText(said('afterwards:handing.copies', { have: 0, wanted: 2 })).waitFor();
    expect(await desk.button(said('afterwards:handing.over')).isVisible()).toBe(false);
    await desk.button(said('afterwards:handing.to-copies')).click();
    const toHanding = desk.button(said('afterwards:retention.to-handing'));
    await writesCopy(desk, 'stick');
    await desk.page.getByText(said('afterwards:retention.missing', { have: 1, wanted: 2 })).waitFor();
    expect(await toHanding.isVisible()).toBe(false);
    await writesCopy(desk, 'second');
    await toHanding.waitFor();
    await at.picture('copies-enough');
    await toHanding.click();
    await desk.heading(said('afterwards:handing.title')).waitFor();
    // The list is there at once, and may have a key of this name that turns its page.
    await desk.button(said('afterwards:handing.over')).waitFor();
    await desk.button(said('afterwards:back'), desk.page.locator('.actions')).click();
  });

  it('is handed over by two persons, with two numbered copies of the act', async () => {
    const { desk } = at;
    const before = at.slips();
    await desk.heading(said('chair:duty.closed')).waitFor();
    await handsOver(desk, at.picture);
    await expect.poll(at.slips, { timeout: 30_000 }).toBe(before + 2);
    await at.picture('handed-over');
    await desk.signOut();
  });

  it('is ticked, thing by thing, by the commission’s administrator', async () => {
    const { desk } = at;
    await desk.signIn('administrator');
    await ticks(desk, at.picture);
    await at.picture('ticked');
    await desk.signOut();
  });

  it('is emptied by the chair and a second person, once the copies have the act too', async () => {
    const { desk } = at;
    const before = at.slips();
    await desk.signIn('chair');
    await at.button(said('afterwards:wipe.title')).click();
    await desk.page.getByText(said('afterwards:wipe.copies.do')).waitFor();
    expect(await at.button(said('afterwards:wipe.order', { number: NUMBER })).isEnabled()).toBe(false);
    await at.picture('wiping-copies-missing');
    await desk.button(said('afterwards:retention.title')).click();
    await desk.page.getByText(said('afterwards:retention.missing.do')).waitFor();
    await keepsCopies(desk, ['stick', 'second']);
    await wipes(desk, NUMBER);
    await expect.poll(at.slips).toBe(before + 1);
    expect(readdirSync(join(at.run.folder, 'register'))).toEqual([]);
  });

  it('tells of it, proves it on paper once more, and takes the next package', async () => {
    const { desk } = at;
    const before = at.slips();
    await desk.page.getByText(NUMBER).waitFor();
    await desk.button(said('afterwards:wipe.slip')).click();
    await expect.poll(at.slips).toBe(before + 1);
    await at.picture('wiped');
    await takesFirstPackage(desk, basename(at.made.station.package));
    await desk.signIn('chair');
    await desk.heading(said('chair:duty.ready')).waitFor();
  });
});
