import { parseCom, parseDg1, parseDg2 } from '../../../core/document/chip/files.ts';
import { type Authenticity, authenticate, type TrustedAuthorities } from '../../../core/document/chip/passive.ts';
import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { ChipContents, ChipProgress } from './chip-device.ts';
import { ChipConversation, type ChipFault, type Lengths, type Transmit } from './conversation.ts';

export interface SessionOptions {
  readonly access: ChipAccess;
  readonly trusted: TrustedAuthorities;
  /** The day for which certificates must be valid, YYYY-MM-DD; null where the clock is not to be believed. */
  readonly today: string | null;
  readonly lengths: Lengths;
  readonly portrait: boolean;
  readonly onProgress: (progress: ChipProgress) => void;
  /** Answers that were none. */
  readonly onBroken: () => void;
}

/**
 * Everything that is asked of one chip, from its reset to the verdict: opens it, reads COM, DG1, DG2 where the face
 * is wanted, and SOD. Rejects only when `transmit` does.
 */
export async function readChip(transmit: Transmit, options: SessionOptions): Promise<Result<ChipContents, ChipFault>> {
  const conversation = new ChipConversation(transmit, options.lengths);
  options.onProgress({ stage: 'opening' });
  try {
    const opened = await conversation.open(options.access);
    if (!opened.ok) return opened;
    const com = await conversation.readFile('com');
    if (!com.ok) return err('unreadable');
    const dg1 = await conversation.readFile('dg1');
    if (!dg1.ok) return err('unreadable');
    const groups = new Map([[1, dg1.value]]);
    const hasFace = parseCom(com.value)?.includes(2) ?? false;
    if (options.portrait && hasFace) {
      const dg2 = await conversation.readFile('dg2', (share) => options.onProgress({ stage: 'reading', share }));
      if (!dg2.ok) return err('unreadable');
      groups.set(2, dg2.value);
    }
    const sod = await conversation.readFile('sod');
    if (!sod.ok) return err('unreadable');
    const authenticity: Authenticity = authenticate(sod.value, groups, options.trusted, options.today);
    const mrz = parseDg1(dg1.value);
    // No zone, but what was signed: nobody forged it, and nobody can use it. Not what was signed: that must be told.
    if (mrz === null && authenticity.genuine) return err('unreadable');
    const face = groups.get(2);
    const faceless = options.portrait ? ('broken' as const) : null;
    const portrait = face === undefined ? faceless : parseDg2(face);
    return ok({ mrz: mrz ?? '', portrait, opened: opened.value, authenticity });
  } finally {
    for (let i = 0; i < conversation.broken; i++) options.onBroken();
  }
}
