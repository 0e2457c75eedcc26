import type { GrayPage } from '../../../../core/ballot/reading.ts';
import { type BallotPaper, backSide, halfPrinted, otherPaper } from '../../../demo/ballot-paper.ts';
import type { SheetToFeed } from './feeding.ts';
import { isValid, marksOf, nothingOn, tooManyOn } from './filled.ts';
import type { Hands, Putting } from './hands.ts';
import type { Visit } from './plan.ts';
import type { BallotRoom } from './room.ts';
import type { Sheet, Table } from './table.ts';

/** A sheet that came back for nobody's fault is put in again, at most so often. */
const TRIES = 8;

/** One voter after the other at the table and at the box, with what each does wrong. */
export class Voters {
  readonly #room: BallotRoom;
  readonly #hands: Hands;
  readonly #table: Table;
  readonly #paper: BallotPaper;
  /** Of another constituency; null where there are none. */
  readonly #elsewhere: string | null;
  readonly #before: () => void;
  #papers = 0;

  /** @param before called before every sheet that is put in */
  constructor(around: {
    readonly room: BallotRoom;
    readonly hands: Hands;
    readonly table: Table;
    readonly paper: BallotPaper;
    readonly elsewhere: string | null;
    readonly before: () => void;
  }) {
    this.#room = around.room;
    this.#hands = around.hands;
    this.#table = around.table;
    this.#paper = around.paper;
    this.#elsewhere = around.elsewhere;
    this.#before = around.before;
  }

  async serve(visit: Visit): Promise<void> {
    const { mistake, style, mishap } = visit;
    const table = this.#table;
    const batch = batchOf(visit);
    const valid = { style: style.id, test: false, ...marksOf(visit), batch };
    const [nothing, tooMany] = [nothingOn(style), tooManyOn(style)];
    const insists = visit.unsure !== null;
    const between = visit.exchange === 'between-sheets';
    const fails = between ? null : visit.exchange;
    const again = () => this.#drop(table.handOut(valid), { mishap, insists, fails });
    const cancelled = async (sheet: Sheet) => {
      table.cancel(sheet);
      await again();
    };
    if (between) await this.#hands.without('between-sheets');
    if (visit.unsure === 'exchanges') {
      const sheet = table.handOut(valid);
      await this.#comesBack(sheet.name, this.#page(sheet), 'unsure');
      table.cancel(sheet);
      return this.#drop(table.handOut({ ...valid, marked: visit.marked, unsure: [] }), { mishap, fails });
    }
    switch (mistake) {
      case null:
        return again();
      case 'none-insists':
        return this.#drop(table.handOut({ ...valid, marked: nothing }), { insists: true, mishap });
      case 'too-many-insists':
        return this.#drop(table.handOut({ ...valid, marked: tooMany }), { insists: true, mishap });
      case 'none-exchanges':
      case 'too-many-exchanges': {
        const sheet = table.handOut({ ...valid, marked: mistake === 'none-exchanges' ? nothing : tooMany });
        await this.#comesBack(sheet.name, this.#page(sheet), mistake === 'none-exchanges' ? 'none' : 'too-many');
        return cancelled(sheet);
      }
      case 'walks-off': {
        const sheet = table.handOut({ ...valid, marked: nothing });
        await this.#comesBack(sheet.name, this.#page(sheet), 'none');
        return table.keep(sheet);
      }
      case 'upside-down':
        return this.#drop(table.handOut(valid), { mishap, upsideDown: true });
      case 'back-side': {
        const sheet = table.handOut(valid);
        await this.#comesBack(sheet.name, backSide(), 'blank-side');
        return this.#drop(sheet, { mishap });
      }
      case 'foreign':
        await this.#comesBack(this.#some('paper'), otherPaper(), 'foreign');
        return again();
      case 'test-ballot': {
        const page = this.#paper.ballot({ ...valid, test: true }, 'test');
        await this.#comesBack(this.#some('test ballot'), page, 'test-ballot');
        return again();
      }
      case 'wrong-constituency': {
        const sheet = table.handOut({ ...valid, style: this.#elsewhere ?? style.id });
        await this.#comesBack(sheet.name, this.#page(sheet), 'other-constituency');
        return cancelled(sheet);
      }
      case 'double-feed': {
        // Two that stuck to each other were given to her.
        const [sheet, other] = [table.handOut(valid), table.handOut({ ...valid, marked: nothing })];
        const under = { name: other.name, page: this.#page(other), lengthMm: 297 };
        await this.#comesBack(sheet.name, this.#page(sheet), 'double', { under });
        table.cancel(other);
        return this.#drop(sheet, { mishap });
      }
      case 'pulled-back': {
        const sheet = table.handOut(valid);
        this.#before();
        await this.#hands.put({ name: sheet.name, page: this.#page(sheet), pulls: true });
        return this.#drop(sheet, { mishap });
      }
      case 'exchanged':
        return cancelled(table.handOut({ ...valid, marked: tooMany }));
      case 'reprinted':
        table.spoilInPrint();
        return again();
      case 'half-printed': {
        const sheet = table.handOut(valid);
        await this.#comesBack(sheet.name, halfPrinted(this.#page(sheet)), 'damaged');
        return cancelled(sheet);
      }
    }
  }

  /** Her ballot as it comes out of a mobile box, for the feeder: nobody stands there who could be asked. */
  toFeed(visit: Visit): SheetToFeed {
    const { mistake, style } = visit;
    const table = this.#table;
    const filled = { style: style.id, test: false, ...marksOf(visit), batch: batchOf(visit) };
    if (mistake === 'exchanged') table.cancel(table.handOut({ ...filled, marked: tooManyOn(style) }));
    if (mistake === 'none-insists') filled.marked = nothingOn(style);
    if (mistake === 'too-many-insists') filled.marked = tooManyOn(style);
    const sheet = table.handOut(filled);
    const into = isValid(style, sheet.marked) || visit.unsure ? 'valid' : 'invalid';
    return { name: sheet.name, page: this.#page(sheet, mistake === 'upside-down'), into, event: visit.feeding };
  }

  /** Puts a sheet in until it lies in the box; whatever came between is gone the second time. */
  async #drop(
    sheet: Sheet,
    how: Pick<Putting, 'insists' | 'mishap' | 'fails'> & { readonly upsideDown?: boolean },
  ): Promise<void> {
    const page = this.#page(sheet, how.upsideDown);
    const second = { name: this.#some('paper'), page: otherPaper(), lengthMm: 297 };
    for (let tries = 0; tries < TRIES && !this.#inBox(sheet.name); tries += 1) {
      this.#before();
      // What happens to her sheet happens once.
      const { mishap = null, fails = null } = tries === 0 ? how : {};
      await this.#hands.put({ name: sheet.name, page, insists: how.insists ?? false, mishap, second, fails });
    }
    if (!this.#inBox(sheet.name)) throw new Error(`${sheet.name} was given back ${TRIES} times`);
  }

  /** Puts a sheet in that the box has to give back, until it has done so for the right reason. */
  async #comesBack(name: string, page: GrayPage, why: string, more: Partial<Putting> = {}): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      this.#before();
      if ((await this.#hands.put({ name, page, ...more })) === why) return;
      if (this.#inBox(name)) return;
    }
    throw new Error(`${name} did not come back for ${why}`);
  }

  #page(sheet: Sheet, upsideDown = false): GrayPage {
    return this.#paper.ballot(sheet, `${sheet.name.length % 3}`, upsideDown ? { upsideDown } : {});
  }

  #inBox(name: string): boolean {
    return this.#room.holds(name);
  }

  #some(what: string): string {
    this.#papers += 1;
    return `${what} ${this.#papers}`;
  }
}

const batchOf = ({ mobile }: Visit): Sheet['batch'] => (mobile ? 'mobile' : 'box');
