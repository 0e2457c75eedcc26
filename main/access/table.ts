import type { AnyContractProcedure } from '@orpc/contract';
import type { IdentificationContract } from '../api/identification.ts';
import type { Role, Stage } from '../api/views.ts';
import { sittingsAccess } from './sittings.ts';

/**
 * One table: role × stage × method. Deny by default; a method of the contract without a row does not compile,
 * and neither does a row without a method.
 */

/** Paths of all procedures of a contract of two levels, as "method" or "group.method". */
export type MethodOf<C> = {
  [K in keyof C & string]: C[K] extends AnyContractProcedure ? K : `${K}.${keyof C[K] & string}`;
}[keyof C & string];

export type Method = MethodOf<IdentificationContract>;

export type WindowName = 'officer' | 'voter';

/** 'anyone': nobody needs to be signed in. */
export type Caller = Role | 'anyone';

export interface AccessRow {
  readonly windows: readonly WindowName[];
  readonly at: Readonly<Partial<Record<Stage, readonly Caller[]>>>;
}

const everyStage = ['unprovisioned', 'ready', 'open', 'suspended', 'finishing', 'closed', 'handed-over'] as const;

function row(stages: readonly Stage[], callers: readonly Caller[], windows: readonly WindowName[] = ['officer']) {
  return { windows, at: Object.fromEntries(stages.map((stage) => [stage, callers])) } satisfies AccessRow;
}

const serving: readonly Stage[] = ['open', 'finishing'];
/** Open reservations must be resolvable also while the station is suspended. */
const resolving: readonly Stage[] = ['open', 'suspended', 'finishing'];
/** The day is over. */
const over: readonly Stage[] = ['closed', 'handed-over'];
/** There is an election, and acts of it may wait. */
const acting: readonly Stage[] = ['ready', ...resolving, ...over];
const officer: readonly Caller[] = ['officer'];
const chair: readonly Caller[] = ['chair', 'secretary'];
const technician: readonly Caller[] = ['technician', 'administrator'];

/** A technician's; before the first package, when nobody is known, anybody's who stands before the kiosk. */
function beforeTheFirst(stages: readonly Stage[]): AccessRow {
  return { windows: ['officer'], at: { ...row(stages, technician).at, unprovisioned: ['anyone'] } };
}

export const accessTable: Readonly<Record<Method, AccessRow>> = {
  watch: row(everyStage, ['anyone'], ['officer', 'voter']),

  'access.signIn': row(everyStage, ['anyone']),
  'access.signOut': row(everyStage, ['anyone']),
  'access.takeOver': row(serving, officer),

  'voter.find': row(serving, officer),
  'voter.choose': row(serving, officer),
  'voter.searchFinger': row(serving, officer),
  'voter.leaveSearch': row(serving, officer),
  'voter.chooseFound': row(serving, officer),
  'voter.scanDocument': row(serving, officer),
  'voter.openChip': row(serving, officer),
  'voter.leaveReading': row(serving, officer),
  'voter.beginNext': row(serving, officer),
  'voter.removeNext': row(resolving, officer),
  'voter.acceptWarning': row(serving, officer),
  'voter.nextFinger': row(serving, officer),
  'voter.cannotReadFinger': row(serving, officer),
  'voter.comparePhoto': row(serving, officer),
  'voter.override': row(serving, officer),
  'voter.admitListed': row(serving, officer),
  'voter.refuseListed': row(serving, officer),
  'voter.takeBallots': row(serving, officer),
  'voter.cancel': row(resolving, officer),
  'voter.finish': row(resolving, officer),

  // Before the day the officer receives people, once two persons have given the register's key.
  'reception.open': row(['ready'], [...officer, ...chair]),
  'reception.close': row(['ready'], [...officer, ...chair]),
  'application.begin': row(['ready'], officer),
  'application.nextFinger': row(['ready'], officer),
  'application.file': row(['ready'], officer),
  'application.print': row(['ready'], officer),
  'application.leave': row(['ready'], officer),
  'application.export': row(['ready'], chair),
  'application.files': row(['ready'], chair),
  'application.take': row(['ready'], chair),
  'list.print': row(everyStage, [...chair, ...technician]),
  'list.printHome': row(['ready'], chair),
  'list.saveHome': row(['ready'], chair),
  'lookup.begin': row(serving, officer),
  'lookup.find': row(['ready', ...serving], officer),
  'lookup.print': row(['ready', ...serving], officer),
  'lookup.next': row(['ready', ...serving], officer),
  'lookup.leave': row(['ready', ...resolving], officer),

  'reservation.resume': row(resolving, officer),
  'reservation.slipIsOut': row(resolving, officer),
  'reservation.reprint': row(resolving, officer),
  'reservation.release': row(resolving, officer),
  'sheet.takeUp': row(resolving, officer),
  'sheet.print': row(resolving, officer),
  'sheet.isOut': row(resolving, officer),
  'sheet.delivered': row(resolving, officer),
  'sheet.cancel': row(resolving, officer),
  'sheet.exchange': row(resolving, officer),
  'sheet.load': row(resolving, [...officer, ...chair]),
  'sheet.count': row(resolving, [...officer, ...chair]),
  'reservation.admitted': row(resolving, [...officer, ...chair]),
  'reservation.undo': row(resolving, [...officer, ...chair]),

  'station.import': {
    windows: ['officer'],
    // Nobody is known before the first package; what it may contain is decided by the root key alone.
    at: { unprovisioned: ['anyone'], ready: [...chair, ...technician], closed: [...chair, ...technician] },
  },
  'station.packages': {
    windows: ['officer'],
    at: { unprovisioned: ['anyone'], ready: [...chair, ...technician], closed: [...chair, ...technician] },
  },
  'station.open': row(['ready'], chair),
  'station.unlock': row(resolving, [...officer, ...chair]),
  'day.readSeal': row(['ready'], chair),
  'day.compareList': row(['ready'], chair),
  'day.doWithout': row(['ready'], chair),
  'day.answer': row(['finishing', 'suspended'], chair),
  'day.printCopies': row(['open', 'suspended', 'finishing', 'closed', 'handed-over'], chair),
  // Also before the next sitting: copies of the one that was closed may still wait.
  'day.goOnCopies': row(['ready', 'open', 'suspended', 'finishing', 'closed', 'handed-over'], chair),
  'day.copySeen': row(['ready', 'open', 'suspended', 'finishing', 'closed', 'handed-over'], chair),
  'day.leaveCopies': row(['ready', 'open', 'suspended', 'finishing', 'closed', 'handed-over'], chair),
  'station.suspend': row(['open', 'finishing'], chair),
  'station.resume': row(['suspended'], chair),
  'station.finish': row(['open'], chair),
  'station.close': row(['finishing', 'suspended'], chair),
  'station.recordTurnout': row(resolving, [...officer, ...chair]),
  // Before the first package nobody is known, and the request for registration goes out on a stick.
  'station.logTargets': {
    windows: ['officer'],
    at: { ...row(everyStage, [...chair, ...technician]).at, unprovisioned: ['anyone'] },
  },
  'station.downloadLog': row(everyStage, [...chair, ...technician]),
  // The same to a console in the same network: who may write the log to a stick may.
  'kiosks.openLogs': row(everyStage, [...chair, ...technician]),
  'kiosks.shutLogs': row(everyStage, [...chair, ...technician]),

  'copy.predecessors': row(['ready'], chair),
  'copy.continue': row(['ready'], chair),
  'copy.printPhrase': row(resolving, chair),
  'copy.paperVoter': row(resolving, chair),
  'copy.enterPaper': row(resolving, chair),
  'copy.undoPaper': row(resolving, chair),
  // Not while voters are served here: whoever comes after it would be on no compared paper.
  'copy.reconcile': row(['ready', 'suspended', 'closed', 'handed-over'], chair),
  'kiosks.endReservation': row(['ready', ...resolving], chair),
  'kiosks.invite': row(everyStage, technician),
  // A blank kiosk knows nobody yet; where it is led is signed by the commission.
  'kiosks.ask': { windows: ['officer'], at: { ...row(everyStage, technician).at, unprovisioned: ['anyone'] } },
  'kiosks.join': { windows: ['officer'], at: { ...row(everyStage, technician).at, unprovisioned: ['anyone'] } },
  'kiosks.journals': row([...resolving, 'closed', 'handed-over'], chair),
  'kiosks.takeJournal': row([...resolving, 'closed', 'handed-over'], chair),
  'kiosks.sum': row([...resolving, 'closed', 'handed-over'], chair),
  'kiosks.printSum': row([...resolving, 'closed', 'handed-over'], chair),
  'kiosks.opening': row([...resolving, 'closed', 'handed-over'], chair),
  'kiosks.printOpening': row([...resolving, 'closed', 'handed-over'], chair),
  'kiosks.takeShare': row(['ready', ...resolving], chair),
  'copy.begin': row(['ready', 'open', 'suspended', 'finishing', 'closed'], chair),
  'shift.print': row(['open', 'suspended', 'finishing', 'closed'], [...officer, ...chair]),
  // Nobody but a training has one: the room itself looks.
  'rehearsal.begin': row(serving, officer),
  'rehearsal.turnTo': row(resolving, officer),
  'rehearsal.end': row([...resolving, 'closed'], [...officer, ...chair]),
  'rehearsal.print': row([...resolving, 'closed'], [...officer, ...chair]),
  'help.call': row(everyStage, [...officer, 'member', ...chair, ...technician]),
  // Whoever comes proves by her code who she is, whoever is signed in.
  'help.answer': row(everyStage, ['anyone']),
  'duty.draw': row(['ready', 'open', 'suspended', 'finishing'], chair),
  ...sittingsAccess,
  'retention.copies': row(['ready', ...over], [...chair, ...technician]),
  'retention.writeCopy': row(['ready', ...over], [...chair, ...technician]),
  // Also when the next sitting was prepared and will not be held: what was closed is handed over.
  'handing.act': row(['ready', ...over], [...chair, ...technician]),
  'handing.handOver': row(['ready', 'closed'], chair),
  'handing.printCopy': row(['handed-over'], [...chair, ...technician]),
  // Who receives it is the commission's administrator; the station's own people cannot tick it for her.
  'handing.check': row(['handed-over'], ['administrator']),

  'wipe.orders': {
    windows: ['officer'],
    // The empty device tells of its last wipe to whoever stands before it, and proves it on paper.
    at: { unprovisioned: ['anyone'], ...row(['ready', ...over], [...chair, ...technician]).at },
  },
  // Whoever stands before it begins; that two of them agree is the policy's.
  'wipe.begin': row(['ready', ...over], [...chair, ...technician]),
  'wipe.printSlip': row(['unprovisioned'], ['anyone']),

  'page.print': row(['open', 'suspended', 'finishing', 'closed', 'handed-over'], chair),
  // It is nobody's but theirs: voters never wait for the page printer.
  'page.readiness': row(everyStage, technician),
  'page.stop': row(everyStage, [...chair, ...technician]),

  'papers.refusal': row(resolving, officer),
  'papers.today': row(['open', 'suspended', 'finishing', 'closed'], chair),
  'papers.printToday': row(['open', 'suspended', 'finishing', 'closed'], chair),
  'papers.printResults': row(['closed', 'handed-over'], chair),
  // Whoever may write the log; of the technician's the printer is the voters' while they are served.
  'papers.printLog': {
    windows: ['officer'],
    at: {
      ...row(['open', 'finishing'], chair).at,
      ...row(['ready', 'suspended', 'closed', 'handed-over'], [...chair, ...technician]).at,
    },
  },

  // An act that was not drawn at the close is due all the same: before the next sitting, and after the handing over.
  'acts.overview': row(acting, chair),
  'acts.draw': row(acting, chair),
  'acts.print': row(acting, chair),
  'acts.waive': row(acting, chair),

  'recording.start': row(everyStage, technician),
  'recording.state': row(everyStage, technician),
  'recording.stop': row(everyStage, technician),
  'recording.save': row(everyStage, technician),

  'device.reopen': row(everyStage, [...officer, ...technician]),
  'device.testPrint': row(['ready', 'suspended'], technician),
  // While voters are served the sensor is theirs.
  'device.takeTouch': row(['ready', 'suspended'], technician),
  'device.leaveTouches': row(everyStage, technician),
  // A printer that breaks in the middle of the day is replaced in the middle of the day.
  'device.discover': row(everyStage, technician),
  'device.typed': row(everyStage, technician),
  'device.trace': row(everyStage, technician),
  'device.assign': row(everyStage, technician),
  'device.remove': row(everyStage, technician),
  'device.readiness': row(everyStage, [...chair, ...technician]),
  // The printer is the voters' while they are served; after the close copies of slips still come out of it, one by one.
  'device.printReadiness': row(['ready', 'suspended', ...over], technician),
  'device.saveReadiness': row(everyStage, technician),
  'device.restartHost': row(everyStage, technician),

  // Devices and what they see are the voters' while voters are served.
  // Of a blank kiosk its camera alone, which reads the code of one that invites.
  'trial.begin': beforeTheFirst(['ready', 'suspended']),
  'trial.picture': beforeTheFirst(['ready', 'suspended']),
  'trial.stop': row(everyStage, technician),
  'trial.leave': beforeTheFirst(everyStage),

  'provisioning.look': beforeTheFirst(everyStage),
  'provisioning.save': beforeTheFirst(everyStage),
  // The one trust anchor is taken before there can be anybody: two people compare its words.
  'provisioning.certificate': beforeTheFirst(['unprovisioned', 'ready', 'closed']),
  'provisioning.accept': beforeTheFirst(['unprovisioned', 'ready', 'closed']),

  'passport.look': row(everyStage, technician),
  'passport.note': row(everyStage, technician),
  'passport.save': row(everyStage, technician),
  'passport.inspect': row(everyStage, technician),
  'passport.take': row(everyStage, technician),
  // The printer is the voters' while they are served.
  'passport.print': row(['ready', 'suspended', ...over], technician),

  'kitMap.look': row(everyStage, technician),
  'kitMap.save': row(everyStage, technician),
  'kitMap.printPage': row(everyStage, technician),
  'kitMap.printSlip': row(['ready', 'suspended', ...over], technician),

  // A kiosk that broke is replaced, with what was attached to it, in the middle of the day too.
  'configuration.compare': row(everyStage, technician),
  'configuration.export': row(everyStage, technician),
  'configuration.files': row(everyStage, technician),
  'configuration.codes': row(everyStage, technician),
  'configuration.listen': row(everyStage, technician),
  'configuration.scanned': row(everyStage, technician),
  'configuration.leave': row(everyStage, technician),
  'configuration.look': row(everyStage, technician),
  'configuration.take': row(everyStage, technician),
};

/** Whether this call is allowed. Everything that has no row, or no entry for the stage, is denied. */
export function mayCall(
  method: string,
  call: { readonly window: string; readonly role: Role | null; readonly stage: Stage },
): boolean {
  // Own rows only: names like "toString" are in every object.
  if (!Object.hasOwn(accessTable, method)) return false;
  const entry: AccessRow = accessTable[method as Method];
  if (!entry.windows.includes(call.window as WindowName)) return false;
  const callers = entry.at[call.stage];
  if (!callers) return false;
  return callers.includes('anyone') || (call.role !== null && callers.includes(call.role));
}
