import { z } from 'zod';
import type { Crypto } from '../crypto/crypto.ts';
import { utf8 } from '../crypto/encoding.ts';
import { readCanonical } from '../journal/canonical.ts';
import { type ChainState, GENESIS } from '../journal/chain.ts';
import { envelopeSchema } from '../journal/event.ts';
import type { Cause } from '../journal/finding.ts';
import type { Trust } from '../journal/trust.ts';
import { createVerifier } from '../journal/verify.ts';

/** What is wrong with an event, and the event itself: whoever looks into it wants to see it. */
export interface Refusal {
  readonly cause: Cause;
  readonly seq: number;
  /** The line, as it came. */
  readonly line: string;
}

/** What a batch is, held against what the hub has of its journal. */
export type Judged =
  /** These lines follow, verified; behind them the journal stands at `to`. */
  | { readonly is: 'new'; readonly lines: readonly string[]; readonly to: ChainState }
  /** Nothing that the hub has not: nothing was sent, or all of it lies there already. */
  | { readonly is: 'known' }
  /** It begins behind what the hub has: those before it must come first. */
  | { readonly is: 'ahead'; readonly seq: number; readonly line: string }
  /** Good lines, which all end before what the hub has: the last one is to be held against the one stored. */
  | { readonly is: 'old'; readonly last: ChainState; readonly line: string }
  | ({ readonly is: 'refused' } & Refusal);

/** What stands in a line about its place, whatever it is worth. */
const placeSchema = z.object({ seq: z.int().min(1), prev: envelopeSchema.shape.prev });

/**
 * Judges the lines of one journal. Where a bad one follows good ones that are new, the good ones are new and the bad one is
 * judged when it is sent again, as the first.
 * @param held where the journal stands in the hub; seq 0 and `GENESIS`: nowhere yet
 * @param trust the keys of its device, for its election, mode and station
 */
export function judge(lines: readonly string[], held: ChainState, trust: Trust, crypto: Crypto): Judged {
  const [first] = lines;
  if (first === undefined) return { is: 'known' };
  const place = placeSchema.safeParse(readCanonical(utf8(first)));
  if (!place.success) return { is: 'refused', cause: 'not-canonical', seq: held.seq + 1, line: first };
  const { seq, prev } = place.data;
  if (seq > held.seq + 1) return { is: 'ahead', seq, line: first };
  // What the hub has already is held against its own chain: one line that agrees speaks for all before it.
  const from = seq === held.seq + 1 ? held : { seq: seq - 1, hash: seq === 1 ? GENESIS : prev };
  const verifier = createVerifier({ trust, crypto, from });
  for (const [at, line] of lines.entries()) {
    const before = verifier.state();
    verifier.push(utf8(line));
    const finding = verifier.finding();
    // A head is no event: it moves nothing.
    const cause = finding?.cause ?? (verifier.state().seq === before.seq ? 'not-canonical' : null);
    if (cause !== null) {
      return before.seq > held.seq
        ? { is: 'new', lines: lines.slice(held.seq - from.seq, at), to: before }
        : { is: 'refused', cause, seq: before.seq + 1, line };
    }
    const now = verifier.state();
    if (now.seq === held.seq && now.hash !== held.hash) {
      return { is: 'refused', cause: 'rewritten', seq: now.seq, line };
    }
  }
  const to = verifier.state();
  if (to.seq > held.seq) return { is: 'new', lines: lines.slice(held.seq - from.seq), to };
  return to.seq === held.seq ? { is: 'known' } : { is: 'old', last: to, line: lines.at(-1) ?? first };
}
