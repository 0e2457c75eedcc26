import { afterEach, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { todaySlip } from '../../../core/receipt/today-slip.ts';
import { screenText } from '../../screen-words.ts';
import { image, records, served } from '../served.fixture.ts';
import { offeredReason } from './reasons.ts';

let station: Awaited<ReturnType<typeof served>>;
afterEach(() => station.close());
const chair = { role: 'chair', person: 'chair' } as const;

/** The first voter of the list, by her finger and to the end. */
async function admitted(): Promise<void> {
  station.onGlass.push(image('asel', 2, 2));
  await station.client.voter.find({ text: records[0]?.pin ?? '' });
  await expect.poll(() => station.zone.way.step.at, { timeout: 20_000 }).toBe('admitted');
}

describe('today at this station', () => {
  it('is told of a real journal, and every receipt of it had an identification before it', async () => {
    station = await served(defaultPolicy);
    const { client, zone } = station;
    await admitted();
    await client.voter.finish({});
    await client.voter.find({ text: '20101199900999' });
    await expect.poll(() => zone.way.step.at).toBe('refused');
    await client.voter.finish({});
    for (const reason of [screenText('ru', 'chair:suspend.reason.power'), 'Тест Тестова кулап түштү']) {
      zone.kiosk.record('sitting.suspended', { reason }, chair);
      zone.kiosk.record('sitting.resumed', {}, chair);
    }
    zone.kiosk.record('device.started', { version: '0.1.0', previous: 'broke-off' }, { role: 'system' });

    const today = await client.papers.today({});
    expect(today).toMatchObject({
      ...{ opened: '08:30', closed: null, admitted: 1, undone: 0, refused: { 'not-in-list': 1 } },
      ...{ restarts: 1, brokenOff: 1, receipts: 1, identified: 1, copies: 0 },
    });
    expect(today?.pauses).toMatchObject([{ reason: { ky: 'Электр жарыгы өчтү' } }, { reason: null }]);
    expect(today?.words).toHaveLength(8);
  });

  it('prints numbered copies over the day, with the head that a checkpoint has just made', async () => {
    station = await served(defaultPolicy);
    const { client, zone, told } = station;
    expect(await client.papers.printToday({ on: 'slip' })).toEqual(ok({ sheet: 1, out: 'yes', problem: null }));
    zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    // A number that was used for a sheet that did not come out is not given again.
    expect(await client.papers.printToday({ on: 'slip' })).toEqual(err({ code: 'device.paper-out' }));
    zone.devices.print = async () => ok(null);
    expect(await client.papers.printToday({ on: 'slip' })).toMatchObject({ value: { sheet: 3 } });
    expect(await client.papers.printToday({ on: 'page' })).toEqual(err({ code: 'page-printer.not-set-up' }));
    expect(told('paper.handed')).toMatchObject([1, 2, 3].map((number) => ({ paper: 'today', number, on: 'slip' })));
    expect(told('checkpoint.made').length).toBeGreaterThanOrEqual(3);
    expect(await client.papers.today({})).toMatchObject({ copies: 3 });
  });

  it('has no name, no PIN and no words of a person’s own on its paper', async () => {
    station = await served(defaultPolicy);
    const { client, zone } = station;
    await admitted();
    const own = 'Асел Тестова унутулду';
    const [{ admission } = { admission: '' }] = zone.kiosk.db
      .prepare<[], { admission: string }>('select admission from admission')
      .all();
    zone.kiosk.record('admission.undone', { admission, reason: own, approvers: ['chair', 'member'] }, chair);
    const printed: string[] = [];
    zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    await client.papers.printToday({ on: 'slip' });
    const paper = [...printed.join('').matchAll(/>([^<]+)</g)].map(([, text]) => text).join('\n');
    expect(paper).toContain('Башка себеп');
    const [first] = records;
    for (const personal of [first?.surname, first?.given, ...records.map(({ pin }) => pin)]) {
      expect(paper).not.toContain(personal);
    }
    for (const word of own.split(' ')) expect(paper).not.toContain(word);
  });

  it('says it where a receipt had no identification before it', async () => {
    station = await served(defaultPolicy);
    const { client, zone } = station;
    zone.kiosk.record('print.handed', { job: 'j', receipt: '0001-1-0001', copy: 0 }, { role: 'system' });
    const today = await client.papers.today({});
    expect(today).toMatchObject({ receipts: 1, identified: 0 });
    const place = {
      mode: 'official',
      election: { ky: 'ш', ru: 'в', en: 'e' },
      station: '1',
      device: 'd',
      serial: 'TN-40127-88315',
    } as const;
    const slip = today && todaySlip({ ...place, date: '2023-10-08', time: '12:00', ...today, copy: 1 });
    expect(JSON.stringify(slip)).toContain('идентификациясыз чек бар');
  });
});

describe('a reason of the screens', () => {
  it('is known in all languages by any of them, and a person’s own words are not', async () => {
    station = await served(defaultPolicy);
    const mistake = offeredReason(screenText('en', 'parts:undo.reason.mistake'));
    expect(mistake).toEqual(offeredReason(screenText('ky', 'parts:undo.reason.mistake')));
    expect(mistake?.ru).toBe(screenText('ru', 'parts:undo.reason.mistake'));
    expect(offeredReason('Асел кайра келди')).toBeNull();
  });
});
