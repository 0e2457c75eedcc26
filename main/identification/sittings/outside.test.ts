import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { credentials, voter } from '../../package/package.fixture.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { chair, kiosks } from './kiosks.fixture.ts';

const approvers = [...credentials];
let made: Awaited<ReturnType<typeof kiosks>>;
beforeEach(async () => {
  made = await kiosks(1);
});
afterEach(() => made.close());

const only = () => {
  const [kiosk] = made.all;
  if (!kiosk) throw new Error('no kiosk');
  return kiosk;
};
const offer = (text: string): string => {
  const path = join(made.stick, 'taanuu-applicants-0001.csv');
  writeFileSync(path, text);
  return path;
};

describe('the sitting outside the room', () => {
  it('tells who is refused until when it lasts, not the day', async () => {
    const { opens, zone } = only();
    await opens();
    const slip = JSON.stringify(zone.station.slips.refusal({ reason: 'not-an-applicant' }, 1, 'f'.repeat(64)));
    expect(slip).toContain('18:00');
    expect(slip).not.toContain('20:00');
  });

  it('opens with ballots and sealed boxes only, and not with more boxes than the policy has', async () => {
    const { client, signIn, zone } = only();
    await signIn('chair');
    expect(await client.station.open({ approvers })).toMatchObject({ error: { code: 'sittings.no-ballots' } });
    const boxes = ['A-1', 'A-2', 'A-3', 'A-4'];
    expect(await client.sittings.takeBallots({ taken: 20, boxes })).toMatchObject({
      error: { code: 'sittings.too-many-boxes', params: { boxes: 3 } },
    });
    expect(await client.sittings.takeBallots({ taken: 20, boxes: ['A-1', 'A-1'] })).toMatchObject({
      error: { code: 'sittings.seal-twice', params: { seal: 'A-1' } },
    });
    expect(await client.sittings.takeBallots({ taken: 20, boxes: ['A-1', '— 2'] })).toMatchObject({
      error: { code: 'day.seal-number' },
    });
    // Kyrgyz letters, as they stand on seals and come from the screen's keys.
    expect(await client.sittings.takeBallots({ taken: 20, boxes: ['ӨҮҢ-00411'] })).toEqual(ok(null));
    expect(await client.sittings.takeBallots({ taken: 20, boxes: ['A-1', 'A-2'] })).toEqual(ok(null));
    expect(zone.sitting.openingList().find(({ item }) => item === 'outside-ballots')).toMatchObject({
      state: 'done',
      detail: '20 · A-1 A-2',
    });
    expect(await client.station.open({ approvers })).toEqual(ok(null));
  });

  it('takes the list from a stick whole or not at all, and what two persons type; nobody else is admitted', async () => {
    const kiosk = only();
    const { client, opens, told, zone } = kiosk;
    await opens();
    const wrong = offer(`voter,reason\n1,illness\n99,age\n`);
    expect(await client.sittings.takeList({ path: wrong, approvers })).toMatchObject({
      error: { code: 'sittings.applicant-unknown', params: { line: 3 } },
    });
    expect(kiosk.events('applicant.listed')).toEqual([]);
    // What ails her is nobody's business: a ground of the law, or nothing is taken.
    const words = offer('voter,reason\n1,диабет\n');
    expect(await client.sittings.takeList({ path: words, approvers })).toMatchObject({
      error: { code: 'sittings.applicants-line', params: { line: 2 } },
    });
    const typed = { voter: '1', reason: 'диабет' as never, approvers };
    await expect(client.sittings.addApplicant(typed)).rejects.toThrow();
    const path = offer(`voter,reason\n2,other\n${voter(1).pin},illness\n`);
    expect(await client.sittings.takeList({ path, approvers })).toEqual(ok(null));
    expect(await client.sittings.takeList({ path, approvers })).toMatchObject({
      error: { code: 'sittings.applicant-listed' },
    });
    const [one] = approvers;
    const third = { voter: '3', reason: 'disability' } as const;
    expect(await client.sittings.addApplicant({ ...third, approvers: one ? [one] : [] })).toMatchObject({ ok: false });
    expect(await client.sittings.addApplicant({ ...third, approvers })).toEqual(ok(null));
    expect(kiosk.lines().join()).not.toContain(voter(1).pin);
    expect(zone.sittings.outside.visits()?.map(({ number, state, reason }) => [number, state, reason])).toEqual([
      [2, 'next', 'other'],
      [1, 'waiting', 'illness'],
      [3, 'waiting', 'disability'],
    ]);
    expect(await told(4)).toEqual({ reason: 'not-an-applicant' });
    expect(await told(1)).toEqual({ reason: 'no-biometrics' });
  });

  it('takes those whose applications were granted in one act of two, and tells apart who is listed already', async () => {
    const kiosk = only();
    const { client, opens, signIn, told, zone } = kiosk;
    // They were filed in a reception, where the list is open.
    await signIn('chair');
    expect(await client.reception.open({ approvers })).toEqual(ok(null));
    const pseudonym = (n: number) => zone.kiosk.inForce()?.register.pseudonym(voter(n).pin) ?? '';
    const numbered = (n: number) => `0001-3F9A-A000${n}`;
    const file = (n: number, whose: string, reason: 'age' | 'illness'): void => {
      const dates = { filed: `2023-10-0${n}`, answerBy: '2023-10-06' };
      const filed = { application: numbered(n), voter: whose, asked: { kind: 'outside', reason }, ...dates } as const;
      zone.kiosk.record('application.filed', filed, chair);
    };
    const decide = (n: number, decision: 'granted' | 'refused'): void => {
      const on = '2023-10-06';
      const said = decision === 'granted' ? { decision, on } : { decision, on, why: 'documents' as const };
      const body = { sha256: 'a'.repeat(64), made: '2023-10-06T10:00:00.000Z' };
      zone.kiosk.record('application.decided', { ...body, decision: { application: numbered(n), ...said } }, chair);
    };
    file(1, pseudonym(1), 'illness');
    file(2, pseudonym(2), 'age');
    file(3, pseudonym(3), 'illness');
    file(4, 'f'.repeat(64), 'age');
    file(5, pseudonym(4), 'age');
    for (const n of [1, 2, 4, 5]) decide(n, 'granted');
    decide(3, 'refused');
    // Nothing is offered before the sitting is open.
    expect(zone.sittings.view()?.granted).toBeNull();
    await opens();
    expect(await client.sittings.takeList({ path: offer('voter,reason\n2,age\n'), approvers })).toEqual(ok(null));
    expect(zone.sittings.view()?.granted).toEqual({
      fresh: [
        { application: numbered(1), place: 2, number: 1, reason: 'illness' },
        { application: numbered(5), place: 3, number: 4, reason: 'age' },
      ],
      already: [numbered(2)],
      gone: [numbered(4)],
    });
    expect(await client.sittings.takeGranted({ approvers: approvers.slice(0, 1) })).toMatchObject({ ok: false });
    expect(kiosk.events('applicant.listed')).toHaveLength(1);
    expect(await client.sittings.takeGranted({ approvers })).toEqual(ok(null));
    expect(kiosk.events('applicant.listed').slice(1)).toMatchObject([
      { place: 2, by: 'application', application: numbered(1), reason: 'illness', approvers: ['chair', 'member'] },
      { place: 3, by: 'application', application: numbered(5), reason: 'age' },
    ]);
    expect(zone.sittings.outside.visits()?.map(({ number, application }) => [number, application])).toEqual([
      [2, null],
      [1, numbered(1)],
      [4, numbered(5)],
    ]);
    expect(zone.sittings.view()?.granted).toMatchObject({
      fresh: [],
      already: [numbered(1), numbered(2), numbered(5)],
    });
    expect(await client.sittings.takeGranted({ approvers })).toMatchObject({ ok: false });
    // Who was granted is let in; who was refused is not.
    expect(await told(1)).toEqual({ reason: 'no-biometrics' });
    expect(await told(3)).toEqual({ reason: 'not-an-applicant' });
    expect(stateDifferences(zone.kiosk.db, rebuild(kiosk.lines().map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('keeps the order of visits: who is next, done, or was not met and why', async () => {
    const { client, opens, signIn, admit, zone } = only();
    await opens();
    await client.sittings.takeList({
      path: offer('voter,reason\n1,illness\n2,illness\n3,age\n'),
      approvers,
    });
    admit(1);
    await signIn('officer');
    expect(await client.sittings.notMet({ record: 'r1', reason: 'not-home' })).toMatchObject({ ok: false });
    expect(await client.sittings.notMet({ record: 'r2', reason: 'not-home' })).toEqual(ok(null));
    const states = () => zone.sittings.outside.visits()?.map(({ state, why }) => [state, why]);
    expect(states()).toEqual([
      ['done', null],
      ['not-met', 'not-home'],
      ['next', null],
    ]);
    // Who was not met at first may be met on the way back.
    admit(2);
    expect(states()?.[1]).toEqual(['done', null]);
  });

  it('closes with its ballots counted; a difference asks for a reason, and stands on the list and the final slip', async () => {
    const kiosk = only();
    const { client, opens, admit, zone } = kiosk;
    await opens();
    admit(1);
    admit(2);
    expect(await client.station.finish({})).toEqual(ok(null));
    expect(await client.station.close({ approvers })).toMatchObject({ error: { code: 'sittings.ballots-open' } });
    const back = { handedOut: 2, spoiled: 1, broughtBack: 8, approvers };
    expect(await client.sittings.returnBallots({ ...back, reason: null })).toMatchObject({
      error: { code: 'sittings.ballots-reason', params: { handed: 2, receipts: 2, missing: 1 } },
    });
    expect(await client.sittings.returnBallots({ ...back, reason: 'шамал учуруп кетти' })).toEqual(ok(null));
    expect(zone.sitting.closingList().find(({ item }) => item === 'outside-returned')).toMatchObject({
      state: 'done',
      problem: { code: 'sittings.ballots-differ' },
      detail: '12 = 2 + 1 + 8',
    });
    // One more receipt after the count: it is to be counted again.
    admit(3);
    expect(await client.sittings.returnBallots({ ...back, handedOut: 3, reason: null })).toEqual(ok(null));
    expect(await client.station.close({ approvers })).toEqual(ok(null));
    const slip = JSON.stringify(zone.station.slips.stationSlip('final', 'f'.repeat(64)));
    for (const said of ['Алынган бюллетендер', 'A-101', 'Бузулган бюллетендер']) expect(slip).toContain(said);
    expect(stateDifferences(zone.kiosk.db, rebuild(kiosk.lines().map((line) => JSON.parse(line))))).toEqual([]);
  });
});
