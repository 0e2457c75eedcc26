import sodium from 'libsodium-wrappers-sumo';
import type { Bytes } from './bytes.ts';
import { scalarBytes } from './frame.ts';
import { type Group, IDENTITY } from './group.ts';

await sodium.ready;

const isIdentity = (point: Uint8Array): boolean => point.every((byte) => byte === 0);
const own = (bytes: Uint8Array): Bytes => bytes as Bytes;

/** The group by libsodium. It refuses to compute an identity by multiplication, which here is an answer like others. */
export const fastGroup: Group = {
  accepts: (point) => sodium.crypto_core_ristretto255_is_valid_point(point),
  base: (scalar) => (scalar === 0n ? IDENTITY : own(sodium.crypto_scalarmult_ristretto255_base(scalarBytes(scalar)))),
  times: (scalar, point) =>
    scalar === 0n || isIdentity(point)
      ? IDENTITY
      : own(sodium.crypto_scalarmult_ristretto255(scalarBytes(scalar), point)),
  plus: (one, other) => own(sodium.crypto_core_ristretto255_add(one, other)),
  minus: (one, other) => own(sodium.crypto_core_ristretto255_sub(one, other)),
};
