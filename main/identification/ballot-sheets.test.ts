import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layouts, listStyle } from '../../core/ballot/examples.fixture.ts';
import type { Election } from '../../core/election/election.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { BodyOf } from '../../core/journal/catalogue.ts';
import type { JournalEvent } from '../../core/journal/event.ts';
import { err, ok } from '../../core/problem/result.ts';
import type { DeskView } from '../api/views.ts';
import { codes, election, otherCode } from '../package/package.fixture.ts';
import { mostSheets } from './ballot-zone/totals.ts';
import type { PrintAnswer } from './devices/protocol.ts';
import { image, records, served } from './served.fixture.ts';
import { ballotPaperOf } from './state/ballot-sheets.ts';
import { rebuild, stateDifferences } from './state/rebuild.ts';

/** The probe election, whose ballots this kiosk prints. */
const printed: Election = {
  ...election,
  ballots: election.ballots.map((one) => ({ ...one, medium: { home: 'printed', remote: 'printed' } })),
  papers: {
    layouts: [layouts.list],
    styles: election.constituencies.map(({ id }, number) => ({
      ...listStyle(4),
      ...{ id: `deputies-${id}`, ballot: 'deputies', constituency: id, number },
    })),
  },
};
const printer = { id: 'ballots', driver: 'cups', at: 'ballots@/none', simulated: false } as const;
const both = [
  { person: 'officer', code: otherCode },
  { person: 'member', code: codes.member },
];

let station: Awaited<ReturnType<typeof served>>;
/** What comes of each sheet, and what went to the printer. */
let luck: PrintAnswer[];
let sent: Uint8Array[];
beforeEach(async () => {
  station = await served(defaultPolicy, { election: printed, more: [printer] });
  luck = [];
  sent = [];
  station.zone.devices.printBallot = async (pdf) => {
    sent.push(pdf);
    return luck.shift() ?? ok(null);
  };
  station.zone.devices.clearBallots = async () => ok(null);
}, 60_000);
afterEach(() => station.close());

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
const step = () => station.zone.way.step;
const view = () => station.zone.projection.view('officer') as DeskView;
const nothing = { carried: 0, loaded: 0, corrected: 0, delivered: 0, cancelled: 0, open: 0, blank: 0 };
const paper = () => ballotPaperOf(station.zone.kiosk.db, 'day-1');
const most = () => {
  const force = station.zone.kiosk.inForce();
  return force && mostSheets(station.zone.kiosk, force, 'day-1', false);
};
const jam = () => err({ sent: 'maybe-printed', problem: { code: 'page-printer.jam' } } as const);

const system = { role: 'system' } as const;
/** The tables are those that the journal alone gives. */
function rebuilt(): void {
  const { db } = station.zone.kiosk;
  const lines = db.prepare<[], string>('select line from journal order by seq').pluck().all();
  expect(stateDifferences(db, rebuild(lines.map((line) => JSON.parse(line) as JournalEvent)))).toEqual([]);
}

/** The n-th record comes to the desk and is identified. */
async function comes(n: number, who: string): Promise<string> {
  station.onGlass.push(image(who, 2, 2));
  expect(await station.client.voter.find({ text: records[n - 1]?.pin ?? '' })).toEqual(ok(null));
  await soon(() => step().at).toMatch(/^ballot-(out|trouble)$/);
  return station.zone.way.admission ?? '';
}

describe('a station that prints its ballots', () => {
  it('prints the style of the voter’s constituency behind her receipt, and admits her when she has it', async () => {
    const { client, told } = station;
    expect(await client.sheet.load({ sheets: 10 })).toEqual(ok(null));
    const admission = await comes(1, 'asel');
    expect(told('admission.confirmed')).toEqual([]);
    // A receipt that is out counts for a ballot from the table; a printed one is not hers before she has it.
    expect(most()).toBe(0);
    expect(await client.sheet.delivered({ admission })).toEqual(ok(null));
    await soon(() => step().at).toBe('admitted');
    expect([told('admission.confirmed').length, most(), paper().blank]).toEqual([1, 1, 9]);
    await client.voter.finish({});
    const other = await comes(2, 'bermet');
    await client.sheet.delivered({ admission: other });
    await soon(() => step().at).toBe('admitted');
    // No number, moment or device: all sheets of a style are one file.
    expect(Buffer.from(sent[0] ?? []).equals(Buffer.from(sent[1] ?? []))).toBe(true);
    expect(Buffer.from(sent[0] ?? []).toString('latin1')).toContain('(D:20231008000000Z)');
  });

  it('prints on no paper that nobody has counted', async () => {
    const { client } = station;
    const admission = await comes(1, 'asel');
    expect(step()).toMatchObject({ at: 'ballot-trouble', sent: 'nothing', problem: { code: 'ballot-print.no-paper' } });
    expect(sent).toEqual([]);
    await client.sheet.load({ sheets: 1 });
    expect(await client.sheet.print({ admission })).toEqual(ok(null));
    await soon(() => step().at).toBe('ballot-out');
    expect(view().ballotPaper).toMatchObject({ loaded: 1, open: 1, blank: 0 });
  });

  it('has a jammed sheet cancelled by two persons before the next one, and asks after both at the close', async () => {
    const { client, told, zone } = station;
    await client.sheet.load({ sheets: 10 });
    luck.push(jam());
    const admission = await comes(1, 'asel');
    expect(await client.sheet.print({ admission })).toEqual(err({ code: 'station.nothing-to-do' }));
    const spoiled = { admission, ballot: 'deputies', found: 'spoiled', reason: 'The sheet jammed' } as const;
    expect((await client.sheet.cancel({ ...spoiled, approvers: both.slice(0, 1) })).ok).toBe(false);
    expect(await client.sheet.cancel({ ...spoiled, approvers: both })).toEqual(ok(null));
    await soon(step).toMatchObject({ sent: 'nothing', problem: { code: 'ballot-print.cancelled' } });
    expect(told('ballot.sheet-cancelled')).toMatchObject([
      { reason: 'The sheet jammed', approvers: ['officer', 'member'] },
    ]);
    await client.sheet.print({ admission });
    await soon(() => step().at).toBe('ballot-out');
    await client.sheet.delivered({ admission });
    await soon(() => step().at).toBe('admitted');
    expect(paper()).toEqual({ ...nothing, loaded: 10, delivered: 1, cancelled: 1, blank: 8 });
    expect(zone.questions.view().filter(({ question }) => question.startsWith('ballots-'))).toMatchObject([
      { question: 'ballots-blank', own: 8, settled: false },
      { question: 'ballots-cancelled', own: 1, settled: false },
    ]);
    // None was handed out by hand.
    expect(zone.questions.view().find(({ question }) => question === 'by-hand')).toMatchObject({ own: 0 });
    await client.voter.finish({});
    // Nobody takes the admission back while its ballot may lie in the box.
    const receipt = '0001-1-0001';
    const asked = {
      receipt,
      reason: 'wrong person',
      approvers: [{ person: 'chair', code: codes.chair }, both[1] as never],
    };
    expect(await client.reservation.undo(asked)).toEqual(err({ code: 'ballot-print.outstanding' }));
  });

  it('exchanges a ballot that came back after the admission: into the envelope first, and one admission stays one', async () => {
    const { client, told, zone } = station;
    await client.sheet.load({ sheets: 10 });
    const admission = await comes(1, 'asel');
    await client.sheet.delivered({ admission });
    await soon(() => step().at).toBe('admitted');
    await client.voter.finish({});
    const receipt = '0001-1-0001';
    const back = { receipt, reason: 'She spoiled it herself' };
    // Nobody prints a second one beside the first.
    expect(await client.sheet.takeUp({ admission })).toEqual(err({ code: 'station.nothing-to-do' }));
    expect((await client.sheet.exchange({ ...back, approvers: both.slice(0, 1) })).ok).toBe(false);
    const unknown = { ...back, receipt: '0001-1-0009', approvers: both };
    expect(await client.sheet.exchange(unknown)).toMatchObject({ error: { code: 'station.wrong-receipt' } });
    // Where the printer is away the sheet goes into the envelope all the same: it comes out of no printer any more.
    zone.devices.clearBallots = async () => err({ code: 'page-printer.service-missing' });
    expect(await client.sheet.exchange({ ...back, approvers: both })).toEqual(ok(null));
    expect(step()).toMatchObject({ at: 'ballot-trouble', sent: 'nothing', standing: true, delivered: [] });
    expect(told('ballot.sheet-cancelled')).toMatchObject([{ approvers: ['officer', 'member'] }]);
    expect([most(), paper().cancelled]).toEqual([0, 1]);
    // She steps aside for the next one: it stays in sight, and in the way of the close.
    await client.voter.finish({});
    expect(view().openReservations).toMatchObject([
      { admission, receipt, ballot: { ballot: 'deputies', sheet: 'none' } },
    ]);
    const open = () => zone.sitting.closingList().find(({ item }) => item === 'reservations');
    expect(open()).toMatchObject({ state: 'blocked', detail: '1' });
    expect(await client.sheet.exchange({ ...back, approvers: both })).toEqual(
      err({ code: 'ballot-print.none-to-return', params: { receipt } }),
    );
    await client.sheet.takeUp({ admission });
    expect(await client.sheet.print({ admission })).toEqual(ok(null));
    await soon(() => step().at).toBe('ballot-out');
    await client.sheet.delivered({ admission });
    await soon(() => step().at).toBe('idle');
    expect(open()).toMatchObject({ state: 'done', detail: '0' });
    expect([told('admission.confirmed').length, most()]).toEqual([1, 1]);
    expect(paper()).toEqual({ ...nothing, loaded: 10, delivered: 1, cancelled: 1, blank: 8 });
    expect(zone.questions.view().find(({ question }) => question === 'receipts')).toMatchObject({ own: 1 });
    rebuilt();
  });

  it('lets an admission be undone once its ballot has come back, and prints none for it then', async () => {
    const { client, told } = station;
    await client.sheet.load({ sheets: 10 });
    const admission = await comes(1, 'asel');
    await client.sheet.delivered({ admission });
    await soon(() => step().at).toBe('admitted');
    await client.voter.finish({});
    const receipt = '0001-1-0001';
    await client.sheet.exchange({ receipt, reason: 'The box gave it back', approvers: both });
    const chair = { person: 'chair', code: codes.chair };
    const undo = { receipt, reason: 'wrong person', approvers: [chair, { person: 'member', code: codes.member }] };
    expect(await client.reservation.undo(undo)).toEqual(ok(null));
    expect(step()).toEqual({ at: 'idle' });
    expect((await client.sheet.takeUp({ admission })).ok).toBe(false);
    expect([told('admission.undone').length, sent.length, most()]).toEqual([1, 1, 0]);
  });

  it('puts a mistyped load right by two persons who count, and goes on from there in the next sitting', async () => {
    const { client, zone, told } = station;
    const count = { reason: 'The number was mistyped', approvers: both };
    await client.sheet.load({ sheets: 500 });
    const admission = await comes(1, 'asel');
    await client.sheet.delivered({ admission });
    await soon(() => step().at).toBe('admitted');
    expect((await client.sheet.count({ ...count, blank: 49, approvers: both.slice(0, 1) })).ok).toBe(false);
    expect(await client.sheet.count({ ...count, blank: 499 })).toMatchObject({
      error: { code: 'ballot-print.count-fits' },
    });
    expect(await client.sheet.count({ ...count, blank: 49 })).toEqual(ok(null));
    expect(told('ballot-paper.counted')).toEqual([
      { was: 499, blank: 49, reason: count.reason, approvers: ['officer', 'member'] },
    ]);
    expect(paper()).toEqual({ ...nothing, loaded: 500, corrected: -450, delivered: 1, blank: 49 });
    const { kiosk } = zone;
    const opens = (sitting: string, kind: 'day' | 'outside' | 'repeat') =>
      kiosk.record('sitting.opened', { sitting, kind, registered: 3, carried: 0, approvers: ['chair'] }, system);
    // Outside the room nothing is printed and nothing asked about paper; what lies in the printer stays there.
    opens('out-1', 'outside');
    expect(zone.questions.view().filter(({ question }) => question.startsWith('ballots-'))).toEqual([]);
    expect(view().ballotPaper).toBeNull();
    opens('again-1', 'repeat');
    expect(ballotPaperOf(kiosk.db, 'again-1')).toEqual({ ...nothing, carried: 49, blank: 49 });
    await client.sheet.load({ sheets: 11 });
    // People counted one less than the account has, and gave no other reason: their number holds.
    const answer = { question: 'ballots-blank', people: 59, own: 60, reason: 'one is missing' } as const;
    kiosk.record('closing.answered', answer, system);
    opens('again-2', 'repeat');
    expect(ballotPaperOf(kiosk.db, 'again-2')).toEqual({ ...nothing, carried: 59, blank: 59 });
    await client.sheet.count({ ...count, blank: 0, reason: 'Taken out of the printer' });
    opens('again-3', 'repeat');
    expect(ballotPaperOf(kiosk.db, 'again-3')).toEqual(nothing);
    rebuilt();
  });

  it('compares ballots handed out with admissions at every turnout, and raises the alarm over one too many', async () => {
    const { client, zone, told } = station;
    await client.sheet.load({ sheets: 10 });
    const admission = await comes(1, 'asel');
    await client.sheet.delivered({ admission });
    await soon(() => step().at).toBe('admitted');
    const sitting = 'day-1';
    expect(await client.station.recordTurnout({ time: '10:00' })).toEqual(ok(null));
    expect(told('ballot.handed-compared')).toEqual([{ sitting, time: '10:00', sheets: 1, most: 1 }]);
    const alarm = { code: 'ballot-print.too-many-handed', params: { sheets: 1, most: 0 } };
    expect(view().station.problems).not.toContainEqual(alarm);
    // By no way of this program: an admission that is gone while its ballot is not in the envelope.
    zone.kiosk.record('admission.undone', { admission, reason: 'unknown', approvers: ['chair', 'member'] }, system);
    expect(view().station.problems).toContainEqual(alarm);
    expect(await client.station.recordTurnout({ time: '12:00' })).toEqual(ok(null));
    expect(told('ballot.too-many-handed')).toEqual([{ sitting, time: '12:00', sheets: 1, most: 0 }]);
    expect(zone.acts.view().due).toMatchObject([{ kind: 'undone' }, { kind: 'too-many-handed' }]);
    // Found, cancelled and in the envelope: the numbers fit.
    const sheet = zone.kiosk.db.prepare<[], string>('select sheet from ballot_sheet').pluck().get() ?? '';
    const persons = { reason: 'It was found', approvers: ['officer', 'member'] };
    zone.kiosk.record('ballot.sheet-cancelled', { sheet, ...persons }, system);
    expect(view().station.problems).not.toContainEqual(alarm);
  });

  it('says nothing of a sheet while the print service may still print it', async () => {
    const { client, zone, told } = station;
    await client.sheet.load({ sheets: 10 });
    luck.push(jam());
    const admission = await comes(1, 'asel');
    zone.devices.clearBallots = async () => err({ code: 'page-printer.service-missing' });
    const none = { admission, ballot: 'deputies', found: 'none', reason: 'nothing came out', approvers: both } as const;
    await client.sheet.cancel(none);
    await soon(step).toMatchObject({ sent: 'maybe', problem: { code: 'page-printer.service-missing' } });
    expect(told('ballot.not-printed')).toEqual([]);
  });

  it('after a stop nothing is printed by itself: a person says what lies there, and goes on', async () => {
    const { client, zone, told } = station;
    await client.sheet.load({ sheets: 10 });
    const { kiosk } = zone;
    // What stands in the file after a stop in the middle of a print: written before its first byte, and no more.
    const receipt = '0001-1-0001';
    const reserved: BodyOf<'admission.reserved'> = {
      ...{ admission: 'a1', attempt: 't1', voter: 'a'.repeat(64), category: 'home', constituency: 'k1' },
      ...{ precinct: '0001', sex: 'female', ageGroup: '36-45', modality: 'finger' },
      ...{ receipts: [{ receipt, ballot: 'deputies' }], printed: ['deputies'] },
    };
    kiosk.record('admission.reserved', reserved, system);
    kiosk.record('print.handed', { job: 'j1', receipt, copy: 0 }, system);
    kiosk.record('receipt.printed', { admission: 'a1', receipt }, system);
    kiosk.record('ballot.print-handed', { sheet: 's1', admission: 'a1', ballot: 'deputies' }, system);
    zone.reservations.confirmPrinted();
    expect(told('admission.confirmed')).toEqual([]);
    expect(view().openReservations).toMatchObject([
      { admission: 'a1', receipt, ballot: { ballot: 'deputies', sheet: 'maybe' } },
    ]);

    expect(await client.sheet.takeUp({ admission: 'a1' })).toEqual(ok(null));
    expect(step()).toMatchObject({
      at: 'ballot-trouble',
      sent: 'maybe',
      problem: { code: 'ballot-print.interrupted' },
    });
    expect((await client.sheet.print({ admission: 'a1' })).ok).toBe(false);
    expect(sent).toEqual([]);
    expect(await client.sheet.isOut({ admission: 'a1' })).toEqual(ok(null));
    await soon(() => step().at).toBe('ballot-out');
    await client.sheet.delivered({ admission: 'a1' });
    await soon(() => step().at).toBe('admitted');
    expect(sent).toEqual([]);

    // Stopped between the last word and the confirmation: nothing is left to be asked.
    kiosk.record(
      'admission.reserved',
      {
        ...{ ...reserved, admission: 'a2', attempt: 't2', voter: 'b'.repeat(64) },
        receipts: [{ receipt: '0001-1-0002', ballot: 'deputies' }],
      },
      system,
    );
    kiosk.record('print.handed', { job: 'j2', receipt: '0001-1-0002', copy: 0 }, system);
    kiosk.record('receipt.printed', { admission: 'a2', receipt: '0001-1-0002' }, system);
    kiosk.record('ballot.print-handed', { sheet: 's2', admission: 'a2', ballot: 'deputies' }, system);
    kiosk.record('ballot.printed', { sheet: 's2' }, system);
    zone.reservations.confirmPrinted();
    expect(told('admission.confirmed')).toHaveLength(1);
    kiosk.record('ballot.delivered', { sheet: 's2' }, system);
    zone.reservations.confirmPrinted();
    expect(told('admission.confirmed')).toHaveLength(2);
    rebuilt();
  });
});
