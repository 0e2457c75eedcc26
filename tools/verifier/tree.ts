import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, joined } from './bytes.ts';

const digest = (...parts: readonly Uint8Array[]): Bytes => Uint8Array.from(sha256(joined(parts)));
const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** The root of the tree of RFC 6962, 2.1, leaf by leaf: it keeps one hash per level. */
export class Tree {
  /** Roots of whole subtrees, the largest first, each of a size that is a power of two. */
  readonly #whole: { size: number; root: Bytes }[] = [];

  add(leaf: Uint8Array): void {
    let last = { size: 1, root: digest(leafMark, leaf) };
    for (let before = this.#whole.at(-1); before?.size === last.size; before = this.#whole.at(-1)) {
      this.#whole.pop();
      last = { size: 2 * last.size, root: digest(nodeMark, before.root, last.root) };
    }
    this.#whole.push(last);
  }

  root(): Bytes {
    const roots = this.#whole.map(({ root }) => root);
    return roots.length === 0 ? digest() : roots.reduceRight((right, left) => digest(nodeMark, left, right));
  }
}
