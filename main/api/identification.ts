import { eventIterator, oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { trialSlips } from '../../core/receipt/trial-slip.ts';
import { actsContract } from './acts.ts';
import { afterwardsContract } from './afterwards.ts';
import { applicationContract } from './application.ts';
import type {
  ConfigurationFileView,
  ConfigurationPlanView,
  ConfigurationScanView,
  ConfigurationWritten,
  KitComparisonView,
} from './configuration-views.ts';
import { copyContract } from './copy.ts';
import { approvers, credential } from './credential.ts';
import { copiesInput, dayContract } from './day.ts';
import { dutyContract } from './duties.ts';
import { helpContract } from './help.ts';
import { kitMapContract } from './kit-map.ts';
import type { MediumView } from './media-views.ts';
import { kiosksContract } from './network.ts';
import type { PackagesView } from './packages.ts';
import { papersContract } from './papers.ts';
import { passportContract } from './passport.ts';
import { provisioningContract } from './provisioning.ts';
import { receptionContract } from './reception.ts';
import { rehearsalContract } from './rehearsal.ts';
import { sheetContract } from './sheets.ts';
import { shiftContract } from './shifts.ts';
import { sittingsContract } from './sittings.ts';
import type { TrialPicture } from './trial-views.ts';
import type {
  AdmittedView,
  DiscoveryView,
  FoundGroup,
  FoundView,
  LogWritten,
  PrintedPageView,
  ReadinessReport,
  RecordingView,
  WireLineView,
  ZoneView,
} from './views.ts';

/**
 * The identification zone's contract: everything a screen may ask of it. Each method has one row in
 * main/access/table.ts (role × stage × window); a method without a row does not compile.
 * Expected refusals come back as `Result` with a problem from the catalogue; a thrown error is a bug.
 */

const reason = z.string().trim().min(3).max(250);
const deviceName = z.string().max(32);
const foundGroup = z.enum(['cable', 'reader', 'scanner', 'printer', 'power', 'screen'] satisfies readonly FoundGroup[]);
/** The readiness report that is on the screen, by its instant; null where none is. */
const shownReport = { at: z.iso.datetime().nullable(), language: z.enum(['ky', 'ru', 'en']) };
const nothing = z.object({}).strict();
const done = type<Result<null, Problem>>();

/** What a technician wants to see of a device, by what the device is for. */
const trialWish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fingerprint') }),
  z.strictObject({ kind: z.literal('document') }),
  z.strictObject({ kind: z.literal('printer'), slip: z.enum(trialSlips) }),
  /** `can`: the number printed on the card; null: the zone that a reader sends next opens it. */
  z.strictObject({
    kind: z.literal('chip'),
    can: z
      .string()
      .regex(/^\d{6}$/)
      .nullable(),
  }),
  z.strictObject({ kind: z.literal('page-scanner'), dpi: z.int().min(75).max(600) }),
  z.strictObject({ kind: z.literal('camera') }),
  /** Pictures are taken until the code of a kiosk that invites is on one. */
  z.strictObject({ kind: z.literal('invitation') }),
  z.strictObject({ kind: z.literal('page-printer') }),
  z.strictObject({ kind: z.literal('power') }),
]);
export type TrialWish = z.infer<typeof trialWish>;

export type { Credential } from './credential.ts';

export const identificationContract = {
  ...afterwardsContract,

  /** The live projection for this window: one value at once, then one at every change. */
  watch: oc.input(nothing).output(eventIterator(type<ZoneView>())),

  access: {
    signIn: oc.input(credential).output(done),
    signOut: oc.input(nothing).output(done),
    /** The next operator takes the desk over the idle screen, by her own code; the one before gets her slip. */
    takeOver: oc.input(credential).output(done),
  },

  voter: {
    /** Anything typed at the idle screen: a PIN, a number in the list, or a name. */
    find: oc.input(z.object({ text: z.string().trim().min(1).max(120) }).strict()).output(done),
    /** The record picked from a list of candidates. */
    choose: oc.input(z.object({ record: z.string().max(64) }).strict()).output(done),
    /** A document cannot be read, and the policy lets its record be looked for by finger: begins, or tries another finger. */
    searchFinger: oc.input(nothing).output(done),
    /** Back to the PIN: nobody of those shown, or no search after all. */
    leaveSearch: oc.input(nothing).output(done),
    /** Persons choose one of those shown, each with the own code. The finger is then compared as ever. */
    chooseFound: oc.input(z.object({ record: z.string().max(64), approvers }).strict()).output(done),
    /** Scans the page on the scanner and reads its zone. Begins it; the view tells what comes of it. */
    scanDocument: oc.input(nothing).output(done),
    /** Opens the chip on the reader by the six digits that are printed on the card. Begins it, as above. */
    openChip: oc.input(z.object({ can: z.string().regex(/^\d{6}$/) }).strict()).output(done),
    /** On without what is being read. */
    leaveReading: oc.input(nothing).output(done),
    /** Begins with the document that was put aside while somebody else was being served. */
    beginNext: oc.input(nothing).output(done),
    /** The next voter's document does not wait any longer, or it was read what became of it. */
    removeNext: oc.input(nothing).output(done),
    /** Document and record disagree: the officer looked and goes on, or stops. */
    acceptWarning: oc.input(nothing).output(done),
    nextFinger: oc.input(nothing).output(done),
    cannotReadFinger: oc.input(nothing).output(done),
    comparePhoto: oc.input(z.object({ same: z.boolean(), approvers }).strict()).output(done),
    override: oc.input(z.object({ reason, approvers }).strict()).output(done),
    /** Listed to vote at a remote station, and the policy lets persons admit her here: they do, or she is refused. */
    admitListed: oc.input(z.object({ reason, approvers }).strict()).output(done),
    refuseListed: oc.input(nothing).output(done),
    takeBallots: oc.input(z.object({ ballots: z.array(z.string().max(64)).max(8) }).strict()).output(done),
    cancel: oc.input(nothing).output(done),
    /** The voter has taken the slip, or the refusal was read: back to idle. */
    finish: oc.input(nothing).output(done),
  },

  reservation: {
    /** Prints the slip (again), for a reservation of which nothing was sent. */
    resume: oc.input(z.object({ admission: z.string().max(64) }).strict()).output(done),
    /** The slip lies whole in the tray: confirm by its number as printed. */
    slipIsOut: oc.input(z.object({ admission: z.string().max(64), receipt: z.string().max(32) }).strict()).output(done),
    /** The slip is damaged or did not come: void its number, print a marked reprint. */
    reprint: oc.input(z.object({ admission: z.string().max(64), reason, approvers }).strict()).output(done),
    /** The voter goes without: nothing sent, or two persons void the number. */
    release: oc.input(z.object({ admission: z.string().max(64), reason, approvers }).strict()).output(done),
    /** Whose confirmed admission a receipt's number names: looked at before two persons undo it. */
    admitted: oc
      .input(z.object({ receipt: z.string().max(32) }).strict())
      .output(type<Result<AdmittedView, Problem>>()),
    /** Undo of a confirmed admission: chair and a second person, reason, original kept. */
    undo: oc.input(z.object({ receipt: z.string().max(32), reason, approvers }).strict()).output(done),
  },

  station: {
    /** Imports an election package from a path the kiosk offers (see `packages`). */
    import: oc.input(z.object({ path: z.string().max(500) }).strict()).output(done),
    packages: oc.input(nothing).output(type<PackagesView>()),
    /** `late`: why it is later than the policy wants. `copies` of the start slip are printed. */
    open: oc
      .input(z.object({ approvers, copies: copiesInput, late: reason.nullable().default(null) }).strict())
      .output(done),
    /** After a power cut: those who may open the station give the register's key again. */
    unlock: oc.input(z.object({ approvers }).strict()).output(done),
    /** The station stands still, and goes on: each with a reason, persons and a slip. */
    suspend: oc.input(z.object({ reason, approvers }).strict()).output(done),
    resume: oc.input(z.object({ reason, approvers }).strict()).output(done),
    /** The doors are closed; `inside`: how many are still to be served, where the policy asks. */
    finish: oc.input(z.object({ inside: z.int().min(0).max(9_999).nullable().default(null) }).strict()).output(done),
    close: oc.input(z.object({ approvers, copies: copiesInput }).strict()).output(done),
    /** Records and shows the turnout of a policy time. */
    recordTurnout: oc.input(z.object({ time: z.string().regex(/^\d\d:\d\d$/) }).strict()).output(done),
    /** Places the log can be written to (sticks that are mounted, the log folder). */
    logTargets: oc.input(nothing).output(type<readonly MediumView[]>()),
    downloadLog: oc
      .input(z.object({ target: z.string().max(500) }).strict())
      .output(type<Result<LogWritten, Problem>>()),
  },

  /** The chair's stick. */
  copy: copyContract,
  kiosks: kiosksContract,
  duty: dutyContract,
  help: helpContract,
  /** The several sittings of one election. */
  sittings: sittingsContract,
  shift: shiftContract,
  rehearsal: rehearsalContract,
  day: dayContract,

  /** Slips of the station on A4, where a page printer is set up: numbered copies beside the slip that counts. */
  page: {
    print: oc
      .input(z.object({ slip: z.enum(['start', 'final']) }).strict())
      .output(type<Result<PrintedPageView, Problem>>()),
    /** The report that was made at this instant; made anew if there was another one since, or none. */
    readiness: oc.input(z.object(shownReport).strict()).output(type<Result<PrintedPageView, Problem>>()),
    /** Takes back what is being printed, as far as it has not come out. */
    stop: oc.input(nothing).output(done),
  },

  papers: papersContract,
  sheet: sheetContract,
  acts: actsContract,

  /** What passes on a device's wire, as a file that can be replayed; one at a time. */
  recording: {
    /**
     * Opens the device anew and records from then on. Unmasked in training mode only. `discard`: one that was not saved
     * may be thrown away for it.
     */
    start: oc.input(z.object({ device: deviceName, masked: z.boolean(), discard: z.boolean() }).strict()).output(done),
    state: oc.input(nothing).output(type<RecordingView | null>()),
    stop: oc.input(nothing).output(done),
    /** Ends it and writes it to one of `logTargets`; it is forgotten then, as when the technician signs out. */
    save: oc
      .input(z.object({ target: z.string().max(500) }).strict())
      .output(type<Result<{ readonly file: string; readonly sha256: string }, Problem>>()),
  },

  device: {
    /** The next rung of a device's recovery ladder, now, because the technician says so. */
    reopen: oc.input(z.object({ device: deviceName }).strict()).output(done),
    testPrint: oc.input(nothing).output(done),
    /** The technician's try of the sensor: waits for one touch; the view tells what came of it. The third begins anew. */
    takeTouch: oc.input(nothing).output(done),
    /** The page is left: the touches are wiped. */
    leaveTouches: oc.input(nothing).output(done),
    /** What is plugged in or answers, and what of it the kiosk uses: of one group, or everything. */
    discover: oc.input(z.object({ group: foundGroup.optional() }).strict()).output(type<DiscoveryView>()),
    /** What an address that a technician has typed may be: its drivers, none where it is no address. */
    typed: oc.input(z.object({ at: z.string().min(1).max(500) }).strict()).output(type<FoundView>()),
    /** What passed on a device's wire last. */
    trace: oc.input(z.object({ device: deviceName }).strict()).output(type<readonly WireLineView[]>()),
    /** Puts a device in its place; a name that is new adds one. */
    assign: oc
      .input(z.object({ device: deviceName, driver: z.string().max(32), at: z.string().min(1).max(500) }).strict())
      .output(done),
    /** Takes a device out; those that a table needs stay. */
    remove: oc.input(z.object({ device: deviceName }).strict()).output(done),
    /** Looks at everything that must be well before the station opens. */
    readiness: oc.input(nothing).output(type<ReadinessReport>()),
    /** Prints the report that is on the screen. */
    printReadiness: oc.input(z.object({ at: shownReport.at }).strict()).output(done),
    /** Writes the report to one of `logTargets`: a PDF to be signed, and the signed file beside it. */
    saveReadiness: oc
      .input(z.object({ ...shownReport, target: z.string().max(500) }).strict())
      .output(type<Result<{ readonly file: string; readonly sha256: string }, Problem>>()),
    /** Restarts the device host: the last rung. */
    restartHost: oc.input(nothing).output(done),
  },

  /** A technician tries one device by itself. What comes of it stands in the view; it is gone when the page is left. */
  trial: {
    begin: oc.input(z.object({ device: deviceName, wish: trialWish }).strict()).output(done),
    /** Ends what runs; what was seen stays. */
    stop: oc.input(nothing).output(done),
    /** The picture of what is seen now; its number stands in the view. */
    picture: oc.input(nothing).output(type<TrialPicture | null>()),
    /** The page is left: everything that was seen is overwritten. */
    leave: oc.input(nothing).output(done),
  },

  provisioning: provisioningContract,
  passport: passportContract,
  kitMap: kitMapContract,

  configuration: {
    /** This kiosk against the standard kit that it is to have. */
    compare: oc.input(nothing).output(type<KitComparisonView>()),
    /** Writes this kiosk's configuration, signed, to one of `station.logTargets`. */
    export: oc
      .input(z.object({ target: z.string().max(500) }).strict())
      .output(type<Result<ConfigurationWritten, Problem>>()),
    /** This kiosk's configuration, signed, as QR codes for the scanner of another one. */
    codes: oc.input(nothing).output(type<Result<readonly string[], Problem>>()),
    /** From now on the reader's codes are another kiosk's configuration; what was read before is forgotten. */
    listen: oc.input(nothing).output(done),
    scanned: oc.input(nothing).output(type<ConfigurationScanView>()),
    /** The page is left. */
    leave: oc.input(nothing).output(done),
    /** Configurations that lie on sticks and in the kiosk's folders. */
    files: oc.input(nothing).output(type<readonly ConfigurationFileView[]>()),
    /** Whose one of these is, and what it would change; nothing is changed. */
    look: oc
      .input(z.object({ path: z.string().max(500) }).strict())
      .output(type<Result<ConfigurationPlanView, Problem>>()),
    /** Takes what was looked at: the very file, each device at its planned place, at another of its choices, or left out. */
    take: oc
      .input(
        z
          .object({
            path: z.string().max(500),
            sha256: z.string().length(64),
            places: z.record(deviceName, z.string().max(500).nullable()),
          })
          .strict(),
      )
      .output(done),
  },

  ...receptionContract,
  ...applicationContract,
};

export type IdentificationContract = typeof identificationContract;
