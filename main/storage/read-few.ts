import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from './failure.ts';

/**
 * The first bytes of a plain file, at most so many: what lies on a stick may be anything, and of any length. Whoever must
 * tell a longer file asks for one byte more than it may have.
 * @param strange what is said of a thing that is no plain file
 */
export function readFew(path: string, most: number, strange: Problem): Result<Uint8Array, Problem> {
  try {
    // Without waiting: a pipe that nobody writes to would be waited for, for ever.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return err(strange);
      // One that grows while it is read is read to the length that it had.
      const bytes = new Uint8Array(Math.min(most, stat.size));
      let length = 0;
      for (let read = 1; read > 0 && length < bytes.length; length += read) {
        read = readSync(descriptor, bytes, length, bytes.length - length, null);
      }
      return ok(bytes.subarray(0, length));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const problem = storageProblem(error, path);
    if (!problem) throw error;
    return err(problem);
  }
}
