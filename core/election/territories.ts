import { z } from 'zod';
import type { Problem } from '../problem/catalogue.ts';
import { idSchema, precinctNumberSchema, wordsSchema } from './common.ts';

/**
 * What a territory is. In the country: oblasts and cities; below them rayons (of the large cities too) and cities; below
 * those aiyl aymaks. Stations abroad have a commission of their own, and lie in none of these.
 */
export const territoryKinds = ['oblast', 'city', 'rayon', 'aymak', 'abroad'] as const;
export type TerritoryKind = (typeof territoryKinds)[number];

export const territorySchema = z.strictObject({
  /** Names it in the settings of a console and at the command line: `suzak`, or the number of a classification. */
  code: idSchema,
  kind: z.enum(territoryKinds),
  names: wordsSchema,
  /** The territory in which it lies; null: the country. */
  parent: idSchema.nullable(),
  /** Stations that lie in it, and in none of the territories below it. */
  precincts: z.array(precinctNumberSchema).max(5_000),
});
export type Territory = z.infer<typeof territorySchema>;

/** The territories of an election. Which constituency a station is of does not follow from them: they cut across. */
export const territoriesSchema = z.array(territorySchema).min(1).max(1_000);

/** The first thing that is wrong with territories: where it stands, and what it is. */
export interface TerritoriesFault {
  readonly path: readonly (string | number)[];
  readonly problem: Problem;
}

/**
 * What is wrong with the territories of an election; null: nothing. Each has a code of its own and lies in one that is there,
 * none in itself; a station lies in one at most, and is one of the election.
 */
export function territoriesFault(
  territories: readonly Territory[],
  precincts: readonly { readonly number: string }[],
): TerritoriesFault | null {
  const fault = (
    path: TerritoriesFault['path'],
    code: Problem['code'],
    params: Problem['params'],
  ): TerritoriesFault => ({
    path,
    problem: { code, ...(params ? { params } : {}) },
  });
  const known = new Set(territories.map(({ code }) => code));
  const numbers = new Set(precincts.map(({ number }) => number));
  const of = new Map<string, string>();
  const seen = new Set<string>();
  for (const [at, { code, parent, precincts: own }] of territories.entries()) {
    if (seen.has(code)) return fault([at, 'code'], 'package.territory-twice', { territory: code });
    seen.add(code);
    if (parent !== null && !known.has(parent)) {
      return fault([at, 'parent'], 'package.territory-parent', { territory: code, parent });
    }
    for (const [place, precinct] of own.entries()) {
      const path = [at, 'precincts', place];
      if (!numbers.has(precinct)) return fault(path, 'package.territory-precinct', { territory: code, precinct });
      const other = of.get(precinct);
      if (other !== undefined) {
        return fault(path, 'package.territory-precinct-twice', { precinct, territory: code, other });
      }
      of.set(precinct, code);
    }
  }
  const round = territories.findIndex(({ code }) => upwards(territories, code).at(-1) === null);
  const circle = territories[round]?.code;
  return circle === undefined ? null : fault([round, 'parent'], 'package.territory-circle', { territory: circle });
}

/** The codes from a territory up to the country; one that lies in itself ends in null. */
function upwards(territories: readonly Territory[], code: string): readonly (string | null)[] {
  const parents = new Map(territories.map((one) => [one.code, one.parent]));
  const found: string[] = [];
  for (let at: string | null = code; at !== null; at = parents.get(at) ?? null) {
    if (found.includes(at)) return [...found, null];
    found.push(at);
  }
  return found;
}
