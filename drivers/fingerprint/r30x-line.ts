import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, within } from '../clock.ts';
import type { ByteLink } from '../transport/link.ts';
import { Confirmation, encodePacket, type Packet, PacketDecoder, PacketKind } from './r30x-codec.ts';

/** Time limits of an R30x sensor, in milliseconds. */
export const R30X_LIMITS = {
  /** Answer to a command; GenImg itself takes up to 0.3 s on slow models. */
  answer: 1_000,
  /** Answer to a question at a rate that may be wrong, or for a command that a model may not know. */
  probe: 400,
  /** After its rate was changed, before it is talked to again. */
  settle: 100,
  /** Between two data packets of an image. */
  nextPacket: 600,
  /** Silence after which a half packet is taken for garbage. */
  quiet: 120,
  /** Pause between two looks for a finger. */
  poll: 60,
  /** Wait for a finger, unless the caller says otherwise. */
  finger: 30_000,
  heartbeat: 5_000,
  write: 1_000,
} as const;

export type R30xLimits = { readonly [K in keyof typeof R30X_LIMITS]: number };

/** Bytes kept of what was last heard, to tell who talks there. */
const HEARD_BYTES = 256;

export interface CommandOptions {
  readonly tries?: number;
  readonly answerMs?: number;
}

/** A command is sent again after a damaged answer. */
const COMMAND_TRIES = 2;

const SILENT: Problem = { code: 'device.fingerprint-silent' };

/** A sensor's acknowledgement: its confirmation code and what came with it. */
export interface Answer {
  readonly code: number;
  readonly data: Uint8Array;
}

/** Questions and answers, and the packets of an image, over a line that loses, doubles and damages bytes. */
export class R30xLine {
  private readonly link: ByteLink;
  private readonly limits: R30xLimits;
  private readonly clock: Clock;
  private readonly countRetry: () => void;
  private readonly decoder = new PacketDecoder();
  private packets: Packet[] = [];
  private wake: (() => void) | null = null;
  private readonly unlisten: () => void;
  /** The last bytes that came since the last whole packet. */
  heard: Uint8Array = new Uint8Array(0);
  /** The problem of a sensor that answers, but not as an R30x does. */
  readonly wrongAnswer: Problem;

  constructor(options: {
    readonly link: ByteLink;
    readonly port: string;
    readonly limits: R30xLimits;
    readonly clock: Clock;
    readonly onRetry: () => void;
  }) {
    this.link = options.link;
    this.limits = options.limits;
    this.clock = options.clock;
    this.countRetry = options.onRetry;
    this.wrongAnswer = { code: 'device.fingerprint-wrong-answer', params: { port: options.port } };
    this.unlisten = this.link.on((event) => {
      if (event.event === 'down') this.heard = new Uint8Array(0);
      if (event.event !== 'bytes') return;
      const packets = this.decoder.push(event.bytes);
      // Who sends whole packets is a sensor: a gray of its image may spell anything.
      this.heard = packets.length > 0 ? new Uint8Array(0) : lastOf(this.heard, event.bytes);
      this.packets.push(...packets);
      this.wake?.();
    });
  }

  /** Bytes that belonged to no packet. */
  get skipped(): number {
    return this.decoder.skipped;
  }

  /** Sends an instruction and waits for its acknowledgement; again if the answer or the question was damaged. */
  async command(
    instruction: number,
    parameters: readonly number[],
    signal: AbortSignal,
    { tries: most = COMMAND_TRIES, answerMs = this.limits.answer }: CommandOptions = {},
  ): Promise<Result<Answer, Problem>> {
    const packet = encodePacket(PacketKind.command, Uint8Array.of(instruction, ...parameters));
    let heard = 0;
    for (let tries = 0; tries < most && !signal.aborted; tries++) {
      if (tries > 0) this.countRetry();
      this.forget();
      const before = this.link.counters.bytesIn;
      const written = await this.link.write(packet, { timeoutMs: this.limits.write, signal });
      if (!written.ok) return err(SILENT);
      const answer = await this.acknowledgement(answerMs, signal);
      if (answer !== null && answer.code !== Confirmation.packetError) return ok(answer);
      heard += this.link.counters.bytesIn - before;
    }
    this.link.check();
    return err(heard > 0 ? this.wrongAnswer : SILENT);
  }

  private async acknowledgement(ms: number, signal: AbortSignal): Promise<Answer | null> {
    const until = this.clock.now() + ms;
    for (;;) {
      const packet = await this.nextPacket(until - this.clock.now(), signal);
      if (packet === null) return null;
      const [code, ...data] = packet.payload;
      // Data packets here are the rest of an image that was given up.
      if (packet.kind === PacketKind.acknowledge && code !== undefined) return { code, data: Uint8Array.from(data) };
    }
  }

  /** The next packet, or null if none comes within `ms`. */
  async nextPacket(ms: number, signal: AbortSignal): Promise<Packet | null> {
    const until = this.clock.now() + ms;
    for (;;) {
      const packet = this.packets.shift();
      if (packet !== undefined) return packet;
      const left = until - this.clock.now();
      if (left <= 0 || signal.aborted) return null;
      const bytesArrived = await this.arrival(Math.min(left, this.limits.quiet), signal);
      if (!bytesArrived) this.packets.push(...this.decoder.flush());
    }
  }

  private arrival(ms: number, signal: AbortSignal): Promise<boolean> {
    const arrived = new Promise<boolean>((resolve) => {
      this.wake = () => resolve(true);
    });
    return within(this.clock, ms, arrived, false, signal);
  }

  /** Lets whatever the sensor is still sending run out; at 9,600 baud a whole image would take 42 s, so not for ever. */
  async untilQuiet(signal: AbortSignal): Promise<void> {
    const until = this.clock.now() + this.limits.finger;
    while (this.clock.now() < until && !signal.aborted && this.link.up) {
      if (!(await this.arrival(2 * this.limits.quiet, signal))) break;
    }
    this.forget();
  }

  /** Drops what was received and not read. */
  forget(): void {
    this.packets = [];
    this.decoder.flush();
  }

  /** Listens no more. */
  close(): void {
    this.unlisten();
  }
}

function lastOf(before: Uint8Array, more: Uint8Array): Uint8Array {
  if (more.length >= HEARD_BYTES) return more.slice(-HEARD_BYTES);
  const kept = before.slice(-(HEARD_BYTES - more.length));
  const all = new Uint8Array(kept.length + more.length);
  all.set(kept);
  all.set(more, kept.length);
  return all;
}
