import { z } from 'zod';
import { type ConsolePersonEntry, consoleRoles } from '../../core/commission/settings.ts';
import { idSchema, type Mode } from '../../core/election/common.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { makeCodeKey } from '../access/code.ts';
import { isDefaultCode, OFFICIAL_CODE_DIGITS } from '../access/default-code.ts';

/** People of the commissions as they are written down: with their codes, of which the console keeps only a key. */
export const sourceConsolePeopleSchema = z.array(
  z.strictObject({
    id: idSchema,
    role: z.enum(consoleRoles),
    name: z.string().min(1).max(120),
    /** Code of a territory; where nothing is said that of the console, if it is one's. */
    territory: idSchema.nullable().optional(),
    code: z.string().regex(/^\d{6,12}$/, 'a code is 6 to 12 digits'),
  }),
);

/**
 * The people as the console's file has them. An official election takes no code that anybody can know or try out.
 * @param console the territory for whose commission the console is; null: the country
 */
export async function consolePeople(
  people: z.infer<typeof sourceConsolePeopleSchema>,
  mode: Mode,
  console: string | null,
): Promise<Result<readonly ConsolePersonEntry[], Problem>> {
  for (const { id, code } of mode === 'official' ? people : []) {
    if (isDefaultCode(code)) return err({ code: 'package.default-code', params: { person: id } });
    if (code.length < OFFICIAL_CODE_DIGITS) {
      return err({ code: 'package.short-code', params: { person: id, digits: OFFICIAL_CODE_DIGITS } });
    }
  }
  const keyed = people.map(async ({ code, territory = console, ...person }) => ({
    ...{ ...person, territory, code: await makeCodeKey(code), defaultCode: isDefaultCode(code) },
  }));
  return ok(await Promise.all(keyed));
}
