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
 * Whose events count among the kiosks of this station: its devices and those of none, also such as were taken out of use.
 * One of those cannot bring them itself, because nobody hears it any more; what it wrote before is known from the others,
 * and whom it has admitted stays admitted.
 */
export function trustOfStation({ election, devices, precinct }: InForce): Trust {
  return atStation(election, precinct.number, devices);
}

/** The devices of a station as a package names them. */
type Speakers = Pick<InForce, 'devices'> & {
  readonly election: Pick<InForce['election'], 'id' | 'mode'>;
  readonly precinct: { readonly number: string };
};

/**
 * Whose new word is believed here: a device in use, of this station or of none. One that was taken out of use may be in
 * anybody's hands, and another station's has nothing to say here.
 */
export function trustOfSpeakers({ election, devices, precinct }: Speakers): Trust {
  return atStation(election, precinct.number, devices.filter(inUse));
}

/** A spare speaks as a device of the station that it stands in for. */
function atStation(election: Speakers['election'], station: string, devices: InForce['devices']): Trust {
  const here = devices.filter((one) => one.station === null || one.station === station);
  return trustOf({ election, devices: here.map((one) => ({ ...one, station })) });
}
