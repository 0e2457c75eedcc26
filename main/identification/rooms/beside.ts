import { join } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { PRODUCT } from '../../product.ts';
import { BallotZone } from '../ballot-zone/room.ts';
import { mediaNow } from '../media.ts';
import { StationKiosks } from '../network/room.ts';
import { ArrivedPackages } from '../packages/room.ts';
import { freeBytes } from '../readiness/machine.ts';
import { ResultsUp } from '../results/up.ts';
import { stationOf } from '../state/read.ts';
import type { AttachedRooms } from './attached.ts';
import type { Frame } from './frame.ts';

const MEGABYTE = 1_000_000;
/** More are not told to the hub. */
const PROBLEMS_MAX = 32;

/** What is beside this zone: the one that sees choices and no people, and the station's other kiosks. */
export interface BesideRooms {
  /** Null where this kiosk has none. */
  readonly ballotZone: BallotZone | null;
  /** Carries its results file to the hub; null where there is no ballot zone. */
  readonly resultsUp: ResultsUp | null;
  readonly kiosks: StationKiosks;
  readonly arrived: ArrivedPackages;
}

export function besideRooms(
  { options, kiosk, files, keys, changes }: Frame,
  { power, devices, configuration }: AttachedRooms,
  problems: () => readonly Problem[],
): BesideRooms {
  const { hatch, link, config, monotonic } = options;
  const kiosks = new StationKiosks({
    ...{ kiosk, keys, files, changes, monotonic, config: config.network },
    link: config.network === undefined ? null : (link ?? null),
    media: () => mediaNow(configuration.folders),
    configuration,
    vitals: () => {
      const supply = devices.health.find(({ kind }) => kind === 'power');
      const reading = supply ? power.reading(supply.id) : null;
      return {
        ...{
          version: PRODUCT.version,
          battery: reading?.charge ?? null,
          free: Math.floor(freeBytes(options.stateDir) / MEGABYTE),
        },
        onMains: reading === null || reading.source === 'unknown' ? null : reading.source === 'mains',
        problems: [...new Set(problems().map(({ code }) => code))].slice(0, PROBLEMS_MAX),
      };
    },
  });
  const arrived = new ArrivedPackages({
    ...{ kiosk, keys, files, kiosks, monotonic },
    mayTake: () => ['ready', 'closed'].includes(stationOf(kiosk.db).stage),
  });
  if (hatch === undefined || config.hatch === undefined) return { ballotZone: null, resultsUp: null, kiosks, arrived };
  const ballotZone = new BallotZone({ kiosk, files, keys, hatch, changes, folder: config.hatch });
  const out = join(config.hatch, 'out');
  const resultsUp = new ResultsUp({
    ...{ kiosk, kiosks, out, monotonic, chance: Math.random },
    told: () => ballotZone.told,
  });
  return { ballotZone, resultsUp, kiosks, arrived };
}
