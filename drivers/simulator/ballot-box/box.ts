import { randomInt } from 'node:crypto';
import type { Compartment, LastAccept, Motion, PathPlace } from '../../../core/ballot/path/box.ts';
import { encodeFrame, FrameDecoder } from '../../ballot/frame.ts';
import {
  type Answer,
  type BoxSignal,
  type Command,
  decodeMessage,
  encodeMessage,
  type FullStatus,
  type Message,
  PROTOCOL_VERSION,
  type Refusal,
} from '../../ballot/messages.ts';
import { type Clock, systemClock } from '../../clock.ts';
import type { FarEnd } from '../wire.ts';
import { PATH, PaperPath, type PathEvent } from './paper-path.ts';
import { type Picture, takePicture } from './picture.ts';
import { Whereabouts } from './whereabouts.ts';

/** What is wrong with the box itself; faults of the cable belong to the port, sticking paper to the path. */
export interface BoxFault {
  /** Nothing is answered and nothing told. */
  readonly silent?: boolean;
  /** Milliseconds before every answer. */
  readonly lateMs?: number;
  /** Of every so many answers, or events, one gets lost, or comes twice. */
  readonly loseEvery?: number;
  readonly doubleEvery?: number;
  /** The motor turns and nothing moves. */
  readonly motorDead?: boolean;
  /** It speaks another version. */
  readonly protocol?: number;
}

/** Milliseconds until paper that does not come is a jam, and until non-volatile memory is written. */
const JAM_MS = 600;
const MEMORY_MS = 2;
const RESET_MS = 300;

export interface SimulatedBoxOptions {
  readonly clock?: Clock;
  readonly name?: string;
  /** Millimetres in a second. */
  readonly speed?: number;
  /** False: pages come from a scanner beside it. */
  readonly image?: boolean;
}

/** A ballot box at the far end of a port, as docs/ballot-box-protocol.md describes it. */
export class SimulatedBallotBox {
  fault: BoxFault = {};
  readonly whereabouts = new Whereabouts();
  readonly path: PaperPath;
  bins: FullStatus['bins'] = { valid: 'ok', invalid: 'ok' };
  /** What lamp and sound were told last. */
  signal: BoxSignal = 'off';
  private readonly port: FarEnd;
  private readonly clock: Clock;
  private readonly options: SimulatedBoxOptions;
  private readonly decoder = new FrameDecoder();
  /** The one cell that outlives its power. */
  private last: LastAccept | null = null;
  private powered = true;
  private session = 0;
  private events = 0;
  private motion: Motion = 'still';
  private jam: PathPlace | null = null;
  private doubleFeed = false;
  private nextSheet = randomInt(1, 1_000_000);
  private sheet: { id: number; lengthMm: number | null; picture: Picture | null } | null = null;
  /** The sheet of which `last` was said, while the box has its power. */
  private acceptedSheet: number | null = null;
  private told = '';
  private sent = 0;
  private readonly timers = new Set<() => void>();

  constructor(port: FarEnd, options: SimulatedBoxOptions = {}) {
    this.port = port;
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.path = new PaperPath({
      clock: this.clock,
      whereabouts: this.whereabouts,
      speed: options.speed ?? 400,
      tell: (event) => this.moved(event),
    });
    port.onBytes((bytes) => {
      if (!this.powered) return;
      for (const body of this.decoder.push(bytes)) this.heard(decodeMessage(body));
    });
    port.onPlug(() => this.decoder.forget());
  }

  get gateOpen(): boolean {
    return this.motion === 'accepting' || this.path.covered('back');
  }

  /** Into which compartment the path leads: where the last accepted sheet was told to go. */
  get diverter(): Compartment {
    return this.last?.into ?? 'valid';
  }

  /** A person opens or closes the cover. */
  setCover(open: boolean): void {
    this.path.coverOpen = open;
    if (open) this.halt();
    this.changed();
  }

  setBins(bins: FullStatus['bins']): void {
    this.bins = bins;
    this.changed();
  }

  /** Everything stops, and all that is not in the one cell is forgotten. The port may stand on another supply and stays. */
  powerOff(): void {
    this.powered = false;
    for (const cancel of this.timers) cancel();
    this.timers.clear();
    this.path.stop();
    this.decoder.forget();
    this.motion = 'still';
    this.session = 0;
    this.events = 0;
    this.jam = null;
    this.doubleFeed = false;
    this.sheet = null;
    this.acceptedSheet = null;
    this.told = '';
  }

  powerOn(): void {
    this.powered = true;
    this.nextSheet = randomInt(1, 1_000_000);
    // Power was lost between the flap and the writing: the sheet still covers the sensor behind it.
    if (this.last?.passed === false && this.path.behindGate) this.last = { ...this.last, passed: true };
    else if (this.path.covered('middle') || this.path.covered('gate')) this.hold(null);
  }

  private get status(): FullStatus {
    const { path, sheet } = this;
    return {
      box: this.options.name ?? 'B-0417',
      event: this.events,
      motion: this.motion,
      paper: {
        front: path.covered('front'),
        middle: path.covered('middle'),
        gate: path.covered('gate'),
        back: path.covered('back'),
      },
      gate: this.gateOpen ? 'open' : 'closed',
      cover: path.coverOpen ? 'open' : 'closed',
      doubleFeed: this.doubleFeed,
      jam: this.jam,
      sheet: sheet && { id: sheet.id, lengthMm: sheet.lengthMm, image: sheet.picture?.head ?? null },
      bins: this.bins,
      last: this.last,
    };
  }

  private heard(message: Message | null): void {
    if (message === null || this.fault.silent) return;
    if (message.kind === 'unknown') this.answer(message, { refused: 'unknown' });
    if (message.kind !== 'request') return;
    const { command } = message;
    if (command.name === 'hello') {
      const protocol = this.fault.protocol ?? PROTOCOL_VERSION;
      // The same greeting again: its answer was late or lost, and what was told since has its numbers.
      if (message.session !== this.session) this.events = 0;
      this.session = message.session;
      const about = { protocol, model: 'Simulated', firmware: '1', image: this.options.image ?? true };
      this.answer(message, { about });
      if (protocol !== command.args.protocol) this.session = 0;
    } else if (message.session !== this.session) {
      this.answer(message, { refused: 'session' });
    } else if (command.name === 'image') {
      this.answer(message, this.chunk(command.args));
    } else {
      const refused = this.obey(command);
      this.answer(message, refused === null ? {} : { refused });
    }
    this.changed();
  }

  /** Begins a command, unless it was done or is going on; why not, where it cannot. */
  private obey(command: Command): Refusal | null {
    switch (command.name) {
      case 'grab':
        if (this.sheet !== null || this.motion === 'grabbing') return null;
        return this.refusal('grabbing') ?? this.grab();
      case 'scan':
        if (this.sheet?.id !== command.args.sheet) return 'sheet';
        if (this.sheet.picture !== null || this.motion === 'scanning') return null;
        return this.refusal('scanning') ?? this.move('scanning', PATH.held);
      case 'accept':
        return this.accept(command.args);
      case 'return':
        if (this.sheet?.id !== command.args.sheet) return 'sheet';
        return this.motion === 'returning'
          ? null
          : (this.refusal('returning') ?? this.move('returning', PATH.returned));
      case 'hold':
        if (this.motion !== 'still') this.halt();
        return null;
      case 'reset':
        return this.motion === 'still' ? this.reset() : this.motion === 'resetting' ? null : 'moving';
      case 'signal':
        this.signal = command.args.show;
        return null;
      default:
        return null;
    }
  }

  private refusal(motion: Motion): Refusal | null {
    if (this.path.coverOpen) return 'cover';
    if (this.jam !== null) return 'jam';
    if (this.motion !== 'still') return 'moving';
    return this.doubleFeed && motion !== 'returning' ? 'double-feed' : null;
  }

  private grab(): Refusal | null {
    return this.path.covered('front') ? this.move('grabbing', PATH.grabbed) : 'no-paper';
  }

  private accept({ sheet, token, into }: { sheet: number; token: string; into: Compartment }): Refusal | null {
    const again = this.last?.token === token;
    if (again && (this.last?.passed || (this.motion === 'accepting' && this.acceptedSheet === sheet))) return null;
    if (this.sheet?.id !== sheet || (again && this.acceptedSheet !== sheet)) return 'sheet';
    const refused = this.refusal('accepting');
    if (refused !== null) return refused;
    if (this.bins[into] === 'full' || this.bins[into] === 'missing') return 'bin';
    this.last = { token, into, passed: false };
    this.acceptedSheet = sheet;
    return this.move('accepting', Number.POSITIVE_INFINITY, into);
  }

  private reset(): Refusal | null {
    this.jam = null;
    if (this.path.content === null) this.doubleFeed = false;
    this.motion = 'resetting';
    const { last } = this;
    if (last?.passed && this.path.behindGate && !this.path.coverOpen && !this.fault.motorDead) {
      this.path.moveTo(Number.POSITIVE_INFINITY, last.into);
      return null;
    }
    this.later(RESET_MS, () => {
      if (this.sheet === null && (this.path.covered('middle') || this.path.covered('gate'))) this.hold(null);
      this.rest();
    });
    return null;
  }

  private move(motion: Motion, target: number, into?: Compartment): null {
    this.motion = motion;
    if (this.fault.motorDead) this.later(JAM_MS, () => this.stuck('front'));
    else this.path.moveTo(target, into);
    return null;
  }

  private moved(event: PathEvent): void {
    const content = this.path.content;
    if (!this.powered) return;
    switch (event.event) {
      case 'edge':
        if (content?.under !== undefined && this.motion === 'scanning' && this.path.covered('middle')) {
          this.doubleFeed = true;
          this.halt();
        }
        break;
      case 'passed-flap':
        this.sheet = null;
        this.later(MEMORY_MS, () => {
          if (this.last !== null) this.last = { ...this.last, passed: true };
          this.changed();
        });
        break;
      case 'arrived':
        this.arrived();
        return;
      case 'stuck':
        this.later(JAM_MS, () => this.stuck(event.at));
        break;
      case 'pulled':
        this.sheet = null;
        this.doubleFeed = false;
        if (this.motion !== 'resetting') this.rest();
        break;
    }
    if (this.sheet?.lengthMm === null && content !== null && !this.path.covered('front')) {
      this.sheet.lengthMm = content.lengthMm;
    }
    this.changed();
  }

  private arrived(): void {
    const { content } = this.path;
    if (this.motion === 'grabbing') this.hold(null);
    if (this.motion === 'scanning' && this.sheet !== null && content !== null && this.options.image !== false) {
      this.sheet.picture = takePicture(content.page);
    }
    if (this.motion === 'returning') {
      this.sheet = null;
      this.doubleFeed = false;
    }
    this.rest();
  }

  private hold(picture: Picture | null): void {
    const { content } = this.path;
    const known = content !== null && !this.path.covered('front');
    this.sheet = { id: this.nextSheet, lengthMm: known ? content.lengthMm : null, picture };
    this.nextSheet += 1;
  }

  private stuck(at: PathPlace): void {
    this.jam = at;
    this.halt();
  }

  private halt(): void {
    this.path.stop();
    // What was drawn in only half is held all the same.
    if (this.motion === 'grabbing' && this.path.content !== null && this.sheet === null) this.hold(null);
    this.rest();
  }

  private rest(): void {
    this.motion = 'still';
    this.changed();
  }

  private chunk({ sheet, chunk }: { sheet: number; chunk: number }): Pick<Answer, 'refused' | 'chunk'> {
    const data = this.sheet?.id === sheet ? this.sheet.picture?.chunks[chunk] : undefined;
    return data === undefined ? { refused: 'unknown' } : { chunk: { sheet, number: chunk, data } };
  }

  private later(ms: number, then: () => void): void {
    const cancel = this.clock.after(ms, () => {
      this.timers.delete(cancel);
      then();
    });
    this.timers.add(cancel);
  }

  /** Tells an event where the status is another one now. */
  private changed(): void {
    if (!this.powered) return;
    const { event: _, ...rest } = this.status;
    const now = JSON.stringify(rest);
    if (now === this.told) return;
    this.told = now;
    this.events += 1;
    if (this.session !== 0) this.send({ kind: 'event', session: this.session, status: this.status });
  }

  private answer({ id }: { readonly id: number }, body: Omit<Answer, 'status'>): void {
    const message = { kind: 'answer', session: this.session, id, answer: { status: this.status, ...body } } as const;
    if (this.fault.lateMs === undefined) this.send(message);
    else this.later(this.fault.lateMs, () => this.send(message));
  }

  private send(message: Parameters<typeof encodeMessage>[0]): void {
    const { silent, loseEvery, doubleEvery } = this.fault;
    this.sent += 1;
    if (silent || (loseEvery !== undefined && this.sent % loseEvery === 0)) return;
    const frame = encodeFrame(encodeMessage(message));
    this.port.send(frame);
    if (doubleEvery !== undefined && this.sent % doubleEvery === 0) this.port.send(frame);
  }
}
