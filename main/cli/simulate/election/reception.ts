import { setTimeout as sleep } from 'node:timers/promises';
import type { Application, Asked, Decision } from '../../../../core/application/application.ts';
import type { DeskView } from '../../../api/views.ts';
import type { DemoVoter } from '../../../demo/voters.ts';
import { type DeskClient, must } from '../desk-client.ts';
import type { Room } from '../room.ts';
import type { ElectionCommission, OnStick } from './commission.ts';
import { REMOTE_STATION } from './elections.ts';

/** A sensor that is looked at every 60 ms must see a lifted finger as lifted. */
const LIFTED_MS = 250;
/** A touch of which nothing has come within so many milliseconds is made again, so many times. */
const TAKEN_MS = 5_000;
const FINGER_TRIES = 6;

/** The receptions of the weeks before in numbers, by the kiosk's own word. */
export interface Receptions {
  readonly filed: number;
  readonly granted: number;
  readonly refused: number;
}

/** Where a PIN votes, as the screen says it to the next one who asks. */
async function lookUp(desk: DeskClient, { record }: DemoVoter): Promise<string> {
  await desk.until((view) => view.reception?.where === null, 'the answer before to be gone');
  must(await desk.client.lookup.find({ pin: record.pin }));
  const { reception } = await desk.until((view) => view.reception?.where != null, 'the answer where she votes');
  return reception?.where?.answer.at ?? '';
}

/** Somebody is looked up, identified by her finger, and applies; her slip comes out. */
async function apply(room: Room, desk: DeskClient, voter: DemoVoter, asked: Asked): Promise<void> {
  const { application } = desk.client;
  const { record } = voter.record;
  if ((await lookUp(desk, voter)) !== 'here') throw new Error(`${record} does not vote here`);
  must(await application.begin({}));
  await desk.until(({ reception }) => reception?.applicant != null, 'the finger of an applicant');
  for (let tries = 0; tries < FINGER_TRIES; tries += 1) {
    const seen = desk.view()?.reception?.applicant;
    if (seen?.at !== 'finger') break;
    room.world.putFinger({ person: record, finger: seen.step.finger, condition: 'good' });
    const through = ({ reception }: DeskView) => reception?.applicant?.at !== 'finger';
    // Whoever is not found by one touch takes the finger away and lays it down again.
    await desk.until(through, 'what comes of the finger', TAKEN_MS).catch(() => {});
    room.world.putFinger(null);
    await sleep(LIFTED_MS);
  }
  must(await application.file({ asked }));
  await desk.until(({ reception }) => {
    const seen = reception?.applicant;
    return seen?.at === 'filed' && seen.printed;
  }, 'the slip of an application');
  must(await application.leave({}));
}

/** Those who come to the receptions of the weeks before. */
export interface Askers {
  readonly outside: DemoVoter;
  readonly remote: DemoVoter;
  readonly correction: DemoVoter;
  /** Somebody of another station. */
  readonly neighbour: DemoVoter;
}

/** Look-ups and applications; what waits goes to the commission on the stick. @returns the file's name */
export async function receive(room: Room, askers: Askers, wrong: string[]): Promise<string> {
  const officer = await room.deskOf('officer');
  must(await officer.client.reception.open({ approvers: room.two }));
  const told = await lookUp(officer, askers.neighbour);
  if (told !== 'elsewhere') wrong.push(`somebody of another station is told ${told}`);
  must(await officer.client.lookup.print({}));
  must(await officer.client.lookup.next({}));
  await apply(room, officer, askers.outside, { kind: 'outside', reason: 'age' });
  await apply(room, officer, askers.remote, { kind: 'remote', station: REMOTE_STATION });
  await apply(room, officer, askers.correction, { kind: 'correction', fields: ['address'] });
  must(await officer.client.reception.close({}));
  officer.close();
  const chair = await room.deskOf('chair');
  const exported = await chair.client.application.export({ target: room.stick });
  chair.close();
  if (!exported.ok) throw new Error(exported.error.code);
  if (exported.value.count !== 3) wrong.push(`${exported.value.count} applications wait instead of 3`);
  return exported.value.file;
}

/** The commission grants what may be granted, and refuses the correction. */
export function decideAll(commission: ElectionCommission, stick: string, file: string, on: string) {
  return commission.decide(
    stick,
    file,
    ({ application, asked }: Application): Decision =>
      asked.kind === 'correction'
        ? { application, decision: 'refused', on, why: 'no-ground' }
        : { application, decision: 'granted', on },
  );
}

/** The answers come in; whoever asks is told hers, and the one who votes elsewhere now is sent there. */
export async function answer(room: Room, askers: Askers, next: OnStick, wrong: string[]): Promise<Receptions> {
  const chair = await room.deskOf('chair');
  const [file] = await chair.client.application.files({});
  const taken = await chair.client.application.take({ path: file?.path ?? '' });
  if (!taken.ok) throw new Error(taken.error.code);
  must(await chair.client.station.import({ path: next.path }));
  const { applications } = await chair.until((view) => view.applications?.waiting === 0, 'the answers');
  chair.close();
  const officer = await room.deskOf('officer');
  must(await officer.client.reception.open({ approvers: room.two }));
  for (const [voter, at, state] of [
    [askers.outside, 'here', 'granted'],
    [askers.remote, 'remote', 'granted'],
    [askers.correction, 'here', 'refused'],
  ] as const) {
    const told = await lookUp(officer, voter);
    const own = officer.view()?.reception?.where?.applications.map((one) => one.state.at) ?? [];
    if (told !== at || own.join() !== state) {
      wrong.push(`${voter.record.record} is told ${told} and ${own.join()} instead of ${at} and ${state}`);
    }
    must(await officer.client.lookup.next({}));
  }
  must(await officer.client.reception.close({}));
  officer.close();
  const { granted, refused } = applications ?? { granted: 0, refused: 0 };
  return { filed: taken.value.taken, granted, refused };
}
