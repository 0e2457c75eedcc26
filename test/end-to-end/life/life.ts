import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Calendar } from '../../../main/cli/simulate/calendar.ts';
import { ElectionCommission, type OnStick } from '../../../main/cli/simulate/election/commission.ts';
import { type DemoVoter, demoVoters } from '../../../main/demo/voters.ts';
import { type Engine, engines, type Kiosk } from '../kit/engines.ts';
import { Hands } from '../kit/hands.ts';
import { type Scratch, scratch } from '../kit/kiosk.ts';
import { SLIP_ROWS, slipsOf } from '../kit/paper.ts';
import { Pictures } from '../kit/pictures.ts';
import { openRoom, PRECINCT, type Room } from '../kit/room.ts';
import { said } from '../kit/words.ts';

/** A code that is quickly tried: what guessing one costs is not in question here. */
const CODE_COST = { n: 1024, r: 8, p: 1 } as const;

/** Those who come, each for one thing; all of them stand on the list, and nobody else. */
export interface Cast {
  /** Applied for a visit, and is admitted at home the day before. */
  readonly visited: DemoVoter;
  /** Comes with the document, and again when the vote is repeated. */
  readonly byDocument: DemoVoter;
  /** Comes while the kiosk stands still, and is admitted by the paper list. */
  readonly onPaper: DemoVoter;
  /** Comes without a document that can be read: the PIN is typed. */
  readonly byPin: DemoVoter;
}

/** One device from its box to its second election, and the room, the commission and the people around it. */
export class Life {
  readonly cast: Cast;
  /** The station's list, in its order. */
  readonly list: readonly DemoVoter[];
  readonly room: Room;
  readonly commission: ElectionCommission;
  /** What the windows complained about. */
  readonly complaints: string[] = [];
  /** Number of the application for the visit, as the slip has it. */
  application = '';
  /** Numbers of the receipts that came out, in their order. */
  readonly receipts: string[] = [];
  /** The package that the first election is held by: its last one. */
  inForce: OnStick | null = null;
  readonly #engine: Engine;
  readonly #scratch: Scratch = scratch();
  readonly #calendar: Calendar;
  readonly #pictures: Pictures;
  #kiosk: Kiosk | null = null;
  #desk: Hands | null = null;
  #display: Page | null = null;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#pictures = new Pictures(`life-${engine.toLowerCase()}`);
    const everybody = demoVoters();
    this.list = everybody
      .filter(({ record, trait }) => record.precinct === PRECINCT && trait === 'ordinary')
      .slice(0, 4);
    const [visited, byDocument, onPaper, byPin] = this.list;
    if (!visited || !byDocument || !onPaper || !byPin) throw new Error('the list has too few ordinary voters');
    this.cast = { visited, byDocument, onPaper, byPin };
    const { folder } = this.#scratch;
    mkdirSync(this.folder);
    this.#calendar = new Calendar(folder);
    this.room = openRoom({
      ...{ kiosk: this.folder, folder, everybody, sticks: 2, firstPackage: null },
      calendar: this.#calendar,
    });
    this.commission = new ElectionCommission({
      ...{ folder: join(folder, 'commission'), cache: join(folder, 'cache'), calendar: this.#calendar },
      ...{ codeCost: CODE_COST, onProgress: () => {} },
    });
  }

  /** What the kiosk keeps, and nothing else. */
  get folder(): string {
    return join(this.#scratch.folder, 'kiosk');
  }

  /** The officer's window. */
  get desk(): Hands {
    if (!this.#desk) throw new Error('the kiosk is off');
    return this.#desk;
  }

  /** The voters' window. */
  get display(): Page {
    if (!this.#display) throw new Error('the kiosk is off');
    return this.#display;
  }

  /** The kiosk is switched off, if it was on, and on again at this hour, in both of its windows. */
  async switchOn(at: string): Promise<void> {
    await this.switchOff();
    this.#calendar.set(at);
    this.#kiosk = await engines[this.#engine](this.room.plan);
    this.#desk = new Hands(await this.#kiosk.page('officer'), this.room.world);
    this.#display = await this.#kiosk.page('voter');
    for (const page of [this.#desk.page, this.#display]) {
      page.on('pageerror', (error) => this.complaints.push(error.message));
    }
  }

  async switchOff(): Promise<void> {
    const kiosk = this.#kiosk;
    this.#kiosk = null;
    this.#desk = null;
    this.#display = null;
    await kiosk?.close();
  }

  /** Somebody else sits down at the desk. */
  async sits(id: string): Promise<void> {
    const { desk } = this;
    const signedOut = desk.heading(said('parts:sign-in.who'));
    const menu = desk.page.getByRole('button', { name: said('parts:menu') });
    await signedOut.or(menu).first().waitFor();
    if (!(await signedOut.isVisible())) await desk.signOut();
    await desk.signIn(id);
  }

  /** Whole slips that have come out of the printer. */
  readonly slips = (): number => slipsOf(this.room.ledger, SLIP_ROWS).length;

  readonly picture = (name: string): Promise<void> => this.#pictures.take(this.desk.page, name);

  async close(): Promise<void> {
    await this.switchOff();
    this.room.close();
    this.#scratch.close();
  }
}
