import { join } from 'node:path';
import { fromBase64url, toBase64url, toHex, utf8 } from '../../../core/crypto/encoding.ts';
import {
  ballotZoneGone,
  type IntoBallotZone,
  type OutOfBallotZone,
  outOfBallotZone,
  type SignedTotals,
  TOTALS_DOMAIN,
} from '../../../core/hatch/hatch.ts';
import { type BallotZoneTold, ballotZoneFold } from '../../../core/journal/ballot-zone.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { Actor } from '../../../core/journal/event.ts';
import { isProblemCode, type Problem } from '../../../core/problem/catalogue.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { BallotFileWritten, BallotZoneView } from '../../api/ballot-zone-views.ts';
import type { Changes } from '../../api/changes.ts';
import type { ChecklistLine } from '../../api/views.ts';
import { lastWipe } from '../afterwards/wiped.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import { sittingPlan } from '../sittings/plan.ts';
import { besideUntil } from '../state/beside.ts';
import { Following } from '../state/following.ts';
import { openingStepsOf } from '../state/opening.ts';
import { stationOf, turnoutOf } from '../state/read.ts';
import { sittingOf } from '../state/sittings.ts';
import { carryFiles } from './files.ts';
import type { HatchLine } from './hatch-line.ts';
import { ballotZoneLine, type Standing, withoutBallotBox } from './lines.ts';
import { PackageCopy } from './package-copy.ts';
import { toldResults } from './results-told.ts';
import { type StationTold, stationTold } from './station-told.ts';
import { mostSheets, totalsOf } from './totals.ts';

/** Behind every hour of a day. */
const LAST = '99:99';

type Heard<H extends OutOfBallotZone['hatch']> = Extract<OutOfBallotZone, { hatch: H }>;

/**
 * This zone's side of the hatch. Nothing that the ballot zone says or does not say stands in a voter's way: what is told goes
 * to the chair's lists and the journal, and what has to cross again crosses whenever the other side says that it is there.
 */
export class BallotZone {
  readonly #kiosk: Kiosk;
  readonly #files: Pick<KioskFiles, 'own' | 'inForce'>;
  readonly #keys: DeviceKeys;
  readonly #hatch: HatchLine;
  readonly #changes: Changes;
  readonly #folder: string;
  readonly #package: PackageCopy;
  readonly #journal = new Following<BallotZoneTold>(ballotZoneFold);
  readonly #stopped = new AbortController();
  /** What was said last; null: nothing since this side began. */
  #said: StationTold | null = null;
  /** What was answered to that. */
  #state: Heard<'state'> | null = null;
  /** Turnout times of which the sheets were asked, or which came before this side began. */
  #asked: { readonly sitting: string | null; readonly times: ReadonlySet<string> } = {
    sitting: null,
    times: new Set(),
  };
  /** Sittings whose totals were said since the other side said that it is there. */
  readonly #saidTotals = new Set<string | null>();
  #offered: string | null = null;
  #packageProblem: Problem | null = null;
  /** By whether mobile boxes are among them. */
  #most: { readonly head: string; readonly of: Map<boolean, number | null> } | null = null;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly files: Pick<KioskFiles, 'own' | 'inForce'>;
    readonly keys: DeviceKeys;
    readonly hatch: HatchLine;
    readonly changes: Changes;
    /** Folder of the files that cross: `in` for what goes there, `out` for what comes. */
    readonly folder: string;
  }) {
    this.#kiosk = around.kiosk;
    this.#files = around.files;
    this.#keys = around.keys;
    this.#hatch = around.hatch;
    this.#changes = around.changes;
    this.#folder = around.folder;
    this.#package = new PackageCopy(around.keys, around.folder);
  }

  /** Begins to listen, says that it is there, and from then on tells what changes. */
  start(): void {
    const { sitting } = stationOf(this.#kiosk.db);
    this.#asked = { sitting, times: new Set(turnoutOf(this.#kiosk.db, sitting).keys()) };
    this.#hatch.onHatch((raw) => {
      if (this.#stopped.signal.aborted) return;
      const read = outOfBallotZone.safeParse(raw);
      // The supervisor has held it against the same list: anything else is its own word, or a program of another version.
      if (read.success) this.#hear(read.data);
      else if (ballotZoneGone.safeParse(raw).success) this.#hearGone();
    });
    this.#say({ hatch: 'here' });
    void this.#follow();
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Keeps what crosses of a package before it comes into force; what does not work stands among the problems. */
  async keepPackage(path: string, sha256: string): Promise<void> {
    const kept = await this.#package.keep(path, sha256);
    this.#packageProblem = kept.ok ? null : kept.error;
    // The one in force, loaded once more because its part was gone, has never crossed.
    if (kept.ok && this.#files.inForce?.register.package.sha256 === sha256) this.#offered = null;
  }

  /** The sitting was closed, and the register is still open: its totals are made, in the same commit. */
  closed(actor: Actor): void {
    const force = this.#kiosk.inForce();
    const { sitting } = stationOf(this.#kiosk.db);
    if (!force || sitting === null || sittingOf(this.#kiosk.db, sitting)?.kind === 'outside') return;
    // Whom the other one admitted is not known here: persons type the sum of both slips, as where no totals come.
    if (besideUntil(this.#kiosk.db, sitting).length > 0) return;
    const ballots = [...totalsOf(this.#kiosk, force, sitting)];
    this.#kiosk.record('ballot-zone.totals-made', { sitting, ballots }, actor);
  }

  /** How it stands for the stage that the station is at. */
  get standing(): Standing {
    const state = this.#state;
    if (state === null || state.stage !== this.#told().stage) return { at: 'absent' };
    if (state.needs === null) return { at: 'ready' };
    return { at: 'waits', needs: isProblemCode(state.needs) ? state.needs : 'ballot-zone.waits' };
  }

  /** Whether it has destroyed what it held of the election that this device was emptied of. */
  get emptied(): boolean {
    return this.#state?.stage === 'wiped' && this.#state.needs === null;
  }

  /** How it stands where the sitting that runs or comes next has to do with it; null where it has not. */
  concerned(): Standing | null {
    const force = this.#kiosk.inForce();
    if (!force?.election.papers || sittingPlan(this.#kiosk, force).current.kind === 'outside') return null;
    return this.standing;
  }

  closingLines(): readonly ChecklistLine[] {
    const standing = this.concerned();
    return standing === null ? [] : [ballotZoneLine(standing, this.#ordinaryBox())];
  }

  /**
   * For the chair; null where this election has nothing to do with it.
   * @param up how its results file is on its way to the commission
   */
  view(up: NonNullable<BallotZoneView['results']>['up']): BallotZoneView | null {
    if (!this.#kiosk.inForce()?.election.papers) return null;
    const { sheets, files, written } = this.told;
    const results = toldResults(this.told);
    const { sitting } = stationOf(this.#kiosk.db);
    const ofSitting = sitting === null ? [] : (sheets.get(sitting) ?? []);
    return {
      sheets: ofSitting.toSorted((a, b) => (a.time ?? LAST).localeCompare(b.time ?? LAST)),
      results: results && { number: results.number, written: written.has(results.sha256), up },
      files: files.map(({ file, kind, sha256 }) => ({ file, kind, written: written.has(sha256) })),
    };
  }

  /** Writes what came out of it into a folder on a medium. */
  async writeFiles(to: string, actor: Actor): Promise<readonly BallotFileWritten[]> {
    const { files } = this.told;
    const carried = await carryFiles(join(this.#folder, 'out'), to, files);
    const there = files.filter(({ file }) => carried.some((one) => one.file === file && one.problem === null));
    if (there.length > 0) {
      const told = there.map(({ file, sha256 }) => ({ file, sha256 }));
      this.#kiosk.record('ballot-zone.files-written', { files: told }, actor);
    }
    return carried;
  }

  /** What the journal in force knows of it. */
  get told(): BallotZoneTold {
    return this.#journal.of(this.#kiosk.db);
  }

  /** Of the sitting that runs or ran last: more sheets than there may be, and by what; null: none too many. */
  get tooMany(): { readonly sheets: number; readonly most: number } | null {
    const { sitting } = stationOf(this.#kiosk.db);
    const told = sitting === null ? [] : (this.told.sheets.get(sitting) ?? []);
    const last = told.at(-1);
    if (sitting === null || last === undefined) return null;
    return this.#excess(sitting, last);
  }

  problems(): readonly Problem[] {
    const { tooMany } = this;
    const gone = this.told.isGone && this.concerned() !== null && !this.#ordinaryBox();
    return [
      ...(gone ? [{ code: 'ballot-zone.gone' } as const] : []),
      ...(tooMany ? [{ code: 'ballot-zone.too-many-sheets', params: { ...tooMany } } as const] : []),
      ...(this.#packageProblem ? [this.#packageProblem] : []),
    ];
  }

  /** Whether the sitting that runs, or ran last, was opened with an ordinary box. */
  #ordinaryBox(): boolean {
    return withoutBallotBox(openingStepsOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting));
  }

  async #follow(): Promise<void> {
    for await (const _ of this.#changes.follow(this.#stopped.signal)) await this.#look();
  }

  /** Tells what is another now than it was said. */
  async #look(): Promise<void> {
    const told = this.#told();
    if (told.stage !== this.#said?.stage || told.sitting !== this.#said.sitting) this.#sayStage(told);
    if (told.stage === 'closed' && !this.#saidTotals.has(told.sitting)) this.#sayTotals();
    this.#askTurnout();
    const now = this.#files.inForce?.register.package.sha256 ?? null;
    if (now !== this.#offered) await this.#offerPackage();
  }

  #hear(message: OutOfBallotZone): void {
    switch (message.hatch) {
      case 'here':
        this.#hearHere(message);
        return;
      case 'state':
        this.#state = message;
        this.#noteState(message);
        return;
      case 'sheets':
        this.#hearSheets(message);
        return;
      case 'file': {
        const { kind, file, sha256 } = message;
        if (this.told.files.some((one) => one.file === file && one.sha256 === sha256)) return;
        this.#kiosk.note('ballot-zone.file-came', { kind, file, sha256 }, SYSTEM);
        return;
      }
    }
  }

  /** What it said before it died is no answer any more, whatever the stage. */
  #hearGone(): void {
    this.#state = null;
    if (this.told.isGone) return;
    this.#kiosk.note('ballot-zone.gone', {}, SYSTEM);
  }

  #hearHere({ device, key, signing }: Heard<'here'>): void {
    const hex = toHex(fromBase64url(signing) ?? new Uint8Array());
    const { paired } = this.told;
    if (this.told.isGone || paired?.key !== key || paired.signing !== hex || paired.device !== device) {
      this.#kiosk.note('ballot-zone.paired', { device, key, signing: hex }, SYSTEM);
    }
    this.#state = null;
    this.#saidTotals.clear();
    this.#sayStage(this.#told());
    void this.#offerPackage();
    this.#sayTotals();
    this.#kiosk.changed();
  }

  #noteState({ stage, needs }: Heard<'state'>): void {
    const last = this.told.state;
    const known = needs === null || isProblemCode(needs) ? needs : 'ballot-zone.waits';
    if (last?.stage === stage && last.needs === known) this.#kiosk.changed();
    else this.#kiosk.note('ballot-zone.told', { stage, needs: known }, SYSTEM);
  }

  #hearSheets({ time, sheets, mobile = 0 }: Heard<'sheets'>): void {
    const { stage, sitting } = this.#told();
    // Before the opening there are no sheets, and what is told belongs to nothing.
    if (sitting === null || stage === 'ready') return;
    const { told } = this;
    const known = told.sheets.get(sitting)?.find((one) => one.time === time);
    if (known?.sheets !== sheets || known.mobile !== mobile) {
      const most = this.#mostOf(sitting, mobile > 0);
      const body = { sitting, time, sheets, most, ...(mobile > 0 ? { mobile } : {}) };
      this.#kiosk.note('ballot-zone.sheets', body, SYSTEM);
    }
    const excess = this.#excess(sitting, { sheets, mobile });
    if (excess === null || told.alarms.get(sitting) === excess.sheets) return;
    this.#kiosk.note('ballot-zone.too-many-sheets', { sitting, time, ...excess }, SYSTEM);
  }

  /** The box of the room by itself first: what was handed out outside it lies in mobile boxes, and covers none of its sheets. */
  #excess(
    sitting: string,
    { sheets, mobile }: { readonly sheets: number; readonly mobile: number },
  ): { readonly sheets: number; readonly most: number } | null {
    const compared = [
      { sheets: sheets - mobile, most: this.#mostOf(sitting, false) },
      { sheets, most: this.#mostOf(sitting, mobile > 0) },
    ];
    for (const { sheets: there, most } of compared) {
      if (most !== null && there > most) return { sheets: there, most };
    }
    return null;
  }

  #sayStage(told: StationTold): void {
    this.#said = told;
    this.#say({ hatch: 'stage', ...told });
  }

  #askTurnout(): void {
    const { sitting } = stationOf(this.#kiosk.db);
    const times = turnoutOf(this.#kiosk.db, sitting);
    const asked = this.#asked.sitting === sitting ? this.#asked.times : new Set<string>();
    const fresh = [...times.keys()].filter((time) => !asked.has(time));
    this.#asked = { sitting, times: new Set(times.keys()) };
    // Outside the room nothing goes into the box.
    if (this.#told().stage === 'ready') return;
    for (const time of fresh) this.#say({ hatch: 'turnout', time });
  }

  async #offerPackage(): Promise<void> {
    const sha256 = this.#files.inForce?.register.package.sha256 ?? null;
    this.#offered = sha256;
    this.#package.tidy(sha256);
    if (sha256 === null) return;
    const offer = await this.#package.offer(sha256);
    const before = this.#packageProblem?.code;
    // Another one may have come meanwhile.
    if (this.#offered !== sha256) return;
    if (offer.ok) this.#say(offer.value);
    this.#packageProblem = offer.ok ? null : (this.#packageProblem ?? offer.error);
    if (this.#packageProblem?.code !== before) this.#kiosk.changed();
  }

  /** Made at the close; signed whenever they are said, which gives the same signature. */
  #sayTotals(): void {
    const { stage, sitting } = this.#told();
    const force = this.#kiosk.inForce();
    if (stage !== 'closed' && stage !== 'handed-over') return;
    this.#saidTotals.add(sitting);
    const made = sitting === null ? undefined : this.told.totals.get(sitting);
    if (!force || made === undefined) return;
    const totals: SignedTotals = {
      ...{ election: force.election.id, station: force.precinct.number, device: this.#keys.device },
      ...{ sitting: made.sitting, ballots: [...made.ballots] },
    };
    const signature = this.#keys.signing.sign(utf8(`${TOTALS_DOMAIN}\n${canonical(totals)}`));
    this.#say({ hatch: 'totals', totals, signature: toBase64url(signature) });
  }

  /** Counted anew only when the journal has grown. */
  #mostOf(sitting: string, mobile: boolean): number | null {
    const force = this.#kiosk.inForce();
    if (!force) return null;
    const head = `${this.#kiosk.head()} ${sitting}`;
    if (this.#most?.head !== head) this.#most = { head, of: new Map() };
    const known = this.#most.of.get(mobile);
    if (known !== undefined) return known;
    const most = mostSheets(this.#kiosk, force, sitting, mobile);
    this.#most.of.set(mobile, most);
    return most;
  }

  #told(): StationTold {
    const wiped = this.#files.inForce === null && (lastWipe(this.#files.own.db)?.done ?? null) !== null;
    return stationTold(this.#kiosk, wiped);
  }

  #say(message: IntoBallotZone): void {
    this.#hatch.throughHatch(message);
  }
}
