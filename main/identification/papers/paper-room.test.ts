import { afterEach, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { voter } from '../../package/package.fixture.ts';
import { served } from '../served.fixture.ts';

let station: Awaited<ReturnType<typeof served>>;
afterEach(() => station.close());

/** Everything that the tables know of admissions and receipts. */
const admissions = () =>
  ['admission', 'receipt', 'attempt'].map((table) => station.zone.kiosk.db.prepare(`select * from ${table}`).all());
const refusedBy = async (pin: string): Promise<void> => {
  await station.client.voter.find({ text: pin });
  await expect.poll(() => station.zone.way.step.at).toBe('refused');
};

describe('the slip of a refusal', () => {
  it('is numbered in the sitting, told in the journal, and changes nothing of any admission', async () => {
    station = await served(defaultPolicy);
    const { client, zone, told } = station;
    const printed: string[] = [];
    zone.devices.print = async (svg) => {
      // The number is in the journal before anything goes to the printer.
      expect(told('paper.handed')).toHaveLength(printed.length + 1);
      printed.push(svg);
      return ok(null);
    };
    await refusedBy('20101199900999');
    const before = admissions();
    expect(await client.papers.refusal({})).toEqual(ok(null));
    expect(await client.papers.refusal({})).toEqual(ok(null));
    expect(admissions()).toEqual(before);
    const attempt = zone.way.refused?.attempt;
    expect(told('paper.handed')).toMatchObject([
      { paper: 'refusal', number: 1, copy: 1, attempt, reason: 'not-in-list' },
      { paper: 'refusal', number: 1, copy: 2, attempt },
    ]);
    expect(told('paper.ended')).toMatchObject([{ out: 'yes', problem: null }, { out: 'yes' }]);
    expect(zone.projection.view('officer')).toMatchObject({ papers: { refusal: { number: 1, out: 'yes' } } });

    await client.voter.finish({});
    await refusedBy('20101199900998');
    expect(zone.projection.view('officer')).toMatchObject({ papers: { refusal: { number: null, out: null } } });
    await client.papers.refusal({});
    expect(told('paper.handed')).toMatchObject([{}, {}, { number: 2, copy: 1 }]);
    expect(printed).toHaveLength(3);
  });

  it('is for a voter who is refused, and for nobody else', async () => {
    station = await served(defaultPolicy);
    const { client, told } = station;
    expect(await client.papers.refusal({})).toEqual(err({ code: 'station.nothing-to-do' }));
    await client.voter.find({ text: voter(1).pin });
    expect(await client.papers.refusal({})).toEqual(err({ code: 'station.nothing-to-do' }));
    expect(told('paper.handed')).toEqual([]);
  });

  it('that does not come out is told as it is, and the next voter can be served', async () => {
    station = await served(defaultPolicy);
    const { client, zone, told } = station;
    await refusedBy('20101199900999');
    zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    expect(await client.papers.refusal({})).toEqual(err({ code: 'device.paper-out' }));
    zone.devices.print = async () => err({ sent: 'maybe-printed', problem: { code: 'device.print-unconfirmed' } });
    await client.papers.refusal({});
    expect(told('paper.ended')).toMatchObject([
      { out: 'no', problem: 'device.paper-out' },
      { out: 'maybe', problem: 'device.print-unconfirmed' },
    ]);
    expect(zone.projection.view('officer')).toMatchObject({ papers: { refusal: { number: 1, out: 'maybe' } } });
    expect(await client.voter.find({ text: voter(1).pin })).toEqual(ok(null));
    expect(zone.way.step.at).not.toBe('refused');
  });

  it('in the middle of which the kiosk stopped may be out: so it is told at the next start', async () => {
    station = await served(defaultPolicy);
    const { zone, told } = station;
    const job = {
      job: 'j1',
      paper: 'refusal',
      number: 1,
      copy: 1,
      on: 'slip',
      attempt: 'a1',
      reason: 'not-in-list',
    } as const;
    zone.kiosk.record('paper.handed', job, { role: 'system' });
    zone.papers.endBrokenOff();
    zone.papers.endBrokenOff();
    expect(told('paper.ended')).toEqual([{ job: 'j1', out: 'maybe', problem: 'device.print-unconfirmed' }]);
  });
});
