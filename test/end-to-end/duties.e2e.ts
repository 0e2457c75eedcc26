import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoVoter } from '../../main/demo/voters.ts';
import { build } from '../../tools/build.ts';
import { root } from '../../tools/say.ts';
import { type Made, makeStation, PRECINCT, type Run, runStation } from './kit/demo-station.ts';
import { Hands, nameOf } from './kit/hands.ts';
import { type ChromiumKiosk, chromiumKiosk } from './kit/kiosk.ts';
import { said } from './kit/words.ts';

/** Rows of paper, 8 a millimetre: what is shorter is the scrap that clears the cutter, not a slip. */
const SLIP_ROWS = 300;

/** What the commission and the technician do at one desk, from the first start to the end of the day. */
describe('the duties of a station', () => {
  let made: Made;
  let run: Run;
  let kiosk: ChromiumKiosk;
  let desk: Hands;
  /** The number of the slip that is undone. */
  let receipt = '';

  const pictures = join(root, 'dist/story/duties');
  let taken = 0;
  const picture = async (name: string): Promise<void> => {
    taken += 1;
    await desk.page.screenshot({ path: join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`) });
  };
  const sheet = (): Locator => desk.page.getByRole('dialog');
  const voter = (n: number): DemoVoter => {
    const found = made.station.voters.filter(({ trait }) => trait === 'ordinary')[n];
    if (!found) throw new Error(`the list has no ordinary voter ${n}`);
    return found;
  };
  const slips = (): number =>
    run.ledger.entries().filter((entry) => entry.fact === 'slip' && entry.cut && entry.height >= SLIP_ROWS).length;
  const admitted = async (count: number): Promise<void> => {
    const counted = `${count} ${said('parts:admitted')}`;
    await desk.page.getByRole('banner').filter({ hasText: counted }).waitFor();
  };
  const changePerson = async (id: string): Promise<void> => {
    await desk.signOut();
    await desk.signIn(id);
  };

  beforeAll(async () => {
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    await build();
    made = await makeStation(8);
    run = runStation(made, false);
    kiosk = await chromiumKiosk(run.plan);
    desk = new Hands(await kiosk.page('officer'), run.world);
  });
  afterAll(async () => {
    await kiosk?.close();
    run?.close();
    made?.close();
  });

  it('begin with the package on the stick: nobody is known before it', async () => {
    await desk.heading(said('chair:packages.first')).waitFor();
    await desk.page.getByText(said('chair:device.words')).waitFor();
    await picture('unprovisioned');
    await desk.page.getByRole('button', { name: basename(made.station.package) }).click();
    await desk.heading(said('parts:sign-in.who')).waitFor({ timeout: 60_000 });
    await desk.page.getByText(said('parts:station.number', { number: PRECINCT })).waitFor();
    await picture('imported');
  });

  it('let the technician print a test slip before the opening', async () => {
    await desk.signIn('technician');
    await desk.button(said('technician:test-print')).and(desk.page.locator(':enabled')).click();
    await expect.poll(slips, { timeout: 20_000 }).toBe(1);
    await desk.signOut();
  });

  it('let the technician try a device: a finger as it comes, a document field by field, a slip of every letter', async () => {
    await desk.signIn('technician');
    const tryIt = async (kind: 'fingerprint' | 'document' | 'printer'): Promise<void> => {
      const card = desk.page.locator('.device-card').filter({ hasText: said(`parts:device.${kind}`) });
      await card.getByRole('button', { name: said('technician:device.open') }).click();
      await desk.button(said('technician:device.try')).click();
    };
    const back = async (): Promise<void> => {
      await desk.button(said('trial:back')).click();
      await desk.button(said('technician:device.back')).click();
    };
    const { record: person } = voter(0).record;

    await tryIt('fingerprint');
    await desk.button(said('trial:finger.begin')).and(desk.page.locator(':enabled')).click();
    await desk.page.getByText(said('trial:finger.waiting')).waitFor();
    run.world.putFinger({ person, finger: 2, condition: 'good' });
    await desk.page.getByText(said('trial:finger.done')).waitFor({ timeout: 60_000 });
    const image = desk.page.getByRole('img', { name: said('trial:finger.picture') });
    await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(256);
    await picture('try-finger');
    run.world.putFinger(null);
    await back();

    await tryIt('document');
    await desk.button(said('trial:document.begin')).and(desk.page.locator(':enabled')).click();
    await desk.page.getByText(said('trial:document.waiting')).waitFor();
    run.world.layDocument({ person, document: 0 });
    const number = desk.page.getByRole('row').filter({ hasText: said('trial:place.number') });
    await number.filter({ hasText: said('trial:vouched.own') }).waitFor();
    expect(await desk.page.getByRole('row').count()).toBe(11);
    await picture('try-document');
    run.world.layDocument(null);
    await back();
    // Who comes back to the page finds nothing of it.
    await tryIt('document');
    expect(await desk.page.getByRole('row').count()).toBe(0);
    await back();

    await tryIt('printer');
    const before = slips();
    await desk.button(said('trial:slip.print')).and(desk.page.locator(':enabled')).click();
    await expect.poll(slips, { timeout: 30_000 }).toBe(before + 1);
    await desk.page.getByText(said('trial:slip.printed')).waitFor();
    await picture('try-printer');
    await back();
    await desk.signOut();
  });

  it('open by one list and two persons, of whom the sheet offers only those of the commission', async () => {
    await desk.signIn('chair');
    await desk.button(said('chair:open')).and(desk.page.locator(':enabled')).waitFor();
    await desk.button(said('chair:open')).click();
    const offered = await sheet().locator('.people').first().textContent();
    expect(offered).not.toContain(said('parts:role.officer'));
    expect(offered).not.toContain(said('parts:role.technician'));
    await desk.approve(['chair', 'member-1'], said('chair:open'));
    await desk.heading(said('chair:duty.open')).waitFor();
    await expect.poll(slips, { timeout: 20_000 }).toBe(3);
    await picture('open');
  });

  it('suspend with a reason, which the officer sees, and go on', async () => {
    await desk.button(said('chair:suspend')).click();
    await desk.button(said('chair:suspend.reason.power'), sheet()).click();
    await desk.button(said('chair:suspend'), sheet()).click();
    await desk.heading(said('chair:duty.suspended')).waitFor();
    await picture('suspended');
    await changePerson('officer-1');
    await desk.page.getByText(said('officer:not-serving.suspended')).waitFor();
    await picture('officer-waits');
    await changePerson('chair');
    await desk.button(said('chair:resume')).click();
    await desk.heading(said('chair:duty.open')).waitFor();
  });

  it('undo an admission by its number, a reason and two persons; the voter can then be admitted', async () => {
    await changePerson('officer-1');
    desk.lay(voter(0));
    const verdict = desk.verdict(said('officer:admitted'), nameOf(voter(0)));
    await Promise.all([
      verdict.waitFor().then(async () => {
        receipt = new RegExp(`${PRECINCT}-\\d+-\\d+`).exec((await verdict.textContent()) ?? '')?.[0] ?? '';
      }),
      desk.identify(voter(0)),
    ]);
    await desk.goOn();
    await admitted(1);
    await desk.page.getByRole('button', { name: said('parts:menu') }).click();
    await desk.button(said('parts:undo.open'), sheet()).click();
    const [, device = '', number = ''] = receipt.split('-');
    await desk.digits(device, sheet());
    await desk.button(said('parts:receipt.dash'), sheet()).click();
    await desk.digits(number, sheet());
    await picture('undo-number');
    await desk.button(said('parts:next'), sheet()).click();
    await desk.button(said('parts:undo.reason.mistake'), sheet()).click();
    await desk.button(said('parts:next'), sheet()).click();
    await picture('undo-codes');
    await desk.approve(['chair', 'member-1'], said('parts:undo.do'));
    await admitted(0);
    desk.lay(voter(0));
    await Promise.all([verdict.waitFor(), desk.identify(voter(0))]);
    await desk.goOn();
    await admitted(1);
  });

  it('record the turnout once for a time', async () => {
    await changePerson('chair');
    await desk.button(said('chair:page.turnout')).click();
    const [first = ''] = await desk.page.locator('.turnout-time').allInnerTexts();
    await desk.button(said('chair:turnout.record', { time: first })).click();
    const row = desk.page.getByRole('main').getByRole('listitem').filter({ hasText: first });
    await row.filter({ hasText: said('chair:state.done') }).waitFor();
    expect(await row.textContent()).toContain('1');
    expect(await desk.button(said('chair:turnout.record', { time: first })).count()).toBe(0);
    await picture('turnout');
  });

  it.each(['fingerprint', 'document', 'printer'] as const)(
    'tell the technician of a pulled cable: %s',
    async (kind) => {
      if (kind === 'fingerprint') await changePerson('technician');
      const card = desk.page.locator('.device-card').filter({ hasText: said(`parts:device.${kind}`) });
      await card.getByText(said('parts:state.ready')).waitFor();
      run.world.plug(kind, false);
      await card.getByText(said('parts:state.missing')).waitFor();
      await card.getByText(`device.${kind}-missing`).waitFor();
      await picture(`${kind}-away`);
      run.world.plug(kind, true);
      await card.getByText(said('parts:state.ready')).waitFor();
      await card.getByRole('button', { name: said('technician:reopen') }).click();
      await card.getByText(said('parts:state.ready')).waitFor();
    },
  );

  it('restart all devices together, which is seen at once; the printer is left to the voters', async () => {
    await desk.page.getByRole('button', { name: said('technician:restart') }).click();
    await desk.page.locator('.device-card:not(.device-ready)').first().waitFor();
    await expect.poll(() => desk.page.locator('.device-card.device-ready').count(), { timeout: 30_000 }).toBe(3);
    const test = desk.page.getByRole('button', { name: said('technician:test-print') });
    expect(await test.isDisabled()).toBe(true);
    expect(await test.textContent()).toContain(said('technician:test-print.when'));
    await picture('bench');
  });

  it('report the readiness: what is wrong comes first, and goes when it is mended', async () => {
    run.world.breakPrinter('cover-open');
    await desk.button(said('technician:page.readiness')).click();
    const first = desk.page.locator('.checklist li').first();
    await expect
      .poll(
        async () => {
          await desk.page.getByRole('main').getByRole('button').last().click();
          await first.waitFor();
          return first.textContent();
        },
        { timeout: 30_000 },
      )
      .toContain(said('parts:device.printer'));
    expect(await first.textContent()).toContain(said('technician:readiness.bad'));
    await picture('readiness');
    run.world.breakPrinter('none');
    await expect
      .poll(
        async () => {
          await desk.button(said('technician:readiness.again')).click();
          return desk.page.locator('.checklist li.check-blocked').count();
        },
        { timeout: 30_000 },
      )
      .toBe(0);
    // What is plugged in can be looked at too; the simulated ports are none that a system lists.
    await desk.button(said('technician:page.attached')).click();
    await desk.heading(said('technician:attached.found')).waitFor();
    await desk.page.locator('.attached-devices li').nth(1).waitFor();
    await picture('attached');
  });

  it('finish, close, and say what comes after closing', async () => {
    await changePerson('chair');
    await desk.button(said('chair:finish')).click();
    await desk.heading(said('chair:duty.finishing')).waitFor();
    await desk.button(said('chair:close')).click();
    await desk.approve(['chair', 'secretary'], said('chair:close'));
    await desk.heading(said('chair:duty.closed')).waitFor();
    await desk.page.getByText(said('chair:duty.what.closed')).waitFor();
    await picture('closed');
    // What is said to be next is the next button.
    await desk.button(said('chair:to-log')).click();
    await desk.button(said('chair:log.to', { name: 'stick' })).click();
    await desk.heading(said('chair:log.done')).waitFor();
    await picture('log');
    await changePerson('officer-1');
    await desk.page.getByText(said('officer:not-serving.closed')).waitFor();
  });
});
