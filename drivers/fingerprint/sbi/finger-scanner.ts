import type { Template } from '../../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { CaptureOptions, FingerprintReader } from '../../device.ts';
import type { FingerRecord } from './check.ts';

/** A finger as a template, with the record it came in. */
export interface CapturedTemplate extends FingerRecord {
  readonly template: Template;
}

export interface PreviewOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** What a scanner behind a service can do beyond a plain reader: several fingers, templates, a live preview. */
export interface FingerScanner extends FingerprintReader {
  /** All fingers of one capture as their records came. Ends like `capture`. */
  captureRecords(options?: CaptureOptions): Promise<Result<readonly FingerRecord[], Problem>>;
  /** The same of a scanner that sends ISO/IEC 19794-2; `sbi.image-format` where it sends something else. */
  captureTemplates(options?: CaptureOptions): Promise<Result<readonly CapturedTemplate[], Problem>>;
  /**
   * Live frames (JPEG) until the scanner ends them, the time is over or the signal aborts. May run beside a capture,
   * which ends it. Never rejects.
   * @returns how many frames came
   */
  preview(onFrame: (jpeg: Uint8Array) => void, options?: PreviewOptions): Promise<Result<number, Problem>>;
}
