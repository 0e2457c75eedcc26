import { z } from 'zod';
import { hatchFiles, hatchStages, signedTotalsSchema } from '../../hatch/hatch.ts';
import { resultsVerdicts, standings } from '../../results/results-standing.ts';
import { entry } from './entry.ts';
import { count, fileName, hex32, id, problemCode } from './fields.ts';

/**
 * What the identification zone learns through the hatch of the ballot zone beside it, and tells it: numbers of sheets, and
 * names of files that it carries unread.
 */
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Numbers of sheets of a sitting: at a turnout time, or since the close (null), mobile boxes included. */
const sheetsOf = { sitting: id, time: clock.nullable(), sheets: count };

export const ballotZoneEvents = {
  'ballot-zone.paired': entry({
    body: z.strictObject({ device: id, key: id, signing: hex32 }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description:
      'The identification zone learned through the hatch by which key the ballot zone of this kiosk signs, for the first time, or because it is back; its own signature stands for it.',
  }),
  'ballot-zone.gone': entry({
    body: z.strictObject({}),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'system-status',
    description:
      'The process of the ballot zone died; the supervisor starts it again, and it is back when its key is told anew.',
  }),
  'ballot-zone.told': entry({
    body: z.strictObject({ stage: z.enum(hatchStages), needs: problemCode.nullable() }),
    disposition: ({ needs }) => (needs === null ? 'success' : 'failure'),
    severity: 'info',
    cdf: 'system-status',
    description:
      'Whether the ballot zone is ready for a stage of the station, or what it waits for; told when it changes.',
  }),
  'ballot-zone.sheets': entry({
    body: z.strictObject({ ...sheetsOf, mobile: count.optional(), most: count.nullable() }),
    disposition: 'na',
    severity: 'info',
    cdf: 'system-status',
    description:
      'The number of sheets in the ballot box at a turnout time or since the close, beside the most that there may be by the ballots handed out and the admissions; null where another kiosk has admitted too and its numbers are not known here. `mobile`: how many of them came from mobile boxes.',
  }),
  'ballot-zone.too-many-sheets': entry({
    body: z.strictObject({ ...sheetsOf, most: count }),
    disposition: 'failure',
    severity: 'error',
    cdf: 'system-status',
    description: 'There are more sheets in the ballot box than ballots were handed out or voters admitted.',
  }),
  'ballot-zone.totals-made': entry({
    body: signedTotalsSchema.pick({ sitting: true, ballots: true }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description:
      'The totals of a closed sitting by ballot and constituency, as they go signed through the hatch to the ballot zone.',
  }),
  'ballot-zone.file-came': entry({
    body: z.strictObject({ kind: z.enum(hatchFiles), file: fileName, sha256: hex32 }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description: 'A sealed or signed file came out of the ballot zone, to be carried on unread.',
  }),
  'ballot-zone.files-written': entry({
    body: z.strictObject({
      files: z
        .array(z.strictObject({ file: fileName, sha256: hex32 }))
        .min(1)
        .max(500),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'Files of the ballot zone were written to a medium beside the log, and read back.',
  }),
  'results.delivered': entry({
    body: z.strictObject({
      ...{ file: fileName, sha256: hex32, way: z.enum(['link', 'peer']) },
      /** What the hub's stored receipt says, when, by which key, and its signature: the receipt can be written anew from it. */
      ...{ standing: z.enum(standings), verdict: z.enum(resultsVerdicts), at: z.iso.datetime({ precision: 3 }) },
      ...{ key: z.string().regex(/^[0-9a-f]{16}$/), sig: z.string().regex(/^[0-9a-f]{128}$/) },
    }),
    disposition: ({ standing }) => (standing === 'refused' || standing === 'broken' ? 'failure' : 'success'),
    severity: 'notice',
    cdf: 'system-action',
    description:
      'The hub of the commission has a results file of the ballot zone whole, and what it says of it: its signed receipt. Told again when it says something else.',
  }),
} as const;
