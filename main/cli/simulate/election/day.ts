import { pageAndLine } from '../../../../core/paper-road/list.ts';
import type { DeskView } from '../../../api/views.ts';
import type { DemoVoter } from '../../../demo/voters.ts';
import { approving } from '../approving.ts';
import { copiesOut } from '../chair.ts';
import { type DeskClient, must } from '../desk-client.ts';
import type { Visit } from '../plan.ts';
import type { Room } from '../room.ts';
import { FIRST_STATION } from './elections.ts';
import { closes, type Held, INSIDE, opens, Serving } from './sitting.ts';

/** What a day has besides its voters. */
export interface DayPlan {
  readonly visits: readonly Visit[];
  /** The list of the station, in its order: page and line of the paper list follow from it. */
  readonly list: readonly DemoVoter[];
  /** Who was admitted outside the room the day before. */
  readonly outside: readonly DemoVoter[];
  /** Somebody of another station, who is sent there and gets it on paper. */
  readonly neighbour: DemoVoter;
}

/** Voters who may be admitted on paper while the kiosk stands still. */
const PAPER_VOTERS = 2;
const SHIFTS = 2;

/**
 * The day: the chair's stick, lots, a change of operators, a standstill with voters on paper who are entered afterwards,
 * a refusal slip, a turnout, and a page for the observers.
 */
export async function daySitting(
  room: Room,
  plan: DayPlan,
  onProgress: (done: number, of: number) => void,
  wrong: string[],
): Promise<Held> {
  const { visits, list } = plan;
  let chair = await room.deskOf('chair');
  const { sittings } = await chair.until((view) => view.sittings?.proposed != null, 'the sitting that comes next');
  must(await chair.client.sittings.prepare({ sitting: sittings?.proposed ?? '' }));
  await chair.until((view) => view.station.stage === 'ready', 'the sitting of the day');
  must(await chair.client.copy.begin({ target: room.sticks[1] ?? '' }));
  await drawLots(room, chair);
  const opened = await opens(room, chair);
  chair.close();

  const serving = new Serving(room, visits, onProgress);
  const half = Math.floor(visits.length / 2);
  let officer = await room.deskOf('officer');
  await refuseOnPaper(officer, plan.neighbour.record.pin);
  await serving.serve(officer, Math.floor(half / 2));
  must(await officer.client.access.takeOver(room.credential('officer', 1)));
  await officer.until(({ person }) => person?.id === room.credential('officer', 1).person, 'the next operator');
  await serving.serve(officer, half - serving.ends.length);
  officer.close();

  chair = await room.deskOf('chair');
  const onPaper = paperVoters(plan, half);
  const admitted = serving.ends.find(({ outcome }) => outcome === 'admitted')?.visit.voter;
  await standstill(room, chair, async () => {
    for (const voter of onPaper) {
      const { entered } = await enter(room, chair, list, voter, wrong);
      if (entered !== 1) wrong.push(`${voter.record.record} was admitted on paper and could not be entered`);
    }
    const twice = admitted && (await enter(room, chair, list, admitted, wrong));
    if (twice && twice.conflicts.length !== 1) wrong.push('who was admitted already was entered from paper as well');
  });
  must(await chair.client.station.recordTurnout({ time: '12:00' }));
  must(await chair.client.papers.printToday({ on: 'slip' }));
  chair.close();

  officer = await room.deskOf('officer');
  await serving.serve(officer, Math.max(0, serving.left - INSIDE));
  officer.close();
  const closed = await closes(room, serving, wrong, async (desk) => {
    const { shifts } = await desk.until((view) => view.shifts.length > 0, 'the shifts');
    if (shifts.length < SHIFTS) wrong.push(`${shifts.length} shifts of a day with two operators`);
  });
  wrong.push(...(await copyDifferences(room)));
  return { ...opened, ends: serving.ends, onPaper, ...closed };
}

/** Who was drawn for what at 7:00. */
async function drawLots(room: Room, desk: DeskClient): Promise<void> {
  const members = [room.credential('member').person, room.credential('member', 1).person];
  const { duties } = await desk.until((view) => view.duties.length > 0, 'the duties to be drawn');
  const holders = duties.map(({ duty }, place) => ({ duty, person: members[place % members.length] ?? '' }));
  must(await desk.client.duty.draw({ holders, approvers: room.two }));
  const filled = ({ duties: now }: DeskView) => now.every((one) => one.holders.length >= one.needed);
  await desk.until(filled, 'the lots');
}

/** Somebody who is not admitted takes the reason home on paper. */
export async function refuseOnPaper({ client, until }: DeskClient, pin: string): Promise<void> {
  must(await client.voter.find({ text: pin }));
  await until(({ step }) => step.at === 'refused', 'the refusal');
  must(await client.papers.refusal({}));
  await until(({ papers }) => papers.refusal?.out === 'yes', 'the slip of the refusal');
  must(await client.voter.finish({}));
  await until(({ step }) => step.at === 'idle', 'idle after the refusal');
}

/** Some of those who come to the desk only after the standstill: in it they are served by the paper list. */
function paperVoters({ visits, outside }: DayPlan, half: number): readonly DemoVoter[] {
  const before = [...outside, ...visits.slice(0, half).map(({ voter }) => voter)];
  const known = new Set(before.map(({ record }) => record.record));
  const later = visits.slice(half).flatMap(({ voter, hand }) => (voter === hand ? [voter] : []));
  const free = later.filter(({ trait, record }) => {
    return trait === 'ordinary' && !record.remote && record.precinct === FIRST_STATION && !known.has(record.record);
  });
  return [...new Set(free)].slice(0, PAPER_VOTERS);
}

/** The station stands still and goes on, each with a reason, persons and a slip. */
export async function standstill(room: Room, chair: DeskClient, meanwhile: () => Promise<void>): Promise<void> {
  for (const [kind, stage] of [
    ['suspend', 'suspended'],
    ['resume', 'open'],
  ] as const) {
    const approvers = approving(chair.view(), kind, room.atHand);
    must(await chair.client.station[kind]({ reason: `the light: ${kind}`, approvers }));
    await chair.until((view) => view.station.stage === stage, `the station after ${kind}`);
    await copiesOut(room, chair);
    if (kind === 'suspend') await meanwhile();
  }
}

/** Two persons enter whoever stands at a page and line of the paper list. */
async function enter(
  room: Room,
  { client }: DeskClient,
  list: readonly DemoVoter[],
  { record }: DemoVoter,
  wrong: string[],
) {
  const place = pageAndLine(list.findIndex((one) => one.record.record === record.record));
  const seen = await client.copy.paperVoter(place);
  if (!seen.ok) throw new Error(seen.error.code);
  if (seen.value.number !== record.number) wrong.push(`page ${place.page}, line ${place.line} is somebody else`);
  const entered = await client.copy.enterPaper({ places: [place], approvers: room.two });
  if (!entered.ok) throw new Error(entered.error.code);
  return entered.value;
}

/** Everything that was committed lies on the chair's stick as well. */
async function copyDifferences(room: Room): Promise<readonly string[]> {
  const chair = await room.deskOf('chair');
  const { copy } = await chair.until((view) => view.copy?.events === 0, 'the copy on the stick');
  chair.close();
  return copy?.begun && copy.problem === null ? [] : [`the copy on the stick: ${JSON.stringify(copy?.problem)}`];
}
