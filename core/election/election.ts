import { z } from 'zod';
import { ballotPapersSchema } from '../ballot/definition.ts';
import {
  dateSchema,
  idSchema,
  languageSchema,
  modeSchema,
  precinctNumberSchema,
  timeSchema,
  wordsSchema,
} from './common.ts';
import { helpSchema } from './help.ts';
import { rehearsalSchema } from './rehearsal.ts';
import { sittingsFault, sittingsSchema } from './sittings.ts';
import { territoriesFault, territoriesSchema } from './territories.ts';

/** A day of work of the stations: hours are local wall time in the station's zone; foreign stations open at their own 8:00. */
const daySchema = z.strictObject({ date: dateSchema, open: timeSchema, close: timeSchema });

export const constituencySchema = z.strictObject({
  id: idSchema,
  names: wordsSchema,
  /** Mandates of the constituency; null where it does not apply. */
  seats: z.int().min(1).max(500).nullable(),
});
export type Constituency = z.infer<typeof constituencySchema>;

export const precinctSchema = z.strictObject({
  number: precinctNumberSchema,
  names: wordsSchema,
  address: wordsSchema,
  /** Null for a remote station, which serves voters of several constituencies. Never derived: a table per election. */
  constituency: idSchema.nullable(),
  kind: z.enum(['home', 'remote', 'abroad']),
  /** IANA zone where it differs from the election's. */
  zone: z.string().min(1).max(64).nullable(),
});
export type Precinct = z.infer<typeof precinctSchema>;

/** One ballot of the day: one receipt per ballot (2021: two ballots at one identification). */
export const ballotSchema = z.strictObject({
  id: idSchema,
  names: wordsSchema,
  /** Constituencies that vote on it. */
  constituencies: z.array(idSchema).min(1),
  /** A voter may decline it and take only the other ballots. */
  declinable: z.boolean(),
  /** paper: handed out at the table; printed: by the device; panel: electronic on the touch panel. */
  medium: z.strictObject({
    home: z.enum(['paper', 'printed', 'panel']),
    remote: z.enum(['paper', 'printed', 'panel']),
  }),
});
export type Ballot = z.infer<typeof ballotSchema>;

/** One election as every device of it knows it. */
export const electionSchema = z
  .strictObject({
    id: idSchema,
    mode: modeSchema,
    /** True if names, numbers or people are invented for demonstration: an official mode refuses it. */
    demo: z.boolean(),
    /** `pilot` is a label of official, shown and reported, with no other meaning. */
    label: z.enum(['pilot']).nullable(),
    names: wordsSchema,
    /** IANA zone of the election; times in journals are UTC with this zone. */
    zone: z.string().min(1).max(64),
    day: daySchema,
    /** Voting outside the room, usually the day before; null if there is none. */
    outside: daySchema.nullable(),
    /** The sittings of a station, see sittings.ts; an election that names none has its one day. */
    sittings: sittingsSchema.optional(),
    /** The list of voters: stage and version are signed, and a device takes no older one. */
    list: z.strictObject({
      stage: z.enum(['preliminary', 'control', 'final']),
      version: z.int().min(1),
      date: dateSchema,
    }),
    constituencies: z.array(constituencySchema).min(1).max(500),
    precincts: z.array(precinctSchema).min(1).max(5000),
    /** Which stations are whose; absent in packages that were signed without them. */
    territories: territoriesSchema.optional(),
    ballots: z.array(ballotSchema).min(1).max(8),
    /** What is printed on them; absent in packages that were signed without it. */
    papers: ballotPapersSchema.optional(),
    /** Languages of slips and voters' screens, first one first. */
    languages: z.array(languageSchema).min(1).max(3),
    /** The decision it follows, for people who ask; null if none is recorded. */
    source: z.string().min(1).max(500).nullable(),
    /** Telephones and the place for complaints; absent in packages that were signed without them. */
    help: helpSchema.optional(),
    /** People of a training who stand on no list of the station. */
    rehearsal: rehearsalSchema.optional(),
  })
  .superRefine((election, context) => {
    const ids = new Set(election.constituencies.map((c) => c.id));
    const bad = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (ids.size !== election.constituencies.length) bad(['constituencies'], 'two constituencies have one id');
    const numbers = new Set<string>();
    for (const [i, precinct] of election.precincts.entries()) {
      if (numbers.has(precinct.number)) bad(['precincts', i, 'number'], 'two precincts have one number');
      numbers.add(precinct.number);
      if (precinct.constituency === null && precinct.kind !== 'remote') {
        bad(['precincts', i, 'constituency'], 'only a remote station has no constituency');
      }
      if (precinct.constituency !== null && !ids.has(precinct.constituency)) {
        bad(['precincts', i, 'constituency'], 'unknown constituency');
      }
    }
    const served = new Set(election.ballots.flatMap((b) => b.constituencies));
    for (const id of served) if (!ids.has(id)) bad(['ballots'], `unknown constituency ${id}`);
    for (const id of ids) if (!served.has(id)) bad(['ballots'], `constituency ${id} has no ballot`);
    for (const [i, { ballot, constituency }] of (election.papers?.styles ?? []).entries()) {
      const known = election.ballots.find(({ id }) => id === ballot);
      if (!known) bad(['papers', 'styles', i, 'ballot'], `unknown ballot ${ballot}`);
      else if (!known.constituencies.includes(constituency)) {
        bad(['papers', 'styles', i, 'constituency'], `${constituency} does not vote on ${ballot}`);
      }
    }
    for (const { id, constituencies, medium } of election.ballots) {
      const printed = election.papers?.styles.filter(({ ballot }) => ballot === id) ?? [];
      // None is a ballot that comes from elsewhere; some but not all is one that somebody would be without.
      const without = constituencies.find((one) => !printed.some(({ constituency }) => constituency === one));
      if (printed.length === 0 && [medium.home, medium.remote].includes('printed')) {
        bad(['papers'], `${id} is to be printed and has no style`);
      }
      if (printed.length > 0 && without) bad(['papers', 'styles'], `${id} has no style for ${without}`);
    }
    if (election.day.open >= election.day.close) bad(['day'], 'closes before it opens');
    if (election.outside && election.outside.date >= election.day.date) bad(['outside'], 'not before the day');
    // Nobody's PIN lies open in a package but those of invented people.
    if (election.rehearsal && election.mode !== 'training') bad(['rehearsal'], 'only a training has people for it');
    const fault = sittingsFault(election);
    if (fault) bad(['sittings', fault.place], fault.why);
    const lost = territoriesFault(election.territories ?? [], election.precincts);
    if (lost) {
      const { path, problem } = lost;
      context.addIssue({
        ...{ code: 'custom', path: ['territories', ...path], message: problem.code },
        params: { problem },
      });
    }
  });
export type Election = z.infer<typeof electionSchema>;

/** The precinct of that number, or null. */
export function precinctOf(election: Election, number: string): Precinct | null {
  return election.precincts.find((p) => p.number === number) ?? null;
}

/** The ballots a voter of this constituency may take, in the order of the configuration. */
export function ballotsOf(election: Election, constituency: string): readonly Ballot[] {
  return election.ballots.filter((b) => b.constituencies.includes(constituency));
}

/** IANA zone of a precinct: its own or the election's. */
export function zoneOf(election: Election, precinct: Precinct): string {
  return precinct.zone ?? election.zone;
}
