import { type Bytes, base32, joined, u32 } from './bytes.ts';
import { challenge, hash, modulo } from './frame.ts';
import { type Group, IDENTITY } from './group.ts';
import type { Json } from './json.ts';
import { type Manifest, type Part, positionsOf, type Style, weightOf } from './manifest.ts';
import { type Rule, Wrong } from './rules.ts';
import * as is from './shape.ts';

/** An encrypted 0 or 1, and the proof that it is one of them. */
export interface Position {
  readonly a: Bytes;
  readonly b: Bytes;
  readonly c0: bigint;
  readonly c1: bigint;
  readonly z0: bigint;
  readonly z1: bigint;
}
export interface Ballot {
  readonly style: Style;
  readonly nonce: Bytes;
  readonly parts: readonly {
    readonly positions: readonly Position[];
    readonly sum: { readonly c: bigint; readonly z: bigint };
  }[];
  /** ctx of the specification: election, station, style and attempt. */
  readonly context: Bytes;
  /** The confirmation code, 32 bytes. */
  readonly code: Bytes;
}

/** `ctx` of a ballot. */
export const contextOf = (manifest: Manifest, station: string, style: string, nonce: Bytes): Bytes =>
  hash('taanuu/ballot/1', manifest.hash, station, style, nonce);

/** The confirmation code over all ciphertexts, in order. */
export const codeOf = (context: Bytes, ciphertexts: readonly { readonly a: Bytes; readonly b: Bytes }[]): Bytes =>
  hash('taanuu/code/1', context, joined(ciphertexts.flatMap(({ a, b }) => [a, b])));

/** The code as people have it on paper: 26 characters. */
export const codeForPeople = (code: Bytes): string => base32(code).slice(0, 26);

/** Made once per board: readers are closures. */
export function ballotReader(group: Group): (value: Json, manifest: Manifest, station: string) => Ballot {
  const position = is.object({
    a: is.properPoint(group),
    b: is.point(group),
    c0: is.scalar,
    c1: is.scalar,
    z0: is.scalar,
    z1: is.scalar,
  });
  const sum = is.object({ c: is.scalar, z: is.scalar });
  const part = is.object({ positions: is.list(position), sum });
  const shape = is.object({ style: is.id, nonce: is.hex(32), parts: is.list(part) });
  return (value, manifest, station) => {
    const read = shape(value, '');
    const style = manifest.styles.get(read.style);
    if (style === undefined) throw new Wrong('style', 'ballot-style', read.style);
    const fits = read.parts.map(({ positions }) => positions.length).join();
    const wanted = style.parts.map(positionsOf).join();
    if (fits !== wanted) throw new Wrong('parts', 'ballot-parts', `${fits}; ${wanted}`);
    const context = contextOf(manifest, station, style.id, read.nonce);
    const code = codeOf(
      context,
      read.parts.flatMap(({ positions }) => positions),
    );
    return { style, nonce: read.nonce, parts: read.parts, context, code };
  };
}

/**
 * Every proof of a ballot.
 * @returns of each that does not hold its place and its rule
 */
export function checkBallot(
  { style, parts, context }: Ballot,
  key: Bytes,
  group: Group,
): readonly { readonly place: string; readonly rule: Rule }[] {
  const g = group.base(1n);
  const wrong: { place: string; rule: Rule }[] = [];
  for (const [p, { positions, sum }] of parts.entries()) {
    for (const [i, position] of positions.entries()) {
      if (!holdsZeroOrOne(position, context, p, i, key, g, group))
        wrong.push({ place: `parts/${p}/positions/${i}`, rule: 'proof-bit' });
    }
    const { a, b } = sumOf(style.parts[p]!, positions, group);
    const first = group.minus(group.base(sum.z), group.times(sum.c, a));
    const second = group.minus(group.times(sum.z, key), group.times(sum.c, b));
    if (sum.c !== challenge('taanuu/sum/1', context, u32(p), a, b, first, second))
      wrong.push({ place: `parts/${p}/sum`, rule: 'proof-sum' });
  }
  return wrong;
}

function holdsZeroOrOne(
  { a, b, c0, c1, z0, z1 }: Position,
  context: Bytes,
  p: number,
  i: number,
  key: Bytes,
  g: Bytes,
  group: Group,
): boolean {
  const a0 = group.minus(group.base(z0), group.times(c0, a));
  const b0 = group.minus(group.times(z0, key), group.times(c0, b));
  const a1 = group.minus(group.base(z1), group.times(c1, a));
  const b1 = group.minus(group.times(z1, key), group.times(c1, group.minus(b, g)));
  return modulo(c0 + c1) === challenge('taanuu/bit/1', context, u32(p), u32(i), a, b, a0, b0, a1, b1);
}

/** `Σ wᵢ·aᵢ` and `Σ wᵢ·bᵢ − m·G`: an encryption of 0 if the part is filled in by its rule. */
function sumOf(part: Part, positions: readonly Position[], group: Group): { readonly a: Bytes; readonly b: Bytes } {
  let a = IDENTITY;
  let b = IDENTITY;
  for (const [i, position] of positions.entries()) {
    const weight = weightOf(part, i);
    const weighed = (point: Bytes): Bytes => (weight === 1 ? point : group.times(BigInt(weight), point));
    a = group.plus(a, weighed(position.a));
    b = group.plus(b, weighed(position.b));
  }
  return { a, b: group.minus(b, group.base(BigInt(part.max))) };
}
