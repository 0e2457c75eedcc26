import { z } from 'zod';
import { dateSchema, idSchema, precinctNumberSchema } from '../election/common.ts';
import { changedFields } from '../election/list-changes.ts';
import {
  type ApplicationKind,
  type ApplicationRule,
  applicationKinds,
  outsideReasons,
} from '../election/policy-applications.ts';
import type { Problem } from '../problem/catalogue.ts';
import { err, ok, type Result } from '../problem/result.ts';

/**
 * An application of a voter who was identified by finger before the day: what she asks for, and what was decided. It
 * names what is wrong in the list and not what would be right: that comes from the population register, and nothing of a
 * person is in an application but her pseudonym.
 */

/** What a voter can say is wrong. */
export const correctable = changedFields.filter((field) => field !== 'remote' && field !== 'admitted');

/** What is asked for. */
export const askedSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('correction'),
    fields: z
      .array(z.enum(correctable))
      .min(1)
      .refine((fields) => new Set(fields).size === fields.length, 'a field stands twice'),
  }),
  z.strictObject({ kind: z.literal('outside'), reason: z.enum(outsideReasons) }),
  z.strictObject({ kind: z.literal('remote'), station: precinctNumberSchema }),
]);
export type Asked = z.infer<typeof askedSchema>;

/**
 * Number of an application as its slip shows it: station, four letters of the device's name (which outlive every version
 * of the list), A and a running number.
 */
export const applicationNumber = z.string().regex(/^\d{4}-[0-9A-Z]{4}-A\d{4,6}$/);

export const applicationSchema = z.strictObject({
  application: applicationNumber,
  /** The voter's pseudonym in this election and mode, hex. */
  voter: z.string().regex(/^[0-9a-f]{64}$/),
  asked: askedSchema,
  filed: dateSchema,
  answerBy: dateSchema,
});
export type Application = z.infer<typeof applicationSchema>;

/** Why an application is refused, in a word that has its own texts. */
export const refusalGrounds = ['no-ground', 'documents', 'late', 'not-eligible', 'other'] as const;

export const decisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ application: applicationNumber, decision: z.literal('granted'), on: dateSchema }),
  z.strictObject({
    application: applicationNumber,
    decision: z.literal('refused'),
    on: dateSchema,
    why: z.enum(refusalGrounds),
  }),
]);
export type Decision = z.infer<typeof decisionSchema>;

/** Where an application stands now. */
export type ApplicationState =
  | { readonly at: 'waiting' }
  | { readonly at: 'granted'; readonly on: string }
  | { readonly at: 'refused'; readonly on: string; readonly why: (typeof refusalGrounds)[number] };

const DAY_MS = 86_400_000;

/** A day so many days after another (before, where negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The last day on which an application of this kind is taken; never the day of voting itself. */
export function lastDay(rule: ApplicationRule, day: string): string {
  const last = 'date' in rule.last ? rule.last.date : addDays(day, -rule.last.daysBefore);
  return earlier(last, addDays(day, -1));
}

/** Until when it must be answered: within the policy's days, and always before the day of voting. */
export function answerBy(rule: ApplicationRule, filed: string, day: string): string {
  return earlier(addDays(filed, rule.answerDays), addDays(day, -1));
}

/**
 * Whether an application of this kind is taken today.
 * @returns `application.not-taken` where this election has no such application, `application.late` after the last day
 */
export function mayApply(
  rules: Readonly<Record<ApplicationKind, ApplicationRule>>,
  kind: ApplicationKind,
  today: string,
  day: string,
): Result<null, Problem> {
  const rule = rules[kind];
  if (!rule.enabled) return err({ code: 'application.not-taken' });
  const last = lastDay(rule, day);
  if (today > last) return err({ code: 'application.late', params: { date: dotted(last) } });
  return ok(null);
}

/** Whether any kind is taken at all. */
export const takesAny = (rules: Readonly<Record<ApplicationKind, ApplicationRule>>): boolean =>
  applicationKinds.some((kind) => rules[kind].enabled);

/** ISO dates sort as text. */
const earlier = (a: string, b: string): string => (a.localeCompare(b) < 0 ? a : b);

const dotted = (date: string): string => date.split('-').reverse().join('.');

/** Id of an application's file and of its parts are our own words; nothing else may stand in them. */
export const fileIdentity = z.strictObject({
  election: idSchema,
  mode: z.enum(['training', 'laboratory', 'public-test', 'official']),
  station: precinctNumberSchema,
});
