import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { Device, DeviceStatus, PrintFailure } from '../../device.ts';
import type { JobState } from './page-state.ts';

/** A document as a file: a PDF, or one page as a picture. A picture is made to fit the sheet. */
export interface PageDocument {
  readonly format: 'pdf' | 'png' | 'svg';
  readonly bytes: Uint8Array;
  /** Shown in the printer's list of jobs: never a name or number of a person. */
  readonly title: string;
}

/** How far a job has come, as the print service says it, and what stands in its way. */
export interface JobProgress {
  readonly job: number;
  readonly state: JobState['state'];
  readonly problem: Problem | null;
}

export interface PagePrintOptions {
  readonly signal?: AbortSignal;
  /** At every look at the job that shows something new. */
  readonly onJob?: (progress: JobProgress) => void;
}

/** Prints pages, A4: protocols, lists, slips that must be signed. */
export interface PagePrinter extends Device {
  readonly kind: 'page-printer';
  /** Asks now. */
  check(): Promise<DeviceStatus>;
  /**
   * Takes back and forgets every job of this user that the print service holds for this printer, printed or not, also
   * those that a process of before has left there. After it nothing comes out by itself. Never rejects.
   */
  clear(): Promise<Result<null, Problem>>;
  /**
   * Prints one document. Success means that the print service calls the job completed: everything was handed to the
   * printer, and where the printer reports pages, they are out. On any other end the job is cancelled, so that nothing
   * comes out later by itself. Never rejects.
   */
  print(
    document: PageDocument,
    options?: PagePrintOptions,
  ): Promise<Result<{ readonly evidence: 'job-completed'; readonly job: number }, PrintFailure>>;
}

/** Why a document cannot be printed, found before anything is sent; null if it can. */
export function documentObstacle({ format, bytes }: PageDocument): Problem | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024));
  const fits =
    format === 'pdf'
      ? head.includes('%PDF-')
      : format === 'png'
        ? head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
        : head.includes('<svg');
  return fits && bytes.length <= DOCUMENT_LIMIT ? null : { code: 'page-printer.not-printable' };
}

/** A protocol has less than 1 MB, a page as a picture 10. */
export const DOCUMENT_LIMIT = 64_000_000;
