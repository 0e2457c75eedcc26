import { z } from 'zod';
import { hatchFiles, hatchStages } from '../../hatch/hatch.ts';
import { entry } from './entry.ts';
import { approvers, count, fileName, hex32, id, paragraph, reason } from './fields.ts';

/**
 * Events of the ballot zone. It has a journal of its own, with stages, devices and faults, and numbers of sheets where a
 * stage ends: no event speaks of one ballot, and none of a choice, one or many (BS-05, BS-07).
 */
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Who among those present receives a copy of a protocol; no names. */
export const copyReceivers = ['commission', 'observers', 'candidates', 'press', 'others'] as const;
export type CopyReceiver = (typeof copyReceivers)[number];

export const ballotEvents = {
  'ballot.package-taken': entry({
    body: z.strictObject({
      sha256: hex32,
      version: count,
      definition: z.string().regex(/^[0-9a-f]{16}$/),
      styles: count,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description:
      'The ballot zone took the signed election package through the hatch; names it, and the definition of the ballots that their corner codes carry.',
  }),
  'ballot.station-told': entry({
    body: z.strictObject({ stage: z.enum(hatchStages), sitting: id.nullable() }),
    disposition: 'success',
    severity: 'info',
    cdf: 'system-status',
    description: 'The identification zone told through the hatch at which stage the station is.',
  }),
  'ballot.box-assigned': entry({
    body: z.strictObject({ box: id, seal: id.nullable(), approvers }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The box that stands under the reader, and the number of its seal.',
  }),
  'ballot.test-begun': entry({
    body: z.strictObject({ sheets: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The test pack of the election package is being fed; says how many sheets it has.',
  }),
  'ballot.test-ended': entry({
    body: z.strictObject({ sheets: count, matches: z.boolean() }),
    disposition: (body) => (body.matches ? 'success' : 'failure'),
    severity: 'notice',
    cdf: 'user-action',
    description: 'The test pack was read; says how many sheets, and whether the totals are those expected.',
  }),
  'ballot.test-accepted': entry({
    body: z.strictObject({ reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'The persons whom the policy names opened although the test had not come out as expected.',
  }),
  'ballot.zero-proved': entry({
    body: z.strictObject({ sheets: count, slots: count }),
    disposition: (body) => (body.sheets === 0 ? 'success' : 'failure'),
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The store was looked through before the opening: ballots in it, and places for ballots. The slip says the same.',
  }),
  'ballot.opened': entry({
    body: z.strictObject({ box: id }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description: 'The reader takes ballots from here on.',
  }),
  'ballot.paused': entry({
    body: z.strictObject({}),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description: 'The station stands still: the reader takes nothing.',
  }),
  'ballot.turnout': entry({
    body: z.strictObject({ time: clock, sheets: count }),
    disposition: 'success',
    severity: 'info',
    cdf: 'system-status',
    description: 'The number of sheets in the box at a turnout time.',
  }),
  'ballot.too-many-sheets': entry({
    body: z.strictObject({ time: clock.nullable(), sheets: count, most: count }),
    disposition: 'failure',
    severity: 'error',
    cdf: 'system-status',
    description: 'There are more sheets in the box than ballots were handed out or voters admitted.',
  }),
  'ballot.box-replaced': entry({
    body: z.strictObject({ from: id, to: id, seal: id.nullable(), sheets: count, reason, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'A failed or full box was sealed and replaced by another; the sheets in it stay counted.',
  }),
  'ballot.sheet-located': entry({
    body: z.strictObject({ where: z.enum(['in-box', 'in-hand']), approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'After a stop nobody knew whether the last sheet had dropped: persons looked, and said where it is. Only the box may make them look.',
  }),
  'ballot.closed': entry({
    body: z.strictObject({ sheets: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description: 'The reader takes no ballots of the box any more; says how many sheets were accepted.',
  }),
  'ballot.mobile-begun': entry({
    body: z.strictObject({ box: id, approvers }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'Ballots of a mobile box are being fed.',
  }),
  'ballot.mobile-ended': entry({
    body: z.strictObject({ box: id, sheets: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'A mobile box is empty; says how many of its sheets were read.',
  }),
  'ballot.adjudicated': entry({
    body: z.strictObject({ sheets: count, approvers: z.array(id).min(1).max(40) }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'Persons decided about all marks that the reader had left to them; says on how many sheets.',
  }),
  'ballot.counted': entry({
    body: z.strictObject({
      ...{ sheets: count, sha256: hex32, approvers },
      differs: z.strictObject({ expected: count, found: count, reason }).optional(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The totals were computed from the ballots; says of how many sheets, and the hash of the sealed totals.',
  }),
  'ballot.recounted': entry({
    body: z.strictObject({
      ...{ sheets: count, counted: count, aside: count, unsure: count, matches: z.boolean() },
      /** By protocol: how many of its numbers differ. Which, and by how much, stands in the protocol and never here. */
      differ: z.array(z.strictObject({ protocol: id, numbers: count })),
      ...{ reason: paragraph.nullable(), approvers },
    }),
    disposition: (body) => (body.matches ? 'success' : 'failure'),
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The ballots were fed through a scanner once more after the count; says how many sheets were read and how many were counted, whether the numbers match, and why not.',
  }),
  'ballot.discrepancy-recorded': entry({
    body: z.strictObject({ protocol: id, ratio: id, reason: paragraph, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'Something does not balance in a protocol, and the persons whom the policy names say why.',
  }),
  'ballot.counts-explained': entry({
    body: z.strictObject({ protocol: id, how: z.enum(['explained', 'recounted']), reason: paragraph, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'The counts by machine and by hand differ: the difference is explained, or the ballots were counted again.',
  }),
  'ballot.dissent': entry({
    body: z.strictObject({ protocol: id, person: id, reason: paragraph }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description: 'A member of the commission does not agree with the protocol, and says why.',
  }),
  'ballot.protocol-signed': entry({
    body: z.strictObject({ protocol: id, sha256: hex32, approvers: z.array(id).min(1).max(40) }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'A version of a results protocol was signed by the persons whom the form names; says its hash.',
  }),
  'ballot.correction-begun': entry({
    body: z.strictObject({ protocol: id, version: count, reason: paragraph, approvers }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'The persons whom the policy names correct a signed protocol, and say why; names the version that will take its place. The signed one stays.',
  }),
  'ballot.correction-dropped': entry({
    body: z.strictObject({ protocol: id, version: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'A correction was given up before it was signed; the version that was signed before it is in force.',
  }),
  'ballot.pages-scanned': entry({
    body: z.strictObject({ pages: count }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description:
      'Pages of signed protocols, or stamped slips of the box, were scanned for the results file; says how many sheets.',
  }),
  'ballot.paper-repeated': entry({
    body: z.strictObject({ paper: fileName }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'A paper of the box’s day, named by its file, was printed once more as it was made.',
  }),
  'ballot.copies-printed': entry({
    body: z.strictObject({
      ...{ protocol: id, form: z.enum(['a4', 'enlarged']), from: count, to: count },
      whom: z.enum(copyReceivers),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'Numbered copies of a protocol were printed; says for whom.',
  }),
  'ballot.exported': entry({
    body: z.strictObject({ kind: z.enum(hatchFiles), file: fileName, sha256: hex32 }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description: 'A sealed or signed file left the ballot zone through the hatch.',
  }),
  'ballot.wiped': entry({
    body: z.strictObject({ slots: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description: 'The key of the ballots was destroyed and their places were overwritten.',
  }),
} as const;
