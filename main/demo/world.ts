import type { FingerPosition } from '../../core/admission/facts.ts';
import { impression, syntheticFinger } from '../../core/fingerprint/fingerprint.ts';
import type { FingerImage } from '../../drivers/device.ts';
import { SENSOR_IMAGE } from '../../drivers/fingerprint/r30x-codec.ts';
import { Listeners } from '../../drivers/listeners.ts';
import { type Bench, openBench, type ScriptedFault } from '../../drivers/simulator/bench.ts';
import type {
  FingerCondition,
  PrinterFault,
  WorldDevice,
  WorldPerson,
  WorldSlip,
  WorldView,
} from '../api/playground.ts';
import { portraitSvg } from './portrait.ts';
import { DEMO_SEED } from './voters.ts';
import { WorldBox, type WorldBoxOptions } from './world-box.ts';
import type { WorldLedger } from './world-ledger.ts';
import { type Actor, findPeople } from './world-people.ts';

export interface WorldOptions {
  /** Where the devices' ports appear: `fingerprint`, `document`, `printer`. */
  readonly folder: string;
  readonly people: readonly Actor[];
  /** Number of the precinct whose list the people's numbers belong to. */
  readonly station: string;
  readonly ledger: WorldLedger;
  /** The ballot box, where the kiosk has a ballot zone. */
  readonly box?: Omit<WorldBoxOptions, 'onChange' | 'station'>;
  /** Lets every byte take its time on the wire; left out, bytes arrive as fast as they go. */
  readonly baudRate?: number;
}

/** The physical world around one kiosk. Everything in it acts through the far ends of the devices' cables. */
export interface World {
  readonly bench: Bench;
  readonly box: WorldBox | null;
  view(): WorldView;
  /** The view now, and again after every change. Changes of one turn make one view. */
  watch(signal?: AbortSignal): AsyncGenerator<WorldView>;
  people(text: string): readonly WorldPerson[];
  /** SVG as data: URL. */
  portrait(person: string): string;
  layDocument(what: { readonly person: string; readonly document: number } | null): void;
  putFinger(what: FingerOnGlass | null): void;
  plug(device: WorldDevice, plugged: boolean): void;
  breakPrinter(fault: PrinterFault): void;
  tearOff(): void;
  /** Somebody takes a slip out of the tray; `slip` as the ledger counts its facts. */
  takeSlip(what: { readonly slip: number; readonly person: string }): void;
  /** Gives it back to the officer. */
  returnSlip(what: { readonly slip: number; readonly person: string }): void;
  close(): void;
}

export interface FingerOnGlass {
  readonly person: string;
  readonly finger: FingerPosition;
  readonly condition: FingerCondition;
}

/** A world's person or document that there is not: the page asked for something it was never given. */
export class NotInWorld extends Error {
  override readonly name = 'NotInWorld';
}

/** Slips that lie in the tray before the oldest is taken away. */
const TRAY = 20;
/** Rows of paper, 8 a millimetre: a fresh roll, and one whose end the printer's sensor sees. */
const PAPER = { full: 480_000, nearEnd: 24_000 } as const;
/**
 * Resolution of the simulated sensor, pixels per inch: its window is 15.5 × 17.4 mm, as on small optical sensors. An
 * R30x does not say it; a kiosk that is told compares far better than one that has to guess it from the ridges.
 */
export const SENSOR_DPI = 420;
const { width, height } = SENSOR_IMAGE;

/** What somebody did to the printer, as faults of the bench; the first two undo whatever was done before. */
function printerFaults(fault: PrinterFault): readonly ScriptedFault[] {
  const well: readonly ScriptedFault[] = [
    { fault: 'printer', printer: {} },
    { fault: 'paper', rows: PAPER.full },
  ];
  switch (fault) {
    case 'none':
      return well;
    case 'paper-near-end':
      return [
        { fault: 'printer', printer: {} },
        { fault: 'paper', rows: PAPER.nearEnd },
      ];
    case 'paper-out':
      return [
        { fault: 'printer', printer: {} },
        { fault: 'paper', rows: 0 },
      ];
    case 'cover-open':
      return [
        { fault: 'printer', printer: { coverOpen: true } },
        { fault: 'paper', rows: PAPER.full },
      ];
    case 'cutter-jam':
      return [
        { fault: 'printer', printer: { cutterJams: true } },
        { fault: 'paper', rows: PAPER.full },
      ];
    case 'busy':
      return [
        { fault: 'printer', printer: { busy: true } },
        { fault: 'paper', rows: PAPER.full },
      ];
    case 'offline':
      return [
        { fault: 'printer', printer: { silent: true } },
        { fault: 'paper', rows: PAPER.full },
      ];
  }
}

/**
 * Opens the world: the devices plugged in and well, nothing on them, and in the tray what came out before.
 * Its verbs throw NotInWorld for a person or document that there is not.
 */
export function openWorld({ folder, people, station, ledger, box: boxed, baudRate }: WorldOptions): World {
  const bench = openBench({ folder, ledger, ...(baudRate === undefined ? {} : { baudRate }) });
  const actors = new Map(people.map((actor) => [actor.seen.person, actor]));
  const changes = new Listeners<null>();
  let document: WorldView['document'] = null;
  /** Whose document was shown last: the finger that follows is meant to be this person's. */
  let claimed: string | null = null;
  let finger: WorldView['finger'] = null;
  let fault: PrinterFault = 'none';
  let slips: readonly WorldSlip[] = ledger.lastSlips(TRAY);
  // Goes on where the last run ended: no touch is ever the same as another.
  let touches = ledger.entries().filter((entry) => entry.fact === 'finger-touched').length;

  const changed = (): void => changes.emit(null);
  const box = boxed ? new WorldBox({ ...boxed, station, onChange: changed }) : null;
  const actor = (person: string): Actor => {
    const found = actors.get(person);
    if (found === undefined) throw new NotInWorld(`nobody is ${person}`);
    return found;
  };
  const printerFault = (): PrinterFault => (bench.printer.paper <= 0 ? 'paper-out' : fault);

  ledger.slips.on((slip) => {
    slips = [slip, ...slips].slice(0, TRAY);
    changed();
  });
  for (const port of Object.values(bench.ports)) port.onPlug(changed);
  // A roll that ends in the middle of a slip makes no slip that would tell.
  let paperWas = bench.printer.paper > 0;
  bench.ports.printer.onBytes(() => {
    const paper = bench.printer.paper > 0;
    if (paper !== paperWas) changed();
    paperWas = paper;
  });

  const view = (): WorldView => ({
    document,
    finger,
    plugged: {
      document: bench.ports.document.plugged,
      fingerprint: bench.ports.fingerprint.plugged,
      printer: bench.ports.printer.plugged,
    },
    printerFault: printerFault(),
    slips,
    box: box?.view ?? null,
  });

  return {
    ...{ bench, box, view },
    watch: (signal) => watch(view, changes, signal),
    people: (text) => findPeople(people, station, text),
    portrait: (person) => {
      const { seen, age } = actor(person);
      const svg = portraitSvg({ seed: seen.person, sex: seen.sex, age });
      return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`;
    },
    layDocument: (what) => {
      if (what !== null) {
        const { seen, zones } = actor(what.person);
        const [paper, zone] = [seen.documents[what.document], zones[what.document]];
        if (paper === undefined || zone === undefined) throw new NotInWorld(`no document ${what.document}`);
        bench.presentDocument({ person: what.person, document: paper.number, zone });
        claimed = what.person;
        const { kind, readable } = paper;
        document = { ...what, holder: nameOf(seen), kind, readable };
      } else {
        document = null;
      }
      changed();
    },
    putFinger: (what) => {
      // Looked for first: somebody who is not there lifts nobody's finger.
      const seen = what === null ? null : actor(what.person).seen;
      bench.lift();
      finger = null;
      if (what !== null && seen !== null) {
        const ridges = syntheticFinger({ seed: DEMO_SEED, voter: seen.person, finger: what.finger });
        const onGlass = { ...what, holder: nameOf(seen), captured: false };
        finger = onGlass;
        touches += 1;
        // How often the sensor looks while a finger lies there is chance of the clock: it sees the same each time.
        const capture = touches;
        const image = (): FingerImage => {
          finger = { ...onGlass, captured: true };
          changed();
          const options = { capture, condition: what.condition, width, height, dpi: SENSOR_DPI };
          return { width, height, pixels: impression(ridges, options).pixels };
        };
        bench.touch({ ...what, genuine: claimed === seen.person, image });
      }
      changed();
    },
    plug: (device, plugged) => bench.inject({ fault: plugged ? 'plug' : 'unplug', device }),
    breakPrinter: (next) => {
      fault = next;
      for (const one of printerFaults(next)) bench.inject(one);
      changed();
    },
    tearOff: () => bench.printer.tearOff(),
    takeSlip: ({ slip, person }) => void ledger.record({ fact: 'slip-taken', slip, person }),
    returnSlip: ({ slip, person }) => void ledger.record({ fact: 'slip-returned', slip, person }),
    close: () => {
      bench.close();
      box?.close();
    },
  };
}

function nameOf({ surname, given }: WorldPerson): string {
  return `${surname} ${given}`;
}

async function* watch(
  view: () => WorldView,
  changes: Listeners<null>,
  signal: AbortSignal | undefined,
): AsyncGenerator<WorldView> {
  let dirty = true;
  let wake: () => void = () => {};
  const mark = (): void => {
    dirty = true;
    wake();
  };
  const forget = changes.on(mark);
  signal?.addEventListener('abort', mark);
  try {
    while (!signal?.aborted) {
      if (dirty) {
        dirty = false;
        yield view();
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    forget();
    signal?.removeEventListener('abort', mark);
  }
}
