/**
 * One voter, one kiosk, while the kiosks of a station see each other: before one reserves an admission it asks all that it
 * sees, and each of them promises not to serve this voter until it hears what came of it. Whoever asks at the same moment
 * as another is answered by rank, so that exactly one goes on. What nobody answers is no promise: then the kiosks are apart,
 * and policy says who serves whom.
 *
 * Pure state of one kiosk, changed in place; nothing of it is kept over a stop: whoever starts anew asks again, and who has
 * reserved refuses then.
 */
export interface Claims {
  readonly device: string;
  readonly mine: Map<string, Mine>;
  /** Voters that another kiosk was promised. */
  readonly given: Map<string, Given>;
}

/** What this kiosk asks for. */
interface Mine {
  readonly claim: string;
  /** Those whose promise is missing. */
  readonly awaited: Set<string>;
  /** A kiosk of higher rank wants the same voter, or one has promised her: this claim comes to nothing. */
  lost: Refused | null;
}

interface Given {
  readonly to: string;
  readonly claim: string;
}

/** The same voter was admitted, or is being served at another kiosk. */
export type Refused = { readonly why: 'admitted' } | { readonly why: 'claimed'; readonly by: string };
export type ClaimAnswer = { readonly granted: true } | ({ readonly granted: false } & Refused);
/** How a claim of this kiosk stands. */
export type ClaimStands = 'waiting' | 'granted' | Refused;

export const noClaims = (device: string): Claims => ({ device, mine: new Map(), given: new Map() });

/**
 * This kiosk wants to serve a voter.
 * @param claim a name of this try alone
 * @param seen the kiosks that it sees: all of them are to be asked
 */
export function beginClaim(claims: Claims, voter: string, claim: string, seen: readonly string[]): ClaimStands {
  const given = claims.given.get(voter);
  if (given) return { why: 'claimed', by: given.to };
  claims.mine.set(voter, { claim, awaited: new Set(seen), lost: null });
  return standsClaim(claims, voter);
}

/** Another kiosk wants her. @param admitted whether she is admitted or reserved, as far as is known here */
export function hearClaim(
  claims: Claims,
  { from, voter, claim }: { readonly from: string; readonly voter: string; readonly claim: string },
  admitted: boolean,
): ClaimAnswer {
  if (admitted) return { granted: false, why: 'admitted' };
  const given = claims.given.get(voter);
  if (given && given.to !== from) return { granted: false, why: 'claimed', by: given.to };
  const mine = claims.mine.get(voter);
  if (mine && mine.lost === null) {
    if (standsClaim(claims, voter) === 'granted' || claims.device < from) {
      return { granted: false, why: 'claimed', by: claims.device };
    }
    mine.lost = { why: 'claimed', by: from };
  }
  claims.given.set(voter, { to: from, claim });
  return { granted: true };
}

/** An answer to a claim of this kiosk; one to a claim that is over is nothing. */
export function hearAnswer(
  claims: Claims,
  { from, voter, claim }: { readonly from: string; readonly voter: string; readonly claim: string },
  answer: ClaimAnswer,
): ClaimStands | null {
  const mine = claims.mine.get(voter);
  if (mine?.claim !== claim) return null;
  if (answer.granted) mine.awaited.delete(from);
  else mine.lost ??= answer.why === 'admitted' ? { why: 'admitted' } : { why: 'claimed', by: answer.by };
  return standsClaim(claims, voter);
}

/** How this kiosk's claim for a voter stands. */
export function standsClaim({ mine }: Claims, voter: string): ClaimStands {
  const one = mine.get(voter);
  if (!one || one.lost) return one?.lost ?? 'waiting';
  return one.awaited.size === 0 ? 'granted' : 'waiting';
}

/** This kiosk's claim is over: she is reserved here, or was given up. The others are to be told. */
export function endClaim({ mine }: Claims, voter: string): string | null {
  const one = mine.get(voter);
  mine.delete(voter);
  return one?.claim ?? null;
}

/** Another kiosk's claim is over. */
export function hearEnd(
  { given }: Claims,
  { from, voter, claim }: { readonly from: string; readonly voter: string; readonly claim: string },
): void {
  const one = given.get(voter);
  if (one?.to === from && one.claim === claim) given.delete(voter);
}

/** A kiosk is not seen any more: nothing is awaited of it, and what it was promised lapses. From now on they are apart. */
export function loseSight({ mine, given }: Claims, device: string): void {
  for (const one of mine.values()) one.awaited.delete(device);
  for (const [voter, one] of given) if (one.to === device) given.delete(voter);
}
