import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { WindowName } from '../access/table.ts';
import type { Connection } from '../api/server-call.ts';
import type { Station } from '../package/package.fixture.ts';
import type { WipeStep } from './afterwards/wiping.ts';
import type { HatchLine } from './ballot-zone/hatch-line.ts';
import type { NamedHealth } from './devices/protocol.ts';
import { type DeviceSetup, serialTable } from './devices/setup.ts';
import type { LinkLine } from './network/room.ts';
import { identificationRouter } from './router.ts';
import { Steps } from './steps.ts';
import { openZone } from './zone.ts';

/** The memory of a supervisor: it outlives a zone, and no power cut. */
export class Memory {
  held: string | null = null;
  readonly hold = async (value: string | null) => {
    this.held = value;
  };
}

interface Given {
  readonly memory?: Memory;
  readonly now?: () => Date;
  /** Milliseconds. */
  readonly monotonic?: () => number;
  /** Whether the kiosk's devices are simulators. */
  readonly simulated?: boolean;
  /** What is attached besides the table's three, none of which is there. */
  readonly more?: readonly DeviceSetup[];
  /** Folders that packages are taken from and files written to. */
  readonly folders?: readonly string[];
  /** The other side of the hatch, and the folder of the files that cross it. */
  readonly beside?: { readonly line: HatchLine; readonly folder: string };
  /** How this kiosk is joined with those of its station. */
  readonly link?: LinkLine;
  /** It has no package, and takes none by itself. */
  readonly empty?: boolean;
  /** Where a wipe is stopped. */
  readonly wipeStep?: (step: WipeStep) => void;
  /** Where it listens there, and whom it calls. */
  readonly network?: { readonly listen: string; readonly peers: readonly string[] };
  /** Folder of the kiosk; the station's device without it. */
  readonly stateDir?: string;
}

/** A real zone without devices that has loaded this package, and a client of its router as the officer's window is one. */
export async function zoneOf(station: Pick<Station, 'dir'>, file: string, given: Given = {}) {
  const {
    memory = new Memory(),
    now = () => new Date('2023-10-08T08:30:00+06:00'),
    simulated = false,
    folders = [],
  } = given;
  const none = join(station.dir, 'no-device');
  const table = serialTable(
    { fingerprint: join(none, 'a'), document: join(none, 'b'), printer: join(none, 'c') },
    { simulated },
  );
  const opened = await openZone({
    stateDir: given.stateDir ?? join(station.dir, 'device'),
    config: {
      devices: [...table, ...(given.more ?? [])],
      folders: [...folders],
      firstPackage: given.empty ? null : file,
      ...(given.beside ? { hatch: given.beside.folder } : {}),
      ...(given.link
        ? { network: { listen: '127.0.0.1:1', peers: [], discover: false, ...withPeers(given.network) } }
        : {}),
    },
    ...(given.beside ? { hatch: given.beside.line } : {}),
    ...(given.link ? { link: given.link } : {}),
    now,
    monotonic: given.monotonic ?? (() => performance.now()),
    steps: new Steps({ setAside: [], step: async () => {} }, new Uint8Array(32)),
    serves: false,
    powerDown: () => {},
    ...(given.wipeStep ? { wipeStep: given.wipeStep } : {}),
    memory: { held: memory.held, hold: memory.hold },
  });
  if (!opened.ok) throw new Error(opened.error.code);
  const zone = opened.value;
  // What the missing devices say of themselves comes sooner or later after the start, and a missing printer stops an
  // opening: a test that is about it says what is missing.
  const { devices } = zone;
  const health = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(devices), 'health')?.get?.bind(devices);
  const isToldByChance = ({ id, status }: NamedHealth): boolean =>
    status.state === 'missing' && table.some((one) => one.id === id);
  const told = (): NamedHealth[] => (health?.() ?? []).filter((one: NamedHealth) => !isToldByChance(one));
  Object.defineProperty(devices, 'health', { get: told, configurable: true });
  await zone.start();
  const connection: Connection<WindowName> = { id: 1, window: 'officer', closed: new AbortController().signal };
  const client = createRouterClient(identificationRouter(zone), { context: { window: 'officer', connection } });
  return { zone, client };
}

const withPeers = (network: Given['network']) => network && { listen: network.listen, peers: [...network.peers] };
