import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { credentials } from '../../package/package.fixture.ts';
import { wentOnElsewhere } from '../state/predecessor.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { chair, kiosks, OUTSIDE, type TestKiosk } from './kiosks.fixture.ts';

/** A kiosk outside the room breaks down, and another one goes on from its copy; a third one is at the station. */
const approvers = [...credentials];
const free = { outside: { onlyApplicants: false, boxesMax: 3, kiosks: 1, arrival: 'block' } } as const;
let made: Awaited<ReturnType<typeof kiosks>>;
afterEach(() => made.close());

/** So many kiosks; the first is outside the room, has admitted voter 1, and its copy lies on the stick. */
async function begun(count: number): Promise<(n: number) => TestKiosk> {
  made = await kiosks(count, free);
  const at = (n: number): TestKiosk => {
    const one = made.all[n];
    if (!one) throw new Error('no such kiosk');
    return one;
  };
  const first = at(0);
  await first.opens();
  expect(await first.client.copy.begin({ target: made.stick })).toEqual(ok(null));
  first.admit(1);
  await first.zone.copy.work();
  return at;
}

/** A kiosk goes on from another one's copy. */
async function goesOn(next: TestKiosk, from: TestKiosk): Promise<void> {
  await next.signIn('chair');
  const files = await next.client.copy.predecessors({});
  const file = files.find(({ name }) => name.includes(from.zone.kiosk.device));
  expect(await next.client.copy.continue({ file: `${file?.folder}/${file?.name}`, approvers })).toEqual(ok(null));
}

async function written(kiosk: TestKiosk): Promise<string> {
  const answer = await kiosk.client.sittings.writeAdmissions({ target: made.stick });
  if (!answer.ok) throw new Error(answer.error.code);
  return join(made.stick, answer.value.file);
}

async function morning(home: TestKiosk): Promise<void> {
  made.clock.now = new Date('2023-10-08T07:30:00+06:00');
  await home.signIn('chair');
}

/** How many were admitted in that sitting, here and elsewhere, as far as this kiosk knows. */
function admittedOutside(kiosk: TestKiosk): number {
  const { batches = [] } = kiosk.zone.sittings.view()?.list[0] ?? {};
  return batches.reduce((sum, { admitted }) => sum + admitted, 0);
}

const twice = (kiosk: TestKiosk) => kiosk.zone.sitting.closingList().some(({ item }) => item === 'admitted-twice');

describe('a kiosk that goes on with a sitting outside the room', () => {
  it('hands over its admissions and those of the kiosk before it: the others refuse them all', async () => {
    const at = await begun(3);
    const [first, second, home] = [at(0), at(1), at(2)];
    const older = await written(first);
    await goesOn(second, first);
    second.admit(2);
    await second.closes();
    const path = await written(second);

    await morning(home);
    const whole = readFileSync(path, 'utf8').trimEnd().split('\n');
    const ofFirst = whole.filter((line) => line.includes(`"device":"${first.zone.kiosk.device}","election"`)).length;
    for (const lines of [
      whole.toSpliced(ofFirst - 1, 1),
      whole.toSpliced(ofFirst, 1),
      whole.slice(ofFirst),
      whole.slice(0, ofFirst),
      whole.with(1, (whole[1] ?? '').replace('"at":"2023', '"at":"2024')),
    ]) {
      writeFileSync(path, `${lines.join('\n')}\n`);
      expect(await home.client.sittings.takeAdmissions({ path })).toMatchObject({
        error: { code: expect.stringMatching(/^sittings\.file-not-(read|outside)$/) },
      });
    }
    writeFileSync(path, `${whole.join('\n')}\n`);
    // What the first had written before it broke down may be taken in too, before or after: nobody counts twice.
    expect(await home.client.sittings.takeAdmissions({ path: older })).toEqual(ok({ admissions: 1 }));
    expect(await home.client.station.open({ approvers })).toMatchObject({ error: { code: 'sittings.not-arrived' } });
    expect(await home.client.sittings.takeAdmissions({ path })).toEqual(ok({ admissions: 2 }));
    expect(await home.client.sittings.takeAdmissions({ path })).toMatchObject({
      error: { code: 'sittings.nothing-new' },
    });
    await home.opens();
    for (const n of [1, 2]) {
      expect(await home.told(n)).toEqual({ reason: 'admitted-outside', date: '2023-10-07' });
      expect(() => home.admit(n)).toThrow(/admitted at another kiosk/);
    }
    home.admit(3);
    expect(admittedOutside(home)).toBe(2);
    expect(twice(home)).toBe(false);
    expect((await home.client.acts.overview({})).due).toEqual([]);
    expect(stateDifferences(home.zone.kiosk.db, rebuild(home.lines().map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('may break down in its turn: each knows that another went on, and the last one hands over what all three did', async () => {
    const at = await begun(4);
    const [first, second, third, home] = [at(0), at(1), at(2), at(3)];
    await goesOn(second, first);
    second.admit(2);
    await second.zone.copy.work();
    await goesOn(third, second);
    third.admit(3);
    await third.closes();
    const path = await written(third);
    // Repaired, the first two hear of it, and are let close by their people.
    for (const [one, next] of [
      [first, second],
      [second, third],
    ] as const) {
      const [{ count }] = next.events('copy.continued') as [{ readonly count: number }];
      const { kiosk, sitting } = one.zone;
      kiosk.record('copy.superseded', { device: next.zone.kiosk.device, count }, { role: 'system' });
      expect(sitting.stage).toBe('suspended');
      kiosk.record('sitting.resumed', { reason: 'жабуу үчүн', approvers: ['chair', 'member'] }, chair);
      await one.closes();
    }
    expect([first, second, third].map(({ zone }) => wentOnElsewhere(zone.kiosk.db, OUTSIDE ?? ''))).toEqual([
      true,
      true,
      false,
    ]);
    const ofSecond = await written(second);

    await morning(home);
    expect(await home.client.sittings.takeAdmissions({ path: ofSecond })).toEqual(ok({ admissions: 2 }));
    // The second one's own journal says that it does not know everybody.
    expect(await home.client.station.open({ approvers })).toMatchObject({ error: { code: 'sittings.not-arrived' } });
    expect(await home.client.sittings.takeAdmissions({ path })).toEqual(ok({ admissions: 3 }));
    await home.opens();
    for (const n of [1, 2, 3]) expect(await home.told(n)).toMatchObject({ reason: 'admitted-outside' });
    expect([admittedOutside(home), twice(home)]).toEqual([3, false]);

    // What it did itself comes back to the first with the rest, and is nothing that happened twice.
    await first.signIn('chair');
    expect(await first.client.sittings.prepare({ sitting: first.zone.sittings.view()?.proposed ?? '' })).toEqual(
      ok(null),
    );
    expect(await first.client.station.open({ approvers })).toMatchObject({ error: { code: 'sittings.not-arrived' } });
    expect(await first.client.sittings.takeAdmissions({ path })).toEqual(ok({ admissions: 3 }));
    await first.opens();
    expect([admittedOutside(first), twice(first)]).toEqual([3, false]);
    const due = (await first.client.acts.overview({})).due.map(({ kind }) => kind);
    expect(due).not.toContain('twice');
  });
});
