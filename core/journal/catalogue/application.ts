import { z } from 'zod';
import { applicationNumber, askedSchema, decisionSchema } from '../../application/application.ts';
import { dateSchema } from '../../election/common.ts';
import { entry } from './entry.ts';
import { count, hex32 } from './fields.ts';

/** Applications before the day: filed, carried to the commission, decided. */
export const applicationEvents = {
  'application.filed': entry({
    body: z.strictObject({
      application: applicationNumber,
      voter: hex32,
      asked: askedSchema,
      filed: dateSchema,
      answerBy: dateSchema,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A voter who was identified by finger has applied before the day: for a correction of the list, to vote outside the room, or at a remote station. What is wrong is named, never what would be right.',
  }),
  'application.exported': entry({
    body: z.strictObject({ sha256: hex32, applications: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'Applications that wait for a decision were written to a file for the system administrator.',
  }),
  'application.decided': entry({
    body: z.strictObject({
      sha256: hex32,
      /** When the commission made the file: of several answers the newest counts, in whatever order they come. */
      made: z.iso.datetime(),
      decision: decisionSchema,
    }),
    disposition: (body) => (body.decision.decision === 'granted' ? 'success' : 'failure'),
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The commission’s signed decision on an application was taken in from a file: the newest that has come here.',
  }),
} as const;
