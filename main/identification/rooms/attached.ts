import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { PRODUCT } from '../../product.ts';
import { Configuration } from '../configuration/configuration.ts';
import { DeviceClient } from '../devices/client.ts';
import { type Hearers, hearDevices } from '../devices/hearing.ts';
import { kindOf } from '../devices/setup.ts';
import { DeviceSetups } from '../devices/setups.ts';
import { VoterDisplay } from '../devices/voter-display.ts';
import { FingerBench } from '../finger-bench.ts';
import { mediaNow } from '../media.ts';
import { PowerWatch } from '../power-watch.ts';
import type { Projection } from '../projection.ts';
import { believedDay } from '../readiness/machine.ts';
import { Recordings } from '../recordings.ts';
import type { Sitting } from '../sitting.ts';
import type { StationRoom } from '../station.ts';
import { Trials } from '../trials/trials.ts';
import type { Frame } from './frame.ts';

/** What is plugged in, and what a technician does with it. */
export interface AttachedRooms {
  readonly power: PowerWatch;
  readonly devices: DeviceClient;
  readonly display: VoterDisplay;
  readonly setups: DeviceSetups;
  readonly configuration: Configuration;
  readonly fingerBench: FingerBench;
  readonly trials: Trials;
  readonly recordings: Recordings;
}

/** Rooms that stand only later; they are asked when something happens. */
interface Later extends Hearers {
  readonly projection: Pick<Projection, 'watching'>;
  readonly sitting: Pick<Sitting, 'stage'>;
  readonly station: Pick<StationRoom, 'logTargets'>;
}

export function attachedRooms(frame: Frame, later: () => Later): AttachedRooms {
  const { options, keys, files, kiosk, biometrics, pageReading: pages, slips } = frame;
  const { stateDir, config, monotonic: now } = options;
  const power = new PowerWatch({ kiosk, now, flush: () => files.flush(), stop: options.powerDown });
  const devices: DeviceClient = new DeviceClient({
    entry: new URL('../devices/host.ts', import.meta.url),
    setups: config.devices,
    now,
    listener: hearDevices(later),
    beside: () => display.health(),
    lastRung: options.serves,
  });
  const display: VoterDisplay = new VoterDisplay({
    watching: () => later().projection.watching('voter'),
    now,
    setup: () => setups.all.find(({ driver }) => driver === 'display'),
    changed: () => devices.besideChanged(),
  });
  const setups: DeviceSetups = new DeviceSetups({
    kiosk,
    client: devices,
    stateDir,
    devices: config.devices,
    beside: () => display.found(),
    places: () => [stateDir, ...mediaNow(configuration.folders).map(({ path }) => path)],
    used: (all) => power.keep(all.filter((one) => one.driver === 'power').map(({ id }) => id)),
  });
  const configuration: Configuration = new Configuration({ kiosk, keys, setups, config, stateDir, product: PRODUCT });
  const trials = new Trials({
    ...{ devices, biometrics, pages, now },
    policy: () => kiosk.inForce()?.policy ?? defaultPolicy,
    power: (device) => power.reading(device),
    zoneReader: () => setups.all.find(({ driver }) => kindOf[driver] === 'document')?.id ?? null,
    authorities: () => kiosk.inForce()?.documentAuthorities ?? [],
    today: () => believedDay(kiosk.now()),
    slip: (which) => slips.trial(which, kiosk.head()),
    page: () => slips.page(),
    changed: () => kiosk.changed(),
    kindOf: (device) => {
      const setup = setups.all.find(({ id }) => id === device);
      return setup ? kindOf[setup.driver] : null;
    },
    stage: () => later().sitting.stage,
  });
  return {
    ...{ power, devices, display, setups, configuration, trials },
    fingerBench: new FingerBench(kiosk, devices, biometrics),
    recordings: new Recordings({ kiosk, devices, targets: () => later().station.logTargets() }),
  };
}
