import { z } from 'zod';
import { idSchema, type Mode, precinctNumberSchema, roleSchema } from '../../core/election/common.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { makeCodeKey } from '../access/code.ts';
import { isDefaultCode, OFFICIAL_CODE_DIGITS } from '../access/default-code.ts';

/** People as the commission writes them down: with their codes, of which the package carries only a key. */
export const sourcePeopleSchema = z.array(
  z.strictObject({
    id: idSchema,
    role: roleSchema,
    station: precinctNumberSchema.nullable(),
    name: z.string().min(1).max(120),
    code: z.string().regex(/^\d{6,12}$/, 'a code is 6 to 12 digits'),
  }),
);
export type SourcePeople = z.infer<typeof sourcePeopleSchema>;

/**
 * The people of a station as its package carries them. For an official election everybody needs a code that nobody
 * can know or try out; the refusal names the person, never the code. Elsewhere a default code is only marked as one.
 */
export async function packagedPeople(
  people: SourcePeople,
  station: string,
  mode: Mode,
): Promise<Result<readonly PersonEntry[], Problem>> {
  const here = people.filter((person) => person.station === station || person.station === null);
  for (const { id, code } of mode === 'official' ? here : []) {
    if (isDefaultCode(code)) return err({ code: 'package.default-code', params: { person: id } });
    if (code.length < OFFICIAL_CODE_DIGITS) {
      return err({ code: 'package.short-code', params: { person: id, digits: OFFICIAL_CODE_DIGITS } });
    }
  }
  return ok(
    await Promise.all(
      here.map(async ({ code, ...person }) => ({
        ...person,
        code: await makeCodeKey(code),
        defaultCode: isDefaultCode(code),
      })),
    ),
  );
}
