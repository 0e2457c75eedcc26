/** Where a machine is in the network of the station, and how its processes are started there. */
export interface Place {
  /** Address and port on which its server is reached. */
  readonly at: string;
  /** Program and arguments in front of whatever is to run there. */
  readonly through: readonly string[];
}

/** The cable between the kiosks. Kiosks, and whoever else is plugged in, are numbered from 0. */
export interface Lan {
  readonly places: readonly Place[];
  /** What can be done to the cable; without it only processes can be hurt. */
  readonly cable: Cable | null;
  close(): Promise<void>;
}

/** How bad the cable is now. All of it holds until it is set again. */
export interface CableState {
  /** Ordered pairs: what the first one says does not reach the second. */
  readonly cut: readonly (readonly [number, number])[];
  /** Of a hundred packets so many are lost, in each direction. */
  readonly lossPercent: number;
  /** Milliseconds that everything is on its way, in each direction. */
  readonly delayMs: number;
}

export interface Cable {
  set(state: CableState): Promise<void>;
}

export const WELL: CableState = { cut: [], lossPercent: 0, delayMs: 0 };

/** The port of every kiosk's server. */
const PORT = 7422;

/**
 * Everybody on the loopback of this machine, with an address of its own each. Nothing can be done to such a cable.
 * @param some different from that of other networks at the same time
 */
export function loopbackLan(count: number, some = process.pid): Lan {
  const net = `127.${1 + (some % 200)}.${1 + (Math.floor(some / 200) % 200)}`;
  return {
    places: Array.from({ length: count }, (_, n) => ({ at: `${net}.${n + 1}:${PORT}`, through: [] })),
    cable: null,
    close: async () => {},
  };
}
