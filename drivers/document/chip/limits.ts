import type { Ladder } from '../../ladder.ts';
import { PRESENCE_LIMITS, type PresenceLimits } from './presence.ts';

/** Time limits of a chip reader, in milliseconds. */
export const CHIP_LIMITS = {
  ...PRESENCE_LIMITS,
  /** For a card to be laid on the reader. */
  card: 60_000,
  /** For one answer. Chips ask for more time in the middle of PACE, and a long piece takes a second at 106 kbit/s. */
  answer: 5_000,
  /** For the service to notice that the card behind a failed answer is gone, and to let go of one that was taken away. */
  notice: 1_000,
} as const;

export type ChipLimits = PresenceLimits & { readonly [K in keyof typeof CHIP_LIMITS]: number };

/**
 * One read climbs it; each step begins with a reset of the card. `retry`: as usual, with long answers. `soft-reset`: with
 * short ones, for readers and chips that cannot do more. `reopen`: the same over a new connection to the service.
 */
export const CHIP_LADDER: Ladder = [
  { step: 'retry', times: 1, limitMs: 30_000 },
  { step: 'soft-reset', times: 1, limitMs: 60_000 },
  { step: 'reopen', times: 1, limitMs: 60_000 },
];
