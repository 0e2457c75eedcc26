import type { DeviceKeys } from '../../access/keys.ts';
import { Changes } from '../../api/changes.ts';
import type { WipeStep } from '../afterwards/wiping.ts';
import type { HatchLine } from '../ballot-zone/hatch-line.ts';
import { Biometrics } from '../biometrics/client.ts';
import type { KioskConfig } from '../config.ts';
import { PageReading } from '../documents/page-reading.ts';
import { JournallingKiosk } from '../journalling.ts';
import type { Kiosk } from '../kiosk.ts';
import { KioskFiles } from '../kiosk-files.ts';
import type { LinkLine } from '../network/room.ts';
import { Slips } from '../slips.ts';
import type { Steps } from '../steps.ts';
import type { Store } from '../store.ts';
import { heldKey, type KeyMemory } from '../unlocking.ts';

export interface ZoneOptions {
  readonly stateDir: string;
  readonly config: KioskConfig;
  readonly now: () => Date;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly steps: Steps;
  readonly memory: KeyMemory;
  /** Whether windows are served: a command that only looks at the kiosk has none. */
  readonly serves: boolean;
  /** How the ballot zone is spoken with; it is there where the configuration names the hatch's folder. */
  readonly hatch?: HatchLine;
  /** How the process that touches the network is spoken with; it is there where the configuration names a network. */
  readonly link?: LinkLine;
  /** The battery is at its end: the house stops in order. */
  readonly powerDown: () => void;
  /** A test stops a wipe here. */
  readonly wipeStep?: (step: WipeStep) => void;
}

/** What all rooms of the zone stand on: files, keys, the journalling kiosk, and workers that several of them ask. */
export interface Frame {
  readonly options: ZoneOptions;
  readonly keys: DeviceKeys;
  /** The device's own journal. */
  readonly own: Store;
  readonly changes: Changes;
  readonly files: KioskFiles;
  readonly journalling: JournallingKiosk;
  readonly kiosk: Kiosk;
  readonly biometrics: Biometrics;
  readonly pageReading: PageReading;
  readonly slips: Slips;
  /** Several events in one commit of the journal that is worked with. */
  readonly transaction: <R>(work: () => R) => R;
}

/** Lays the zone's ground; no room stands on it yet. */
export function layFrame(options: ZoneOptions, keys: DeviceKeys, own: Store): Frame {
  const { stateDir, now, memory } = options;
  const changes = new Changes();
  const files = new KioskFiles({ own, keys, stateDir, now, held: heldKey(memory) });
  const journalling = new JournallingKiosk(files, changes, now);
  const kiosk: Kiosk = journalling;
  return {
    ...{ options, keys, own, changes, files, journalling, kiosk },
    ...{ biometrics: new Biometrics(), pageReading: new PageReading(), slips: new Slips(kiosk) },
    transaction: (work) => files.current.journal.transaction(work),
  };
}
