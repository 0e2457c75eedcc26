import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { devicesReady } from '../../main/cli/simulate/chores.ts';
import { openStation } from '../../main/cli/simulate/day.ts';
import { must } from '../../main/cli/simulate/officer.ts';
import { Station } from '../../main/cli/simulate/station.ts';
import { cheapCodes } from '../../main/demo/people.ts';

/** A document at which the zone dies, time after time: one bad document must not stop the station. */
let stateDir = '';
let station: Station;

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'taanuu-aside-'));
  station = await Station.prepare({
    ...{ stateDir, precinct: '0001', voters: 4, codeCost: cheapCodes, disk: null, onProgress: () => {} },
  });
  station.house.start();
}, 120_000);
afterAll(async () => {
  await station.close();
  rmSync(stateDir, { recursive: true, force: true });
});

it('is set aside after the third death: its PIN is typed, the screens say so, and the next voter is served', {
  timeout: 180_000,
}, async () => {
  await openStation(station);
  const readable = station.demo.voters.filter(({ papers }) => papers[0]?.mrz !== null);
  const [bad, good] = readable;
  if (!bad || !good) throw new Error('too few voters with a document');
  const lay = (voter: typeof bad) => station.world.layDocument({ person: voter.record.record, document: 0 });
  for (let deaths = 0; deaths < 3; deaths += 1) {
    const desk = await station.deskOf('officer');
    await devicesReady(desk);
    const died = new Promise<void>((resolve) => {
      station.trap.arm({ at: 'before', event: 'attempt.started' }, () => {
        station.house.kill('zone');
        resolve();
      });
    });
    station.world.layDocument(null);
    lay(bad);
    await died;
    await desk.lost;
    desk.close();
  }
  const desk = await station.deskOf('officer');
  await devicesReady(desk);
  const problems = () => desk.view()?.station.problems.map(({ code }) => code) ?? [];
  expect(problems()).toContain('station.document-set-aside');
  lay(bad);
  await desk.until(({ step }) => step.at === 'enter-pin', 'the PIN instead of the document');
  must(await desk.client.voter.find({ text: bad.record.pin }));
  await desk.until(({ step }) => step.at !== 'enter-pin' && step.at !== 'looking-up', 'the voter by the PIN');
  must(await desk.client.voter.cancel({}));
  await desk.until(({ step }) => step.at === 'idle', 'idle');
  lay(good);
  const next = await desk.until(({ step }) => step.at !== 'idle' && step.at !== 'looking-up', 'the next voter');
  expect(next.step.at).not.toBe('enter-pin');
  desk.close();
});
