import sodium from 'libsodium-wrappers-sumo';
import { ELEMENT_BYTES, type Group, isIdentity, type Point, scalarBytes } from '../../core/ballot/secret/group.ts';

const asPoint = (bytes: Uint8Array): Point => ({ bytes });
const identity = asPoint(new Uint8Array(ELEMENT_BYTES));

/**
 * `Group` by libsodium in WebAssembly. It takes a moment and some 10 MB to be ready: only processes that encrypt or verify
 * ballots load this file.
 */
export async function loadSodiumGroup(): Promise<Group> {
  await sodium.ready;
  return {
    base: asPoint(sodium.crypto_scalarmult_ristretto255_base(scalarBytes(1n))),
    identity,

    decode: (bytes) =>
      bytes.length === ELEMENT_BYTES && sodium.crypto_core_ristretto255_is_valid_point(bytes)
        ? asPoint(bytes)
        : undefined,

    add: (left, right) => asPoint(sodium.crypto_core_ristretto255_add(left.bytes, right.bytes)),
    subtract: (left, right) => asPoint(sodium.crypto_core_ristretto255_sub(left.bytes, right.bytes)),
    // The library refuses to give the identity as a product.
    multiply: (point, scalar) =>
      scalar === 0n || isIdentity(point)
        ? identity
        : asPoint(sodium.crypto_scalarmult_ristretto255(scalarBytes(scalar), point.bytes)),
    multiplyBase: (scalar) =>
      scalar === 0n ? identity : asPoint(sodium.crypto_scalarmult_ristretto255_base(scalarBytes(scalar))),
    prepare: (point) => point,
  };
}
