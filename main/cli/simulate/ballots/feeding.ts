import type { Compartment } from '../../../../core/ballot/path/box.ts';
import type { GrayPage } from '../../../../core/ballot/reading.ts';
import type { SimulatedEscl } from '../../../../drivers/simulator/escl.ts';
import type { FeederView } from '../../../api/ballot-views.ts';
import { backSide, otherPaper } from '../../../demo/ballot-paper.ts';
import type { Desk } from './desk.ts';
import type { ZoneKiller } from './killer.ts';
import { type FeedEvent, feedings } from './plan.ts';
import type { BallotRoom } from './room.ts';

/** A sheet of a mobile box, as persons lay it into the feeder. */
export interface SheetToFeed {
  readonly name: string;
  readonly page: GrayPage;
  /** Where it belongs, by what is written on it: a feeder has one pile. */
  readonly into: Compartment;
  readonly event: FeedEvent | null;
}

/** A sheet of paper in the feeder, or of those that came out; `sheet` null: it is no ballot. */
interface Laid {
  readonly page: GrayPage;
  readonly sheet: SheetToFeed | null;
  /** It shows its back. */
  readonly turned: boolean;
  event: FeedEvent | null;
}

/** The zone is killed within so many milliseconds after a sheet was drawn in: until about the next but one. */
const KILL_MS = 400;
const LOOK_MS = 40;
/** After so long without an end the feed has come to a stop. */
const PATIENCE_MS = 180_000;
/** A job that a dead host has left behind is waited for so long, then the scanner is switched off and on. */
const LEFT_BEHIND_MS = 500;

/**
 * Persons who feed a mobile box through the scanner. They go by what the desk shows, and by how many sheets came out: it
 * must never be another number than that of those that count, or one more, which then lies on top.
 */
export class Feeding {
  readonly #room: BallotRoom;
  readonly #scanner: SimulatedEscl;
  readonly #killer: ZoneKiller;
  readonly #at: Desk;
  readonly #pages = new Map<GrayPage, Laid>();
  /** Of the box that is fed: what came out, what stuck to another sheet, and how many there are. */
  #out: Laid[] = [];
  #stuck: SheetToFeed[] = [];
  #expected = 0;
  /** Sheets that were fed, of all boxes, and where they belong. */
  readonly lying = new Map<string, Compartment>();
  readonly done: Record<FeedEvent, number> = Object.fromEntries(feedings.map((kind) => [kind, 0])) as Record<
    FeedEvent,
    number
  >;
  /** Why the feed stood still, how often. */
  readonly stood: Record<string, number> = {};
  readonly wrong: string[] = [];

  constructor(room: BallotRoom, scanner: SimulatedEscl, killer: ZoneKiller, at: Desk) {
    this.#room = room;
    this.#scanner = scanner;
    this.#killer = killer;
    this.#at = at;
    scanner.drawn.on((page) => this.#cameOut(page));
  }

  /** A box from its counting to its last sheet. It is open, and is closed by whoever has opened it. */
  async box(sheets: readonly SheetToFeed[]): Promise<void> {
    const foreign = sheets.filter(({ event }) => event === 'foreign');
    this.#out = [];
    this.#stuck = sheets.filter(({ event }) => event === 'stuck-together');
    this.#expected = sheets.length + foreign.length;
    this.#scanner.feeder = sheets.flatMap((sheet) => this.#laid(sheet));
    this.done.foreign += foreign.length;
    this.done['stuck-together'] += this.#stuck.length;
    this.#before();
    const began = performance.now();
    for (;;) {
      const stands = await this.#standing();
      if (performance.now() - began > PATIENCE_MS) throw new Error(`the feed stands: ${JSON.stringify(stands)}`);
      const came = this.#out.length;
      if (stands.kept !== came && stands.kept !== came - 1) {
        this.wrong.push(`of a mobile box ${came} sheets came out, and ${stands.kept} count`);
        return;
      }
      if (stands.at.is === 'done' && stands.kept === sheets.length) break;
      this.#help(stands);
      this.#before();
      await this.#room.do({ do: 'feed', sheets: this.#expected });
      await this.#room.change(LOOK_MS);
    }
    for (const { sheet } of this.#out) if (sheet) this.lying.set(sheet.name, sheet.into);
  }

  #laid(sheet: SheetToFeed): readonly GrayPage[] {
    const { page, event } = sheet;
    switch (event) {
      case 'stuck-together':
        return [];
      case 'foreign':
        return [this.#sheet(otherPaper(), null), this.#sheet(page, sheet)];
      case 'back-side':
        this.done[event] += 1;
        return [this.#sheet(backSide(), sheet, true)];
      default:
        return [this.#sheet(page, sheet, false, event)];
    }
  }

  /** Pages are drawn once and used for many sheets: each sheet of paper is one of its own. */
  #sheet(page: GrayPage, sheet: SheetToFeed | null, turned = false, event: FeedEvent | null = null): GrayPage {
    const own = { ...page };
    this.#pages.set(own, { page: own, sheet, turned, event });
    return own;
  }

  /** A sheet has come out. */
  #cameOut(page: GrayPage): void {
    const laid = this.#pages.get(page);
    if (!laid) throw new Error('nobody has laid this sheet in');
    this.#out.push(laid);
    if (laid.event === 'killed') {
      laid.event = null;
      this.done.killed += 1;
      this.#killer.amid('feeding', KILL_MS);
    }
    this.#before();
  }

  /** The next sheet may be one that jams. */
  #before(): void {
    const [page] = this.#scanner.feeder;
    const next = page && this.#pages.get(page);
    if (next?.event !== 'jam') return;
    next.event = null;
    this.done.jam += 1;
    this.#scanner.setFault({ jamAfter: 0 });
  }

  /** Until the feed stands still, and nothing goes on behind it. */
  async #standing(): Promise<FeederView> {
    const still = () => {
      const feeder = this.#room.sight?.feeder;
      return feeder && feeder.at.is !== 'feeding' && this.#killer.quiet ? feeder : null;
    };
    await this.#at.until(() => still() !== null, 'the end of a feed');
    if (this.#scanner.openJobs > 0) {
      await new Promise((resolve) => setTimeout(resolve, LEFT_BEHIND_MS));
      if (this.#scanner.openJobs > 0) {
        await this.#scanner.off();
        await this.#scanner.on();
      }
    }
    return still() ?? this.#standing();
  }

  /** What persons do before they go on. */
  #help({ kept, at }: FeederView): void {
    const why = at.is === 'refused' ? at.why : at.is === 'stopped' ? at.problem.code : at.is;
    // Before its first sheet it has not stood still.
    if (why !== 'idle' || this.#out.length > 0) this.stood[why] = (this.stood[why] ?? 0) + 1;
    const top = this.#out.length > kept ? this.#out.pop() : undefined;
    if (at.is === 'refused' && top) {
      this.#refused(top);
      return;
    }
    // It came out and does not count: it is laid in again, as it came.
    if (top) this.#scanner.feeder.unshift(top.page);
    if (why === 'scanner.jammed') {
      this.#scanner.setFault({});
      this.#scanner.freeJam();
    } else if (why === 'ballot-reader.count-differs') {
      this.#scanner.feeder.push(...this.#stuck.map((sheet) => this.#sheet(sheet.page, sheet)));
      this.#stuck = [];
    }
  }

  /** Other paper is set aside, and one less is expected; a ballot is turned, or laid in once more. */
  #refused({ page, sheet, turned }: Laid): void {
    if (sheet === null) this.#expected -= 1;
    else this.#scanner.feeder.unshift(turned ? this.#sheet(sheet.page, sheet) : page);
  }
}
