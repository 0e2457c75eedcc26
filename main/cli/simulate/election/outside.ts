import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoVoter } from '../../../demo/voters.ts';
import { type DeskClient, must } from '../desk-client.ts';
import { planDay, type Visit } from '../plan.ts';
import type { Room } from '../room.ts';
import { closes, type Held, opens, Serving } from './sitting.ts';

/** Ballots that are taken along beyond one for each applicant. */
const SPARE_BALLOTS = 3;

/** Who is visited the day before: they have applied, but for one who only meets the commission on its way. */
export interface Round {
  readonly applicants: readonly DemoVoter[];
  /** Has applied, and nobody is at home. */
  readonly away: DemoVoter;
  /** On the list of voters and not of the applicants. */
  readonly passerBy: DemoVoter;
}

/** The sitting outside the room: ballots and boxes, the list from the stick, the visits, what comes back. */
export async function outsideSitting(
  room: Room,
  round: Round,
  seed: string,
  onProgress: (done: number, of: number) => void,
  wrong: string[],
): Promise<Held> {
  const { applicants, away } = round;
  const taken = applicants.length + SPARE_BALLOTS;
  const chair = await room.deskOf('chair');
  must(await chair.client.sittings.takeBallots({ taken, boxes: ['A-101', 'A-102'] }));
  const opened = await opens(room, chair);
  await takeList(room, chair, [...applicants, away]);
  chair.close();
  const serving = new Serving(room, visitsOf(round, seed), onProgress);
  const officer = await room.deskOf('officer');
  await serving.serve(officer, serving.left);
  must(await officer.client.sittings.notMet({ record: away.record.record, reason: 'not-home' }));
  const done = await officer.until(
    ({ visits }) => visits?.every(({ state }) => state === 'done' || state === 'not-met') ?? false,
    'every applicant visited',
  );
  if (done.visits?.length !== applicants.length + 1) wrong.push(`${done.visits?.length} applicants stand on the list`);
  officer.close();
  const closed = await closes(room, serving, wrong, (desk) => bringBack(room, desk, taken));
  await writeAdmissions(room);
  return { ...opened, ends: serving.ends, onPaper: [], ...closed };
}

async function takeList(room: Room, chair: DeskClient, listed: readonly DemoVoter[]): Promise<void> {
  const lines = listed.map(({ record }) => `${record.pin},age`);
  writeFileSync(join(room.stick, 'taanuu-applicants.csv'), `voter,reason\n${lines.join('\n')}\n`);
  const [list] = await chair.client.sittings.lists({});
  must(await chair.client.sittings.takeList({ path: list?.path ?? '', approvers: room.two }));
  await chair.until(({ sittings }) => sittings?.visits?.listed === listed.length, 'the list of applicants');
}

function visitsOf({ applicants, passerBy }: Round, seed: string): readonly Visit[] {
  const planned = planDay(applicants, [], `${seed}/outside`, 0);
  const passing = { voter: passerBy, hand: passerBy, how: 'document', firstTouch: 'good', mishap: null } as const;
  return [...planned, { ...passing, n: planned.length }];
}

/** What was handed out, spoiled and brought back is what was taken along. */
async function bringBack(room: Room, desk: DeskClient, taken: number): Promise<void> {
  const { sittings } = await desk.until((view) => view.sittings?.ballots != null, 'the ballots outside');
  const handedOut = sittings?.ballots?.receipts ?? 0;
  const back = { handedOut, spoiled: 1, broughtBack: taken - handedOut - 1, reason: null };
  must(await desk.client.sittings.returnBallots({ ...back, approvers: room.two }));
}

/** The admissions go to the station's other kiosks, if it has any. */
async function writeAdmissions(room: Room): Promise<void> {
  const chair = await room.deskOf('chair');
  must(await chair.client.sittings.writeAdmissions({ target: room.stick }));
  chair.close();
}
