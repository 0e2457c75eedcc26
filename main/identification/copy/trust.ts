import { inUse } from '../../../core/election/station.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { trustOf } from '../../package/trust.ts';
import type { InForce } from '../kiosk.ts';

/**
 * Whose signatures are believed on what was written before: those of all devices that the signed package names, also of
 * those that are out of use by now.
 */
export function trustOfForce({ election, devices }: InForce): Trust {
  return trustOf({ election, devices: [...devices] });
}

/**
 * Whose new word is believed here: a device in use, of this station or of none. One that was taken out of use may be in
 * anybody's hands, and another station's has nothing to say here.
 */
export function trustOfSpeakers({ election, devices, precinct }: InForce): Trust {
  const station = precinct.number;
  return trustOf({
    election,
    devices: devices
      .filter((one) => inUse(one) && (one.station === null || one.station === station))
      // A spare speaks as a device of the station that it stands in for.
      .map((one) => ({ ...one, station })),
  });
}
