import type { Clock } from '../clock.ts';
import { Listeners } from '../listeners.ts';
import { chance, mangled, pieces, upTo } from '../testing/chance.ts';
import type { ByteLink, LinkEvent } from '../transport/link.ts';
import { isStatus } from './escpos-codec.ts';
import { EscposLine } from './escpos-line.ts';

export interface StatusFuzzCount {
  readonly cases: number;
  /** Times that four bytes were taken for a status although the line was bad, and that none were. */
  readonly answered: number;
  readonly refused: number;
}

const LIMITS = { status: 500, band: 3_000, finish: 15_000, look: 500, heartbeat: 3_000 };

/**
 * A printer's status over a line that loses, doubles, moves and makes up bytes, `cases` of them, each followed by a line
 * that is well again; throws at the first that breaks the rule: the question always ends, what is taken for a status
 * could be one, and once the line is well the very next question brings the very status.
 * @param seed the same seed makes the same cases
 */
export async function fuzzStatus(cases: number, seed: number): Promise<StatusFuzzCount> {
  const random = chance(seed);
  let answered = 0;
  for (let n = 0; n < cases; n++) {
    const clock = new SkippingClock();
    const printer = new FakeLine(random);
    const line = new EscposLine({ link: printer, port: 'fuzz', limits: LIMITS, clock, onRetry: () => {} });
    const open = new AbortController();
    printer.bad = true;
    const bad = await clock.run(line.ask(open.signal));
    if (bad.ok) {
      answered += 1;
      if (!bad.value.every(isStatus)) throw new Error(`case ${n} of seed ${seed}: ${bad.value} is no status`);
    }
    printer.bad = false;
    printer.late();
    const good = await clock.run(line.ask(open.signal));
    if (!good.ok || good.value.some((byte, i) => byte !== printer.status[i])) {
      throw new Error(`case ${n} of seed ${seed}: ${JSON.stringify(good)} for ${printer.status}`);
    }
    if (clock.waiting > 0) throw new Error(`case ${n} of seed ${seed}: a timer is left`);
  }
  return { cases, answered, refused: cases - answered };
}

/** A link whose far end answers DLE EOT at once; while it is `bad`, some answers are mangled and some come late. */
class FakeLine implements ByteLink {
  readonly path = 'fuzz';
  readonly up = true;
  readonly counters = { bytesIn: 0, bytesOut: 0, opened: 1 };
  bad = false;
  readonly status: readonly number[];
  private readonly listeners = new Listeners<LinkEvent>();
  private readonly random: () => number;
  private held: Uint8Array[] = [];

  constructor(random: () => number) {
    this.random = random;
    // Bits 0, 1, 4 and 7 say that it is a status; the others are free.
    this.status = Array.from({ length: 4 }, () => 0x12 | (upTo(random, 256) & 0x6c));
  }

  on(listener: (event: LinkEvent) => void) {
    return this.listeners.on(listener);
  }

  async write(bytes: Uint8Array) {
    const answer = Uint8Array.of(this.status[(bytes[2] ?? 1) - 1] ?? 0);
    if (!this.bad) this.say(answer);
    else if (this.random() < 0.2) this.held.push(answer);
    else for (const part of pieces(mangled(answer, this.random), this.random)) this.say(part);
    return { ok: true, value: undefined } as const;
  }

  /** What was held up arrives. */
  late(): void {
    for (const bytes of this.held.splice(0)) this.say(bytes);
  }

  open(): void {}
  check(): void {}
  async reopen() {}
  async close() {}

  private say(bytes: Uint8Array): void {
    this.listeners.emit({ event: 'bytes', bytes });
  }
}

/** A clock that skips to the next timer whenever nothing else happens. */
class SkippingClock implements Clock {
  private time = 0;
  private timers: { readonly at: number; readonly then: () => void }[] = [];

  now(): number {
    return this.time;
  }

  get waiting(): number {
    return this.timers.length;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.time + ms, then };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  async run<T>(promise: Promise<T>): Promise<T> {
    let over = false;
    promise.then(() => {
      over = true;
    });
    while (!over) {
      for (let i = 0; i < 40 && !over; i++) await null;
      const next = this.timers.reduce<(typeof this.timers)[0] | null>(
        (first, timer) => (first === null || timer.at < first.at ? timer : first),
        null,
      );
      if (over || next === null) continue;
      this.time = next.at;
      this.timers = this.timers.filter((timer) => timer !== next);
      next.then();
    }
    // Whatever the promise leaves behind has a moment to go.
    for (let i = 0; i < 40; i++) await null;
    return promise;
  }
}
