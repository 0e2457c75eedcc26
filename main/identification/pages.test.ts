import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A4, MARGIN } from '../../core/paper/sheet.ts';
import { slipWords } from '../../core/receipt/words.ts';
import { type RealCups, realCups } from '../../drivers/testing/cups.ts';
import { badlyPlaced, paperOf, pictureOfPaper } from '../../drivers/testing/paper.ts';
import { readCodes } from '../images/codes.ts';
import { makeStation, type Station } from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

/**
 * Slips of a real zone on A4: its device host speaks to the real CUPS, and what comes out at the far end of the queue is
 * read by poppler.
 */
let station: Station;
let cups: RealCups;
let zone: Zone;
const chair = { role: 'chair', id: 'chair-1' } as const;

beforeEach(async () => {
  station = await makeStation();
  const { path } = await station.write('a.taanuu', {});
  writeFileSync(join(station.dir, 'device', 'kiosk.json'), '{}');
  cups = await realCups();
  ({ zone } = await zoneOf(station, path));
  const opened = { sitting: 'day-1', kind: 'day', registered: 4, carried: 0 } as const;
  zone.kiosk.record('sitting.opened', { ...opened, approvers: ['chair'] }, chair);
  expect(zone.setups.assign('page', 'cups', `page@${cups.socket}`, chair).ok).toBe(true);
  await expect.poll(() => page()?.state, { timeout: 80_000 }).toBe('ready');
}, 240_000);
afterEach(async () => {
  await zone.stop();
  station.remove();
}, 60_000);

const page = () => zone.devices.health.find(({ id }) => id === 'page')?.status;
const told = () =>
  (
    zone.kiosk.db.prepare("select line from journal where type like 'page.%' order by seq").all() as { line: string }[]
  ).map(({ line }) => {
    const { type, body } = JSON.parse(line);
    return { type, ...body };
  });

describe('slips of the station on A4', () => {
  it('come out of the real CUPS on one sheet, numbered, with head, code and room to sign, and are journalled', async () => {
    const before = told().length;
    const printed = await zone.pages.print('start', chair);
    expect(printed).toMatchObject({ ok: true, value: { out: 'yes', problem: null } });
    const sheet = printed.ok ? printed.value.sheet : 0;
    const pdf = readFileSync(cups.pages()[0] ?? '');
    const { sheets, text, info } = await paperOf(pdf);
    expect(info).toContain('(A4)');
    expect(sheets).toHaveLength(1);
    expect(badlyPlaced(sheets[0] ?? [], MARGIN, A4.width, A4.height)).toEqual([]);
    const { start, registered, chair: signs } = slipWords;
    for (const word of [start.ky, start.ru, registered.ru, signs.ky, `№ ${sheet}`, zone.kiosk.device]) {
      expect(text).toContain(word);
    }
    const codes = await readCodes(await pictureOfPaper(pdf, 150), { formats: ['qr'] });
    const [code = ''] = codes.ok ? codes.value.map((one) => one.text) : [];
    expect(code).toMatch(new RegExp(`^taanuu:1:${zone.kiosk.device}:`));
    // The head on the paper is in the journal.
    const head = code.split(':').at(-1);
    expect(
      zone.kiosk.db.prepare("select count(*) as n from journal where line like '%' || ? || '%'").get(head),
    ).not.toEqual({ n: 0 });
    expect(told().slice(before)).toMatchObject([
      { type: 'page.handed', slip: 'start', sheet },
      { type: 'page.ended', out: 'yes', problem: null },
    ]);
    expect(await zone.pages.print('start', chair)).toMatchObject({ ok: true, value: { sheet: sheet + 1 } });
    expect(cups.pages()).toHaveLength(2);
  }, 180_000);

  it('tell what they wait for while they print, and are taken back whole when somebody stops them', async () => {
    cups.says('media-empty-error');
    const printed = zone.pages.print('start', chair);
    await expect.poll(() => page(), { timeout: 60_000 }).toMatchObject({ problem: { code: 'page-printer.paper-out' } });
    expect(await zone.pages.print('start', chair)).toEqual({ ok: false, error: { code: 'station.busy' } });
    await zone.pages.stop();
    const first = await printed;
    expect(first).toMatchObject({ ok: true, value: { problem: { code: 'device.cancelled' } } });
    expect(first.ok && first.value.out).not.toBe('yes');
    cups.says();
    await expect.poll(() => page()?.state, { timeout: 60_000 }).toBe('ready');
    const second = await zone.pages.print('start', chair);
    // What was taken back never came out, and its number is not used again.
    expect(second).toMatchObject({ ok: true, value: { out: 'yes' } });
    expect(second.ok && first.ok && second.value.sheet - first.value.sheet).toBe(1);
    expect(cups.pages()).toHaveLength(1);
  }, 240_000);

  it('come out when the paper is in again', async () => {
    cups.says('media-jam-error');
    const printed = zone.pages.print('start', chair);
    await expect.poll(() => page(), { timeout: 60_000 }).toMatchObject({ problem: { code: 'page-printer.jam' } });
    cups.says();
    expect(await printed).toMatchObject({ ok: true, value: { out: 'yes', problem: null } });
  }, 180_000);

  it('may be out when the device host dies in the middle: said so, journalled, and the number is used up', async () => {
    cups.says('media-empty-error');
    const printed = zone.pages.print('start', chair);
    await expect.poll(() => page(), { timeout: 60_000 }).toMatchObject({ problem: { code: 'page-printer.paper-out' } });
    zone.devices.restart();
    const first = await printed;
    expect(first).toMatchObject({ ok: true, value: { out: 'maybe', problem: { code: 'page-printer.unconfirmed' } } });
    expect(told().at(-1)).toMatchObject({ type: 'page.ended', out: 'maybe', problem: 'page-printer.unconfirmed' });
    cups.says();
    await expect.poll(() => page()?.state, { timeout: 90_000 }).toBe('ready');
    const second = await zone.pages.print('start', chair);
    expect(second.ok && first.ok && second.value.sheet - first.value.sheet).toBe(1);
  }, 240_000);

  it('say so where no page printer is set up, and where the print service is gone', async () => {
    await cups.cupsd().stop();
    await expect.poll(() => page()?.state, { timeout: 60_000 }).toBe('missing');
    expect(await zone.pages.print('start', chair)).toMatchObject({
      ok: true,
      value: { out: 'no', problem: { code: 'page-printer.service-missing' } },
    });
    zone.setups.remove('page', chair);
    expect(await zone.pages.print('start', chair)).toEqual({ ok: false, error: { code: 'page-printer.not-set-up' } });
  }, 180_000);

  it('the readiness report is printed as it is written to a file', async () => {
    const report = await zone.readiness.report();
    expect(await zone.readiness.reportOf(report.at)).toBe(report);
    const printed = await zone.pages.printReadiness(zone.readinessPapers.pdf(report, 'ru'), chair);
    expect(printed).toMatchObject({ ok: true, value: { out: 'yes' } });
    const { text } = await paperOf(readFileSync(cups.pages()[0] ?? ''));
    expect(text).toContain(report.words.join(' '));
    expect(await zone.readiness.reportOf(null)).not.toBe(report);
  }, 180_000);
});
