import { z } from 'zod';
import { modeSchema } from '../../election/common.ts';
import { entry } from './entry.ts';
import { approvers, count, hex32, id, reason, typed } from './fields.ts';

/** A medium as the kiosk itself names it, in hex: it may by chance have fourteen digits that stand together. */
const medium = z.string().regex(/^(?:fs|folder):[0-9A-Fa-f-]{1,36}$/);

/** What a station hands over; the commission ticks each thing by its place in the list. */
export const handedKinds = ['device', 'seal', 'slip', 'stick', 'copy'] as const;
export const handedItem = z.strictObject({
  kind: z.enum(handedKinds),
  /** Which one of its kind: a device’s name in the kiosk, `start`, `final`, `receipts`. */
  what: id,
  /** Serial number, number of a seal, label of a stick or medium; in acts of before the identity of a medium. */
  number: z.union([typed, medium]).nullable(),
  count: count.min(1),
});
export type HandedItem = z.infer<typeof handedItem>;

/** How a thing came to the commission. */
export const conditions = ['good', 'damaged', 'missing'] as const;

/** More than a station has: what stands in an act must fit on its paper. */
export const HANDED_MAX = 60;

/** After the closing: what is kept, what is handed over, and how the device is emptied. */
export const afterwardsEvents = {
  'retention.written': entry({
    body: z.strictObject({
      /** The file system that it lies on, by its UUID; outside the official mode also a folder of the kiosk. */
      medium: id,
      kind: z.enum(['stick', 'folder']),
      /** What is written on it, for people: the label of its file system, or the folder's name. */
      label: typed.optional(),
      /** SHA-256 of the copy's list of hashes, which covers every other file of it. */
      sha256: hex32,
      /** Lines of the journal in the copy, its head included. */
      lines: count,
      /** How many events are in it, and the hash of the last one. */
      events: count,
      head: hex32,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A retention copy was written to a medium, read back and verified there: chain, signatures and every hash; tells how far it goes.',
  }),
  'station.handed-over': entry({
    body: z.strictObject({
      /** The commission that takes it, as the chair named it. */
      to: typed,
      items: z.array(handedItem).min(1).max(HANDED_MAX),
      /** Media with a complete, verified copy. */
      media: z.array(id).max(16),
      approvers,
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The station was handed over: devices by serial number, seals, slips, sticks and copies, to whom, and the media on which everything before this lies verified.',
  }),
  'handing.copied': entry({
    body: z.strictObject({
      copy: count.min(1).max(2),
      paper: z.enum(['page', 'slip']),
      out: z.enum(['yes', 'no', 'maybe']),
    }),
    disposition: (body) => (body.out === 'yes' ? 'success' : 'failure'),
    severity: 'info',
    cdf: 'user-action',
    description: 'A numbered copy of the act of handing over was printed; whether it came out.',
  }),
  'handing.checked': entry({
    body: z.strictObject({
      /** One for each thing of the act, in its order. */
      items: z
        .array(z.strictObject({ condition: z.enum(conditions), note: reason.nullable() }))
        .min(1)
        .max(HANDED_MAX),
    }),
    disposition: (body) => (body.items.every(({ condition }) => condition === 'good') ? 'success' : 'failure'),
    severity: 'notice',
    cdf: 'user-action',
    description: 'At the territorial commission everything that was handed over was ticked, with its condition.',
  }),
  'wipe.begun': entry({
    body: z.strictObject({
      /** SHA-256 of the commission's order, and the commission's own number of it. */
      order: hex32,
      number: id,
      election: id,
      mode: modeSchema,
      station: id,
      /** Registers whose keys and files go. */
      registers: z.array(id).max(16),
      /** How many events the election's journal had, and the hash of the last one: what the kept copies must end with. */
      events: count,
      head: hex32,
      /**
       * Running numbers that this device gave out in this election, those of before an earlier wipe included: whatever is
       * loaded next of it goes on behind them. Devices of before did not tell.
       */
      numbers: z.strictObject({ receipts: count, acts: count, applications: count }).optional(),
      /** Media with a complete, verified copy. */
      media: z.array(id).max(16),
      approvers,
    }),
    disposition: 'na',
    severity: 'warning',
    cdf: 'user-action',
    description:
      'In the device’s own journal: two persons began to empty the device of an election on the commission’s signed order. From here on it is finished, whatever stops it.',
  }),
  'wipe.done': entry({
    body: z.strictObject({ order: hex32, keys: count, files: count }),
    disposition: 'success',
    severity: 'warning',
    cdf: 'system-action',
    description:
      'In the device’s own journal: every key of the election was destroyed, then its files; how many of both. The device is unprovisioned.',
  }),
} as const;
