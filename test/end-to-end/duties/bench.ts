import { expect, it } from 'vitest';
import type { StationDesk } from '../kit/station-desk.ts';
import { said } from '../kit/words.ts';

/** The technician's console while the station is open. */
export function bench(at: StationDesk): void {
  it.each(['fingerprint', 'document', 'printer'] as const)(
    'tell the technician of a pulled cable: %s',
    async (kind) => {
      if (kind === 'fingerprint') await at.changePerson('technician');
      const card = at.desk.page.locator('.device-card').filter({ hasText: said(`parts:device.${kind}`) });
      await card.getByText(said('parts:state.ready')).waitFor();
      at.run.world.plug(kind, false);
      await card.getByText(said('parts:state.missing')).waitFor();
      await card.getByText(`device.${kind}-missing`).waitFor();
      await at.picture(`${kind}-away`);
      at.run.world.plug(kind, true);
      await card.getByText(said('parts:state.ready')).waitFor();
      const reopen = card.getByRole('button', { name: said('technician:reopen') });
      await reopen.click();
      // It is answered on the key, after the time: a card that was well before looks the same.
      await reopen.getByText(said('technician:reopen.answers', { time: '' })).waitFor();
      await card.getByText(said('parts:state.ready')).waitFor();
    },
  );

  it('restart all devices together, which is seen at once; the printer is left to the voters', async () => {
    await at.desk.page.getByRole('button', { name: said('technician:restart') }).click();
    await at.desk.page.locator('.device-card:not(.device-ready)').first().waitFor();
    await expect.poll(() => at.desk.page.locator('.device-card.device-ready').count(), { timeout: 30_000 }).toBe(3);
    const test = at.desk.page.getByRole('button', { name: said('technician:test-print') });
    expect(await test.isDisabled()).toBe(true);
    expect(await test.textContent()).toContain(said('technician:test-print.when'));
    await at.picture('bench');
  });

  it('report the readiness: what is wrong comes first, and goes when it is mended', async () => {
    at.run.world.breakPrinter('cover-open');
    await at.desk.button(said('technician:page.readiness')).click();
    const first = at.desk.page.locator('.checklist li').first();
    await expect
      .poll(
        async () => {
          await at.desk.page.getByRole('main').getByRole('button').last().click();
          await first.waitFor();
          return first.textContent();
        },
        { timeout: 30_000 },
      )
      .toContain(said('parts:device.printer'));
    expect(await first.textContent()).toContain(said('technician:readiness.bad'));
    await at.picture('readiness');
    at.run.world.breakPrinter('none');
    await expect
      .poll(
        async () => {
          await at.desk.button(said('technician:readiness.again')).click();
          return at.desk.page.locator('.checklist li.check-blocked').count();
        },
        { timeout: 30_000 },
      )
      .toBe(0);
    // What is plugged in can be looked at too; the simulated ports are none that a system lists.
    await at.desk.button(said('technician:page.attached')).click();
    await at.desk.heading(said('technician:attached.found')).waitFor();
    await at.desk.page.locator('.attached-devices li').nth(1).waitFor();
    await at.picture('attached');
  });
}
