import { type Bytes, same, toHex, u32 } from './bytes.ts';
import { challenge, hash } from './frame.ts';
import { type Group, IDENTITY } from './group.ts';
import { type Json, withoutField } from './json.ts';
import { type Finding, Wrong } from './rules.ts';
import * as is from './shape.ts';

/** A part of a ballot: its options in order, and how many may be marked. */
export interface Part {
  readonly id: string;
  readonly options: readonly Option[];
  /** m of the specification. */
  readonly max: number;
}
export interface Option {
  readonly id: string;
  readonly names: Words;
}
export interface Words {
  readonly ky: string;
  readonly ru: string;
  readonly en: string;
}
export interface Style {
  readonly id: string;
  readonly titles: Words;
  readonly parts: readonly Part[];
}
export interface Member {
  readonly index: number;
  readonly name: string;
  /** t points; the first is the member's part of the joint key. */
  readonly commitments: readonly Bytes[];
  readonly proofs: readonly { readonly c: bigint; readonly z: bigint }[];
}

/** What was fixed before the day. */
export interface Manifest {
  readonly election: string;
  readonly mode: string;
  /** k: a set of fewer ballots is not opened. */
  readonly minimum: number;
  /** Of each station its panels' keys, by device. */
  readonly stations: ReadonlyMap<string, ReadonlyMap<string, Bytes>>;
  readonly styles: ReadonlyMap<string, Style>;
  readonly trustees: { readonly threshold: number; readonly members: readonly Member[] };
  /** K: what ballots are encrypted to. */
  readonly key: Bytes;
  /** M: the hash of it all. */
  readonly hash: Bytes;
}

/** How many positions a part has: options, blank, and m − 1 empty ones. */
export const positionsOf = (part: Part): number => part.options.length + part.max;
/** The weight of a position in its part's sum. */
export const weightOf = (part: Part, position: number): number => (position === part.options.length ? part.max : 1);

export const modes = ['training', 'laboratory', 'public-test', 'official'] as const;

/** @returns M of a manifest */
export const manifestHash = (value: Readonly<Record<string, Json>>): Bytes =>
  hash('taanuu/manifest/1', withoutField(value, 'signature'));

/**
 * @param value what stands in manifest.json
 * @throws {Wrong} where it is not a manifest; its signature and its trustees' proofs are looked at elsewhere
 */
export function readManifest(value: Json, group: Group): Manifest {
  const style = is.object({
    id: is.id,
    ballot: is.id,
    constituency: is.id,
    titles: is.proseInThree,
    parts: is.list(readPart, 1),
  });
  const station = is.object({
    number: is.stationNumber,
    panels: is.sorted(is.object({ device: is.id, key: is.hex(32) }), ({ device }) => device),
  });
  const proof = is.object({ c: is.scalar, z: is.scalar });
  const member = is.object({
    index: is.whole(1),
    name: is.prose,
    commitments: is.list(is.properPoint(group)),
    proofs: is.list(proof),
  });
  const read = is.object({
    format: is.oneOf('taanuu/manifest/1'),
    election: is.id,
    mode: is.oneOf(...modes),
    minimum: is.whole(2, 1_000),
    stations: is.sorted(station, ({ number }) => number),
    styles: is.sorted(style, ({ id }) => id),
    trustees: is.object({ threshold: is.whole(2), members: is.list(member) }),
    key: is.properPoint(group),
    signature: is.signature,
  })(value, '');

  const devices = read.stations.flatMap(({ panels }) => panels.map(({ device }) => device));
  const doubled = twice(devices);
  if (doubled !== null) throw new Wrong('stations', 'manifest-device-twice', doubled);
  const keyed = twice(read.stations.flatMap(({ panels }) => panels.map(({ key }) => toHex(key))));
  if (keyed !== null) throw new Wrong('stations', 'manifest-key-twice', keyed);
  for (const { id, parts } of read.styles) {
    const part = twice(parts.map((one) => one.id));
    if (part !== null) throw new Wrong(`styles/${id}`, 'manifest-id-twice', part);
  }
  const { threshold, members } = read.trustees;
  for (const [at, { index, commitments, proofs }] of members.entries()) {
    if (index !== at + 1 || commitments.length !== threshold || proofs.length !== threshold)
      throw new Wrong(`trustees/members/${at}`, 'trustees-number', `${index}: ${commitments.length}, ${proofs.length}`);
  }
  if (threshold > members.length) throw new Wrong('trustees', 'trustees-number', `${threshold} > ${members.length}`);
  return {
    ...read,
    stations: new Map(
      read.stations.map(({ number, panels }) => [number, new Map(panels.map(({ device, key }) => [device, key]))]),
    ),
    styles: new Map(read.styles.map((one) => [one.id, one])),
    hash: manifestHash(value as Readonly<Record<string, Json>>),
  };
}

const readPart: is.Reader<Part> = (value, place) => {
  const option = is.object({ id: is.id, names: is.proseInThree });
  const part = is.object({ id: is.id, min: is.whole(0, 1), max: is.whole(1), options: is.list(option, 1) })(
    value,
    place,
  );
  const doubled = twice(part.options.map(({ id }) => id));
  if (doubled !== null) throw new Wrong(place, 'manifest-id-twice', doubled);
  if (part.max > part.options.length) throw new Wrong(place, 'manifest-marks', `${part.max} > ${part.options.length}`);
  return part;
};

function twice(texts: readonly string[]): string | null {
  return texts.find((text, at) => texts.indexOf(text) !== at) ?? null;
}

/**
 * Holds each trustee's commitments against their proofs, and the joint key against the commitments.
 * @returns what does not hold, and the public keys of the trustees' shares (Sᵢ) by index
 */
export function checkTrustees(
  manifest: Manifest,
  group: Group,
): { readonly findings: readonly Finding[]; readonly shareKeys: ReadonlyMap<number, Bytes>; readonly proofs: number } {
  const { threshold, members } = manifest.trustees;
  const findings: Finding[] = [];
  const find = (place: string, rule: Finding['rule'], detail: string): void =>
    void findings.push({ file: 'manifest.json', place, rule, detail });
  const ceremony = hash('taanuu/ceremony/1', manifest.election, manifest.mode, u32(threshold), u32(members.length));
  for (const [at, { index, commitments, proofs }] of members.entries()) {
    for (const [j, commitment] of commitments.entries()) {
      const { c, z } = proofs[j]!;
      const u = group.minus(group.base(z), group.times(c, commitment));
      if (c !== challenge('taanuu/coefficient/1', ceremony, u32(index), u32(j), commitment, u))
        find(`trustees/members/${at}/proofs/${j}`, 'trustee-proof', members[at]!.name);
    }
  }
  const sum = (points: readonly Bytes[]): Bytes => points.reduce((all, one) => group.plus(all, one), IDENTITY);
  if (!same(manifest.key, sum(members.map(({ commitments }) => commitments[0]!)))) find('key', 'joint-key', '');
  // The polynomial of all, coefficient by coefficient; then its value at each index, by Horner.
  const joint = Array.from({ length: threshold }, (_, j) => sum(members.map(({ commitments }) => commitments[j]!)));
  const shareKeys = new Map<number, Bytes>();
  for (const [at, { index }] of members.entries()) {
    const key = joint.reduceRight((value, coefficient) => group.plus(group.times(BigInt(index), value), coefficient));
    if (same(key, IDENTITY)) find(`trustees/members/${at}`, 'trustee-key', members[at]!.name);
    shareKeys.set(index, key);
  }
  return { findings, shareKeys, proofs: threshold * members.length };
}
