import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balanceDay } from '../../main/cli/simulate/balance.ts';
import { devicesReady } from '../../main/cli/simulate/chores.ts';
import { closeStation, openStation, type VisitEnd } from '../../main/cli/simulate/day.ts';
import type { DeskClient } from '../../main/cli/simulate/desk-client.ts';
import { must, Officer } from '../../main/cli/simulate/officer.ts';
import type { Visit } from '../../main/cli/simulate/plan.ts';
import { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { Station } from '../../main/cli/simulate/station.ts';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { verifyFile } from '../../main/journal/verify-file.ts';

/** A disk that is full in the middle of the day: new voters are refused, nothing is lost, and the day goes on. */
const possible = PoweredDisk.possible();
let stateDir = '';
let station: Station;

beforeAll(async () => {
  if (!possible) return;
  stateDir = mkdtempSync(join(tmpdir(), 'taanuu-full-'));
  const options = { stateDir, precinct: '0001', voters: 6, disk: 48, onProgress: () => {} };
  station = await Station.prepare(options);
  station.house.start();
}, 120_000);
afterAll(async () => {
  if (!possible) return;
  await station.close();
  rmSync(stateDir, { recursive: true, force: true });
});

/** Writes until nothing more fits. @returns makes room again */
function fill(folder: string): () => void {
  const path = join(folder, 'filler');
  const file = openSync(path, 'w');
  for (const size of [65_536, 1_024, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

describe.skipIf(!possible)('a full disk', () => {
  it('refuses new voters, at the desk and at the reservation, and loses nothing', { timeout: 120_000 }, async () => {
    const { world, ledger } = station;
    await openStation(station);
    const desk: DeskClient = await station.deskOf('officer');
    await devicesReady(desk);
    const zone = station.house.pids().zone;
    const now = () => performance.now();
    const back = () => Promise.reject(new Error('the zone is not to die'));
    const officer = new Officer(
      desk,
      back,
      world,
      [station.credential('member')],
      () => station.wholeSlips,
      now,
      station.ballots,
    );
    const ordinary = station.demo.voters.filter(({ trait }) => trait === 'ordinary');
    const ends: VisitEnd[] = [];
    const serve = async (n: number) => {
      const voter = ordinary[n];
      if (!voter) throw new Error('too few voters');
      const visit: Visit = { n, voter, hand: voter, how: 'pin', firstTouch: 'good', mishap: null };
      const from = ledger.entries().length;
      ends.push({ ...(await officer.serve(visit)), visit, ledger: [from, ledger.entries().length] });
    };
    const full = () =>
      desk.until(({ station: { problems } }) => problems.some(({ code }) => code === 'storage.full'), 'the full disk');
    await serve(0);

    // Full before the voter is taken up.
    const makeRoom = fill(station.kiosk);
    const pin = ordinary[1]?.record.pin ?? '';
    const refused = await desk.client.voter.find({ text: pin });
    expect(refused).toMatchObject({ ok: false, error: { code: 'storage.full' } });
    await full();
    expect(desk.view()?.step).toEqual({ at: 'idle' });
    // Whatever else would be written is refused in the same words.
    expect(await desk.client.station.recordTurnout({ time: '10:00' })).toEqual(refused);
    expect(await desk.client.access.signIn(station.credential('chair'))).toEqual(refused);
    makeRoom();
    await serve(1);
    await desk.until(({ station: { problems } }) => problems.length === 0, 'no problem any more');

    // Full between the document and the reservation.
    must(await desk.client.voter.find({ text: ordinary[2]?.record.pin ?? '' }));
    const asked = await desk.until(({ step }) => step.at === 'finger' && step.state === 'waiting', 'the finger');
    const makeRoomAgain = fill(station.kiosk);
    const slips = station.wholeSlips;
    const { step } = asked;
    if (step.at !== 'finger') throw new Error('no finger was asked for');
    world.putFinger({ person: ordinary[2]?.record.record ?? '', finger: step.finger, condition: 'good' });
    const end = await desk.until((view) => view.step.at === 'refused', 'the refusal');
    expect(end.step).toMatchObject({ refusal: { reason: 'storage', problem: { code: 'storage.full' } } });
    expect(station.wholeSlips).toBe(slips);
    world.putFinger(null);
    makeRoomAgain();
    must(await desk.client.voter.finish({}));
    await desk.until((view) => view.step.at === 'idle', 'idle');
    await serve(2);

    expect(station.house.pids().zone).toBe(zone);
    desk.close();
    const { log, desk: closed } = await closeStation(station);
    const counters = closed.view()?.counters;
    closed.close();
    await station.house.stop();
    const report = await verifyFile(log, station.trust, nodeCrypto);
    if (!report.ok) throw new Error(report.error.code);
    const balance = balanceDay({
      ends,
      ledger: ledger.entries(),
      counters,
      report: report.value,
      kiosk: station.kiosk,
      station: station.demo,
      bench: world.bench,
      killed: {},
      victims: {},
      chainLooks: 0,
      sheets: null,
      wrong: [],
    });
    expect(balance.wrong).toEqual([]);
    expect(balance.admitted).toBe(3);
  });
});
