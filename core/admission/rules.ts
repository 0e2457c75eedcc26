import type { EnrolledFinger, FingerPosition, Modality } from './facts.ts';

/**
 * The part of the signed policy that governs one voter's way. A modality that the policy switches off,
 * or whose cap for this sitting is reached, is simply not in the list: the chart cannot take it.
 */
export interface AdmissionRules {
  /** In the order in which they are offered. Empty: every attempt ends in "not identified". */
  readonly modalities: readonly ModalityRule[];
  /** Whether a record may be looked for by finger when a document cannot be read; null: the policy has it not. */
  readonly findByFinger: { readonly minimumQuality: number } | null;
  /** Ballots of the day in order. One identification, one receipt for each of her constituency's that the voter takes. */
  readonly ballots: readonly BallotRule[];
  /** An attempt without a reservation ends by itself after this many milliseconds. */
  readonly attemptTimeoutMs: number;
}

export interface BallotRule {
  readonly ballot: string;
  readonly mayBeDeclined: boolean;
  /** Whose voters vote on it. */
  readonly constituencies: readonly string[];
}

export type ModalityRule =
  | {
      readonly kind: 'finger';
      /** Score s of core/fingerprint: FMR ≤ 10^(−s/10). */
      readonly threshold: number;
      readonly triesPerFinger: number;
      readonly maxFingers: number;
      /** 0–100: below this a capture is guidance, not a try. */
      readonly minimumQuality: number;
    }
  | { readonly kind: 'face'; readonly threshold: number; readonly tries: number; readonly minimumQuality: number }
  | { readonly kind: 'photo'; readonly approvers: number }
  | { readonly kind: 'override'; readonly approvers: number };

/** A failure to acquire: below the least quality, or nothing taken at all, which no policy can let be compared. */
export function tooPoor(rule: { readonly minimumQuality: number }, quality: number): boolean {
  return quality < Math.max(1, rule.minimumQuality);
}

/**
 * What one touch means under a policy: too poor to be compared (guidance, no try), or compared and above the threshold
 * or below it.
 * @param quality 0–100, of the touch
 * @param score s of core/fingerprint: FMR ≤ 10^(−s/10)
 */
export function touchVerdict(
  rule: { readonly minimumQuality: number; readonly threshold: number },
  { quality, score }: { readonly quality: number; readonly score: number },
): 'too-poor' | 'match' | 'no-match' {
  if (tooPoor(rule, quality)) return 'too-poor';
  return score >= rule.threshold ? 'match' : 'no-match';
}

/** Fingers in the order in which they are asked: best enrolled quality first, then by position. */
export function fingerOrder(enrolled: readonly EnrolledFinger[], maxFingers: number): readonly FingerPosition[] {
  return [...enrolled]
    .sort((a, b) => b.quality - a.quality || a.finger - b.finger)
    .slice(0, maxFingers)
    .map((entry) => entry.finger);
}

/**
 * The modality that comes after `current` (null: the first), among those this voter can use at all.
 * A voter without enrolled fingers is not asked for one, and so on.
 */
export function nextModality(
  rules: AdmissionRules,
  current: Modality | null,
  can: { readonly fingers: boolean; readonly photo: boolean },
): ModalityRule | null {
  const usable = rules.modalities.filter((rule) =>
    rule.kind === 'finger' ? can.fingers : rule.kind === 'override' || can.photo,
  );
  const all = rules.modalities.map((rule) => rule.kind);
  const after = current === null ? -1 : all.indexOf(current);
  return usable.find((rule) => all.indexOf(rule.kind) > after) ?? null;
}
