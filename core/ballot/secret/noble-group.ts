import { ristretto255 } from '@noble/curves/ed25519.js';
import type { Group, Point, Scalar } from './group.ts';

const { Point: Ristretto } = ristretto255;
type Element = InstanceType<typeof Ristretto>;

/** Keeps the element as the library has it, and writes its bytes only when they are asked for: that costs a square root. */
class NoblePoint implements Point {
  readonly element: Element;
  #bytes: Uint8Array | undefined;
  constructor(element: Element) {
    this.element = element;
  }
  get bytes(): Uint8Array {
    this.#bytes ??= this.element.toBytes();
    return this.#bytes;
  }
}

/** The library's element; that of a point which another implementation made is read from its bytes. */
const elementOf = (point: Point): Element =>
  point instanceof NoblePoint ? point.element : Ristretto.fromBytes(point.bytes);

/** `Group` in plain JavaScript, for the browser, and to hold the fast one against. */
export const nobleGroup: Group = {
  base: new NoblePoint(Ristretto.BASE),
  identity: new NoblePoint(Ristretto.ZERO),

  decode(bytes) {
    try {
      return new NoblePoint(Ristretto.fromBytes(bytes));
    } catch {
      // The library says by an exception that bytes are no element.
      return undefined;
    }
  },

  add: (left, right) => new NoblePoint(elementOf(left).add(elementOf(right))),
  subtract: (left, right) => new NoblePoint(elementOf(left).subtract(elementOf(right))),
  multiply: (point, scalar) => new NoblePoint(times(elementOf(point), scalar)),
  multiplyBase: (scalar) => new NoblePoint(times(Ristretto.BASE, scalar)),
  prepare: (point) => new NoblePoint(elementOf(point).precompute(8)),
};

/** The library takes no 0. */
function times(element: Element, scalar: Scalar): Element {
  return scalar === 0n ? Ristretto.ZERO : element.multiply(scalar);
}
