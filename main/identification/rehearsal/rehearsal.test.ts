import { afterEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../../core/election/policy.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { knownCases } from '../../../core/election/policy-rehearsal.ts';
import type { RehearsalPeople } from '../../../core/election/rehearsal.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { DeskView } from '../../api/views.ts';
import { buildCountryIndex } from '../../package/country-index.ts';
import { atDesk, codes, credentials, election, voter } from '../../package/package.fixture.ts';
import { image, served } from '../served.fixture.ts';

/** A rehearsal at a real zone: only what the journal of the training says counts. */
let station: Awaited<ReturnType<typeof served>>;
afterEach(() => station.close());

const words = { ky: 'ID-карта', ru: 'ID-карта', en: 'ID card' };
const stranger = (n: number, surname: string): RehearsalPeople['people'][number] => ({
  ...{ pin: voter(n).pin, surname, given: 'Айгүл', patronymic: null, paper: words },
});
const people: RehearsalPeople = {
  people: [stranger(901, 'Тизмедежок'), stranger(902, 'Башкада'), stranger(1, 'Өзүбүз')],
};
const training = { ...election, mode: 'training' as const, rehearsal: people };
const policy = (cases: Policy['rehearsal']['cases']): Policy => ({ ...defaultPolicy, rehearsal: { cases } });
const inTraining = (cases: Policy['rehearsal']['cases'] = defaultPolicy.rehearsal.cases) =>
  served(policy(cases), {
    election: training,
    // Who stands on the list of another precinct is known by the country's index alone.
    index: (key) => buildCountryIndex([{ pin: voter(902).pin, precinct: 1 }], key, 1),
  });

const view = () => (station.zone.projection.view('officer') as DeskView).rehearsal;
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
const admit = async (person: string, text: string): Promise<void> => {
  station.onGlass.push(image(person, 2, 2));
  await station.client.voter.find({ text });
  await soon(() => station.zone.way.step.at).toBe('admitted');
  await station.client.voter.finish({});
};

describe('a rehearsal', () => {
  it('goes case by case with people of the package, and ends with a slip that the journal tells', async () => {
    station = await inTraining();
    const { client, zone, told } = station;
    expect(view()).toMatchObject({ own: null, operators: [], peopleDecide: false });
    expect(await client.rehearsal.begin({})).toEqual(ok(null));
    // Nobody is admitted yet: the first of the list whose papers a reader reads and whose finger is enrolled.
    expect(view()?.own).toMatchObject({
      number: 1,
      now: 'document',
      take: { number: 1, pin: null, paper: { ky: '2017-ж. ID-карта' } },
    });

    await admit('asel', '1');
    expect(view()).toMatchObject({ operators: [{ passed: ['typed'], attempts: 1 }], own: { take: { number: 2 } } });
    await client.rehearsal.turnTo({ case: 'already-admitted' });
    expect(view()?.own).toMatchObject({ now: 'already-admitted', take: { number: 1, receipt: '0001-1-0001' } });
    await client.voter.find({ text: '1' });
    await soon(() => zone.way.step.at).toBe('refused');
    await client.voter.finish({});
    // It is passed: on to the first that is not.
    expect(view()).toMatchObject({ operators: [{ passed: ['typed', 'already-admitted'] }], own: { now: 'document' } });

    for (const [one, take] of [
      ['not-in-list', { surname: 'Тизмедежок', number: null, pin: voter(901).pin }],
      ['other-precinct', { surname: 'Башкада', pin: voter(902).pin }],
      ['standing-still', null],
    ] as const) {
      await client.rehearsal.turnTo({ case: one });
      expect(view()?.own?.now).toBe(one);
      if (take === null) expect(view()?.own?.take).toBeNull();
      else expect(view()?.own?.take).toMatchObject(take);
    }
    // Whom it names is refused as it says.
    for (const pin of [voter(901).pin, voter(902).pin]) {
      await client.voter.find({ text: pin });
      await soon(() => zone.way.step.at).toBe('refused');
      await client.papers.refusal({});
      await client.voter.finish({});
    }
    const passed = ['typed', 'not-in-list', 'other-precinct', 'already-admitted'];
    expect(view()?.operators).toMatchObject([{ passed, attempts: 4, until: null }]);

    const printed: string[] = [];
    zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    expect(await client.rehearsal.end({ number: 1 })).toEqual(ok(null));
    expect(told('rehearsal.ended')).toMatchObject([
      { number: 1, person: 'officer', of: 12, attempts: 4, passed: expect.arrayContaining(passed) },
    ]);
    expect(told('paper.handed').at(-1)).toMatchObject({ paper: 'rehearsal', number: 1, copy: 1 });
    expect(printed[0]).toContain('4 / 12');
    expect(view()).toMatchObject({ own: null, operators: [{ slip: 'yes' }] });
    expect(await client.rehearsal.print({ number: 1 })).toEqual(ok(null));
    expect(told('paper.handed').at(-1)).toMatchObject({ paper: 'rehearsal', number: 1, copy: 2 });
  });

  it('has the cases of the signed policy alone, and counts no others', async () => {
    station = await inTraining(['already-admitted', 'help']);
    const { client, told } = station;
    await client.rehearsal.begin({});
    expect(view()).toMatchObject({ cases: ['already-admitted', 'help'], own: { take: null } });
    expect(await client.rehearsal.turnTo({ case: 'document' })).toEqual(err({ code: 'station.nothing-to-do' }));
    await admit('asel', '1');
    expect(view()).toMatchObject({ operators: [{ passed: [] }], own: { take: { number: 1 } } });
    await client.rehearsal.end({ number: 1 });
    expect(told('rehearsal.ended')).toMatchObject([{ passed: [], of: 2, attempts: 1 }]);
  });

  it('is the operator’s own to end, and the chair’s, who sees everybody’s', async () => {
    station = await inTraining();
    const { client, zone } = station;
    expect(await client.rehearsal.end({ number: 1 })).toEqual(err({ code: 'station.nothing-to-do' }));
    await client.rehearsal.begin({});
    expect(await client.rehearsal.begin({})).toEqual(err({ code: 'station.nothing-to-do' }));
    // It is under way: there is no slip of it yet.
    expect(await client.rehearsal.print({ number: 1 })).toEqual(err({ code: 'station.nothing-to-do' }));
    zone.kiosk.record('rehearsal.begun', { number: 2, person: 'another' }, { role: 'officer', person: 'another' });
    expect(await client.rehearsal.end({ number: 2 })).toEqual(err({ code: 'station.nothing-to-do' }));
    await client.access.signIn({ person: 'chair', code: codes.chair });
    expect(view()).toMatchObject({ own: null, operators: [{ person: 'officer' }, { person: 'another' }] });
    expect(await client.rehearsal.end({ number: 2 })).toEqual(ok(null));
    expect(view()?.operators).toMatchObject([{ until: null }, { slip: 'yes' }]);
  });

  it('counts what a real kiosk writes of fingers, paper, standstills and calls for help', async () => {
    station = await inTraining(knownCases.filter((one) => one !== 'document'));
    const { client, zone, onGlass } = station;
    await client.rehearsal.begin({});
    const passed = () => view()?.operators[0]?.passed ?? [];
    const at = (step: string) => soon(() => zone.way.step.at).toBe(step);

    // Another's finger, then her own; no paper at first, then the receipt of the same number.
    zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    onGlass.push(image('bermet', 7, 2), image('asel', 2, 2));
    await client.voter.find({ text: '1' });
    await at('print-trouble');
    expect(passed()).toEqual([]);
    zone.devices.print = async () => ok(null);
    await client.reservation.resume({ admission: zone.way.admission ?? '' });
    await at('admitted');
    await client.voter.finish({});
    expect(passed()).toEqual(['typed', 'another-finger', 'paper-out']);

    // A slip that may be out, and is torn: a new number.
    zone.devices.print = async () => err({ sent: 'maybe-printed', problem: { code: 'device.print-unconfirmed' } });
    onGlass.push(image('bermet', 2, 2));
    await client.voter.find({ text: '2' });
    await at('print-trouble');
    zone.devices.print = async () => ok(null);
    const member = { person: 'member', code: codes.member };
    const again = { admission: zone.way.admission ?? '', reason: 'torn slip', approvers: [member] };
    expect(await client.reservation.reprint(again)).toEqual(ok(null));
    await at('admitted');
    await client.voter.finish({});
    expect(passed()).toContain('torn-slip');

    // Nobody's finger, as often as the policy has it.
    onGlass.push(...Array.from({ length: 6 }, (_, n) => image('bermet', n % 2 === 0 ? 2 : 7, n + 3)));
    await client.voter.find({ text: '4' });
    await at('refused');
    await client.voter.finish({});
    expect(passed()).toContain('no-finger');

    await client.help.call({ whom: 'chair' });
    const [call] = zone.help.calls;
    const chair = { person: 'chair', code: codes.chair };
    await client.help.answer({ call: call?.call ?? '', by: chair });
    await client.access.signIn(chair);
    for (const change of ['suspend', 'resume'] as const) {
      expect(await client.station[change]({ reason: 'power', approvers: [...atDesk] })).toEqual(ok(null));
    }
    expect(
      await client.reservation.undo({ receipt: '0001-1-0001', reason: 'mistake', approvers: [chair, member] }),
    ).toEqual(ok(null));
    expect(passed()).toEqual(expect.arrayContaining(['help', 'standing-still', 'undone']));
  });

  it('ends with the station: whoever has not ended hers gets her slip all the same', async () => {
    station = await inTraining();
    const { client, zone, told } = station;
    await client.rehearsal.begin({});
    await client.access.signIn({ person: 'chair', code: codes.chair });
    await client.station.finish({});
    expect(await client.station.close({ approvers: [...credentials] })).toEqual(ok(null));
    await soon(() => view()?.operators).toMatchObject([{ slip: 'yes' }]);
    expect(told('rehearsal.ended')).toMatchObject([{ number: 1, person: 'officer', passed: [] }]);
    await zone.slipCopies.idle();
    // The shift's own slip came before it.
    expect(told('paper.handed')).toMatchObject([{ paper: 'shift' }, { paper: 'rehearsal', copy: 1 }]);
  });

  it('is of a training, and of nothing else', async () => {
    station = await served(defaultPolicy);
    expect(view()).toBeNull();
    expect(await station.client.rehearsal.begin({})).toEqual(err({ code: 'rehearsal.only-in-training' }));
    expect(station.told('rehearsal.begun')).toEqual([]);
  });

  it('names nobody of a list that is locked', async () => {
    station = await inTraining();
    await station.client.rehearsal.begin({});
    expect(view()?.own?.take).not.toBeNull();
    await station.zone.unlocking.lock();
    expect(view()?.own).toMatchObject({ now: 'document', take: null });
  });
});
