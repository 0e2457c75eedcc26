import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceHealth } from '../../../drivers/device.ts';
import type { GrayPage, PageScanner, ScanOptions, ScanRequest } from '../../../drivers/scanner/page-scanner.ts';
import { HostProcess } from './host-process.ts';
import type { FeederAnswer, FeederRequest } from './protocol.ts';
import type { ScannerPlace } from './scanner.ts';

/** The zone's side of the scanner's host. A host that dies in a scan is a scanner that is missing. */
export class FeederClient implements Pick<PageScanner, 'scan'> {
  readonly #host: HostProcess<FeederRequest, FeederAnswer, GrayPage>;
  #onPage: ((page: GrayPage) => void) | undefined;

  constructor({ driver, at }: ScannerPlace, onHealth: () => void) {
    this.#host = new HostProcess<FeederRequest, FeederAnswer, GrayPage>({
      module: new URL('./feeder-host.ts', import.meta.url),
      args: [driver, at],
      gone: err<Problem>({ code: 'scanner.missing', params: { scanner: at } }),
      onHealth,
      onNews: (page) => this.#onPage?.(page),
    });
  }

  get health(): DeviceHealth | null {
    return this.#host.health;
  }

  /** The host's process id; null while it is being restarted. */
  get pid(): number | null {
    return this.#host.pid;
  }

  start(): void {
    this.#host.start();
  }

  /** One at a time, and always to its end. Pages go to `onPage`, and none comes after the end. */
  async scan(
    request: ScanRequest,
    { onPage }: Pick<ScanOptions, 'onPage'> = {},
  ): Promise<Result<readonly GrayPage[], Problem>> {
    this.#onPage = onPage;
    const scanned = await this.#host.ask(request);
    this.#onPage = undefined;
    return scanned.ok ? ok([]) : scanned;
  }

  close(): Promise<void> {
    return this.#host.close();
  }
}
