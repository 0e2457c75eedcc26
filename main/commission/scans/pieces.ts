import type { Result } from '../../../core/problem/result.ts';

/**
 * Why an image cannot be shown: nobody answers who has it; that part of its file is lost; or what came is not what the
 * station has signed.
 */
export type ScanFault = 'away' | 'missing' | 'altered';

/** Bytes of one results file, wherever it is kept. */
export interface FilePieces {
  /** The bytes from one place to another, or as many of them as the file has. What they are worth is not looked at. */
  read(from: number, to: number): Promise<Result<Uint8Array, ScanFault>>;
}
