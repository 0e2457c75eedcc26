import { describe, expect, it } from 'vitest';
import { rules, settle, start, voter } from './machine.fixture.ts';
import type { Captured, Printed, Written } from './ports.ts';
import type { AdmissionRules } from './rules.ts';

describe("one voter's way", () => {
  it('goes from the record over the finger and one receipt to admitted', async () => {
    const { calls, step, records } = start();
    await settle();
    expect(step()).toEqual({ at: 'admitted', receipts: ['0001'] });
    expect(calls).toEqual(['lookUp', 'capture 7', 'compare', 'lock', 'reserve', 'print', 'confirm']);
    expect(records).toEqual([{ kind: 'biometric', modality: 'finger', finger: 7, result: 'match', tryNumber: 1 }]);
  });

  it('uses up tries finger by finger, then ends in "not identified" when policy has nothing else', async () => {
    const { calls, step, records } = start({ score: () => 5 });
    await settle();
    expect(calls.filter((one) => one.startsWith('capture'))).toEqual([
      'capture 7',
      'capture 7',
      'capture 2',
      'capture 2',
    ]);
    expect(step()).toEqual({ at: 'refused', refusal: { reason: 'not-identified' } });
    expect(records.at(-1)).toEqual({ kind: 'ended', outcome: 'not-identified', reason: 'not-identified' });
  });

  it('says that it went on to another finger, until something is captured of it', async () => {
    const nothing: Captured = { ok: false, problem: { code: 'device.fingerprint-missing' } };
    const captures: Captured[] = [{ ok: true, quality: 80, why: [] }, { ok: true, quality: 80, why: [] }, nothing];
    const { actor, step } = start({ score: () => 5, capture: () => captures.shift() ?? nothing });
    const seen = new Set<string>();
    actor.subscribe(() => {
      const now = step();
      if (now.at === 'finger') seen.add(`${now.finger} ${now.moved ? 'moved' : now.missed ? 'missed' : 'asked'}`);
    });
    await settle();
    expect([...seen]).toEqual(['7 asked', '7 missed', '2 moved']);
    // Whoever asks for the next finger needs no telling.
    const asked = start({ capture: () => nothing });
    await settle();
    asked.actor.send({ type: 'finger.next' });
    expect(asked.step()).toMatchObject({ at: 'finger', finger: 2, moved: false });
  });

  it.each([
    ['photo', true, true],
    ['photo', false, false],
    ['override', false, true],
  ] as const)(
    'says whether another way follows the finger: %s, with a photo on record: %s',
    async (kind, photo, further) => {
      const more: AdmissionRules = { ...rules, modalities: [...rules.modalities, { kind, approvers: 2 }] };
      const away: Captured = { ok: false, problem: { code: 'device.fingerprint-missing' } };
      const { actor, step } = start(
        { capture: () => away, lookUp: () => ({ kind: 'one', facts: { ...voter, photo } }) },
        { rules: more },
      );
      await settle();
      expect(step()).toMatchObject({ at: 'device-trouble', further });
      actor.send({ type: 'finger.unreadable' });
      expect(step().at).toBe(further ? kind : 'refused');
    },
  );

  it('gives guidance for a poor capture without using up a try', async () => {
    const captures: Captured[] = [
      { ok: true, quality: 10, why: ['too-dry'] },
      { ok: true, quality: 10, why: ['too-dry'] },
      { ok: true, quality: 10, why: ['too-dry'] },
      { ok: true, quality: 90, why: [] },
    ];
    const { step, records } = start({ capture: () => captures.shift()! });
    await settle();
    expect(step().at).toBe('admitted');
    expect(records.filter((one) => one.kind === 'biometric').map((one) => one.result)).toEqual([
      'low-quality',
      'low-quality',
      'low-quality',
      'match',
    ]);
    expect(records.at(-1)).toMatchObject({ tryNumber: 1 });
  });

  it('never compares a touch of which nothing was taken, whatever the policy lets be compared', async () => {
    const captures: Captured[] = [
      { ok: true, quality: 0, why: ['no-finger'] },
      { ok: true, quality: 1, why: ['smeared'] },
    ];
    const lax: AdmissionRules = {
      ...rules,
      modalities: [{ kind: 'finger', threshold: 40, triesPerFinger: 2, maxFingers: 2, minimumQuality: 0 }],
    };
    const { step, records } = start({ capture: () => captures.shift()! }, { rules: lax });
    await settle();
    expect(step().at).toBe('admitted');
    expect(records.flatMap((one) => (one.kind === 'biometric' ? [one.result] : []))).toEqual(['low-quality', 'match']);
  });

  it('waits for a lost sensor and goes on when it is back', async () => {
    const captures: Captured[] = [
      { ok: false, problem: { code: 'device.printer-missing' } },
      { ok: true, quality: 90, why: [] },
    ];
    const { actor, step } = start({ capture: () => captures.shift()! });
    await settle();
    expect(step()).toEqual({
      ...{ at: 'device-trouble', problem: { code: 'device.printer-missing' } },
      further: false,
    });
    actor.send({ type: 'device.up' });
    await settle();
    expect(step().at).toBe('admitted');
  });

  it('keeps the reservation when the printer fails before a byte, and prints the same receipt later', async () => {
    const prints: Printed[] = [
      { ok: false, sent: 'nothing', problem: { code: 'device.printer-missing' } },
      { ok: true },
    ];
    const { actor, calls, step } = start({ print: () => prints.shift()! });
    await settle();
    expect(step()).toMatchObject({ at: 'print-trouble', sent: 'nothing', receipt: '0001' });
    actor.send({ type: 'cancel' });
    await settle();
    expect(step().at).toBe('print-trouble');
    actor.send({ type: 'print.resume' });
    await settle();
    expect(step()).toEqual({ at: 'admitted', receipts: ['0001'] });
    expect(calls.filter((one) => one === 'reserve')).toHaveLength(1);
  });

  it('prints nothing again when every slip is out and only the confirmation was refused by the disk', async () => {
    const writes: Written[] = [{ ok: false, problem: { code: 'storage.full' } }, { ok: true }];
    const { actor, calls, step } = start({ write: () => writes.shift()! });
    await settle();
    expect(step()).toMatchObject({ at: 'print-trouble', problem: { code: 'storage.full' }, sent: 'nothing' });
    actor.send({ type: 'print.resume' });
    await settle();
    expect(step()).toEqual({ at: 'admitted', receipts: ['0001'] });
    expect(calls.filter((one) => one === 'print')).toHaveLength(1);
  });

  it('never prints again by itself when a slip may be out: the officer confirms it or voids its number', async () => {
    const failing: Printed = { ok: false, sent: 'maybe', problem: { code: 'device.printer-missing' } };
    const out = start({ print: () => failing });
    await settle();
    out.actor.send({ type: 'print.resume' });
    await settle();
    expect(out.calls.filter((one) => one === 'print')).toHaveLength(1);
    out.actor.send({ type: 'slip.out' });
    await settle();
    expect(out.step()).toEqual({ at: 'admitted', receipts: ['0001'] });

    const prints: Printed[] = [failing, { ok: true }];
    const torn = start({ print: () => prints.shift()! });
    await settle();
    torn.actor.send({ type: 'slip.reprint', reason: 'torn', approvers: ['m1'] });
    await settle();
    expect(torn.step()).toEqual({ at: 'admitted', receipts: ['0002'] });
  });

  it.each([
    [{ ...voter, precinct: { ...voter.precinct, number: '3102' } }, 'other-precinct'],
    [{ ...voter, remote: true, votesAt: { ...voter.precinct, number: '9001' } }, 'listed-remote'],
    [{ ...voter, remote: true }, 'listed-remote'],
    [{ ...voter, admission: { state: 'open' as const } }, 'reservation-open'],
    [{ ...voter, outside: { date: '2023-10-07' } }, 'admitted-outside'],
    [
      { ...voter, admission: { state: 'confirmed' as const, at: null, station: null, device: null } },
      'already-admitted',
    ],
    [{ ...voter, enrolled: [], photo: false }, 'no-biometrics'],
  ])('refuses with the reason that holds: %#', async (facts, reason) => {
    const { step, calls } = start({ lookUp: () => ({ kind: 'one', facts }) });
    await settle();
    expect(step()).toMatchObject({ at: 'refused', refusal: { reason } });
    expect(calls).not.toContain('reserve');
  });

  it('offers photo and override only where the policy has them, and in its order', async () => {
    const { actor, step, records } = start(
      { score: () => 0 },
      {
        rules: {
          ...rules,
          modalities: [...rules.modalities, { kind: 'photo', approvers: 2 }, { kind: 'override', approvers: 2 }],
        },
      },
    );
    await settle();
    expect(step()).toEqual({ at: 'photo', approvers: 2 });
    actor.send({ type: 'photo.compared', same: false, approvers: ['o', 'm'] });
    await settle();
    expect(step()).toEqual({ at: 'override', approvers: 2 });
    actor.send({ type: 'override.approved', reason: 'burnt fingers', approvers: ['o', 'm'] });
    await settle();
    expect(step().at).toBe('admitted');
    expect(records).toContainEqual({
      kind: 'approved',
      what: 'override',
      reason: 'burnt fingers',
      approvers: ['o', 'm'],
    });
  });

  it('starts a reservation found after a restart at the printer', async () => {
    const { actor, step, calls } = start(
      {},
      {
        start: {
          admission: 'a9',
          standing: false,
          receipts: [{ receipt: '0009', ballot: 'council', printed: false }],
          sent: 'maybe',
          sheets: [],
          problem: { code: 'device.printer-missing' },
        },
      },
    );
    expect(step()).toMatchObject({ at: 'print-trouble', receipt: '0009', sent: 'maybe' });
    actor.send({ type: 'release', reason: 'voter left', approvers: ['o', 'm'] });
    await settle();
    expect(calls).toEqual(['release']);
    expect(step()).toEqual({ at: 'idle' });
  });
});
