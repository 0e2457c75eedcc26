import type { ConsoleRole } from '../../core/commission/settings.ts';
import type { ConsoleContract } from '../api/console.ts';
import type { MethodOf } from './table.ts';

/**
 * Who may do what at the commission's console: role × method. Which stations a person of a territorial commission is shown,
 * and may ask for, is held by the console itself: what it is not shown is not sent.
 */
type ConsoleCaller = ConsoleRole | 'anyone';

const everybody: readonly ConsoleCaller[] = ['central', 'territorial'];
/** What is told for the whole country is told by the central commission. */
const central: readonly ConsoleCaller[] = ['central'];

export const consoleTable: Readonly<Record<MethodOf<ConsoleContract>, readonly ConsoleCaller[]>> = {
  watch: ['anyone'],
  'access.signIn': ['anyone'],
  'access.signOut': ['anyone'],
  'territory.choose': everybody,
  'station.look': everybody,
  'logs.fromHub': everybody,
  'logs.stop': everybody,
  'logs.sticks': everybody,
  'logs.fromStick': everybody,
  'logs.fromKiosk': everybody,
  'logs.slip': everybody,
  'results.look': everybody,
  'results.scan': everybody,
  'results.take': everybody,
  'results.sums': everybody,
  'results.export': everybody,
  'turnout.preview': central,
  'turnout.export': central,
  'packages.sources': central,
  'packages.targets': central,
  'packages.begin': central,
  'packages.stop': central,
  'packages.rows': central,
  'packages.look': central,
  'packages.proof': central,
  'packages.page': central,
  'packages.sign': central,
  'packages.out': central,
  'packages.take': central,
};

/** Whether this call is allowed. What has no row is denied. */
export function mayCallConsole(method: string, role: ConsoleRole | null): boolean {
  if (!Object.hasOwn(consoleTable, method)) return false;
  const callers = consoleTable[method as keyof typeof consoleTable];
  return callers.includes('anyone') || (role !== null && callers.includes(role));
}
