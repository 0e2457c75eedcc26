import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Clock } from '../../clock.ts';
import { discoverSbi } from './discovery.ts';
import { problemOfHttp } from './faults.ts';
import { exchange, type HttpCounters, type Question } from './http.ts';
import { type Scanner, scannerOf } from './identity.ts';
import { SBI_BYTES, type SbiLimits } from './limits.ts';
import { verbs } from './requests.ts';
import type { Trust } from './trust.ts';

export interface WhereaboutsOptions {
  readonly ports: readonly number[];
  /** Of the scanner that is wanted; undefined: the first. */
  readonly serial: string | undefined;
  readonly trust: Trust;
  readonly limits: SbiLimits;
  readonly clock: Clock;
}

/** Where the scanner's service is, and who answered there last. Remembers the port; finds it again where it moved to. */
export class Whereabouts {
  readonly counters: HttpCounters = { bytesIn: 0, bytesOut: 0, opened: 0 };
  private readonly options: WhereaboutsOptions;
  private found: Scanner | null = null;

  constructor(options: WhereaboutsOptions) {
    this.options = options;
  }

  /** The scanner that answered last, or null. */
  get scanner(): Scanner | null {
    return this.found;
  }

  /** The port, or the ports on which it is looked for. */
  get path(): string {
    return `127.0.0.1:${this.found?.port ?? this.ports}`;
  }

  get ports(): string {
    const { ports } = this.options;
    const [first, last] = [Math.min(...ports), Math.max(...ports)];
    return first === last ? String(first) : `${first}–${last}`;
  }

  question(port: number, what: { readonly verb: string; readonly path: string }, body: string, signal: AbortSignal) {
    return { port, ...what, body, clock: this.options.clock, signal, counters: this.counters } satisfies Question;
  }

  /** Who is at the remembered port now. */
  async ask(signal: AbortSignal): Promise<Result<Scanner, Problem>> {
    if (this.found === null) return err(this.missing);
    const scanner = await this.askAt(this.found.port, signal);
    if (scanner.ok) this.found = scanner.value;
    return scanner;
  }

  /** Looks on every port. `movedFrom`: where it was before, where that was another. */
  async find(
    signal: AbortSignal,
  ): Promise<Result<{ readonly scanner: Scanner; readonly movedFrom: number | null }, Problem>> {
    const { serial, ports, limits, clock } = this.options;
    const isWanted = (found: string) => serial === undefined || found === serial;
    const services = await discoverSbi(
      { ports, limitMs: limits.discover, clock, signal, counters: this.counters },
      ({ scanners }) => serial !== undefined && scanners.some(({ id }) => id.serialNo === serial),
    );
    let problem: Problem | null = null;
    for (const { port, scanners } of services) {
      const [other] = scanners;
      if (scanners.some(({ id }) => isWanted(id.serialNo))) {
        const scanner = await this.askAt(port, signal);
        if (scanner.ok) return ok({ scanner: scanner.value, movedFrom: this.moveTo(scanner.value) });
        problem = scanner.error;
      } else if (other !== undefined) {
        problem ??= { code: 'sbi.wrong-scanner', params: { serial: other.id.serialNo, expected: serial ?? '' } };
      } else {
        problem ??= { code: 'sbi.no-scanner', params: { port } };
      }
    }
    return err(problem ?? this.missing);
  }

  get missing(): Problem {
    return { code: 'sbi.service-missing', params: { ports: this.ports } };
  }

  private moveTo(scanner: Scanner): number | null {
    const before = this.found?.port ?? null;
    this.found = scanner;
    return before === scanner.port ? null : before;
  }

  private async askAt(port: number, signal: AbortSignal): Promise<Result<Scanner, Problem>> {
    const { trust, serial, limits } = this.options;
    const question = this.question(port, verbs.info, '', signal);
    const answer = await exchange(question, { limitMs: limits.info, mostBytes: SBI_BYTES.info });
    if (!answer.ok) return err(problemOfHttp(answer.error, port, this.ports));
    return scannerOf(answer.value, { trust, port, serial });
  }
}
