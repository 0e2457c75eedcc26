import { eventIterator, oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { FingerPosition } from '../../core/admission/facts.ts';
import { ballotBoxContract, type WorldBallotBox } from './playground-box.ts';

/**
 * The playground: the physical world around a simulated kiosk. It moves documents, fingers, cables and paper on the
 * far side of the device ports; it has no way into the zone, and the zone does not know that it exists.
 */

export const fingerConditions = ['good', 'dry', 'wet', 'partial', 'smeared'] as const;
export type FingerCondition = (typeof fingerConditions)[number];

export const printerFaults = [
  'none',
  'paper-near-end',
  'paper-out',
  'cover-open',
  'cutter-jam',
  'busy',
  'offline',
] as const;
export type PrinterFault = (typeof printerFaults)[number];

export const worldDevices = ['document', 'fingerprint', 'printer'] as const;
export type WorldDevice = (typeof worldDevices)[number];

/** Why a person makes a good story, as this kiosk's station would meet it. */
export const stories = [
  'ordinary',
  'other-precinct',
  'other-constituency',
  'not-in-list',
  'no-biometrics',
  'admitted-outside',
  'remote',
  'expired-document',
  'document-differs',
  'old-passport',
] as const;
export type Story = (typeof stories)[number];

/** A document in somebody's pocket, as anybody can see who holds it. */
export interface WorldDocument {
  /** Kind as the policy's table of documents names it. */
  readonly kind: 'id-card-2017' | 'id-card-2004' | 'passport-1994' | 'passport-2006' | 'passport-electronic';
  readonly number: string;
  /** ISO date; null where none is printed. */
  readonly expires: string | null;
  /** Whether it has a zone that a reader can read. */
  readonly readable: boolean;
  /** In what it contradicts the register, or null. */
  readonly differs: 'birth-date' | 'sex' | 'name' | 'number' | null;
}

/** A person of the simulated world: not a register record, but somebody with documents in a pocket and ten fingers. */
export interface WorldPerson {
  readonly person: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly pin: string;
  readonly sex: 'female' | 'male';
  /** ISO date. */
  readonly birthDate: string;
  /** The home precinct, and the number in its list; null for somebody who is in no list. */
  readonly home: { readonly precinct: string; readonly number: number } | null;
  readonly documents: readonly WorldDocument[];
  readonly enrolled: readonly FingerPosition[];
  readonly story: Story;
}

export interface WorldSlip {
  readonly slip: number;
  /** PNG as data: URL, decoded back from the bytes the printer was sent. */
  readonly picture: string;
  /** In dots of the printer, 8 a millimetre. */
  readonly width: number;
  readonly height: number;
  /** Torn off by hand: the printer did not cut it. */
  readonly torn: boolean;
}

export interface WorldView {
  /** What lies on the reader; `document` counts the person's documents from 0, `holder` is that person's name. */
  readonly document: {
    readonly person: string;
    readonly document: number;
    readonly holder: string;
    readonly kind: WorldDocument['kind'];
    readonly readable: boolean;
  } | null;
  readonly finger: {
    readonly person: string;
    /** That person's name. */
    readonly holder: string;
    readonly finger: FingerPosition;
    readonly condition: FingerCondition;
    /** Whether the sensor has taken an image since the finger was put on it. */
    readonly captured: boolean;
  } | null;
  readonly plugged: Readonly<Record<WorldDevice, boolean>>;
  readonly printerFault: PrinterFault;
  /** Newest first, the last twenty. */
  readonly slips: readonly WorldSlip[];
  /** Null where the kiosk has no ballot zone beside it. */
  readonly box: WorldBallotBox | null;
}

const id = z.string().max(64);
const done = type<null>();

export const playgroundContract = {
  watch: oc.input(z.object({}).strict()).output(eventIterator(type<WorldView>())),
  /** People by name, PIN, number in the station's list or story; without text a few of each story. */
  people: oc.input(z.object({ text: z.string().max(80) }).strict()).output(type<readonly WorldPerson[]>()),
  /** A drawing of the person: SVG as data: URL. */
  portrait: oc.input(z.object({ person: id }).strict()).output(type<string>()),
  /** Lays a document on the reader (null: takes it away). Laid again, it is read again. */
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
  plug: oc.input(z.object({ device: z.enum(worldDevices), plugged: z.boolean() }).strict()).output(done),
  breakPrinter: oc.input(z.object({ fault: z.enum(printerFaults) }).strict()).output(done),
  /** Tears off what hangs out of the printer; without anything there nothing happens. */
  tearOff: oc.input(z.object({}).strict()).output(done),
  box: ballotBoxContract,
};

export type PlaygroundContract = typeof playgroundContract;
