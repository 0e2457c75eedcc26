import { z } from 'zod';
import type { Device, DeviceKind, FingerprintReader, ReceiptPrinter, TableKind } from '../../../drivers/device.ts';
import { MrzSerialReader } from '../../../drivers/document/mrz-serial.ts';
import { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { EscposPrinter } from '../../../drivers/printer/escpos.ts';
import { renderSlip } from '../../../drivers/printer/render.ts';
import type { CaptureAnswer, HostMessage, HostRequest, PrintAnswer } from './protocol.ts';

/**
 * The device host: the one process of the identification zone that loads a device's addon. It opens the ports,
 * answers the zone, and can be killed at any moment: that is the last rung of every ladder.
 * Started by `DeviceClient` with the paths as its argument.
 */

/** How often counters are told when nothing else happens, in milliseconds. */
const HEALTH_MS = 1_000;
/** A port that does not close must not be kept from the next host: so long it may take, in milliseconds. */
const LEAVE_MS = 3_000;

const path = z.string().min(1);
const { paths, sensorDpi } = z
  .strictObject({
    paths: z.strictObject({ fingerprint: path, document: path, printer: path }),
    sensorDpi: z.int().nullable(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const tell = (message: HostMessage): void => {
  // The zone may die while a message is on its way: 'disconnect' then ends this process in order.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

const make: { readonly [K in TableKind]: () => Device } = {
  fingerprint: () => new R30xReader({ path: paths.fingerprint, ...(sensorDpi === null ? {} : { dpi: sensorDpi }) }),
  document: () => {
    const reader = new MrzSerialReader({ path: paths.document });
    reader.onDocument((event) =>
      tell(
        event.event === 'document'
          ? { say: 'document', text: event.text }
          : { say: 'unreadable', problem: event.problem },
      ),
    );
    return reader;
  },
  printer: () => new EscposPrinter({ path: paths.printer }),
};

const devices = new Map<DeviceKind, Device>();
const kinds = ['fingerprint', 'document', 'printer'] as const;
const isTableKind = (kind: DeviceKind): kind is TableKind => kind in make;

const tellHealth = (): void =>
  tell({ say: 'health', health: kinds.flatMap((kind) => devices.get(kind)?.health() ?? []) });

function start(kind: TableKind): void {
  const device = make[kind]();
  devices.set(kind, device);
  device.on((event) => {
    if (event.event === 'restart-needed') tell({ say: 'restart-needed', problem: event.problem });
    else tellHealth();
  });
  device.open();
}

let capturing = new AbortController();

async function capture(afterLift: boolean): Promise<CaptureAnswer> {
  capturing.abort();
  capturing = new AbortController();
  const { signal } = capturing;
  const sensor = devices.get('fingerprint') as FingerprintReader;
  for (;;) {
    const captured = await sensor.capture({
      signal,
      afterLift,
      onProgress: (progress) => tell({ say: 'progress', progress }),
    });
    // No finger yet is no answer: the attempt has a time limit of its own.
    if (captured.ok || captured.error.code !== 'device.finger-timeout') return captured;
  }
}

async function print(svg: string): Promise<PrintAnswer> {
  const printed = await (devices.get('printer') as ReceiptPrinter).print(renderSlip(svg));
  return printed.ok ? { ok: true, value: null } : printed;
}

async function reopen(kind: DeviceKind): Promise<null> {
  if (!isTableKind(kind)) return null;
  await devices.get(kind)?.close();
  start(kind);
  tellHealth();
  return null;
}

async function answer(request: HostRequest): Promise<CaptureAnswer | PrintAnswer | null> {
  switch (request.ask) {
    case 'capture':
      return capture(request.afterLift);
    case 'stop-capture':
      capturing.abort();
      return null;
    case 'print':
      return print(request.svg);
    case 'reopen':
      return reopen(request.kind);
  }
}

process.on('message', (request: HostRequest) => {
  void answer(request).then((value) => tell({ say: 'answer', id: request.id, value }));
});

async function leave(): Promise<void> {
  setTimeout(() => process.exit(0), LEAVE_MS);
  await Promise.all([...devices.values()].map((device) => device.close()));
  process.exit(0);
}
// The zone is gone or wants it gone: ports must be free for the next host.
process.on('disconnect', () => void leave());
process.on('SIGTERM', () => void leave());
process.on('SIGINT', () => {});

for (const kind of kinds) start(kind);
tellHealth();
setInterval(tellHealth, HEALTH_MS);
