import { canonical } from '../journal/canonical.ts';
import type { Election } from './election.ts';
import type { Policy } from './policy.ts';
import { defaultPolicy } from './policy-default.ts';

/**
 * Signed fields of which this version honours some values only. A value that it cannot honour is refused when a package
 * is made and when it is imported: what a commission has signed is never silently ignored. Fields that stand neither
 * here nor in honoured.test.ts with the file that reads them fail that test.
 */
export interface Honoured {
  /** Where it stands. `[]` is every element of a list, `[kind=face]` those whose `kind` is `face`. */
  readonly path: string;
  /** `any`: a fact for people, which asks nothing of a device. */
  readonly values: readonly unknown[] | 'any';
  readonly why: string;
}

export const honoured: readonly Honoured[] = [
  {
    path: 'policy.modalities[kind=face].enabled',
    values: [false],
    why: 'no camera is driven: nobody could be compared',
  },
  {
    path: 'policy.receipt.exchangedForBallot',
    values: [true],
    why: 'each ballot says by its medium whether its receipt is exchanged for paper or the device prints it',
  },
  {
    path: 'policy.offline.remote',
    values: ['wait'],
    why: 'a remote voter waits for her lock: without it nothing could rule out that she has voted at home',
  },
  {
    path: 'policy.roles',
    values: [defaultPolicy.roles],
    why: 'all six roles exist, and screens and slips call them by their own words',
  },
  { path: 'election.label', values: [null], why: 'no screen and no slip shows a label' },
  { path: 'election.day.open', values: 'any', why: 'people open the station, not the clock' },
  {
    path: 'election.outside',
    values: 'any',
    why: 'sittings stand in `sittings`; who was admitted outside before the list was made says the list (`admitted`)',
  },
  { path: 'election.list.date', values: 'any', why: 'stage and version tell one list from another' },
  { path: 'election.constituencies[].seats', values: 'any', why: 'mandates are for the count' },
  {
    path: 'election.ballots[].medium.home',
    values: ['paper', 'printed'],
    why: 'a receipt is exchanged for paper at the table, or the device prints the ballot: it has no panel',
  },
  {
    path: 'election.ballots[].medium.remote',
    values: ['paper', 'printed', 'panel'],
    why: 'panels of remote stations are devices of their own',
  },
  { path: 'election.languages', values: [['ky', 'ru']], why: 'slips and the voters’ screen are Kyrgyz, then Russian' },
  { path: 'election.source', values: 'any', why: 'for people who ask' },
];

/** A signed value that this version cannot honour. */
export interface NotHonoured {
  readonly field: string;
  /** As JSON, cut where it is long. Configuration only: nothing of a person stands there. */
  readonly value: string;
}

const VALUE_MAX = 100;

/** The first value of a package's configuration that this version cannot honour, or null. */
export function notHonoured(configuration: {
  readonly election: Election;
  readonly policy: Policy;
}): NotHonoured | null {
  for (const { path, values } of honoured) {
    if (values === 'any') continue;
    const good = values.map((value) => canonical(value));
    for (const { field, value } of valuesAt(path, configuration)) {
      const found = canonical(value);
      if (!good.includes(found)) return { field, value: found.slice(0, VALUE_MAX) };
    }
  }
  return null;
}

/** Everything that stands at a path, each with its own place in the lists on the way. */
function valuesAt(path: string, root: unknown): readonly { readonly field: string; readonly value: unknown }[] {
  let found: { field: string; value: unknown }[] = [{ field: '', value: root }];
  for (const step of path.split('.')) {
    const [, name = '', list, key, wanted] = /^(\w+)(\[(?:(\w+)=(\w+))?\])?$/.exec(step) ?? [];
    found = found.flatMap(({ field, value }) => {
      const here = { field: field ? `${field}.${name}` : name, value: member(value, name) };
      if (list === undefined) return [here];
      return (here.value as readonly unknown[]).flatMap((element, i) =>
        key === undefined || member(element, key) === wanted ? [{ field: `${here.field}.${i}`, value: element }] : [],
      );
    });
  }
  return found;
}

const member = (value: unknown, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];
