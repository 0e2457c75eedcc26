/**
 * One voter, one kiosk, while the kiosks of a station see each other: before one reserves an admission it asks (whom: see
 * shares.ts), and each that is asked promises not to serve this voter until it knows what came of it. Whoever asks at the same moment
 * as another is answered by rank, so that exactly one goes on. What nobody answers is no promise: then the kiosks are apart,
 * and policy says who serves whom.
 *
 * Pure state of one kiosk, changed in place. Promises are kept over a stop by who needs them (`keepPromise`); what a kiosk
 * asked for itself is not: whoever starts anew asks again.
 */
export interface Claims {
  readonly device: string;
  readonly mine: Map<string, Mine>;
  /** Voters that another kiosk was promised. */
  readonly given: Map<string, Promised>;
}

/** What this kiosk asks for. */
interface Mine {
  readonly claim: string;
  /** Those whose promise is missing. */
  readonly awaited: Set<string>;
  /** Those that have promised. */
  readonly granted: Set<string>;
  /** A kiosk of higher rank wants the same voter, or one has promised her: this claim comes to nothing. */
  lost: Refused | null;
}

interface Promised {
  readonly to: string;
  readonly claim: string;
  /** Its try is over, and what came of it stands in its journal up to this event; null: it is not over. */
  until: number | null;
}

/** The same voter was admitted, or is being served at another kiosk. */
export type Refused = { readonly why: 'admitted' } | { readonly why: 'claimed'; readonly by: string };
export type ClaimAnswer = { readonly granted: true } | ({ readonly granted: false } & Refused);
/** How a claim of this kiosk stands; `by`: those that have promised. */
export type ClaimStands = 'waiting' | { readonly why: 'granted'; readonly by: ReadonlySet<string> } | Refused;

/** A try of a kiosk to serve a voter, as letters name it. */
export interface Claim {
  readonly from: string;
  readonly voter: string;
  readonly claim: string;
}

export const noClaims = (device: string): Claims => ({ device, mine: new Map(), given: new Map() });

/**
 * This kiosk wants to serve a voter.
 * @param claim a name of this try alone
 * @param asked the kiosks that are to be asked
 */
export function beginClaim(claims: Claims, voter: string, claim: string, asked: readonly string[]): ClaimStands {
  const given = claims.given.get(voter);
  if (given) return { why: 'claimed', by: given.to };
  // Two ways of this kiosk want the same voter: the first one's try goes on.
  if (claims.mine.has(voter)) return { why: 'claimed', by: claims.device };
  claims.mine.set(voter, { claim, awaited: new Set(asked), granted: new Set(), lost: null });
  return standsClaim(claims, voter);
}

/** Another kiosk wants her. @param admitted whether she is admitted or reserved, as far as is known here */
export function hearClaim(claims: Claims, { from, voter, claim }: Claim, admitted: boolean): ClaimAnswer {
  if (admitted) return { granted: false, why: 'admitted' };
  const given = claims.given.get(voter);
  if (given && given.to !== from) return { granted: false, why: 'claimed', by: given.to };
  const mine = claims.mine.get(voter);
  if (mine && mine.lost === null) {
    if (mine.awaited.size === 0 || claims.device < from) {
      return { granted: false, why: 'claimed', by: claims.device };
    }
    mine.lost = { why: 'claimed', by: from };
  }
  keepPromise(claims, { from, voter, claim });
  return { granted: true };
}

/** A promise that stands from now on; also one that was given before a stop. */
export function keepPromise({ given }: Claims, { from, voter, claim }: Claim): void {
  given.set(voter, { to: from, claim, until: null });
}

/** To how many voters a kiosk has a promise here. */
export const promisedTo = ({ given }: Claims, device: string): number =>
  [...given.values()].filter(({ to }) => to === device).length;

/** An answer to a claim of this kiosk; one to a claim that is over is nothing. */
export function hearAnswer(claims: Claims, { from, voter, claim }: Claim, answer: ClaimAnswer): ClaimStands | null {
  const mine = claims.mine.get(voter);
  if (mine?.claim !== claim) return null;
  if (!answer.granted) {
    mine.lost ??= answer.why === 'admitted' ? { why: 'admitted' } : { why: 'claimed', by: answer.by };
  } else if (mine.awaited.delete(from)) mine.granted.add(from);
  return standsClaim(claims, voter);
}

/** How this kiosk's claim for a voter stands. */
export function standsClaim({ mine }: Claims, voter: string): ClaimStands {
  const one = mine.get(voter);
  if (!one || one.lost) return one?.lost ?? 'waiting';
  return one.awaited.size === 0 ? { why: 'granted', by: one.granted } : 'waiting';
}

/** This kiosk's claim is over: she is reserved here, or was given up. The others are to be told. */
export function endClaim({ mine }: Claims, voter: string): string | null {
  const one = mine.get(voter);
  mine.delete(voter);
  return one?.claim ?? null;
}

/** Another kiosk's claim is over. @param seq number of the last event of its journal: what came of it is known with that one */
export function hearEnd({ given }: Claims, { from, voter, claim }: Claim, seq: number): void {
  const one = given.get(voter);
  if (one?.to === from && one.claim === claim) one.until = seq;
}

/**
 * Another kiosk says which of its tries are under way: a promise for any other of them is over, whatever letter was lost.
 * @param seq number of the last event of its journal as it says this
 */
export function hearOpen({ given }: Claims, from: string, open: ReadonlySet<string>, seq: number): void {
  for (const one of given.values()) if (one.to === from && !open.has(one.claim)) one.until ??= seq;
}

/** All events of a kiosk are known here up to this one. @returns voters whose promise is done with */
export function knownUpTo({ given }: Claims, device: string, seq: number): readonly string[] {
  const done = [...given].filter(([, { to, until }]) => to === device && until !== null && until <= seq);
  for (const [voter] of done) given.delete(voter);
  return done.map(([voter]) => voter);
}

/** A kiosk is not seen any more: nothing is awaited of it. What it was promised stands: it may have reserved meanwhile. */
export function loseSight({ mine }: Claims, device: string): void {
  for (const one of mine.values()) one.awaited.delete(device);
}

/** What a kiosk was promised lapses: policy lets all serve while they are apart, or persons took over what it served. */
export function lapse({ given }: Claims, device: string): readonly string[] {
  const voters = [...given].filter(([, { to }]) => to === device).map(([voter]) => voter);
  for (const voter of voters) given.delete(voter);
  return voters;
}
