import type { Problem } from '../../core/problem/catalogue.ts';
import { err, type Result } from '../../core/problem/result.ts';
import { CANCELLED, type DeviceHealth } from '../device.ts';
import { KeptDevice } from '../kept-device.ts';
import type { GrayPage, PageScanner, ScannerCapabilities, ScanOptions, ScanRequest } from './page-scanner.ts';
import type { ScannerKeeper } from './scanner-keeper.ts';

/** A scanner whose status and life are its keeper's, and which scans one after the other. */
export abstract class KeptScanner extends KeptDevice<ScannerKeeper> implements PageScanner {
  readonly kind = 'page-scanner';
  abstract readonly name: string;
  /** What it has said it can; null before it was asked, and again once it is lost. */
  protected abstract readonly offered: ScannerCapabilities | null;

  /** Scans now; nothing else is asked of the scanner meanwhile. */
  protected abstract scanInTurn(
    request: ScanRequest,
    options: ScanOptions,
    signal: AbortSignal,
  ): Promise<Result<readonly GrayPage[], Problem>>;

  get capabilities(): ScannerCapabilities | null {
    return this.offered && { model: this.offered.model, sources: this.offered.sources };
  }

  health(): DeviceHealth {
    return this.keeper.health();
  }

  scan(request: ScanRequest, options: ScanOptions = {}): Promise<Result<readonly GrayPage[], Problem>> {
    return this.keeper.exclusively(
      async (signal) => {
        const result = await this.scanInTurn(request, options, signal);
        this.keeper.settle(result.ok ? null : result.error);
        return result;
      },
      { signal: options.signal, unstarted: err(CANCELLED) },
    );
  }
}
