import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { PRECINCT } from '../kit/room.ts';
import type { StationDesk } from '../kit/station-desk.ts';
import { takesFirstPackage } from '../kit/steps/packages.ts';
import { said } from '../kit/words.ts';

/** What is done before the day: the package from the stick, a test slip, and a trial of each device. */
export function preparing(at: StationDesk): void {
  it('begin with the package on the stick: nobody is known before it', async () => {
    await at.desk.heading(said('chair:packages.first')).waitFor();
    await at.desk.page.getByText(said('chair:device.words')).waitFor();
    await at.picture('unprovisioned');
    await takesFirstPackage(at.desk, basename(at.made.station.package));
    await at.desk.page.getByText(said('parts:station.number', { number: PRECINCT })).waitFor();
    await at.picture('imported');
  });

  it('let the technician print a test slip before the opening', async () => {
    await at.desk.signIn('technician');
    await at.desk.button(said('technician:test-print')).and(at.desk.page.locator(':enabled')).click();
    await expect.poll(at.slips, { timeout: 20_000 }).toBe(1);
    await at.desk.signOut();
  });

  it('let the technician try a device: a finger as it comes, a document field by field, a slip of every letter', async () => {
    await at.desk.signIn('technician');
    const tryIt = async (kind: 'fingerprint' | 'document' | 'printer'): Promise<void> => {
      const card = at.desk.page.locator('.device-card').filter({ hasText: said(`parts:device.${kind}`) });
      await card.getByRole('button', { name: said('technician:device.open') }).click();
      await at.desk.button(said('technician:device.try')).click();
    };
    const back = async (): Promise<void> => {
      await at.desk.button(said('trial:back')).click();
      await at.desk.button(said('technician:device.back')).click();
    };
    const { record: person } = at.voter(0).record;

    await tryIt('fingerprint');
    await at.desk.button(said('trial:finger.begin')).and(at.desk.page.locator(':enabled')).click();
    await at.desk.page.getByText(said('trial:finger.waiting')).waitFor();
    at.run.world.putFinger({ person, finger: 2, condition: 'good' });
    await at.desk.page.getByText(said('trial:finger.done')).waitFor({ timeout: 60_000 });
    const image = at.desk.page.getByRole('img', { name: said('trial:finger.picture') });
    await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(256);
    await at.picture('try-finger');
    at.run.world.putFinger(null);
    await back();

    await tryIt('document');
    await at.desk.button(said('trial:document.begin')).and(at.desk.page.locator(':enabled')).click();
    await at.desk.page.getByText(said('trial:document.waiting')).waitFor();
    at.run.world.layDocument({ person, document: 0 });
    const number = at.desk.page.getByRole('row').filter({ hasText: said('trial:place.number') });
    await number.filter({ hasText: said('trial:vouched.own') }).waitFor();
    expect(await at.desk.page.getByRole('row').count()).toBe(11);
    await at.picture('try-document');
    at.run.world.layDocument(null);
    await back();
    // Who comes back to the page finds nothing of it.
    await tryIt('document');
    expect(await at.desk.page.getByRole('row').count()).toBe(0);
    await back();

    await tryIt('printer');
    const before = at.slips();
    await at.desk.button(said('trial:slip.print')).and(at.desk.page.locator(':enabled')).click();
    await expect.poll(at.slips, { timeout: 30_000 }).toBe(before + 1);
    await at.desk.page.getByText(said('trial:slip.printed')).waitFor();
    await at.picture('try-printer');
    await back();
    await at.desk.signOut();
  });
}
