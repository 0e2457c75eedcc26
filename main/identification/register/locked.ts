import type { RegisterLock } from '../../access/register-lock.ts';
import type { Front } from './schema.ts';
import type { Register } from './shape.ts';

/** A register whose key nobody has given since the last power cut: it knows its election and its size, and nobody. */
export class LockedRegister implements Register {
  readonly locked = true;
  readonly name: string;
  readonly package: Register['package'];
  readonly lock: RegisterLock;
  readonly problems = [];
  readonly #front: Pick<Front, 'count' | 'constituencies'>;

  constructor(name: string, front: Front) {
    this.name = name;
    this.package = front.package;
    this.lock = front.lock;
    this.#front = front;
  }

  byRecord() {
    return null;
  }
  byPin() {
    return null;
  }
  byDocument() {
    return null;
  }
  byNumber() {
    return [];
  }
  byPseudonym() {
    return null;
  }
  search() {
    return [];
  }
  photo() {
    return null;
  }
  withFingers() {
    return [];
  }
  templates() {
    return [];
  }
  listed() {
    return [];
  }
  precinctOf() {
    return null;
  }

  pseudonym(): string {
    // Nobody is found, so nobody's pseudonym is ever asked for.
    throw new Error('the register is locked');
  }

  count(): number {
    return this.#front.count;
  }

  byConstituency() {
    return this.#front.constituencies;
  }

  lastNumber(): null {
    return null;
  }

  close(): void {}
}
