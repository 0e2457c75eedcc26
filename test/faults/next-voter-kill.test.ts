import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { precinctOf } from '../../core/election/election.ts';
import type { JournalEvent } from '../../core/journal/event.ts';
import { openStation } from '../../main/cli/simulate/day.ts';
import type { DeskClient } from '../../main/cli/simulate/desk-client.ts';
import { Officer } from '../../main/cli/simulate/officer.ts';
import type { Visit } from '../../main/cli/simulate/plan.ts';
import { Station } from '../../main/cli/simulate/station.ts';
import type { Moment } from '../../main/cli/simulate/trap.ts';
import { cheapCodes } from '../../main/demo/people.ts';
import type { DemoVoter } from '../../main/demo/voters.ts';
import { pseudonymOf } from '../../main/identification/register/seal.ts';
import { openStore } from '../../main/identification/store.ts';
import { openCommission } from '../../main/package/commission.ts';

const PRECINCT = '0001';

/** When the zone is killed, beside whoever is being served; null: while her slip is in the printer. */
const moments: readonly (readonly [string, Moment | null])[] = [
  ['while the slip prints', null],
  ['before the admission is confirmed', { at: 'before', event: 'admission.confirmed' }],
  ['when it has been confirmed', { at: 'after', event: 'admission.confirmed' }],
];

/** Real processes: what waits lies in the zone's memory alone, and a SIGKILL takes that away. */
describe('a kill while the next document waits', { timeout: 120_000 }, () => {
  let stateDir = '';
  let station: Station;
  let desk: DeskClient;
  let officer: Officer;
  let voters: readonly DemoVoter[] = [];

  beforeAll(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'taanuu-next-'));
    station = await Station.prepare({
      ...{ stateDir, precinct: PRECINCT, voters: 8, codeCost: cheapCodes, disk: null, onProgress: () => {} },
    });
    station.house.start();
    await openStation(station);
    desk = await station.deskOf('officer');
    const comeBack = async (): Promise<DeskClient> => {
      desk.close();
      desk = await station.deskOf('officer');
      return desk;
    };
    const tray = () => station.wholeSlips;
    officer = new Officer(
      desk,
      comeBack,
      station.world,
      station.atHand,
      tray,
      () => performance.now(),
      station.ballots,
    );
    voters = station.demo.voters.filter(({ trait, fingers }) => trait === 'ordinary' && fingers.length > 0);
  });
  afterAll(async () => {
    desk?.close();
    await station?.close();
    rmSync(stateDir, { recursive: true, force: true });
  });

  /** The one who waits each time; the others are served. */
  const next = (): DemoVoter => someone(moments.length);
  function someone(n: number): DemoVoter {
    const found = voters[n];
    if (!found) throw new Error(`the list has no ordinary voter ${n}`);
    return found;
  }
  const serve = (n: number, voter: DemoVoter) => {
    const visit: Visit = { n, voter, hand: voter, how: 'document', firstTouch: 'good', mishap: null };
    return officer.serve(visit);
  };

  it.each(moments.map(([name, moment], n) => ({ name, moment, n })))(
    '$name leaves one admission, one slip and nobody waiting',
    async ({ moment, n }) => {
      const { world, trap } = station;
      const before = { admitted: desk.view()?.counters.confirmed ?? 0, slips: station.wholeSlips.length };
      const printer = (busy: boolean) => world.bench.inject({ fault: 'printer', printer: { busy } });
      printer(true);
      const served = serve(n, someone(n));
      await desk.until(({ step }) => step.at === 'printing', 'the slip');
      world.layDocument({ person: next().record.record, document: 0 });
      await desk.until((view) => view.next?.at === 'waiting', 'the next document');
      let killed = false;
      const kill = () => {
        killed = station.strike('zone');
      };
      if (moment === null) kill();
      else {
        trap.arm(moment, kill);
        printer(false);
      }

      expect((await served).outcome).toBe('admitted');
      expect(killed).toBe(true);
      const view = await desk.until(({ step, person }) => step.at === 'idle' && person !== null, 'the idle desk');
      expect([view.next, view.openReservations, view.counters.confirmed]).toEqual([null, [], before.admitted + 1]);
      expect(station.wholeSlips.length).toBe(before.slips + 1);
    },
  );

  it('the journal begins with whoever waited when she comes again, and tells nothing of her before', async () => {
    expect((await serve(moments.length, next())).outcome).toBe('admitted');
    await station.house.stop();
    const events = journalOf(station);
    const of = <T extends JournalEvent['type']>(type: T) =>
      events.filter((event): event is Extract<JournalEvent, { type: T }> => event.type === type);
    const { demo, kiosk } = station;
    const secrets = openCommission(join(kiosk, 'commission'), '', true).secrets(demo.election.id, demo.election.mode);
    const key = Buffer.from(secrets.pseudonyms, 'base64url');
    const pseudonyms = [0, 1, 2, 3].map((n) => pseudonymOf(key, someone(n).record.pin));
    const reserved = of('admission.reserved');
    expect(reserved.map(({ body }) => body.voter)).toEqual(pseudonyms);
    expect(of('admission.confirmed').map(({ body }) => body.admission)).toEqual(
      reserved.map(({ body }) => body.admission),
    );
    const started = of('attempt.started');
    expect(started.map(({ body }) => body.attempt)).toEqual(reserved.map(({ body }) => body.attempt));
    const hers = events.findLastIndex(({ type }) => type === 'attempt.started');
    const [waited = ''] = pseudonyms.slice(-1);
    expect(events.slice(0, hers).filter((event) => JSON.stringify(event).includes(waited))).toEqual([]);
  });
});

function journalOf({ kiosk, demo }: Station): readonly JournalEvent[] {
  const precinct = precinctOf(demo.election, PRECINCT);
  if (!precinct) throw new Error(`no precinct ${PRECINCT}`);
  const about = { election: demo.election, precinct };
  const store = openStore({ stateDir: kiosk, keys: demo.keys, election: about, now: () => new Date(0) });
  if (!store.ok) throw new Error(store.error.code);
  const events = [...store.value.journal.events()];
  store.value.db.close();
  return events;
}
