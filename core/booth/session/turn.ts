import type { Problem } from '../../problem/catalogue.ts';
import { boxMayKeep, type Snapshot } from './screen.ts';

/** What a panel knows of its tokens when one is held before it. */
export interface KnownTokens {
  /** Whether its session has ended, however. */
  readonly isSpent: (token: string) => boolean;
  /** Whose session has begun and has not ended, also before a restart; null: nobody's. */
  readonly open: string | null;
}

/** Why a session cannot begin, or go on, with a token; null: it can. */
export function turnRefusal(token: string, { isSpent, open }: KnownTokens): Problem | null {
  if (isSpent(token)) return { code: 'booth.token-spent' };
  return open === null || open === token ? null : { code: 'booth.token-not-hers' };
}

/** Why the box may not keep the record that it holds; null: it may. */
export const keepRefusal = (snapshot: Snapshot): Problem | null =>
  boxMayKeep(snapshot) ? null : { code: 'booth.not-casting' };
