import { eventIterator, oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { FingerPosition } from '../../core/admission/facts.ts';

/**
 * The playground: the physical world around a simulated kiosk. It moves documents, fingers, cables and paper on the
 * far side of the device ports; it has no way into the zone, and the zone does not know that it exists.
 */

export const fingerConditions = ['good', 'dry', 'wet', 'partial', 'smeared'] as const;
export type FingerCondition = (typeof fingerConditions)[number];

export const printerFaults = ['none', 'paper-near-end', 'paper-out', 'cover-open', 'cutter-jam', 'offline'] as const;
export type PrinterFault = (typeof printerFaults)[number];

/** A person of the simulated world: not a register record, but somebody with documents in a pocket and ten fingers. */
export interface WorldPerson {
  readonly person: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly pin: string;
  readonly precinct: string;
  readonly number: number;
  readonly documents: readonly { readonly number: string; readonly readable: boolean }[];
  readonly enrolled: readonly FingerPosition[];
  /** Why this person makes a good story: 'ordinary', 'other-precinct', 'no-biometrics', … */
  readonly story: string;
}

export interface WorldSlip {
  readonly slip: number;
  /** PNG as data: URL, decoded back from the bytes the printer was sent. */
  readonly picture: string;
  readonly torn: boolean;
}

export interface WorldView {
  readonly document: string | null;
  readonly finger: {
    readonly person: string;
    readonly finger: FingerPosition;
    readonly condition: FingerCondition;
  } | null;
  readonly plugged: Readonly<Record<'fingerprint' | 'document' | 'printer', boolean>>;
  readonly printerFault: PrinterFault;
  /** Newest first. */
  readonly slips: readonly WorldSlip[];
}

const id = z.string().max(64);
const done = type<null>();

export const playgroundContract = {
  watch: oc.input(z.object({}).strict()).output(eventIterator(type<WorldView>())),
  /** People by name, PIN or story; without text a few of each story. */
  people: oc.input(z.object({ text: z.string().max(80) }).strict()).output(type<readonly WorldPerson[]>()),
  /** Lays a document on the reader (null: takes it away). */
  layDocument: oc
    .input(
      z
        .object({ person: id, document: z.int().min(0).max(8) })
        .strict()
        .nullable(),
    )
    .output(done),
  /** Puts a finger on the sensor (null: lifts it). */
  putFinger: oc
    .input(
      z
        .object({ person: id, finger: z.int().min(1).max(10), condition: z.enum(fingerConditions) })
        .strict()
        .nullable(),
    )
    .output(done),
  plug: oc
    .input(z.object({ device: z.enum(['fingerprint', 'document', 'printer']), plugged: z.boolean() }).strict())
    .output(done),
  breakPrinter: oc.input(z.object({ fault: z.enum(printerFaults) }).strict()).output(done),
};

export type PlaygroundContract = typeof playgroundContract;
