import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { cleanUp } from '../../drivers/testing/clean-up.ts';
import { makeBallotStation } from '../demo/ballot-station.ts';
import { boxRoom, election, type Room } from './box/sheet-box.fixture.ts';

/** A newer package in the middle of the day. */
let room: Room;
beforeAll(async () => {
  room = await boxRoom({}, false);
  expect(room.zone.day.proveZero({ role: 'chair', person: 'chair' }).ok).toBe(true);
  room.stage('open');
}, 120_000);
afterAll(cleanUp);

const force = () => room.zone.frame.packages.taken;
async function offer(version: number, of: typeof election): Promise<void> {
  const where = { folder: room.folder, hatch: join(room.folder, 'hatch') };
  const made = await makeBallotStation({ ...where, election: of, policy: defaultPolicy, precinct: '0001', version });
  room.tell(made.offer);
}

it('is taken with the same ballots, and refused with other ones: a record means what its own definition says', async () => {
  const before = force()?.papers;
  await offer(2, election);
  await expect.poll(() => force()?.version).toBe(2);
  expect(room.zone.frame.journal.day.phase).toBe('open');
  const styles = (election.papers?.styles ?? []).map((style) => ({ ...style, title: { ky: 'Б', ru: 'Б', en: 'B' } }));
  const papers = election.papers && { ...election.papers, styles };
  await offer(3, { ...election, papers });
  await expect.poll(() => room.zone.problems()).toContainEqual({ code: 'ballot-zone.other-ballots' });
  expect([force()?.version, force()?.papers]).toEqual([2, before]);
});
