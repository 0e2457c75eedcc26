import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FailureMemory } from '../access/people.ts';
import { replaceText } from '../storage/whole-file.ts';

const failuresSchema = z.record(z.string(), z.strictObject({ failures: z.int().min(0), until: z.string().nullable() }));
type Failures = z.infer<typeof failuresSchema>;

/**
 * Wrong codes in a file of the console's, over restarts: whoever guesses does not begin anew by starting it again.
 * @param now milliseconds since 1970
 */
export function keptFailures(
  file: string,
  now: () => number,
): FailureMemory & { readonly right: (person: string) => void } {
  const kept: Failures = existsSync(file) ? failuresSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const keep = (person: string, value: Failures[string] | null): void => {
    if (value) kept[person] = value;
    else delete kept[person];
    replaceText(file, JSON.stringify(kept));
  };
  const of = (person: string) => kept[person] ?? { failures: 0, until: null };
  return {
    of,
    refused: (person, failures) => {
      if (person !== null) keep(person, { ...of(person), failures });
    },
    locked: (person, seconds) =>
      keep(person, { ...of(person), until: new Date(now() + seconds * 1_000).toISOString() }),
    right: (person) => {
      if (Object.hasOwn(kept, person)) keep(person, null);
    },
  };
}
