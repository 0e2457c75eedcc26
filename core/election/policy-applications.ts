import { z } from 'zod';
import { dateSchema } from './common.ts';

/** Kinds of applications that a station takes before the day. */
export const applicationKinds = ['correction', 'outside', 'remote'] as const;
export type ApplicationKind = (typeof applicationKinds)[number];

/** Grounds for voting outside the room, as the law names them. */
export const outsideReasons = ['age', 'disability', 'illness', 'other'] as const;
export type OutsideReason = (typeof outsideReasons)[number];

const rule = z.strictObject({
  enabled: z.boolean(),
  /** The last day on which it is taken: a date, or so many calendar days before the day of voting. */
  last: z.union([z.strictObject({ date: dateSchema }), z.strictObject({ daysBefore: z.int().min(0).max(365) })]),
  /** Within how many days it is answered; never later than the day before the voting. */
  answerDays: z.int().min(0).max(60),
});
export type ApplicationRule = z.infer<typeof rule>;

const off = { enabled: false, last: { daysBefore: 15 }, answerDays: 7 };

/** Which applications a station takes, until when, and within how many days they are answered. */
export const applicationsPolicySchema = z
  .strictObject({ correction: rule, outside: rule, remote: rule })
  .default({ correction: off, outside: off, remote: off });
export type ApplicationsPolicy = z.infer<typeof applicationsPolicySchema>;
