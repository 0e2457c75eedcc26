import type { AnyContractProcedure } from '@orpc/contract';
import type { IdentificationContract } from '../api/identification.ts';
import type { Role, Stage } from '../api/views.ts';

/**
 * One table: role × stage × method. Deny by default; a method of the contract without a row does not compile,
 * and neither does a row without a method.
 */

/** Paths of all procedures of a contract of two levels, as "method" or "group.method". */
type MethodOf<C> = {
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

const everyStage = ['unprovisioned', 'ready', 'open', 'suspended', 'finishing', 'closed'] as const;

function row(stages: readonly Stage[], callers: readonly Caller[], windows: readonly WindowName[] = ['officer']) {
  return { windows, at: Object.fromEntries(stages.map((stage) => [stage, callers])) } satisfies AccessRow;
}

const serving: readonly Stage[] = ['open', 'finishing'];
/** Open reservations must be resolvable also while the station is suspended. */
const resolving: readonly Stage[] = ['open', 'suspended', 'finishing'];
const officer: readonly Caller[] = ['officer'];
const chair: readonly Caller[] = ['chair', 'secretary'];
const technician: readonly Caller[] = ['technician', 'administrator'];

export const accessTable: Readonly<Record<Method, AccessRow>> = {
  watch: row(everyStage, ['anyone'], ['officer', 'voter']),

  'access.signIn': row(everyStage, ['anyone']),
  'access.signOut': row(everyStage, ['anyone']),

  'voter.find': row(serving, officer),
  'voter.choose': row(serving, officer),
  'voter.searchFinger': row(serving, officer),
  'voter.leaveSearch': row(serving, officer),
  'voter.chooseFound': row(serving, officer),
  'voter.scanDocument': row(serving, officer),
  'voter.openChip': row(serving, officer),
  'voter.leaveReading': row(serving, officer),
  'voter.acceptWarning': row(serving, officer),
  'voter.nextFinger': row(serving, officer),
  'voter.cannotReadFinger': row(serving, officer),
  'voter.comparePhoto': row(serving, officer),
  'voter.override': row(serving, officer),
  'voter.takeBallots': row(serving, officer),
  'voter.cancel': row(resolving, officer),
  'voter.finish': row(resolving, officer),

  'reservation.resume': row(resolving, officer),
  'reservation.slipIsOut': row(resolving, officer),
  'reservation.reprint': row(resolving, officer),
  'reservation.release': row(resolving, officer),
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
  'station.suspend': row(['open', 'finishing'], chair),
  'station.resume': row(['suspended'], chair),
  'station.finish': row(['open'], chair),
  'station.close': row(['finishing', 'suspended'], chair),
  'station.printSlip': row(['open', 'suspended', 'finishing', 'closed'], chair),
  'station.recordTurnout': row(resolving, [...officer, ...chair]),
  'station.logTargets': row(everyStage, [...chair, ...technician]),
  'station.downloadLog': row(everyStage, [...chair, ...technician]),

  'page.print': row(['open', 'suspended', 'finishing', 'closed'], chair),
  // It is nobody's but theirs: voters never wait for the page printer.
  'page.readiness': row(everyStage, technician),
  'page.stop': row(everyStage, [...chair, ...technician]),

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
  // The printer is the voters' while they are served.
  'device.printReadiness': row(['ready', 'suspended'], technician),
  'device.saveReadiness': row(everyStage, technician),
  'device.restartHost': row(everyStage, technician),

  // Devices and what they see are the voters' while voters are served.
  'trial.begin': row(['ready', 'suspended'], technician),
  'trial.picture': row(['ready', 'suspended'], technician),
  'trial.stop': row(everyStage, technician),
  'trial.leave': row(everyStage, technician),
  // A kiosk that broke is replaced, with what was attached to it, in the middle of the day too.
  'configuration.compare': row(everyStage, technician),
  'configuration.export': row(everyStage, technician),
  'configuration.files': row(everyStage, technician),
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
