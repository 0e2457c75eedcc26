import { randomBytes } from 'node:crypto';
import { type ActorRefFrom, createActor, fromPromise } from 'xstate';
import { ballotHash } from '../../../core/ballot/corner-code.ts';
import { type Judgement, judgeSheet } from '../../../core/ballot/judge.ts';
import { pathMachine } from '../../../core/ballot/path/machine.ts';
import type { BallotInFlight, Done, PathRecord, Seen, SheetVerdict } from '../../../core/ballot/path/ports.ts';
import { screenOf } from '../../../core/ballot/path/screen.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { BallotRecord } from '../../../core/ballot/record.ts';
import { stylesOf } from '../../../core/ballot/test-pack.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { BoxShow } from '../../api/ballot-views.ts';
import { deviceView } from '../../api/device-view.ts';
import type { DeviceView } from '../../api/device-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { BallotStore } from '../ballot-store.ts';
import { BoxClient } from '../devices/client.ts';
import { SYSTEM } from '../journalling.ts';
import type { TakenPackage } from '../package.ts';
import type { BallotFrame } from '../zone.ts';
import type { Box, Feeding } from './box.ts';
import { keptImage, type SquarePicture } from './kept-image.ts';
import { SheetReader } from './reading-client.ts';
import { shownAs } from './shown.ts';

type Path = ActorRefFrom<typeof pathMachine>;
type Batch = BallotRecord['batch'];

/** What was read of the sheet that is held; gone with it. */
interface HeldSheet {
  readonly sheet: number;
  readonly page: GrayPage;
  readonly batch: Batch;
  readonly test: boolean;
  read: { readonly judgement: Judgement; readonly style: string; readonly pictures: readonly SquarePicture[] } | null;
}

/** Ends with the box's status or with what was in the way, as the chart wants it. */
const seen = async (asked: Promise<Result<Parameters<typeof okSeen>[0], Problem>>): Promise<Seen> => {
  const answer = await asked;
  return answer.ok ? okSeen(answer.value) : { ok: false, problem: answer.error };
};
const okSeen = (box: Extract<Seen, { ok: true }>['box']): Seen => ({ ok: true, box });
const done = (result: Result<unknown, Problem>): Done =>
  result.ok ? { ok: true } : { ok: false, problem: result.error };

/**
 * The box with its reader and its store: carries out what the chart of the paper path says. Which sheet dropped is asked of
 * the box and written in the store, never remembered here.
 */
export class SheetBox implements Box {
  readonly #frame: BallotFrame;
  readonly #client: BoxClient;
  readonly #unlisten: () => void;
  #reader: { readonly of: string; readonly reader: SheetReader } | null = null;
  #path: Path | null = null;
  #feeding: Feeding = { takes: 'nothing', why: 'before' };
  #held: HeldSheet | null = null;

  constructor(frame: BallotFrame, port: string) {
    this.#frame = frame;
    this.#client = new BoxClient(port, () => this.#healthChanged());
    this.#unlisten = this.#client.onBox((box) => this.#path?.send({ type: 'box.changed', box }));
  }

  get show(): BoxShow {
    const snapshot = this.#path?.getSnapshot();
    return shownAs(snapshot ? screenOf(snapshot) : { at: 'closed' }, this.#feeding);
  }

  get devices(): readonly DeviceView[] {
    const { health } = this.#client;
    const now = this.#frame.options.now();
    return health ? [deviceView({ ...health, id: 'ballot-box', driver: 'ballot-box' }, now)] : [];
  }

  get ready(): boolean {
    const snapshot = this.#path?.getSnapshot();
    return snapshot !== undefined && (snapshot.matches('waiting') || snapshot.matches('closed'));
  }

  get busy(): boolean {
    const context = this.#path?.getSnapshot().context;
    return context !== undefined && (context.flight !== null || context.sheet !== null);
  }

  get problems(): readonly Problem[] {
    const snapshot = this.#path?.getSnapshot();
    const screen = snapshot && screenOf(snapshot);
    return screen?.at === 'call' ? [screen.problem] : [];
  }

  get locate(): boolean {
    const snapshot = this.#path?.getSnapshot();
    const screen = snapshot && screenOf(snapshot);
    return screen?.at === 'call' && screen.locate;
  }

  feed(what: Feeding): void {
    this.#feeding = what;
    // Ballots of a sitting are there only once a package and a sitting have been told.
    if (!this.#path && this.#frame.ballots.cast) this.#begin();
    this.#path?.send({ type: what.takes === 'nothing' ? 'closed' : 'opened' });
    this.#frame.changes.changed();
  }

  insist(): Result<null, Problem> {
    return this.#sendWhile('asking', { type: 'voter.insisted' });
  }

  takeBack(): Result<null, Problem> {
    return this.#sendWhile('asking', { type: 'voter.wants-it-back' });
  }

  cleared(): Result<null, Problem> {
    this.#path?.send({ type: 'try.again' });
    return ok(null);
  }

  located(where: 'in-box' | 'in-hand', approvers: readonly string[]): Result<null, Problem> {
    const snapshot = this.#path?.getSnapshot();
    if (!snapshot?.matches('unclear') && !snapshot?.matches('otherBox')) return err({ code: 'ballot-zone.not-now' });
    this.#path?.send({ type: 'sheet.located', where, approvers });
    return ok(null);
  }

  forget(): void {
    this.#path?.stop();
    void this.#reader?.reader.close();
    [this.#path, this.#reader, this.#held] = [null, null, null];
    this.#feeding = { takes: 'nothing', why: 'before' };
  }

  start(): void {
    this.#client.start();
  }

  async close(): Promise<void> {
    this.#unlisten();
    this.#path?.stop();
    await this.#reader?.reader.close();
    await this.#client.close();
  }

  #begin(): void {
    const taken = this.#frame.packages.taken;
    if (!taken) return;
    this.#readerOf(taken);
    const path = createActor(this.#machine(), {
      input: { policy: taken.policy.ballotBox, flight: this.#flight(), open: this.#feeding.takes !== 'nothing' },
    });
    path.subscribe(() => this.#frame.changes.changed());
    this.#path = path;
    path.start();
  }

  #machine() {
    const client = this.#client;
    return pathMachine.provide({
      actions: { record: (_, record) => this.#record(record) },
      actors: {
        look: fromPromise(() => seen(client.look())),
        grab: fromPromise(() => seen(client.grab())),
        scan: fromPromise(({ input }) => this.#scan(input.sheet)),
        interpret: fromPromise(({ input }) => this.#interpret(input.sheet)),
        keep: fromPromise(async ({ input }) => this.#keep(input.sheet, input.into, input.box)),
        accept: fromPromise(({ input }) => seen(client.accept(input))),
        giveBack: fromPromise(({ input }) => seen(client.giveBack(input.sheet))),
        reset: fromPromise(() => seen(client.reset())),
        dropped: fromPromise(async () => this.#settled((store) => store.dropped())),
        givenBack: fromPromise(async () => this.#settled((store) => store.givenBack())),
      },
    });
  }

  async #scan(sheet: number): Promise<Done> {
    const feeding = this.#feeding;
    this.#held = null;
    if (feeding.takes === 'nothing') return { ok: false, problem: { code: 'ballot-zone.not-now' } };
    const page = await this.#client.scan(sheet);
    if (!page.ok) return done(page);
    const batch = feeding.takes === 'mobile' ? 'mobile' : 'box';
    // What the sheet is, is what was asked for when it was put in.
    this.#held = { sheet, page: page.value, batch, test: feeding.takes === 'test', read: null };
    return { ok: true };
  }

  async #interpret(sheet: number): Promise<SheetVerdict> {
    const held = this.#held;
    const { taken } = this.#frame.packages;
    if (held?.sheet !== sheet || !taken) throw new Error('no page of this sheet');
    const { reading, pictures } = await this.#readerOf(taken).read(held.page);
    const { election, papers, precinct } = taken;
    const styles = stylesOf(papers, precinct.constituency);
    const judgement = judgeSheet(reading, {
      election: ballotHash({ id: election.id, mode: election.mode, papers }, nodeCrypto),
      styles: new Map(styles.map((style) => [style.number, style])),
      test: held.test,
    });
    if (judgement.verdict === 'refused') return { verdict: 'refused', why: judgement.why };
    const code = reading.kind === 'read' ? reading.code.style : null;
    const style = styles.find(({ number }) => number === code)?.id ?? '';
    held.read = { judgement, style, pictures };
    if (judgement.verdict === 'valid') return { verdict: 'fine' };
    return { verdict: 'concern', why: judgement.verdict === 'persons' ? 'unsure' : judgement.why };
  }

  /** When this has returned, the ballot is on the disk, in flight. */
  #keep(sheet: number, into: BallotInFlight['into'], box: string) {
    const held = this.#held;
    const store = held?.test ? this.#frame.ballots.test : this.#frame.ballots.cast;
    if (held?.sheet !== sheet || !held.read || !store) throw new Error('nothing was read of this sheet');
    const { judgement, style, pictures } = held.read;
    if (judgement.verdict === 'refused') throw new Error('a refused sheet is not kept');
    const parts = judgement.parts.map(({ part, marked, unsure }) => ({
      part,
      marked: [...marked],
      unsure: [...unsure],
    }));
    const record: BallotRecord = { v: 1, style, test: held.test, batch: held.batch, compartment: into, parts };
    const flight: BallotInFlight = { token: randomBytes(16).toString('hex'), into, box };
    const kept = store.hold({ record, image: keptImage(pictures, store.imageRoom(record)) }, flight);
    // Nothing of the sheet stays in memory once it is on the disk.
    this.#held = null;
    return kept.ok ? ({ ok: true, flight } as const) : ({ ok: false, problem: kept.error } as const);
  }

  #settled(settle: (store: BallotStore) => Result<null, Problem>): Done {
    const store = this.#storeInFlight();
    const settled = store ? settle(store) : ok(null);
    this.#frame.changes.changed();
    return done(settled);
  }

  #storeInFlight(): BallotStore | null {
    const { cast, test } = this.#frame.ballots;
    return [cast, test].find((store) => store?.inFlight != null) ?? null;
  }

  #flight(): BallotInFlight | null {
    const flight = this.#storeInFlight()?.inFlight;
    return flight ? { token: flight.token, into: flight.into, box: flight.box } : null;
  }

  #readerOf(taken: TakenPackage): SheetReader {
    if (this.#reader?.of === taken.sha256) return this.#reader.reader;
    void this.#reader?.reader.close();
    const { trace, empty, mark, scale } = taken.policy.ballotReading;
    const share = (thousandths: number): number => thousandths / 1_000;
    const rules = {
      thresholds: { trace: share(trace), empty: share(empty), mark: share(mark) },
      scale: { least: share(scale.least), most: share(scale.most) },
    };
    this.#reader = { of: taken.sha256, reader: new SheetReader({ election: taken.election, rules }) };
    return this.#reader.reader;
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

  #sendWhile(
    state: 'asking',
    event: { readonly type: 'voter.insisted' | 'voter.wants-it-back' },
  ): Result<null, Problem> {
    if (!this.#path?.getSnapshot().matches(state)) return err({ code: 'ballot-zone.not-now' });
    this.#path.send(event);
    return ok(null);
  }

  #healthChanged(): void {
    const { status } = this.#client.health ?? {};
    if (status?.state === 'missing') this.#path?.send({ type: 'box.lost', problem: status.problem });
    else if (status) this.#path?.send({ type: 'box.up' });
    else this.#path?.send({ type: 'box.lost', problem: { code: 'ballot-reader.missing' } });
    this.#frame.changes.changed();
  }
}
