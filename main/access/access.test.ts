import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import { identificationContract } from '../api/identification.ts';
import type { Role, Stage } from '../api/views.ts';
import { makeCodeKey, verifyCode } from './code.ts';
import { checkApprovers, checkCode, type FailureMemory } from './people.ts';
import { accessTable, mayCall } from './table.ts';

const stages: readonly Stage[] = [
  ...(['unprovisioned', 'ready', 'open', 'suspended', 'finishing', 'closed', 'handed-over'] as const),
];
const roles: readonly (Role | null)[] = [
  'officer',
  'member',
  'chair',
  'secretary',
  'technician',
  'administrator',
  null,
];

describe('the table of role × stage × method', () => {
  const methods = Object.entries(identificationContract).flatMap(([group, inner]) =>
    '~orpc' in inner ? [group] : Object.keys(inner).map((method) => `${group}.${method}`),
  );

  it('has one row for every method of the contract and none besides', () => {
    expect(Object.keys(accessTable).sort()).toEqual([...methods].sort());
  });

  it('lets the second display do nothing but look', () => {
    const allowed = methods.filter((method) =>
      stages.some((stage) => roles.some((role) => mayCall(method, { window: 'voter', role, stage }))),
    );
    expect(allowed).toEqual(['watch']);
  });

  it('lets nobody who is not signed in touch a voter, a reservation, a device or the sitting', () => {
    const allowed = methods.filter((method) =>
      stages.some((stage) => mayCall(method, { window: 'officer', role: null, stage })),
    );
    const before = [
      ...['provisioning.accept', 'provisioning.certificate', 'provisioning.look', 'provisioning.save'],
      ...['station.import', 'station.logTargets', 'station.packages'],
      // A spare is led to a kiosk of its station, where the other side says that it is meant.
      ...['kiosks.ask', 'kiosks.join'],
      // Its camera reads the code of that one.
      ...['trial.begin', 'trial.leave', 'trial.picture'],
      // An emptied device tells of it.
      ...['wipe.orders', 'wipe.printSlip'],
    ];
    // Whoever comes to help says so with a code of her own.
    expect(allowed.sort()).toEqual(['access.signIn', 'access.signOut', 'help.answer', ...before, 'watch'].sort());
    for (const method of before) {
      const at = stages.filter((stage) => mayCall(method, { window: 'officer', role: null, stage }));
      expect(at).toEqual(['unprovisioned']);
    }
  });

  it('keeps voters from the technician, and the sitting from the officer', () => {
    for (const stage of stages) {
      const may = (role: Role) => methods.filter((method) => mayCall(method, { window: 'officer', role, stage }));
      expect(may('technician').filter((method) => /^(voter|reservation)\./.test(method))).toEqual([]);
      const sitting = /^station\.(open|close|finish|suspend|resume|import|downloadLog)$/;
      const toAnybody = stage === 'unprovisioned' ? ['station.import'] : [];
      expect(may('officer').filter((method) => sitting.test(method))).toEqual(toAnybody);
      const toNobodyInParticular =
        /^(watch|access\.|help\.|provisioning\.|kiosks\.(ask|join)$|trial\.(begin|picture|leave)$|wipe\.(orders|printSlip)$|station\.(import|packages|logTargets)$)/;
      expect(may('member').filter((method) => !toNobodyInParticular.test(method))).toEqual([]);
      expect(may('member').some((method) => method.startsWith('provisioning.'))).toBe(stage === 'unprovisioned');
    }
  });

  it('lets everybody begin a wipe whose code counts for it in the shipped policy, and nobody else', () => {
    for (const stage of ['ready', 'closed', 'handed-over'] as const) {
      const may = (method: string) => roles.filter((role) => mayCall(method, { window: 'officer', role, stage }));
      expect(may('wipe.begin').sort()).toEqual([...defaultPolicy.approvals.wipe.roles].sort());
      expect(may('wipe.orders')).toEqual(may('wipe.begin'));
    }
  });

  it('lets the chair draw an act that is due in every stage that has an election: none is a dead end', () => {
    for (const method of ['acts.overview', 'acts.draw', 'acts.print', 'acts.waive']) {
      const at = stages.filter((stage) => mayCall(method, { window: 'officer', role: 'chair', stage }));
      expect(at).toEqual(stages.filter((stage) => stage !== 'unprovisioned'));
    }
  });

  it('gives the technician slips of the kit and its readiness in the same stages: when nobody waits for a receipt', () => {
    for (const method of ['device.printReadiness', 'passport.print', 'kitMap.printSlip']) {
      const at = stages.filter((stage) => mayCall(method, { window: 'officer', role: 'technician', stage }));
      expect(at, method).toEqual(['ready', 'suspended', 'closed', 'handed-over']);
    }
  });

  it('refuses a method that it does not know', () => {
    expect(mayCall('voter.admitAnyway', { window: 'officer', role: 'chair', stage: 'open' })).toBe(false);
    expect(mayCall('toString', { window: 'officer', role: 'chair', stage: 'open' })).toBe(false);
  });
});

describe('a personal code', async () => {
  const hash = await makeCodeKey('220022', { n: 1024, r: 8, p: 1 });
  const person = (id: string, role: Role): PersonEntry => ({
    id,
    role,
    station: '0001',
    name: id,
    code: hash,
    defaultCode: false,
  });
  const people = [person('o', 'officer'), person('c', 'chair'), person('m', 'member'), person('t', 'technician')];

  /** What the zone folds from the journal, kept in a plain object. */
  function memory() {
    const state = new Map<string, { failures: number; until: string | null }>();
    let now = 0;
    const remembered: FailureMemory = {
      of: (id) => state.get(id) ?? { failures: 0, until: null },
      refused: (id, tries) => {
        if (id) state.set(id, { failures: tries, until: state.get(id)?.until ?? null });
      },
      locked: (id, seconds) => {
        const until = new Date(now + seconds * 1000).toISOString();
        state.set(id, { failures: state.get(id)?.failures ?? 0, until });
      },
    };
    const check = (id: string, code: string) =>
      checkCode(people, defaultPolicy.lockout, remembered, { person: id, code }, now);
    const wait = (seconds: number) => {
      now += seconds * 1000;
    };
    return { check, wait, state };
  }

  it('is checked against its key, which never shows it', async () => {
    expect(await verifyCode('220022', hash)).toBe(true);
    expect(await verifyCode('220023', hash)).toBe(false);
    expect(JSON.stringify(hash)).not.toContain('220022');
  });

  it('costs a wait that doubles after the free tries, also for the right code, and is dead in the end', async () => {
    const { check, wait, state } = memory();
    const { freeTries, waitSeconds, deadAfter } = defaultPolicy.lockout;
    for (let left = freeTries - 1; left > 0; left -= 1) {
      expect(await check('o', 'wrong')).toEqual({
        ok: false,
        error: { code: 'access.wrong-code', params: { person: 'o', left } },
      });
    }
    expect(await check('o', 'wrong')).toMatchObject({
      error: { code: 'access.wait', params: { person: 'o', seconds: waitSeconds } },
    });
    expect(await check('o', '220022')).toMatchObject({ ok: false, error: { code: 'access.wait' } });
    wait(waitSeconds);
    expect(await check('o', 'wrong')).toMatchObject({ error: { params: { seconds: waitSeconds * 2 } } });
    for (let tries = freeTries + 1; tries < deadAfter; tries += 1) {
      wait(10_000_000);
      await check('o', 'wrong');
    }
    wait(10_000_000);
    expect(await check('o', '220022')).toEqual({
      ok: false,
      error: { code: 'access.locked', params: { person: 'o' } },
    });
    expect(state.get('c')).toBeUndefined();
    expect((await check('c', '220022')).ok).toBe(true);
  });

  it('is not found by trying many at once', async () => {
    const { check } = memory();
    const wrong = Array.from({ length: 40 }, (_, n) => check('o', String(100_000 + n)));
    // Whichever is looked at last: by then too many were wrong.
    const right = check('o', '220022');
    await Promise.all(wrong);
    expect((await right).ok).toBe(false);
  });

  it('approves only together with other people of the roles that the policy names', async () => {
    const rule = { persons: 2, roles: ['chair', 'member'] as Role[], including: ['chair'] as Role[] };
    const { check } = memory();
    const ask = (...ids: string[]) =>
      checkApprovers(
        people,
        rule,
        null,
        ids.map((id) => ({ person: id, code: '220022' })),
        ({ person: id, code }) => check(id, code),
      );
    expect(await ask('c', 'm')).toEqual({ ok: true, value: ['c', 'm'] });
    expect(await ask('c', 'c')).toMatchObject({ error: { code: 'access.approvers-same' } });
    expect(await ask('c')).toMatchObject({ error: { code: 'access.approvers-missing' } });
    expect(await ask('m', 't')).toMatchObject({ error: { code: 'access.approver-role' } });
    expect(await ask('c', 'nobody')).toMatchObject({ error: { code: 'access.unknown-person' } });
  });
});
