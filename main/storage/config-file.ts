import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { fieldOf } from '../package/commission.ts';
import { fileProblem } from './file-problem.ts';

/** Reads a file of the machine's configuration, or says what is wrong with it: not there, not readable, or which field. */
export function readConfigFile<S extends z.ZodType>(file: string, schema: S): Result<z.infer<S>, Problem> {
  try {
    const read = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (read.success) return ok(read.data);
    const field = `${fieldOf(read.error)}: ${read.error.issues[0]?.message}`;
    return err({ code: 'command.kiosk-file', params: { file, field } });
  } catch (error) {
    if (error instanceof SyntaxError) return err({ code: 'command.not-json', params: { file } });
    const problem = fileProblem(error);
    if (problem === null) throw error;
    return err(problem);
  }
}
