import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cost } from '../../../access/code.ts';
import { demoPeople } from '../../../demo/people.ts';
import { Calendar } from '../calendar.ts';
import { othersOf } from '../day.ts';
import { must } from '../desk-client.ts';
import { planDay } from '../plan.ts';
import { Room } from '../room.ts';
import { emptied, foldersOf } from '../station.ts';
import { type Account, accountOf, type Life, type SittingAccount } from './account.ts';
import { downloadLog, type Exported, exportDifferences, handOver, type Wiped, wipe } from './afterwards.ts';
import { type Cast, castOf } from './cast.ts';
import { ElectionCommission, type OnStick } from './commission.ts';
import { daySitting } from './day.ts';
import { FIRST_STATION, firstElection, hours, NEXT_STATION, nextElection, rehearsedElection } from './elections.ts';
import { image, leftBehind } from './left-behind.ts';
import { outsideSitting } from './outside.ts';
import { answer, decideAll, type Receptions, receive } from './reception.ts';
import { type Rehearsed, rehearse, trainingLeft } from './rehearsal.ts';
import { type Held, plainSitting } from './sitting.ts';

export interface ElectionOptions {
  /** Emptied first, but for the enrolment of an earlier run. */
  readonly stateDir: string;
  readonly seed: string;
  /** Voters on the list of the first election. */
  readonly voters: number;
  /** Voters who are visited outside the room. */
  readonly outside: number;
  /** What it costs to try a person's code, where it is to be other than the usual. */
  readonly codeCost?: Cost;
  readonly onProgress: (step: string, done: number, of: number) => void;
}

/** What the life of a station came to, and everything that does not balance. */
export interface StationLife {
  readonly sittings: readonly SittingAccount[];
  readonly receptions: Receptions;
  readonly rehearsed: Rehearsed;
  readonly wipes: readonly Wiped[];
  /** Journals that left the kiosk and verify at the end, after everything. */
  readonly exported: number;
  /** Empty when everything balances and nothing is left. */
  readonly wrong: readonly string[];
}

/**
 * The whole life of a station on one kiosk, through the processes that ship: from the empty device over an election with
 * a sitting outside the room, its day, the handing over and the wipe to a repeat vote, another wipe, and the next
 * election at another station.
 */
export async function simulateElection(options: ElectionOptions): Promise<StationLife> {
  const folders = foldersOf(options.stateDir);
  emptied(folders);
  const calendar = new Calendar(folders.room);
  const commission = new ElectionCommission({
    ...{ folder: join(folders.room, 'commission'), cache: folders.cache, calendar },
    ...(options.codeCost && { codeCost: options.codeCost }),
    onProgress: options.onProgress,
  });
  const room = new Room({
    ...folders,
    precinct: FIRST_STATION,
    people: demoPeople,
    firstPackage: null,
    sticks: 2,
    calendar,
  });
  const cast = castOf(room.everybody, options.voters, options.outside);
  try {
    if (!cast) throw new RangeError('too few voters for everybody who has a part');
    const story = new Story(room, calendar, commission, options);
    await firstVote(story, cast);
    await repeatVote(story, cast);
    await nextVote(story, cast);
    return await story.end();
  } finally {
    await room.close();
  }
}

/** Provisioning, receptions, the rehearsal, the outside sitting and the day; then the device is handed over and emptied. */
async function firstVote(story: Story, cast: Cast): Promise<void> {
  const { room, commission, wrong } = story;
  await story.switchOn(hours.reception);
  await story.register();
  await story.loads(await commission.package(room.stick, firstElection(1), FIRST_STATION, cast.list));
  const file = await receive(room, cast.askers, wrong);
  decideAll(commission, room.stick, file, hours.answers.slice(0, 10));
  await story.switchOn(hours.answers);
  const next = await commission.package(room.stick, firstElection(2), FIRST_STATION, cast.answered);
  story.receptions = await answer(room, cast.askers, next, wrong);
  const list = await rehearsal(story, cast);

  const from = room.ledger.entries().length;
  await story.switchOn(hours.outside);
  const outside = await outsideSitting(room, cast.round, story.seed, story.progress('outside'), wrong);
  await story.switchOn(hours.day);
  const { answered, neighbour, round } = cast;
  const plan = { visits: story.visits(answered, 'day'), list: answered, outside: round.applicants, neighbour };
  const day = await daySitting(room, plan, story.progress('day'), wrong);
  story.exported.push(await downloadLog(room, list));
  await story.ends(hours.afterDay, { package: list, sittings: [outside, day], from });
}

/** A training's package for a day, and the list once more. @returns what is in force afterwards */
async function rehearsal(story: Story, { answered, rehearsing }: Cast): Promise<OnStick> {
  const { room, commission, wrong } = story;
  await story.switchOn(hours.rehearsal);
  const training = rehearsedElection(room.everybody);
  await story.loads(await commission.package(room.stick, training, FIRST_STATION, answered), 'chair');
  story.rehearsed = await rehearse(room, rehearsing, story.progress('rehearsal'), wrong);
  const again = await commission.package(room.stick, firstElection(2), FIRST_STATION, answered);
  await story.loads(again, 'chair');
  wrong.push(...trainingLeft(room.kiosk));
  return again;
}

/** Two weeks later the same election is loaded once more, for its repeat vote alone. */
async function repeatVote(story: Story, { repeat }: Cast): Promise<void> {
  const from = story.room.ledger.entries().length;
  await story.switchOn(hours.repeat);
  const election = firstElection(3, true);
  const list = await story.loads(await story.commission.package(story.room.stick, election, FIRST_STATION, repeat));
  const comers = repeat.slice(0, Math.ceil(repeat.length / 2));
  const held = await story.votes(list, comers, 'repeat');
  await story.ends(hours.afterRepeat, { package: list, sittings: [held], from });
}

/** Another election on the same device, which serves another station now. */
async function nextVote(story: Story, { next }: Cast): Promise<void> {
  const from = story.room.ledger.entries().length;
  await story.switchOn(hours.nextDay);
  await story.commission.assign(NEXT_STATION);
  const list = await story.loads(await story.commission.package(story.room.stick, nextElection(), NEXT_STATION, next));
  const held = await story.votes(list, next, 'next');
  await story.accounts({ package: list, sittings: [held], from });
}

/** What every part of the story needs, and what is told at its end. */
class Story {
  readonly room: Room;
  readonly commission: ElectionCommission;
  readonly seed: string;
  readonly wrong: string[] = [];
  readonly exported: Exported[] = [];
  receptions: Receptions = { filed: 0, granted: 0, refused: 0 };
  rehearsed: Rehearsed = { passed: [], attempts: 0 };
  readonly #calendar: Calendar;
  /** Where a disk is copied before it is emptied. */
  readonly #imaged: string;
  readonly #onProgress: ElectionOptions['onProgress'];
  readonly #sittings: SittingAccount[] = [];
  readonly #wipes: Wiped[] = [];
  /** Files of the device's keys before it had its first package. */
  #keys: readonly string[] = [];
  /** Numbers of the whole slips of each election so far. */
  readonly #receipts = new Map<string, Set<string>>();

  constructor(room: Room, calendar: Calendar, commission: ElectionCommission, options: ElectionOptions) {
    this.room = room;
    this.commission = commission;
    this.seed = options.seed;
    this.#calendar = calendar;
    this.#imaged = join(foldersOf(options.stateDir).room, 'imaged');
    this.#onProgress = options.onProgress;
  }

  /** The kiosk is switched off, if it was on, and on again at this hour. */
  async switchOn(at: string): Promise<void> {
    this.#onProgress(`the kiosk on ${at}`, 0, 1);
    await this.room.house.stop();
    this.#calendar.set(at);
    this.room.house.start();
  }

  progress(step: string): (done: number, of: number) => void {
    return (done, of) => this.#onProgress(step, done, of);
  }

  visits(list: OnStick['voters'], part: string) {
    const others = othersOf(this.room.everybody, list[0]?.record.precinct ?? '');
    return planDay(list, others, `${this.seed}/${part}`, 0);
  }

  /** The device asks the commission, two people compare its words, and it takes the root key. */
  async register(): Promise<void> {
    const { room, commission } = this;
    const { client, close } = await room.desk();
    const asked = await client.provisioning.save({ target: room.stick });
    if (!asked.ok) throw new Error(asked.error.code);
    const path = await commission.register(room.stick, asked.value.file, FIRST_STATION);
    const shown = await client.provisioning.certificate({ path });
    if (!shown.ok) throw new Error(shown.error.code);
    must(await client.provisioning.accept({ path, sha256: shown.value.sha256 }));
    close();
    this.#keys = readdirSync(join(room.kiosk, 'keys'));
  }

  /** Somebody imports a package; the chair, where one is in force already. */
  async loads(list: OnStick, by?: 'chair'): Promise<OnStick> {
    const desk = await (by ? this.room.deskOf(by) : this.room.desk());
    must(await desk.client.station.import({ path: list.path }));
    const { station } = await desk.until((view) => view.station.stage === 'ready', 'the package in force');
    if (station.election?.id !== list.election.id) this.wrong.push(`${station.election?.id} is in force`);
    desk.close();
    return list;
  }

  async votes(list: OnStick, comers: OnStick['voters'], part: string): Promise<Held> {
    const held = await plainSitting(this.room, this.visits(comers, part), this.progress(part), this.wrong);
    this.exported.push(await downloadLog(this.room, list));
    return held;
  }

  /** The end of a life: held against the world, handed over, emptied, and looked through for what is left. */
  async ends(at: string, life: Life): Promise<void> {
    const { room, commission, wrong } = this;
    const { package: of } = life;
    const { told } = await this.accounts(life);
    const imaged = image(room.kiosk, this.#imaged);
    await this.switchOn(at);
    this.exported.push(...(await handOver(room, of)));
    this.#wipes.push(await wipe(room, commission, of));
    await room.house.stop();
    const left = { kiosk: room.kiosk, election: of.election.id, keys: this.#keys, imaged, voters: of.voters, told };
    wrong.push(...(await leftBehind(left)));
  }

  /** Holds what was held against the world. The kiosk is off afterwards. */
  async accounts(life: Life): Promise<Account> {
    await this.room.house.stop();
    const account = await accountOf(this.room, this.commission, life);
    this.#sittings.push(...account.sittings);
    const { id } = life.package.election;
    const before = this.#receipts.get(id) ?? new Set();
    this.wrong.push(
      ...account.wrong,
      ...account.receipts.flatMap((number) => (before.has(number) ? [`receipt ${number} was given out twice`] : [])),
    );
    this.#receipts.set(id, new Set([...before, ...account.receipts]));
    return account;
  }

  async end(): Promise<StationLife> {
    this.wrong.push(...(await exportDifferences(this.exported, this.commission)));
    return {
      sittings: this.#sittings,
      receptions: this.receptions,
      rehearsed: this.rehearsed,
      wipes: this.#wipes,
      exported: this.exported.length,
      wrong: this.wrong,
    };
  }
}
