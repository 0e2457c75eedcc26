import { describe, expect, it } from 'vitest';
import { reserved, settle, start } from './machine.fixture.ts';
import type { Printed } from './ports.ts';

const due = { ok: true, ...reserved, sheets: [{ ballot: 'council', state: 'none' }] } as const;
const jam: Printed = { ok: false, sent: 'maybe', problem: { code: 'page-printer.jam' } };
const cancelled = { type: 'sheet.cancelled', ballot: 'council', reason: 'jam', approvers: ['o', 'm'] } as const;

describe('a ballot that the kiosk prints', () => {
  it('is printed behind the receipt, handed over, and only then is the admission confirmed', async () => {
    const { actor, calls, step } = start({ reserve: () => due });
    await settle();
    expect(step()).toEqual({ at: 'ballot-out', ballot: 'council', problem: null });
    expect(calls.slice(-2)).toEqual(['print', 'print-ballot council']);
    // Nothing else than the officer's word makes it hers.
    actor.send({ type: 'print.resume' });
    actor.send({ type: 'release', reason: 'left', approvers: ['o', 'm'] });
    await settle();
    expect(step().at).toBe('ballot-out');
    actor.send({ type: 'ballot.delivered' });
    await settle();
    expect(calls.slice(-2)).toEqual(['deliver council', 'confirm']);
    expect(step()).toEqual({ at: 'admitted', receipts: ['0001'] });
  });

  it('is not printed again, and the voter not let go without, before the sheet lies in the envelope', async () => {
    const { actor, calls, step } = start({ reserve: () => due, printBallot: () => jam });
    await settle();
    expect(step()).toMatchObject({ at: 'ballot-trouble', sent: 'maybe', problem: { code: 'page-printer.jam' } });
    actor.send({ type: 'ballot.print' });
    actor.send({ type: 'release', reason: 'left', approvers: ['o', 'm'] });
    await settle();
    expect(calls.filter((one) => one.startsWith('print-ballot'))).toHaveLength(1);
    expect(calls).not.toContain('release');
    actor.send({ ...cancelled, found: 'spoiled' });
    await settle();
    expect(step()).toMatchObject({
      at: 'ballot-trouble',
      sent: 'nothing',
      problem: { code: 'ballot-print.cancelled' },
    });
    // Persons print the next one; nothing does so by itself.
    expect(calls.filter((one) => one.startsWith('print-ballot'))).toHaveLength(1);
    actor.send({ type: 'ballot.print' });
    await settle();
    expect(calls.filter((one) => one.startsWith('print-ballot'))).toHaveLength(2);
  });

  it('lies whole in the tray after all, or never came out', async () => {
    const { actor, calls, step } = start({ reserve: () => due, printBallot: () => jam });
    await settle();
    actor.send({ ...cancelled, found: 'none' });
    await settle();
    expect(step()).toMatchObject({ at: 'ballot-trouble', sent: 'nothing', problem: { code: 'ballot-print.not-out' } });
    actor.send({ type: 'ballot.print' });
    await settle();
    actor.send({ type: 'ballot.out' });
    await settle();
    expect(step()).toEqual({ at: 'ballot-out', ballot: 'council', problem: null });
    expect(calls.slice(-2)).toEqual(['print-ballot council', 'accept-ballot council']);
    // A sheet that lies there was printed.
    actor.send({ ...cancelled, found: 'none' });
    await settle();
    expect(calls.at(-1)).toBe('accept-ballot council');
  });

  it('is given up with the admission once nothing of it is abroad', async () => {
    const { actor, calls } = start({ reserve: () => due });
    await settle();
    actor.send({ ...cancelled, found: 'spoiled' });
    await settle();
    actor.send({ type: 'release', reason: 'left', approvers: ['o', 'm'] });
    await settle();
    expect(calls.slice(-2)).toEqual(['cancel council spoiled', 'release']);
    expect(actor.getSnapshot().status).toBe('done');
  });

  it.each([
    ['none', 'ballot-trouble'],
    ['maybe', 'ballot-trouble'],
    ['out', 'ballot-out'],
  ] as const)(
    'taken up again with a sheet that is %s: nothing is printed before a person says so',
    async (state, at) => {
      const { calls, step } = start(
        {},
        {
          start: {
            ...{ admission: 'a9', standing: false, sent: 'nothing', problem: { code: 'ballot-print.interrupted' } },
            receipts: [{ receipt: '0009', ballot: 'council', printed: true }],
            sheets: [{ ballot: 'council', state }],
          },
        },
      );
      await settle();
      expect(step()).toMatchObject({ at, ballot: 'council', problem: { code: 'ballot-print.interrupted' } });
      expect(calls).toEqual([]);
    },
  );

  it('that came back after the admission is printed and handed over again, and nothing else happens to the admission', async () => {
    const { actor, calls, step } = start(
      {},
      {
        start: {
          ...{ admission: 'a9', standing: true, sent: 'nothing', problem: { code: 'ballot-print.interrupted' } },
          receipts: ['council', 'mayor'].map((ballot) => ({ receipt: ballot, ballot, printed: true })),
          sheets: [
            { ballot: 'council', state: 'none' },
            { ballot: 'mayor', state: 'delivered' },
          ],
        },
      },
    );
    await settle();
    expect(step()).toMatchObject({ at: 'ballot-trouble', ballot: 'council', standing: true, delivered: [] });
    actor.send({ type: 'release', reason: 'left', approvers: ['o', 'm'] });
    await settle();
    expect(calls).toEqual([]);
    actor.send({ type: 'ballot.print' });
    await settle();
    // While a sheet of hers lies in the tray nobody lets her go without a word about it.
    actor.send({ type: 'finish' });
    await settle();
    expect(step().at).toBe('ballot-out');
    actor.send({ type: 'ballot.delivered' });
    await settle();
    expect(calls).toEqual(['print-ballot council', 'deliver council']);
    expect(actor.getSnapshot().status).toBe('done');
  });

  it('that came back may be printed later: its voter steps aside for the next one', async () => {
    const { actor, calls } = start(
      {},
      {
        start: {
          ...{ admission: 'a9', standing: true, sent: 'nothing', problem: { code: 'ballot-print.interrupted' } },
          receipts: [{ receipt: '0009', ballot: 'council', printed: true }],
          sheets: [{ ballot: 'council', state: 'none' }],
        },
      },
    );
    await settle();
    actor.send({ type: 'finish' });
    await settle();
    expect(calls).toEqual([]);
    expect(actor.getSnapshot().status).toBe('done');
  });

  it('where a second one fails, the first comes back before the voter goes without', async () => {
    const luck: Printed[] = [{ ok: true }, { ok: false, sent: 'nothing', problem: { code: 'page-printer.paper-out' } }];
    const both = ['council', 'mayor'];
    const { actor, calls, step } = start({
      reserve: () => ({
        ...{ ok: true, admission: 'a1' },
        receipts: both.map((ballot, i) => ({ receipt: `000${i}`, ballot, printed: false })),
        sheets: both.map((ballot) => ({ ballot, state: 'none' })),
      }),
      printBallot: () => luck.shift() ?? jam,
    });
    await settle();
    actor.send({ type: 'ballot.delivered' });
    await settle();
    expect(step()).toMatchObject({ at: 'ballot-trouble', ballot: 'mayor', sent: 'nothing', delivered: ['council'] });
    actor.send({ type: 'release', reason: 'left', approvers: ['o', 'm'] });
    await settle();
    expect(calls).not.toContain('release');
    actor.send({ ...cancelled, found: 'spoiled' });
    await settle();
    actor.send({ type: 'release', reason: 'left', approvers: ['o', 'm'] });
    await settle();
    expect(calls.at(-1)).toBe('release');
  });
});
