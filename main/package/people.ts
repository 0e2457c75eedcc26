import { z } from 'zod';
import { idSchema, type Mode, precinctNumberSchema, roleSchema } from '../../core/election/common.ts';
import type { CodeKey, PersonEntry } from '../../core/election/station.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { makeCodeKey, verifyCode } from '../access/code.ts';
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
 * @param former the people of the package before: whose code is the same keeps its key, so that it is seen whose is another
 */
export async function packagedPeople(
  people: SourcePeople,
  station: string,
  mode: Mode,
  former: readonly PersonEntry[] = [],
): Promise<Result<readonly PersonEntry[], Problem>> {
  const problem = codesProblem(people, station, mode);
  if (problem) return err(problem);
  const here = people.filter((person) => isAt(person, station));
  return ok(
    await Promise.all(
      here.map(async ({ code, ...person }) => ({
        ...person,
        code: await keyOf(code, former.find(({ id }) => id === person.id)?.code),
        defaultCode: isDefaultCode(code),
      })),
    ),
  );
}

const keyOf = async (code: string, former: CodeKey | undefined): Promise<CodeKey> =>
  former !== undefined && (await verifyCode(code, former)) ? former : makeCodeKey(code);

const isAt = (person: SourcePeople[number], station: string): boolean =>
  person.station === station || person.station === null;

/** Why the people of a station can have no package: somebody's code can be known or tried out; null: they can. */
export function codesProblem(people: SourcePeople, station: string, mode: Mode): Problem | null {
  if (mode !== 'official') return null;
  for (const { id, code } of people.filter((person) => isAt(person, station))) {
    if (isDefaultCode(code)) return { code: 'package.default-code', params: { person: id } };
    if (code.length < OFFICIAL_CODE_DIGITS) {
      return { code: 'package.short-code', params: { person: id, digits: OFFICIAL_CODE_DIGITS } };
    }
  }
  return null;
}
