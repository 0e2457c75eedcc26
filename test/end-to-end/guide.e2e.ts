import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Made, makeStation, type Run, runStation } from './kit/demo-station.ts';
import { Hands } from './kit/hands.ts';
import { type ChromiumKiosk, chromiumKiosk } from './kit/kiosk.ts';
import { said } from './kit/words.ts';

/** A technician who never did it puts a kiosk together: nothing is plugged in, and each thing says when it is well. */
describe('the guided set-up', () => {
  let made: Made;
  let run: Run;
  let kiosk: ChromiumKiosk;
  let desk: Hands;

  const state = (word: string) =>
    desk.page.locator('.guide-state').getByText(said(`parts:state.${word}`), { exact: true });
  const step = (kind: string) => desk.heading(said(`parts:device.${kind}`)).waitFor();
  const next = () => desk.button(said('technician:guide.next')).click();
  const without = () => desk.button(said('technician:guide.without')).click();

  beforeAll(async () => {
    made = await makeStation(4);
    run = runStation(made);
    for (const kind of ['fingerprint', 'document', 'printer'] as const) run.world.plug(kind, false);
    kiosk = await chromiumKiosk(run.plan);
    desk = new Hands(await kiosk.page('officer'), run.world);
    await desk.heading(said('parts:sign-in.who')).waitFor({ timeout: 60_000 });
    // Until every device has been looked for in vain, nothing is known to be missing.
    const lights = desk.page.getByRole('list', { name: said('parts:devices') });
    await lights.getByText(said('parts:light-state.missing')).nth(2).waitFor({ timeout: 60_000 });
  }, 300_000);
  afterAll(async () => {
    await kiosk?.close();
    run?.close();
    made?.close();
  });

  it('opens by itself at the first thing that a table needs', async () => {
    await desk.signIn('technician');
    await step('fingerprint');
    await state('missing').waitFor();
    await desk.page.locator('.guide-state').getByText('device.fingerprint-missing').waitFor();
    expect(await desk.button(said('technician:guide.next')).count()).toBe(0);
  });

  it('says by itself that the sensor is there, and tries it with a finger', async () => {
    run.world.plug('fingerprint', true);
    await state('ready').waitFor({ timeout: 30_000 });
    await desk.button(said('technician:guide.try.fingerprint')).click();
    const waiting = desk.page.locator('.guide-state').getByText(said('technician:touch.waiting'));
    await waiting.waitFor();
    const person = made.station.voters[0]?.record.record ?? '';
    run.world.putFinger({ person, finger: 2, condition: 'good' });
    const told = said('technician:guide.touched', { quality: '#' }).split('#')[0] ?? '';
    await desk.page.locator('.guide-state').getByText(told).waitFor({ timeout: 30_000 });
    run.world.putFinger(null);
    await next();
  });

  it('sees that the document reader reads, and not what', async () => {
    await step('document');
    await state('missing').waitFor();
    run.world.plug('document', true);
    await state('ready').waitFor({ timeout: 30_000 });
    const [voter] = made.station.voters;
    if (voter === undefined) throw new Error('the list is empty');
    desk.lay(voter);
    await desk.page.locator('.guide-state').getByText(said('technician:guide.read')).waitFor({ timeout: 30_000 });
    expect(await desk.screen()).not.toContain(voter.record.surname);
    run.world.layDocument(null);
    await next();
  });

  it('can be left, and goes on where something is still to do', async () => {
    await step('chip');
    await without();
    await step('page-scanner');
    await without();
    await step('printer');
    await state('missing').waitFor();
    await desk.button(said('technician:page.devices')).click();
    await desk.button(said('technician:page.guide')).click();
    await step('printer');
  });

  it('prints a test slip when the printer is there, and ends at the readiness report', async () => {
    run.world.plug('printer', true);
    await state('ready').waitFor({ timeout: 30_000 });
    const before = run.ledger.entries().filter((entry) => entry.fact === 'slip').length;
    await desk.button(said('technician:test-print')).click();
    await expect
      .poll(() => run.ledger.entries().filter((entry) => entry.fact === 'slip').length, { timeout: 30_000 })
      .toBeGreaterThan(before);
    await state('ready').waitFor({ timeout: 30_000 });
    await next();
    await desk.heading(said('technician:guide.title.readiness')).waitFor();
    expect(await desk.page.locator('.guide-overview .device-attention').count()).toBe(0);
    await desk.button(said('technician:guide.readiness')).click();
    await desk.button(said('technician:readiness.make')).waitFor();
  });
});
