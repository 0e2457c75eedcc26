import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { storageProblem } from '../../storage/failure.ts';

/** The first bytes of a plain file, at most so many: what lies on a stick may be anything. */
export function readFew(path: string, most: number): Result<Uint8Array, Problem> {
  try {
    // Without waiting: a pipe that nobody writes to would be waited for, for ever.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!fstatSync(descriptor).isFile()) {
        return err({ code: 'configuration.unreadable', params: { file: basename(path) } });
      }
      const bytes = new Uint8Array(most);
      let length = 0;
      for (let read = 1; read > 0 && length < most; length += read) {
        read = readSync(descriptor, bytes, length, most - length, null);
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
