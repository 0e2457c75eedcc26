import type { Minutia, Pair } from '../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../core/problem/catalogue.ts';

/** What the technician's bench shows of two touches. */

/** One touch on the technician's bench: what the engine took from it. The image itself is not kept. */
export interface BenchPrintView {
  /** 0–100, and why it is not better (keys of hints). */
  readonly quality: number;
  readonly why: readonly string[];
  /** Pixels at 500 dpi. */
  readonly width: number;
  readonly height: number;
  readonly minutiae: readonly Minutia[];
}

/** What the comparison of the two touches came to, and what the policy would make of it. */
export interface BenchComparisonView {
  /** Score s: FMR ≤ 10^(−s/10). */
  readonly score: number;
  /** `no-rule`: the policy compares no fingers. */
  readonly verdict: 'too-poor' | 'match' | 'no-match' | 'no-rule';
  /** Places in the minutiae of the first and of the second touch. */
  readonly pairs: readonly Pair[];
}

/** The technician's try of the sensor: two touches of one finger, explained. Lives while the page is open. */
export interface FingerBenchView {
  readonly state: 'idle' | 'waiting' | 'reading' | 'working';
  /** What kept the last touch from being taken. */
  readonly problem: Problem | null;
  /** Up to two, in the order of the touches. */
  readonly prints: readonly BenchPrintView[];
  readonly comparison: BenchComparisonView | null;
  /** Of the signed policy: least quality of a touch, least score of a match. Null where it compares no fingers. */
  readonly rule: { readonly minimumQuality: number; readonly threshold: number } | null;
}
