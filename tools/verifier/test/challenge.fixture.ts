import { type Bytes, base32, toHex, u32, utf8 } from '../bytes.ts';
import { fastGroup as group } from '../fast-group.ts';
import { challenge, hash, scalarBytes } from '../frame.ts';
import { canonical } from '../json.ts';
import { manifestHash } from '../manifest.ts';
import type { Loose } from './prover.fixture.ts';

/** What the two slips of an opened attempt have in their codes, and what people type. */
export interface Slips {
  readonly challenge: string;
  readonly code: string;
  readonly typed: string;
}

/**
 * The slips of an opened ballot of dep-2, `list` with z marked and `choice` blank, made step by step as the specification
 * says it and not by the verifier's own way.
 * @param printed what the slip says was marked, where a panel lies about it
 */
export function openedSlips(manifest: Loose, printed: string[][] = [['z'], []]): Slips {
  const M = manifestHash(manifest);
  const nonce = scalarBytes(7n);
  const seed = scalarBytes(11n);
  const context = hash('taanuu/ballot/1', M, '7001', 'dep-2', nonce);
  const key = Uint8Array.from(Buffer.from(manifest.key, 'hex')) as Bytes;
  // list: x, y, z, blank, empty (m = 2, one mark: the first empty position is 1); choice: anna, against-all, blank.
  const votes = [
    [0, 0, 1, 0, 1],
    [0, 0, 1],
  ];
  const points: Bytes[] = [];
  for (const [p, values] of votes.entries()) {
    for (const [i, value] of values.entries()) {
      const r = challenge('taanuu/randomness/1', seed, context, u32(p), u32(i));
      points.push(group.base(r), group.plus(group.times(r, key), group.base(BigInt(value))));
    }
  }
  const code = hash('taanuu/code/1', context, Uint8Array.from(points.flatMap((point) => [...point])));
  const said = {
    election: manifest.election,
    mode: manifest.mode,
    manifest: toHex(M),
    station: '7001',
    style: 'dep-2',
    nonce: toHex(nonce),
    seed: toHex(seed),
    marks: printed,
  };
  return {
    challenge: `TAANUU:CHALLENGE:1:${Buffer.from(utf8(canonical(said))).toString('base64url')}`,
    code: `TAANUU:CODE:1:${toHex(code).toUpperCase()}`,
    typed: base32(code).slice(0, 26),
  };
}
