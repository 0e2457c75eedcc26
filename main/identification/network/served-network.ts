import type { JournalName } from '../../../core/hub/names.ts';
import type { IntoLink } from '../../../core/network/link.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { stationKey } from '../../network/certificates.ts';
import type { KioskConfig } from '../config.ts';
import type { NetworkStation } from './joining.ts';
import { paired } from './paired.ts';

interface ServedAround {
  readonly keys: DeviceKeys;
  readonly stateDir: string;
  readonly config: NonNullable<KioskConfig['network']>;
  readonly tell: (message: IntoLink) => void;
  /** The station whose network it is: by the package in force, or the one that this kiosk was invited to; null: none. */
  readonly station: () => NetworkStation | null;
}

/** What the link serves: the network of this kiosk's station. */
export class ServedNetwork {
  readonly #around: ServedAround;
  #told: string | null = null;

  constructor(around: ServedAround) {
    this.#around = around;
  }

  /** The link has started anew, and knows nothing. */
  forget(): void {
    this.#told = null;
  }

  /** Says what is to be served, once for each package. */
  serve(): void {
    const { keys, stateDir, config, tell, station } = this.#around;
    const of = station();
    const devices = of ? certificatesOfStation(of) : {};
    const own = devices[keys.device];
    const peers = [...new Set([...config.peers, ...paired(stateDir)])].slice(0, 64);
    const what = JSON.stringify([of && clusterOf(of), Object.entries(devices), of?.hub?.servers, peers]);
    if (what === this.#told) return;
    this.#told = what;
    if (of === null || own === undefined) {
      tell({ link: 'serve', network: null });
      return;
    }
    const { key, certificate } = stationKey({ name: keys.device, sign: (bytes) => keys.signing.sign(bytes) }, own);
    const hub = of.hub && {
      as: nameOf(of, keys.device),
      certificate: of.hub.certificate,
      servers: [...of.hub.servers],
    };
    tell({
      link: 'serve',
      network: {
        ...{ device: keys.device, cluster: clusterOf(of), key, certificate, devices },
        ...{ listen: config.listen, peers, discover: config.discover, hub },
      },
    });
  }
}

/** A device of a station, as the hub knows it. */
export const nameOf = ({ election, precinct }: NetworkStation, device: string): JournalName => {
  return { election: election.id, mode: election.mode, station: precinct.number, device };
};

/** Name of the network: kiosks of another election, mode or station are in another one. */
const clusterOf = ({ election, precinct }: NetworkStation): string =>
  `${election.id}_${election.mode}_${precinct.number}`;

/** Who may join: the devices of the station, and those of none, which may stand in for one. */
function certificatesOfStation({ devices, certificates, precinct }: NetworkStation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    devices.flatMap(({ device, station }) => {
      const certificate = certificates.get(device);
      return certificate !== undefined && (station === null || station === precinct.number)
        ? [[device, certificate] as const]
        : [];
    }),
  );
}
