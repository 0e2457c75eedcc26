import type { Locator } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Mode } from '../../../core/election/common.ts';
import type { Election } from '../../../core/election/election.ts';
import type { DemoVoter } from '../../../main/demo/voters.ts';
import type { ProcessPlan } from '../../../main/host/plan.ts';
import { type Made, makeStation, type Run, runStation } from './demo-station.ts';
import type { Kiosk } from './engines.ts';
import { Hands } from './hands.ts';
import { type ChromiumKiosk, chromiumKiosk } from './kiosk.ts';
import { SLIP_ROWS, slipsOf } from './paper.ts';
import { Pictures } from './pictures.ts';
import { said } from './words.ts';

export interface DeskOptions<K extends Kiosk = ChromiumKiosk> {
  /** How many of the station's list. */
  readonly voters: number;
  readonly mode?: Mode;
  /** What is to be other in the demonstration's election. */
  readonly election?: Partial<Election>;
  /** False: the kiosk knows no election yet, and its package lies on the stick. */
  readonly provisioned?: boolean;
  readonly sticks?: 1 | 2;
  /** The station as others of the file have it too, who close it; otherwise one of its own is made. */
  readonly shared?: Made;
  /** What the kiosk's clock shows at its start; otherwise the morning of the day. */
  readonly at?: string;
  /** With a ballot zone, and its box in the room. */
  readonly ballots?: boolean;
  /** What happens before anybody comes to the desk. */
  readonly before?: (made: Made, run: Run, kiosk: K) => Promise<void>;
}

/** One station and the desk in it, as tests find it from their first to their last. */
export class StationDesk<K extends Kiosk = ChromiumKiosk> {
  made!: Made;
  run!: Run;
  kiosk!: K;
  desk!: Hands;
  readonly pictures: Pictures;
  readonly #start: (plan: readonly ProcessPlan[]) => Promise<K>;
  #own: Made | null = null;

  /** @param start brings up the kiosk in its engine */
  constructor(story: string, start: (plan: readonly ProcessPlan[]) => Promise<K>) {
    this.pictures = new Pictures(story);
    this.#start = start;
  }

  async open({
    voters,
    mode,
    election,
    provisioned,
    sticks,
    shared,
    at,
    ballots,
    before,
  }: DeskOptions<K>): Promise<void> {
    this.made = shared ?? (await makeStation(voters, mode, election));
    if (!shared) this.#own = this.made;
    this.run = runStation(this.made, provisioned, sticks, at, ballots);
    this.kiosk = await this.#start(this.run.plan);
    await before?.(this.made, this.run, this.kiosk);
    this.desk = new Hands(await this.kiosk.page('officer'), this.run.world);
  }

  /** Also what was opened only in part. */
  async close(): Promise<void> {
    await this.kiosk?.close();
    this.run?.close();
    this.#own?.close();
  }

  readonly picture = (name: string): Promise<void> => this.pictures.take(this.desk.page, name);

  /** A voter of the list whom nothing special has happened to. */
  voter(n: number): DemoVoter {
    const found = this.made.station.voters.filter(({ trait }) => trait === 'ordinary')[n];
    if (!found) throw new Error(`the list has no ordinary voter ${n}`);
    return found;
  }

  /** Whole slips that have come out of the printer. */
  readonly slips = (): number => slipsOf(this.run.ledger, SLIP_ROWS).length;

  get sheet(): Locator {
    return this.desk.page.getByRole('dialog');
  }

  /** A button that says more than its name. */
  button(name: string): Locator {
    return this.desk.page.getByRole('button', { name });
  }

  /** Somebody of another station's list whom nothing special has happened to. */
  stranger(precinct: string): DemoVoter {
    const found = this.made.everybody.find((one) => one.record.precinct === precinct && one.trait === 'ordinary');
    if (!found) throw new Error(`nobody is listed at ${precinct}`);
    return found;
  }

  /** Waits until the bar counts so many admissions. */
  async admitted(count: number): Promise<void> {
    const counted = `${count} ${said('parts:admitted')}`;
    await this.desk.page.getByRole('banner').filter({ hasText: counted }).waitFor();
  }

  async changePerson(id: string): Promise<void> {
    await this.desk.signOut();
    await this.desk.signIn(id);
  }
}

/**
 * Has a station opened in Chromium before the first test of the file and put away after the last.
 * @param story names the folder of its pictures
 */
export function stationDesk(story: string, options: DeskOptions): StationDesk {
  const at = new StationDesk(story, chromiumKiosk);
  beforeAll(() => at.open(options));
  afterAll(() => at.close());
  return at;
}
