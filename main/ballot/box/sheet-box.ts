import { type ActorRefFrom, createActor, fromPromise } from 'xstate';
import type { BoxStatus } from '../../../core/ballot/path/box.ts';
import { pathMachine } from '../../../core/ballot/path/machine.ts';
import type { PathRecord, Seen } from '../../../core/ballot/path/ports.ts';
import { type BoxScreen, screenOf } from '../../../core/ballot/path/screen.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { BoxShow } from '../../api/ballot-views.ts';
import { deviceView } from '../../api/device-view.ts';
import type { DeviceView } from '../../api/device-views.ts';
import { BoxClient, type BoxPlace } from '../devices/client.ts';
import type { BallotFrame } from '../frame.ts';
import { SYSTEM } from '../journalling.ts';
import type { Box, Feeding } from './box.ts';
import { Lamp, signalOf } from './lamp.ts';
import { Sheets } from './sheets.ts';
import { shownAs } from './shown.ts';

type Path = ActorRefFrom<typeof pathMachine>;

/** Ends with the box's status or with what was in the way, as the chart wants it. */
const seen = async (asked: Promise<Result<BoxStatus, Problem>>): Promise<Seen> => {
  const answer = await asked;
  return answer.ok ? { ok: true, box: answer.value } : { ok: false, problem: answer.error };
};

/**
 * The box with its reader and its store: carries out what the chart of the paper path says. Which sheet dropped is asked of
 * the box and written in the store, never remembered here.
 */
export class SheetBox implements Box {
  readonly #frame: BallotFrame;
  readonly #client: BoxClient;
  readonly #unlisten: () => void;
  readonly #sheets: Sheets;
  readonly #lamp: Lamp;
  #path: { readonly of: string; readonly actor: Path } | null = null;
  #feeding: Feeding = { takes: 'nothing', why: 'before' };
  #away = true;

  constructor(frame: BallotFrame, place: BoxPlace) {
    this.#frame = frame;
    const client = new BoxClient(place, () => this.#healthChanged());
    this.#client = client;
    this.#unlisten = client.onBox((box) => this.#path?.actor.send({ type: 'box.changed', box }));
    this.#sheets = new Sheets(frame, (sheet) => client.scan(sheet));
    this.#lamp = new Lamp((signal) => client.signal(signal));
  }

  get show(): BoxShow {
    return shownAs(this.#screen, this.#feeding);
  }

  get devices(): readonly DeviceView[] {
    const { health } = this.#client;
    const now = this.#frame.options.now();
    return health ? [deviceView({ ...health, id: 'ballot-box', driver: 'ballot-box' }, now)] : [];
  }

  get ready(): boolean {
    const { at } = this.#screen;
    return this.#path !== null && (at === 'ready' || at === 'closed');
  }

  get busy(): boolean {
    // After a start the store knows it before the path does.
    if (this.#sheets.flight !== null) return true;
    const snapshot = this.#path?.actor.getSnapshot();
    if (snapshot === undefined) return false;
    const { flight, sheet, lost } = snapshot.context;
    // What a box that is gone holds without a ballot on the disk goes back to its voter, whenever it is there again.
    return flight !== null || (lost === null && (sheet !== null || snapshot.matches('grabbing')));
  }

  get problems(): readonly Problem[] {
    const screen = this.#screen;
    return screen.at === 'call' ? [screen.problem] : [];
  }

  get locate(): boolean {
    const screen = this.#screen;
    return screen.at === 'call' && screen.locate;
  }

  feed(what: Feeding): void {
    this.#feeding = what;
    this.#begin();
    this.#path?.actor.send({ type: what.takes === 'nothing' ? 'closed' : 'opened' });
    this.#frame.changes.changed();
  }

  insist(): Result<null, Problem> {
    return this.#answered({ type: 'voter.insisted' });
  }

  takeBack(): Result<null, Problem> {
    return this.#answered({ type: 'voter.wants-it-back' });
  }

  cleared(): Result<null, Problem> {
    const mended = this.#frame.ballots.mended();
    if (!mended.ok) return mended;
    // What was not kept for good before the box was told of it has gone back to its voter.
    if (mended.value && this.#sheets.flight !== null && this.#path?.actor.getSnapshot().context.flight === null) {
      const taken = this.#sheets.givenBack();
      if (!taken.ok) return err(taken.problem);
    }
    this.#path?.actor.send({ type: 'try.again' });
    return ok(null);
  }

  located(where: 'in-box' | 'in-hand', approvers: readonly string[]): Result<null, Problem> {
    if (!this.locate) return err({ code: 'ballot-zone.not-now' });
    this.#path?.actor.send({ type: 'sheet.located', where, approvers });
    return ok(null);
  }

  forget(): void {
    this.#path?.actor.stop();
    this.#path = null;
    this.#feeding = { takes: 'nothing', why: 'before' };
    this.#sheets.forget();
  }

  start(): void {
    this.#client.start();
  }

  async close(): Promise<void> {
    this.#unlisten();
    this.#path?.actor.stop();
    this.#path = null;
    this.#sheets.forget();
    await this.#client.close();
  }

  get #screen(): BoxScreen {
    return this.#path ? screenOf(this.#path.actor.getSnapshot()) : { at: 'closed' };
  }

  /**
   * Takes up the path of a sitting's ballots, once package and sitting have been told; another one of either begins anew,
   * with what its own store has in flight.
   */
  #begin(): void {
    const { packages, ballots, journal } = this.#frame;
    const { taken } = packages;
    if (!taken || !ballots.cast) return;
    const of = `${taken.sha256} ${journal.day.station.sitting}`;
    if (this.#path?.of === of) return;
    this.#path?.actor.stop();
    this.#frame.reading.begin(taken);
    const actor = createActor(this.#machine(), {
      input: { policy: taken.policy.ballotBox, flight: this.#sheets.flight, open: this.#feeding.takes !== 'nothing' },
    });
    this.#path = { of, actor };
    actor.subscribe((snapshot) => {
      this.#lamp.show(signalOf(screenOf(snapshot)));
      this.#frame.changes.changed();
    });
    actor.start();
  }

  #machine() {
    const client = this.#client;
    const sheets = this.#sheets;
    return pathMachine.provide({
      actions: { record: (_, record) => this.#record(record) },
      actors: {
        look: fromPromise(() => seen(client.look())),
        grab: fromPromise(() => seen(client.grab())),
        scan: fromPromise(({ input }) => sheets.scan(input.sheet, this.#feeding)),
        interpret: fromPromise(({ input }) => sheets.interpret(input.sheet)),
        keep: fromPromise(async ({ input }) => sheets.keep(input.sheet, input.into, input.box)),
        accept: fromPromise(({ input }) => seen(client.accept(input))),
        giveBack: fromPromise(({ input }) => seen(client.giveBack(input.sheet))),
        reset: fromPromise(() => seen(client.reset())),
        dropped: fromPromise(async () => sheets.dropped()),
        givenBack: fromPromise(async () => sheets.givenBack()),
      },
    });
  }

  #record(record: PathRecord): void {
    const { journal } = this.#frame;
    switch (record.kind) {
      case 'fault':
        journal.note('peripheral.problem', { peripheral: 'ballot-box', problem: record.problem.code }, SYSTEM);
        return;
      case 'located':
        journal.note('ballot.sheet-located', { where: record.where, approvers: [...record.approvers] }, SYSTEM);
        return;
    }
  }

  /** The voter who is asked has answered. */
  #answered(event: { readonly type: 'voter.insisted' | 'voter.wants-it-back' }): Result<null, Problem> {
    if (this.#screen.at !== 'asking') return err({ code: 'ballot-zone.not-now' });
    this.#path?.actor.send(event);
    return ok(null);
  }

  #healthChanged(): void {
    const { status } = this.#client.health ?? {};
    if (status?.state === 'missing') this.#lost(status.problem);
    else if (!status) this.#lost({ code: 'ballot-reader.missing' });
    else {
      this.#path?.actor.send({ type: 'box.up' });
      // Whatever it was told before, a box that comes back is as new.
      if (this.#away) this.#lamp.again();
      this.#away = false;
    }
    this.#frame.changes.changed();
  }

  #lost(problem: Problem): void {
    this.#away = true;
    this.#path?.actor.send({ type: 'box.lost', problem });
  }
}
