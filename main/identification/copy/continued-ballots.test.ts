import { expect, it } from 'vitest';
import { ballotPaperOf, sheetsOfAdmission } from '../state/ballot-sheets.ts';
import { predecessorLines } from '../state/predecessor.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { chairsStick, type Kiosk, officer, pseudonym } from './continuing.fixture.ts';

/** A kiosk that printed ballots dies: what became of each sheet after the last event that was copied, persons say. */
const day = chairsStick();
const { gone, copied, continued } = day;

const system = { role: 'system' } as const;
const SITTING = '2023-10-08-1';

/** Reserves for the n-th voter, with her receipt out and her ballot to be printed here. */
function owed(one: Kiosk, n: number): string {
  const { kiosk } = one.zone;
  const [admission, receipt] = [`b-${n}`, `0001-1-100${n}`];
  const who = { precinct: '0001', sex: 'female', ageGroup: '26-35', modality: 'finger' } as const;
  const what = { receipts: [{ receipt, ballot: 'deputies' }], printed: ['deputies'] };
  const of = { admission, attempt: `t-${n}`, voter: pseudonym(one, n), category: 'home', constituency: 'k1' } as const;
  kiosk.record('admission.reserved', { ...of, ...who, ...what }, officer);
  kiosk.record('print.handed', { job: `j-${n}`, receipt, copy: 0 }, system);
  kiosk.record('receipt.printed', { admission, receipt }, system);
  return admission;
}
/** Prints a sheet for an admission, and confirms it when its voter has it. */
function delivers(one: Kiosk, admission: string, sheet: string): void {
  const { kiosk } = one.zone;
  kiosk.record('ballot.print-handed', { sheet, admission, ballot: 'deputies' }, system);
  kiosk.record('ballot.printed', { sheet }, system);
  kiosk.record('ballot.delivered', { sheet }, officer);
  if (one.zone.reservations.resumable(admission)?.resumed.standing === false) {
    one.zone.reservations.confirm(admission, officer);
  }
}
const sheets = ({ zone }: Kiosk, admission: string) =>
  sheetsOfAdmission(zone.kiosk.db, admission).map(({ state }) => state);
const paper = ({ zone }: Kiosk) => {
  const { carried, loaded, corrected, delivered, cancelled, open, blank } = ballotPaperOf(zone.kiosk.db, SITTING);
  expect(carried + loaded + corrected).toBe(delivered + cancelled + open + blank);
  return { delivered, cancelled, open, blank };
};
const persons = { reason: 'nothing lay there', approvers: ['officer', 'member'] };

it('knows what was delivered, and asks of every other ballot that was due, also of one that was being exchanged', async () => {
  const first = await copied();
  const { kiosk } = first.zone;
  kiosk.record('ballot-paper.loaded', { sheets: 20 }, officer);
  const [given, waiting, back] = [owed(first, 3), owed(first, 4), 'b-3'] as const;
  delivers(first, given, 's-1');
  // It came back, and the other one was perhaps printed behind the last event on the stick.
  kiosk.record('ballot.sheet-cancelled', { sheet: 's-1', ...persons }, officer);
  await first.zone.copy.work();
  await first.zone.copy.close();
  delivers(first, back, 's-2');
  await gone(first);

  const second = await continued();
  expect([sheets(second, back), sheets(second, waiting)]).toEqual([['maybe'], ['maybe']]);
  expect(paper(second)).toEqual({ delivered: 0, cancelled: 1, open: 2, blank: 17 });
  // Nothing is printed by itself, and no voter gets a second ballot before persons have said where the first is.
  expect(second.zone.reservations.resumable(back)?.resumed).toMatchObject({ standing: true });
  expect(second.zone.reservations.resumable(waiting)?.resumed).toMatchObject({ standing: false });
  const print = await second.zone.sheets.print({ admission: back, ballot: 'deputies' });
  expect(print).toMatchObject({ ok: false, sent: 'maybe', problem: { code: 'ballot-print.interrupted' } });
  second.zone.devices.clearBallots = async () => ({ ok: true, value: null });
  const none = { ballot: 'deputies', found: 'none', ...persons } as const;
  expect(await second.zone.sheets.cancel({ admission: waiting, ...none }, officer)).toEqual({ ok: true });
  const of = { admission: back, ballot: 'deputies' };
  expect(second.zone.sheets.accept(of, officer)).toEqual({ ok: true });
  expect(second.zone.sheets.deliver(of, officer)).toEqual({ ok: true });
  expect(paper(second)).toEqual({ delivered: 1, cancelled: 1, open: 0, blank: 18 });
  await second.zone.copy.work();
  await gone(second);

  // A third one goes on in its turn: of the ballot that was found not to be there it is asked once more.
  const third = await continued('third');
  expect([sheets(third, back), sheets(third, waiting)]).toEqual([['delivered'], ['maybe']]);
  expect(paper(third)).toEqual({ delivered: 1, cancelled: 1, open: 1, blank: 17 });
  const { db } = third.zone.kiosk;
  const events = db.prepare<[], string>('select line from journal order by seq').pluck().all();
  const rebuilt = rebuild(
    events.map((line) => JSON.parse(line)),
    predecessorLines(db),
  );
  expect(stateDifferences(db, rebuilt)).toEqual([]);
}, 120_000);
