import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Kiosk } from '../kiosk.ts';
import { stationOf } from '../state/read.ts';

/** The commission has taken this device out of use by a later package of its station; null while it is in use. */
export function revokedProblem(kiosk: Pick<Kiosk, 'db' | 'inForce'>): Problem | null {
  const { revoked_version: version } = stationOf(kiosk.db);
  const station = kiosk.inForce()?.precinct.number ?? '';
  return version === null ? null : { code: 'package.device-revoked', params: { version, station } };
}
