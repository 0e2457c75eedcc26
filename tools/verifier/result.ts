import { type Bytes, same, u32 } from './bytes.ts';
import { challenge, inverse, L, modulo } from './frame.ts';
import { type Group, IDENTITY } from './group.ts';
import type { Json } from './json.ts';
import type { Manifest, Style } from './manifest.ts';
import { type Finding, Wrong } from './rules.ts';
import * as is from './shape.ts';

/** The ballots of a style, added up: per part and position (options and blank) `A` and `B`. */
export interface SetOf {
  readonly ballots: number;
  readonly parts: readonly (readonly { readonly a: Bytes; readonly b: Bytes }[])[];
}

/** What a trustee has computed of each position: `d`, and the proof that it was with her share. */
interface Share {
  readonly trustee: number;
  readonly parts: readonly (readonly { readonly d: Bytes; readonly c: bigint; readonly z: bigint }[])[];
}
export interface Result {
  readonly style: Style;
  readonly manifest: Bytes;
  readonly ballots: number;
  readonly opened: { readonly decision: string } | null;
  readonly counts: readonly (readonly number[])[];
  readonly shares: readonly Share[];
}
export interface Withheld {
  readonly style: Style;
  readonly manifest: Bytes;
  readonly ballots: number;
  readonly road: 'home-box' | 'joint';
}

/** @throws {Wrong} where it is not the result of a style of this manifest */
export function readResult(value: Json, manifest: Manifest, group: Group): Result {
  const part = is.object({ d: is.point(group), c: is.scalar, z: is.scalar });
  const read = is.object({
    format: is.oneOf('taanuu/result/1'),
    manifest: is.hex(32),
    style: is.id,
    ballots: is.whole(1),
    opened: is.nullable(is.object({ decision: is.prose })),
    parts: is.list(is.object({ counts: is.list(is.whole()) })),
    shares: is.list(is.object({ trustee: is.whole(1), parts: is.list(is.list(part)) })),
  })(value, '');
  const style = known(manifest, read.style);
  const wanted = style.parts.map(({ options }) => options.length + 1).join();
  const numbers = (parts: readonly (readonly unknown[])[]): string => parts.map(({ length }) => length).join();
  const counts = read.parts.map((one) => one.counts);
  if (numbers(counts) !== wanted) throw new Wrong('parts', 'result-parts', numbers(counts));
  for (const [at, share] of read.shares.entries()) {
    if (numbers(share.parts) !== wanted) throw new Wrong(`shares/${at}/parts`, 'result-parts', numbers(share.parts));
    if (at > 0 && read.shares[at - 1]!.trustee >= share.trustee)
      throw new Wrong(`shares/${at}`, 'sorted', String(share.trustee));
  }
  return { ...read, style, counts };
}

/** @throws {Wrong} where it does not say of a style of this manifest that it was not opened */
export function readWithheld(value: Json, manifest: Manifest): Withheld {
  const read = is.object({
    format: is.oneOf('taanuu/withheld/1'),
    manifest: is.hex(32),
    style: is.id,
    ballots: is.whole(1),
    road: is.oneOf('home-box', 'joint'),
    decision: is.prose,
  })(value, '');
  return { ...read, style: known(manifest, read.style) };
}

function known(manifest: Manifest, id: string): Style {
  const style = manifest.styles.get(id);
  if (style === undefined) throw new Wrong('style', 'result-style', id);
  return style;
}

/**
 * Shares and counts of a result against the set of its style.
 * @param shareKeys Sᵢ by index
 * @returns what does not hold, with the place in the result's file, and how many proofs were computed
 */
export function checkResult(
  result: Result,
  set: SetOf,
  manifest: Manifest,
  shareKeys: ReadonlyMap<number, Bytes>,
  group: Group,
): { readonly wrong: readonly Omit<Finding, 'file'>[]; readonly proofs: number } {
  const wrong: Omit<Finding, 'file'>[] = [];
  const find = (place: string, rule: Finding['rule'], detail: string): void => void wrong.push({ place, rule, detail });
  let proofs = 0;
  for (const [s, { trustee, parts }] of result.shares.entries()) {
    const key = shareKeys.get(trustee);
    if (key === undefined) {
      find(`shares/${s}`, 'share-trustee', String(trustee));
      continue;
    }
    for (const [p, positions] of parts.entries()) {
      for (const [i, { d, c, z }] of positions.entries()) {
        const { a, b } = set.parts[p]![i]!;
        const u = group.minus(group.base(z), group.times(c, key));
        const v = group.minus(group.times(z, a), group.times(c, d));
        const { hash } = manifest;
        proofs++;
        if (c !== challenge('taanuu/share/1', hash, result.style.id, u32(trustee), u32(p), u32(i), a, b, key, d, u, v))
          find(`shares/${s}/parts/${p}/${i}`, 'proof-share', String(trustee));
      }
    }
  }
  const { threshold } = manifest.trustees;
  const shares = result.shares.filter(({ trustee }) => shareKeys.has(trustee));
  if (shares.length < threshold) find('shares', 'shares-few', `${shares.length} < ${threshold}`);
  else {
    const first = secretsOf(shares.slice(0, threshold), group);
    for (const [p, counts] of result.counts.entries()) {
      for (const [i, count] of counts.entries()) {
        if (!same(group.base(BigInt(count)), group.minus(set.parts[p]![i]!.b, first[p]![i]!)))
          find(`parts/${p}/counts/${i}`, 'count', String(count));
      }
    }
    // Each further share takes the place of the last of the first: it must lead to the same.
    for (const further of shares.slice(threshold)) {
      const secrets = secretsOf([...shares.slice(0, threshold - 1), further], group);
      for (const [p, positions] of secrets.entries()) {
        for (const [i, secret] of positions.entries())
          if (!same(secret, first[p]![i]!)) find(`parts/${p}/counts/${i}`, 'count-further', String(further.trustee));
      }
    }
  }
  for (const [p, counts] of result.counts.entries()) {
    const options = counts.slice(0, -1).reduce((sum, count) => sum + count, 0);
    const marked = result.ballots - counts.at(-1)!;
    const most = result.style.parts[p]!.max * marked;
    if (counts.some((count) => count > result.ballots) || options < marked || options > most)
      find(`parts/${p}/counts`, 'count-relation', counts.join(', '));
  }
  return { wrong, proofs };
}

/** What shares together make of each position: `Σ λ·d`. */
function secretsOf(shares: readonly Share[], group: Group): readonly (readonly Bytes[])[] {
  const lambdas = lagrangeAtZero(shares.map(({ trustee }) => trustee));
  return shares[0]!.parts.map((positions, p) =>
    positions.map((_, i) =>
      shares.reduce((sum, { parts }, s) => group.plus(sum, group.times(lambdas[s]!, parts[p]![i]!.d)), IDENTITY),
    ),
  );
}

/** Lagrange coefficients at 0 of a polynomial known at these places, modulo L. */
export function lagrangeAtZero(places: readonly number[]): readonly bigint[] {
  return places.map((place) =>
    places
      .filter((other) => other !== place)
      .reduce((all, other) => (all * modulo(BigInt(other) * inverse(BigInt(other - place)))) % L, 1n),
  );
}
