import { eventIterator, oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { ConsoleNews } from './console-news.ts';
import type { DrawnProof, MakingRows, PackageDetail, PackagesPlace } from './console-packages.ts';
import type {
  LogsStick,
  ScanShown,
  StationDetail,
  StationResultsShown,
  SumsShown,
  TurnoutPreview,
} from './console-views.ts';
import { approvers, credential } from './credential.ts';

/**
 * The contract of the commission's console: what its one window may ask. Each method has one row in
 * main/access/console-table.ts.
 */
const nothing = z.object({}).strict();
const done = type<Result<null, Problem>>();
const name = z.string().min(1).max(64);
const path = z.string().min(1).max(500);
const language = z.enum(['ky', 'ru', 'en']);

export const consoleContract = {
  /** The view as news of it: `viewsOf` (console-news.ts) makes views of them again. */
  watch: oc.input(nothing).output(eventIterator(type<ConsoleNews>())),

  access: {
    signIn: oc.input(credential).output(done),
    signOut: oc.input(nothing).output(done),
  },

  territory: {
    /** Looks at a territory from now on: everything that is shown is of its stations. Null: at all that this person may see. */
    choose: oc.input(z.strictObject({ territory: name.nullable() })).output(done),
  },

  station: {
    /** One station with its devices, as it is now. */
    look: oc.input(z.strictObject({ station: name })).output(type<Result<StationDetail, Problem>>()),
  },

  logs: {
    /** Downloads the logs of stations from the hub; none named: of all that are looked at. */
    fromHub: oc
      .input(z.strictObject({ stations: z.array(name).max(5_000) }))
      .output(type<Result<{ readonly id: string }, Problem>>()),
    stop: oc.input(z.strictObject({ id: name })).output(done),
    /** Sticks that are plugged in at the console. */
    sticks: oc.input(nothing).output(type<readonly LogsStick[]>()),
    /** Takes the journals that kiosks have written to a stick or a folder of this machine: those of the stations looked at. */
    fromStick: oc
      .input(z.strictObject({ path: z.string().min(1).max(500) }))
      .output(type<Result<{ readonly id: string }, Problem>>()),
    /** Takes the journals that a kiosk in this console's network has, and that its people have opened, by the code it shows. */
    fromKiosk: oc
      .input(z.strictObject({ code: z.string().min(1).max(400) }))
      .output(type<Result<{ readonly id: string }, Problem>>()),
    /** Keeps the checkpoint of a printed slip, by its QR code: every log of that device is held against it from now on. */
    slip: oc.input(z.strictObject({ code: z.string().min(1).max(2_000) })).output(done),
  },

  results: {
    /** What came of a station's results: every file, what the one in force says, and what is wrong with it; null: nothing yet. */
    look: oc.input(z.strictObject({ station: name })).output(type<Result<StationResultsShown | null, Problem>>()),
    /** One image of a signed page or a stamped slip of this station, by its hash in the results file in force. */
    scan: oc
      .input(z.strictObject({ station: name, sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
      .output(type<Result<ScanShown, Problem>>()),
    /** Keeps the results files of a stick or a folder of this machine, those that are in force, of this person's stations. */
    take: oc.input(z.strictObject({ path })).output(type<Result<{ readonly files: number }, Problem>>()),
    /** Protocols added up over the stations that are looked at; one that may not be published says why (`hindrance`). */
    sums: oc.input(nothing).output(type<SumsShown>()),
    /** Writes those sums that may be published. @returns the files' names */
    export: oc
      .input(z.strictObject({ note: z.string().min(1).max(500) }))
      .output(type<Result<{ readonly files: readonly string[] }, Problem>>()),
  },

  turnout: {
    /** What may be published of the turnout now, with what is withheld; where it was written already, what was written. */
    preview: oc.input(nothing).output(type<Result<TurnoutPreview, Problem>>()),
    /** Writes what was looked at last, or once more what was written at this time. @returns the files' names */
    export: oc
      .input(z.strictObject({ id: name.nullable() }))
      .output(type<Result<{ readonly files: readonly string[] }, Problem>>()),
  },

  packages: {
    /** Folders and sticks of which packages can be made. */
    sources: oc.input(nothing).output(type<readonly PackagesPlace[]>()),
    /** Folders and sticks to which packages can go, and from which signed ones are taken back. */
    targets: oc.input(nothing).output(type<readonly PackagesPlace[]>()),
    /** Makes the packages of one of the sources, of one station or (null) of all that have voters there. */
    begin: oc.input(z.strictObject({ path, station: name.nullable() })).output(done),
    /** Ends what is being made; what was made until then stays. */
    stop: oc.input(nothing).output(done),
    /** Stations of what was made last, and what was left out; null: nothing was made yet. */
    rows: oc.input(nothing).output(type<MakingRows | null>()),
    /** One package: its hashes, and what it changes since the version before. */
    look: oc.input(z.strictObject({ station: name, language })).output(type<Result<PackageDetail, Problem>>()),
    /** Draws the proof of a package, as a PDF in the console's folder, and for `page`. */
    proof: oc.input(z.strictObject({ station: name, language })).output(type<Result<DrawnProof, Problem>>()),
    /** A sheet of the proof that was drawn last, as an SVG; null: there is none. */
    page: oc.input(z.strictObject({ n: z.int().min(1).max(10_000) })).output(type<string | null>()),
    /** Signs all that were made: two of the central commission, each with the own code. */
    sign: oc.input(z.strictObject({ approvers })).output(type<Result<{ readonly signed: number }, Problem>>()),
    /** Copies out what is signed, or what is to be signed on another machine. @returns the names of the files */
    out: oc.input(z.strictObject({ path })).output(type<Result<{ readonly files: readonly string[] }, Problem>>()),
    /** Takes back what another machine has signed. */
    take: oc.input(z.strictObject({ path })).output(type<Result<{ readonly signed: number }, Problem>>()),
  },
};
export type ConsoleContract = typeof consoleContract;
