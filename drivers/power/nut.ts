import { type PowerReading, UNKNOWN_POWER } from '../../core/power/rule.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock, within } from '../clock.ts';
import type { DeviceHealth, DeviceStatus } from '../device.ts';
import { Keeper } from '../keeper.ts';
import { KeptDevice } from '../kept-device.ts';
import type { Ladder } from '../ladder.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { ByteLink } from '../transport/link.ts';
import { type TcpAddress, TcpLink } from '../transport/tcp.ts';
import { askVariables, LOGOUT, type NutFrame, NutParser, powerCondition } from './nut-codec.ts';
import { type PowerSource, powerStatus, sameReading } from './power-source.ts';

/** Time limits of upsd, in milliseconds. It answers from memory: 1–11 ms. */
export const NUT_LIMITS = { answer: 1_000, poll: 2_000 } as const;
export type NutLimits = { readonly [K in keyof typeof NUT_LIMITS]: number };

/** The port that is registered for NUT. */
export const NUT_PORT = 3493;

/**
 * A service has no soft reset, and asking again over the same connection could take a late answer for the new one:
 * the first step is a new connection.
 */
export const NUT_LADDER: Ladder = [
  { step: 'reopen', times: 2, limitMs: 6_000 },
  { step: 're-enumerate', times: 1, limitMs: 8_000 },
];

/** Reads `ups@host[:port]`, as all of NUT's own programs name a supply; null if it is none. */
export function nutAddress(address: string): (TcpAddress & { readonly ups: string }) | null {
  const match = /^([A-Za-z0-9_.-]{1,64})@(?:\[([0-9a-fA-F:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?$/.exec(address);
  const [, ups, bracketed, plain] = match ?? [];
  const host = bracketed ?? plain;
  const port = match?.[4] === undefined ? NUT_PORT : Number(match[4]);
  return ups === undefined || host === undefined || port < 1 || port > 65_535 ? null : { ups, host, port };
}

export interface NutOptions {
  /** `ups@host[:port]`. */
  readonly address: string;
  readonly name?: string;
  readonly limits?: Partial<NutLimits>;
  readonly clock?: Clock;
  readonly link?: ByteLink;
}

/** A power supply as upsd tells of it. Reads only: no password, no LOGIN, so upsd does not wait for us at a shutdown. */
export class NutSource extends KeptDevice<Keeper> implements PowerSource {
  readonly kind = 'power';
  readonly name: string;
  private readonly address: string;
  private readonly ups: string;
  private readonly limits: NutLimits;
  private readonly clock: Clock;
  private readonly link: ByteLink;
  protected readonly keeper: Keeper;
  private readonly parser = new NutParser();
  private readonly readings = new Listeners<PowerReading>();
  private current = UNKNOWN_POWER;
  private awaited: ((frame: NutFrame) => void) | null = null;

  /** @throws RangeError when the address is none. */
  constructor(options: NutOptions) {
    super();
    const address = nutAddress(options.address);
    if (address === null) throw new RangeError(`not an address of the form ups@host:port: ${options.address}`);
    this.address = options.address;
    this.ups = address.ups;
    this.name = options.name ?? 'NUT';
    this.limits = { ...NUT_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    const path = `tcp://${host}:${address.port}`;
    // A service that was not started refuses: for people it is not there.
    this.link = options.link ?? new TcpLink({ path, clock: this.clock, refusedMeans: 'absent' });
    this.keeper = new Keeper({
      name: this.name,
      kind: this.kind,
      link: this.link,
      ladder: NUT_LADDER,
      heartbeatMs: this.limits.poll,
      clock: this.clock,
      missing: { code: 'power.service-missing', params: { address: this.address } },
      greet: (signal) => this.ask(signal),
      softReset: async () => {},
      forget: () => this.forget(),
    });
    this.link.on((event) => {
      if (event.event === 'bytes') for (const frame of this.parser.push(event.bytes)) this.awaited?.(frame);
      // Unknown before anybody hears that the service is missing, never after.
      else if (event.event === 'down') this.heard(UNKNOWN_POWER);
    });
  }

  get reading(): PowerReading {
    return this.current;
  }

  onReading(listener: (reading: PowerReading) => void): Unlisten {
    return this.readings.on(listener);
  }

  health(): DeviceHealth {
    return { ...this.keeper.health(this.parser.skipped), path: this.address };
  }

  override async close(): Promise<void> {
    if (this.link.up) await this.link.write(LOGOUT, { timeoutMs: this.limits.answer });
    await super.close();
  }

  private async ask(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    const before = this.parser.skipped;
    const answer = await this.answerTo(askVariables(this.ups), signal);
    if (answer === null || answer.frame === 'supplies' || (answer.frame === 'variables' && answer.ups !== this.ups)) {
      this.heard(UNKNOWN_POWER);
      const code = this.parser.skipped > before ? 'power.service-wrong-answer' : 'power.service-missing';
      return err({ code, params: { address: this.address } });
    }
    if (answer.frame === 'error') {
      this.heard(UNKNOWN_POWER);
      return ok(this.refusal(answer.reason));
    }
    const condition = powerCondition(answer.values);
    this.heard(condition.reading);
    return ok(powerStatus(condition));
  }

  /** What upsd says instead of an answer: it lives, so there is nothing to climb for. */
  private refusal(reason: string): DeviceStatus {
    const address = this.address;
    switch (reason) {
      case 'DATA-STALE':
      case 'DRIVER-NOT-CONNECTED':
        return { state: 'missing', problem: { code: 'power.ups-silent' } };
      case 'UNKNOWN-UPS':
        return { state: 'attention', problem: { code: 'power.no-such-ups', params: { ups: this.ups, address } } };
      default:
        return { state: 'attention', problem: { code: 'power.service-refused', params: { address, reason } } };
    }
  }

  private async answerTo(question: Uint8Array, signal: AbortSignal): Promise<NutFrame | null> {
    this.parser.forget();
    const arrived = new Promise<NutFrame>((resolve) => {
      this.awaited = resolve;
    });
    const timeoutMs = this.limits.answer;
    const sent = await this.link.write(question, { timeoutMs, signal });
    const answer = sent.ok ? await within(this.clock, timeoutMs, arrived, null, signal) : null;
    this.awaited = null;
    return answer;
  }

  private forget(): void {
    this.parser.forget();
    this.awaited = null;
  }

  private heard(reading: PowerReading): void {
    if (sameReading(reading, this.current)) return;
    this.current = reading;
    this.readings.emit(reading);
  }
}
