import { join } from 'node:path';
import type { FingerImage } from '../device.ts';
import { type PrinterFault, SimulatedEscpos } from './escpos.ts';
import type { Ledger } from './ledger.ts';
import { SimulatedMrzReader } from './mrz-reader.ts';
import { SimulatedPort, type WireFault } from './pty.ts';
import { type SensorFault, SimulatedR30x } from './r30x.ts';

/** The devices of one kiosk, as their kinds are named in drivers/device.ts. */
export type BenchDevice = 'fingerprint' | 'document' | 'printer';

/** One thing that goes wrong, as data: scripts, the playground and tests say it alike. */
export type ScriptedFault =
  | { readonly fault: 'unplug' | 'plug'; readonly device: BenchDevice }
  /** The cable comes out after so many more bytes from the host. */
  | { readonly fault: 'unplug-after'; readonly device: BenchDevice; readonly bytes: number }
  | { readonly fault: 'wire'; readonly device: BenchDevice; readonly wire: WireFault }
  | { readonly fault: 'sensor'; readonly sensor: SensorFault }
  | { readonly fault: 'printer'; readonly printer: PrinterFault }
  /** Puts a roll with so many rows of paper in; 0 takes the paper out. */
  | { readonly fault: 'paper'; readonly rows: number };

export interface Bench {
  readonly ports: Readonly<Record<BenchDevice, SimulatedPort>>;
  readonly sensor: SimulatedR30x;
  readonly reader: SimulatedMrzReader;
  readonly printer: SimulatedEscpos;
  /** Lays a person's document down: the zone's lines, or null where the document has none. */
  presentDocument(what: { readonly person: string; readonly document: string; readonly zone: string | null }): void;
  touch(what: {
    readonly person: string;
    /** ISO finger position 1–10. */
    readonly finger: number;
    readonly condition: string;
    readonly genuine: boolean;
    readonly image: () => FingerImage;
  }): void;
  lift(): void;
  inject(fault: ScriptedFault): void;
  close(): void;
}

/**
 * Sets up sensor, reader and printer of one kiosk behind pseudo-terminals, plugged in, at stable paths
 * `<folder>/fingerprint`, `<folder>/document` and `<folder>/printer`. Everything physical goes into the ledger.
 * @param baudRate lets every byte take its time; left out, bytes are only counted.
 */
export function openBench({
  folder,
  ledger,
  baudRate,
}: {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly baudRate?: number;
}): Bench {
  const port = (device: BenchDevice) => {
    const made = new SimulatedPort(join(folder, device), baudRate === undefined ? {} : { baudRate });
    made.onPlug((plugged) => ledger.record({ fact: plugged ? 'plugged' : 'unplugged', device }));
    return made;
  };
  const ports = { fingerprint: port('fingerprint'), document: port('document'), printer: port('printer') };
  const sensor = new SimulatedR30x(ports.fingerprint);
  const reader = new SimulatedMrzReader(ports.document);
  const printer = new SimulatedEscpos(ports.printer, (slip) => ledger.recordSlip(slip));
  for (const made of Object.values(ports)) made.plug();

  const faulty = (device: BenchDevice, fault: object) => {
    ledger.record({ fact: 'fault', device, fault: JSON.stringify(fault), on: Object.keys(fault).length > 0 });
  };
  return {
    ports,
    sensor,
    reader,
    printer,
    presentDocument: ({ person, document, zone }) => {
      ledger.record({ fact: 'document-presented', person, document, readable: zone !== null });
      reader.present(zone);
    },
    touch: ({ person, finger, condition, genuine, image }) => {
      ledger.record({ fact: 'finger-touched', person, finger, condition, genuine });
      sensor.touch(image, () => ledger.record({ fact: 'finger-captured', person, finger }));
    },
    lift: () => {
      if (sensor.touched) ledger.record({ fact: 'finger-lifted' });
      sensor.lift();
    },
    inject: (fault) => {
      switch (fault.fault) {
        case 'unplug':
          return ports[fault.device].unplug();
        case 'plug':
          return ports[fault.device].plug();
        case 'unplug-after':
          return ports[fault.device].unplugAfter(fault.bytes);
        case 'wire':
          ports[fault.device].fault = fault.wire;
          return faulty(fault.device, fault.wire);
        case 'sensor':
          sensor.fault = fault.sensor;
          return faulty('fingerprint', fault.sensor);
        case 'printer':
          printer.setFault(fault.printer);
          return faulty('printer', fault.printer);
        case 'paper':
          printer.loadPaper(fault.rows);
          return faulty('printer', fault.rows > 0 ? {} : { paper: 'out' });
      }
    },
    close: () => {
      for (const made of Object.values(ports)) made.unplug();
    },
  };
}
