import { z } from 'zod';
import { dateSchema, idSchema, precinctNumberSchema, timeSchema } from '../election/common.ts';
import { electionSchema } from '../election/election.ts';
import { resultsDefault } from '../election/policy-results.ts';
import { codeKeySchema } from '../election/station.ts';
import { TerritoryTree } from '../election/territory-tree.ts';
import { resultsFormSchema } from '../results/form.ts';

/** Who may look: the central commission sees the country, a territorial one its stations. */
export const consoleRoles = ['central', 'territorial'] as const;
export type ConsoleRole = (typeof consoleRoles)[number];

const personSchema = z.strictObject({
  id: idSchema,
  role: z.enum(consoleRoles),
  name: z.string().min(1).max(120),
  /** Of a territorial commission; null: the country. */
  territory: idSchema.nullable(),
  code: codeKeySchema,
  /** The code is one that anybody can know. */
  defaultCode: z.boolean(),
});
export type ConsolePersonEntry = z.infer<typeof personSchema>;

/** From where on something is an alarm. */
const boundsSchema = z.strictObject({
  /** Devices say every half minute how they are. */
  silentMinutes: z.int().min(1).max(240).default(5),
  backlogEvents: z.int().min(1).max(1_000_000).default(300),
  backlogMinutes: z.int().min(1).max(1_440).default(15),
  clockSeconds: z.int().min(1).max(86_400).default(60),
  /** Admissions by people's decision without biometrics: this many at least, and this many of a hundred. */
  overridesLeast: z.int().min(1).max(10_000).default(5),
  overridesPercent: z.number().min(0).max(100).default(3),
  /** Processes of one device that died. */
  deaths: z.int().min(1).max(1_000).default(3),
});
export type Bounds = z.infer<typeof boundsSchema>;

/** How long a person of the console may be idle, and what wrong codes cost: as in an election's policy. */
const accessSchema = z.strictObject({
  idleMinutes: z.int().min(1).max(480).default(30),
  freeTries: z.int().min(1).max(10).default(3),
  waitSeconds: z.int().min(1).max(600).default(5),
  deadAfter: z.int().min(2).max(50).default(10),
});

/**
 * The file of a console (`console.json`): the public part of an election, for whom the console is, and who looks. Whose
 * stations are whose is what the election says. It holds no voter and no secret: of codes it has what a package has of people's.
 */
export const consoleSettingsSchema = z
  .strictObject({
    format: z.literal('taanuu/console/1'),
    election: electionSchema,
    /** The code of the territory for whose commission it is: of other stations it knows nothing. Null: the country. */
    territory: idSchema.nullable().default(null),
    /** Voters on the list of each precinct, for those whose kiosks have not said so yet. */
    lists: z.record(precinctNumberSchema, z.int().min(0).max(20_000)).default({}),
    people: z.array(personSchema).min(1).max(500),
    /** The round whose turnout it shows: 0 the day, each repeat vote has its own. */
    round: z.int().min(0).max(20).default(0),
    /** Times for which the commission tells the turnout: full hours, which is how devices count. */
    reports: z
      .array(timeSchema.refine((time) => time.endsWith(':00'), 'not a full hour'))
      .min(1)
      .max(24)
      .default(['14:00', '16:00', '18:00']),
    bounds: boundsSchema.prefault({}),
    access: accessSchema.prefault({}),
    /** Of a hundred voters on a list, so many are reckoned with in a forecast: 100, everybody comes. */
    expectedPercent: z.int().min(1).max(100).default(100),
    /** A number of people that is published is 0 or at least this (domain.md: k). */
    fewest: z.int().min(1).max(1_000).default(10),
    /** How protocols are read: the form, and how few ballots are not published (`policy.results`). */
    results: z
      .strictObject({ form: resultsFormSchema, smallCount: z.int().min(0).max(10_000) })
      .prefault({ form: resultsDefault.form, smallCount: resultsDefault.smallCount }),
    /** The day that it is about; the election's own where nothing is said. A repeat vote has another. */
    date: dateSchema.nullable().default(null),
  })
  .superRefine(({ election, territory: own, people }, context) => {
    const bad = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const tree = new TerritoryTree(election);
    if (own !== null && !tree.has(own)) bad(['territory'], 'not a territory of the election');
    for (const [place, { role, territory }] of people.entries()) {
      const known = territory !== null && tree.has(territory);
      if ((role === 'territorial') !== known) bad(['people', place, 'territory'], 'not the territory of this role');
      else if (!tree.isWithin(territory, own)) bad(['people', place, 'territory'], 'not of this console');
    }
    if (new Set(people.map(({ id }) => id)).size < people.length) bad(['people'], 'two people have one id');
  });
export type ConsoleSettings = z.infer<typeof consoleSettingsSchema>;
