import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { schemaProblem } from '../package/commission.ts';
import { fileProblem } from './file-problem.ts';

/** What a JSON file that people wrote says, or what is wrong with it: not there, a folder, no JSON, or which field or rule. */
export async function readJsonFile<S extends z.ZodType>(file: string, schema: S): Promise<Result<z.infer<S>, Problem>> {
  try {
    // Reading a folder says only that something is one, not what.
    if ((await stat(file)).isDirectory()) return err({ code: 'command.file-wrong-kind', params: { file } });
    const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (parsed.success) return ok(parsed.data);
    return err(schemaProblem(parsed.error, (field) => ({ code: 'command.field', params: { file, field } })));
  } catch (error) {
    if (error instanceof SyntaxError) return err({ code: 'command.not-json', params: { file } });
    const problem = fileProblem(error);
    if (problem === null) throw error;
    return err(problem);
  }
}
