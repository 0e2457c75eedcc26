import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { afterTest, temporaryFolder } from '../../drivers/testing/bench.ts';
import { deskAt } from '../../main/cli/simulate/ballots/desk.ts';
import { BallotRoom } from '../../main/cli/simulate/ballots/room.ts';
import { PoweredDisk, WITHOUT_JOURNAL } from '../../main/cli/simulate/powered-disk.ts';
import { BallotPaper } from '../../main/demo/ballot-paper.ts';
import { makeBallotStation } from '../../main/demo/ballot-station.ts';
import { demoElection } from '../../main/demo/voters.ts';

const DISK_MIB = 32;

/**
 * Zone, disk and box lose their power together while a sheet is held or on its way: whatever was written and not synced is
 * gone, and the box remembers its one cell.
 */
it.skipIf(!PoweredDisk.possible())(
  'a power cut with the sheet held: the count is right on both sides of acceptance',
  { timeout: 240_000 },
  async () => {
    const folder = temporaryFolder();
    const disk = PoweredDisk.open(folder, join(folder, 'ballot'), DISK_MIB, WITHOUT_JOURNAL);
    afterTest(() => disk.close());
    const election = demoElection();
    const policy = {
      ...defaultPolicy,
      ballotBox: { ...defaultPolicy.ballotBox, none: 'ask' as const },
      results: { ...defaultPolicy.results, testBeforeOpening: false },
    };
    const station = await makeBallotStation({
      ...{ folder, hatch: join(folder, 'hatch'), election, policy, precinct: '0001' },
    });
    const room = new BallotRoom(folder, station, 20);
    afterTest(() => room.close());
    const at = deskAt(room);
    const { box } = room;
    room.stage('ready', '2023-10-08-1');
    await at.until(({ provisioned }) => provisioned, 'the package');
    await at.do({ do: 'assign-box', box: 'B-1' });
    await at.do({ do: 'prove-zero' });
    room.stage('open', '2023-10-08-1');
    const ready = () => at.until(({ show }) => show.show === 'ready', 'the ready box');
    await ready();
    disk.sync();

    const page = new BallotPaper(election).ballot({ style: 'council-1', test: false, marked: {} }, 'empty');
    /** A sheet is held, and the voter is asked. */
    const held = async (name: string) => {
      await ready();
      expect(box.path.insert({ name, page, lengthMm: 297 })).toBe(true);
      await at.until(({ show }) => show.show === 'ask', 'the question');
    };
    const cut = async () => {
      await room.blackout(() => disk.cut());
      box.fault = {};
    };

    // The ballot is on the disk, and the box has not heard that it may have the sheet.
    await held('held');
    box.fault = { silent: true };
    await at.do({ do: 'insist' });
    await at.until(({ inFlight }) => inFlight, 'the ballot on the disk');
    await cut();
    await at.until(({ show }) => show.show === 'take-back', 'the sheet given back');
    await expect.poll(() => box.path.pull()).toBe(true);
    expect((await ready()).sheets).toBe(0);

    // The sheet has passed, and nobody has heard of it.
    await held('passed');
    box.fault = { loseEvery: 1 };
    await at.do({ do: 'insist' });
    await expect.poll(() => box.whereabouts.of('passed')).toBe('invalid');
    await cut();
    expect((await at.until(({ sheets }) => sheets === 1, 'the ballot that counts')).problems).toEqual([]);

    // It was heard of, written down, and shown.
    await held('counted');
    await at.do({ do: 'insist' });
    await at.until(({ sheets }) => sheets === 2, 'the ballot that counts');
    await cut();
    expect((await ready()).sheets).toBe(2);
    expect(box.whereabouts.in('invalid')).toEqual(['passed', 'counted']);
  },
);
