import type { SittingKind } from '../../../../core/election/sittings.ts';
import type { CountersView, DeskView } from '../../../api/views.ts';
import type { DemoVoter } from '../../../demo/voters.ts';
import { answerQuestions, copiesOut, writeOpeningDown } from '../chair.ts';
import { devicesReady } from '../chores.ts';
import { type DeskClient, must } from '../desk-client.ts';
import { Officer } from '../officer.ts';
import type { Visit } from '../plan.ts';
import type { Room } from '../room.ts';
import type { VisitEnd } from '../visit-end.ts';
import { type ActsDrawn, drawActs } from './acts.ts';

/** A sitting as it went, in the world and by the kiosk's own word. */
export interface Held {
  readonly sitting: string;
  readonly kind: SittingKind;
  readonly ends: readonly VisitEnd[];
  /** Voters who were entered from the paper list. */
  readonly onPaper: readonly DemoVoter[];
  /** The kiosk's own numbers when it was closed. */
  readonly counters: CountersView | undefined;
  /** Acts of the commission about what happened in it. */
  readonly acts: ActsDrawn;
}

/** So many are still inside when the doors are closed. */
export const INSIDE = 2;

/** The visits of a sitting, one after the other, by whoever is the officer. */
export class Serving {
  readonly ends: VisitEnd[] = [];
  readonly #room: Room;
  readonly #visits: readonly Visit[];
  readonly #onProgress: (done: number, of: number) => void;

  constructor(room: Room, visits: readonly Visit[], onProgress: (done: number, of: number) => void) {
    this.#room = room;
    this.#visits = visits;
    this.#onProgress = onProgress;
  }

  /** The visits that are still to come. */
  get left(): number {
    return this.#visits.length - this.ends.length;
  }

  /** Serves so many of them, in their order, by whoever sits at the desk. */
  async serve(desk: DeskClient, count: number): Promise<void> {
    const room = this.#room;
    const comeBack = () => Promise.reject(new Error('the zone went away'));
    const now = () => performance.now();
    const officer = new Officer(desk, comeBack, room.world, room.atHand, () => room.wholeSlips, now, room.ballots);
    for (const visit of this.#visits.slice(this.ends.length, this.ends.length + count)) {
      const from = room.ledger.entries().length;
      const served = await officer.serve(visit);
      this.ends.push({ ...served, visit, ledger: [from, room.ledger.entries().length] });
      this.#onProgress(this.ends.length, this.#visits.length);
    }
  }
}

/** The chair opens what is ready, with a second person. @returns id of the sitting, and of what kind it is */
export async function opens(room: Room, desk: DeskClient): Promise<Pick<Held, 'sitting' | 'kind'>> {
  await devicesReady(desk);
  await writeOpeningDown(desk);
  must(await desk.client.station.open({ approvers: room.two, copies: 1 }));
  const openNow = ({ sittings }: DeskView) => sittings?.list.find(({ state }) => state === 'open');
  const view = await desk.until(
    (one) => one.station.stage === 'open' && openNow(one) !== undefined,
    'the open station',
  );
  await copiesOut(room, desk);
  const { id, kind } = openNow(view) ?? { id: '', kind: 'day' };
  return { sitting: id, kind };
}

/** The doors are closed, those inside are served, acts drawn, the questions answered, and the sitting is closed. */
export async function closes(
  room: Room,
  serving: Serving,
  wrong: string[],
  before: (desk: DeskClient) => Promise<void> = async () => {},
): Promise<Pick<Held, 'counters' | 'acts'>> {
  const inside = serving.left;
  let chair = await room.deskOf('chair');
  must(await chair.client.station.finish({ inside }));
  await chair.until((view) => view.station.stage === 'finishing', 'the closed doors');
  if (inside > 0) {
    chair.close();
    const officer = await room.deskOf('officer');
    await serving.serve(officer, inside);
    officer.close();
    chair = await room.deskOf('chair');
  }
  await before(chair);
  const acts = await drawActs(room, chair, wrong);
  await answerQuestions(chair);
  must(await chair.client.station.close({ approvers: room.two, copies: 2 }));
  const { counters } = await chair.until((view) => view.station.stage === 'closed', 'the closed station');
  await copiesOut(room, chair);
  chair.close();
  return { counters, acts };
}

/** A sitting without anything special: open, everybody served, closed; two of them were inside when the doors closed. */
export async function plainSitting(
  room: Room,
  visits: readonly Visit[],
  onProgress: (done: number, of: number) => void,
  wrong: string[],
): Promise<Held> {
  const chair = await room.deskOf('chair');
  const opened = await opens(room, chair);
  chair.close();
  const serving = new Serving(room, visits, onProgress);
  const officer = await room.deskOf('officer');
  await serving.serve(officer, Math.max(0, visits.length - INSIDE));
  officer.close();
  const closed = await closes(room, serving, wrong);
  return { ...opened, ends: serving.ends, onPaper: [], ...closed };
}
