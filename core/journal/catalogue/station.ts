import { z } from 'zod';
import { modeSchema } from '../../election/common.ts';
import { dutySchema } from '../../election/policy-duties.ts';
import { entry } from './entry.ts';
import { approvers, count, counts, hex32, id, problemCode, reason, role, sex, text } from './fields.ts';

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Packages, people and the sittings of the station. */
export const stationEvents = {
  'package.imported': entry({
    body: z.strictObject({
      package: id,
      version: count,
      sha256: hex32,
      records: count,
      register: id,
      /** Whose it is: the device’s own journal must know it when nothing else of the election is left. */
      of: z.strictObject({ election: id, mode: modeSchema, station: id }).optional(),
      /** The place of this device at the station, in receipts' numbers: that of its first package of this election. */
      place: count.optional(),
      /** The list that came with it, and what it changes since the one in force before (null: nobody says). */
      list: z
        .strictObject({
          stage: z.enum(['preliminary', 'control', 'final']),
          version: count,
          changes: z
            .strictObject({
              since: count,
              former: count,
              added: count,
              removed: count,
              changed: count,
              renumbered: count,
            })
            .nullable(),
        })
        .optional(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A signed election package was verified, loaded and made current; names the register file in use from here on.',
  }),
  'package.refused': entry({
    body: z.strictObject({ problem: problemCode }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'user-action',
    description: 'An election package was refused; the code names the cause.',
  }),
  'package.arrived': entry({
    body: z.strictObject({
      version: count,
      sha256: hex32,
      bytes: count,
      /** `hub`, or the device of a kiosk of the station. */
      from: id,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description:
      'An election package came over the network and was verified, from whom, and how many bytes it has; it waits until a person takes it, as one on a stick does.',
  }),
  'package.arrival-refused': entry({
    body: z.strictObject({ version: count, sha256: hex32, from: id, problem: problemCode }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'system-action',
    description:
      'What came over the network as an election package was refused; the code names the cause. It is thrown away, and not fetched again. Of a difference it is the hash of that file, and the package comes whole instead.',
  }),
  'training.erased': entry({
    body: z.strictObject({ election: id, station: id }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description:
      'Another package came into force: the key of the training before it was destroyed, and with it everything that the training had written.',
  }),
  'person.signed-in': entry({
    body: z.strictObject({ person: id, role }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'A person signed in with her own code.',
  }),
  'person.signed-out': entry({
    body: z.strictObject({ person: id, why: z.enum(['asked', 'idle', 'limit', 'replaced', 'stopped']) }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'A person signed out or was signed out.',
  }),
  'person.refused': entry({
    body: z.strictObject({ person: id.nullable(), tries: count }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'user-action',
    description: 'A sign-in or an approval was refused: wrong code, or nobody of that name (null).',
  }),
  'person.locked': entry({
    body: z.strictObject({ person: id, seconds: count }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'system-action',
    description: 'Too many wrong codes: this person cannot sign in for some time.',
  }),
  'register.unlocked': entry({
    body: z.strictObject({ register: id, approvers }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'People who may open the station gave the register’s key with their codes: at opening, or after a power cut.',
  }),
  'sitting.opened': entry({
    body: z.strictObject({
      sitting: id,
      kind: z.enum(['outside', 'day', 'repeat']),
      registered: count,
      /** Admissions of closed sittings that are carried forward. */
      carried: count,
      /** Within a round a voter is admitted once; absent is 0, the day and what belongs to it. */
      round: count.optional(),
      approvers,
      /** Drawn duties that too few people held: opened without them by decision of those who approved. */
      withoutDuties: z.array(dutySchema).optional(),
      /** Why it was opened later than the policy wants. */
      late: reason.optional(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'A sitting of the station was opened with its own counters at zero.',
  }),
  'sitting.suspended': entry({
    body: z.strictObject({ reason, approvers: approvers.optional() }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'The sitting was suspended: why, and by whom. The station stands still from here on.',
  }),
  'sitting.resumed': entry({
    body: z.strictObject({ reason: reason.optional(), approvers: approvers.optional() }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The sitting was resumed: what was done about the reason, and by whom.',
  }),
  'sitting.finishing': entry({
    /** How many were inside, where the policy asks. */
    body: z.strictObject({ inside: count.optional() }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The doors are closed; those inside are still served.',
  }),
  'sitting.closed': entry({
    body: z.strictObject({
      reserved: count,
      confirmed: count,
      released: count,
      undone: count,
      firstPrints: count,
      reprints: count,
      /** Entered from the paper list, in none of the other numbers. */
      onPaper: count.optional(),
      byModality: counts,
      refused: counts,
      approvers,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The sitting was closed; its totals.',
  }),
  'page.handed': entry({
    body: z.strictObject({
      job: id,
      slip: z.enum(['start', 'final', 'readiness', 'kit', 'home-list']),
      /** Number of the sheet among those of its kind in this sitting, as printed on it. */
      sheet: count,
    }),
    disposition: 'na',
    severity: 'info',
    cdf: 'user-action',
    description: 'A slip of the station is about to be printed on A4; written before anything is sent to the printer.',
  }),
  'page.ended': entry({
    body: z.strictObject({ job: id, out: z.enum(['yes', 'no', 'maybe']), problem: problemCode.nullable() }),
    disposition: (body) => (body.out === 'yes' ? 'success' : 'failure'),
    severity: 'info',
    cdf: 'system-status',
    description:
      'Printing on A4 is over: whether the sheet came out, as the print service reports, and what was in its way.',
  }),
  'turnout.recorded': entry({
    body: z.strictObject({
      /** Local time that the policy names, hh:mm. */
      time,
      total: count,
      bySex: z.record(sex, count),
      byAge: z.record(text, count),
    }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'The turnout at one of the policy’s times, by sex and age group.',
  }),
} as const;
