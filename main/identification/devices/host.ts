import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { systemClock } from '../../../drivers/clock.ts';
import type {
  Device,
  DocumentEvent,
  DocumentReader,
  FingerprintReader,
  ReceiptPrinter,
} from '../../../drivers/device.ts';
import type { PowerSource } from '../../../drivers/power/power-source.ts';
import type { PagePrinter } from '../../../drivers/printer/cups/page-printer.ts';
import { WireSession } from '../../../drivers/transport/session.ts';
import { imageCodecs } from '../../images/codecs.ts';
import { discover } from './discovery.ts';
import { HostTrials } from './host-trials.ts';
import { Looks } from './looks.ts';
import { type DrivenSetup, type MadeDevice, makeDevice } from './make.ts';
import type {
  CaptureAnswer,
  HostAnswer,
  HostMessage,
  HostRequest,
  PrintAnswer,
  RecordAnswer,
  RecordWish,
} from './protocol.ts';
import { Readings } from './readings.ts';
import { foundAfterOpening } from './reopened.ts';
import { ballotPrinter, type DeviceSetup, devicesSchema, pagePrinter } from './setup.ts';
import { SlipTurns } from './slip-turns.ts';

/**
 * The device host: the one process of the identification zone that loads a device's addon. It opens the ports,
 * answers the zone, and can be killed at any moment: that is the last rung of every ladder.
 * Started by `DeviceClient` with the devices' setup as its argument.
 */

/** How often counters are told when nothing else happens, in milliseconds. */
const HEALTH_MS = 1_000;
/** A port that does not close must not be kept from the next host: so long it may take, in milliseconds. */
const LEAVE_MS = 3_000;

/** Lines of a wire that a screen holds. */
const TRACE_LINES = 40;

const setups = devicesSchema.parse(JSON.parse(process.argv[2] ?? ''));

const tell = (message: HostMessage): void => {
  // The zone may die while a message is on its way: 'disconnect' then ends this process in order.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

/** By their names in this kiosk, in the order of the configuration. */
const devices = new Map<string, MadeDevice & { readonly setup: DrivenSetup }>();

/** The one recording, running or over. */
let recording: { readonly device: string; readonly session: WireSession } | null = null;

const tellHealth = (): void => tell({ say: 'health', health: [...devices.values()].map(named) });

const named = ({ setup: { id, driver }, device }: { readonly setup: DrivenSetup; readonly device: Device }) => ({
  ...{ id, driver },
  ...device.health(),
});

function start(setup: DrivenSetup): void {
  const made = makeDevice(setup, recording?.device === setup.id ? recording.session : null);
  const { device } = made;
  devices.set(setup.id, { setup, ...made });
  device.on((event) => {
    if (event.event === 'restart-needed') tell({ say: 'restart-needed', problem: event.problem });
    else tellHealth();
  });
  if (device.kind === 'document') (device as DocumentReader).onDocument(tellDocument);
  if (device.kind === 'power') {
    (device as PowerSource).onReading((reading) => tell({ say: 'power', device: setup.id, reading }));
  }
  device.open();
}

function tellDocument(event: DocumentEvent): void {
  if (event.event === 'document') tell({ say: 'document', text: event.text });
  else tell({ say: 'unreadable', problem: event.problem });
}

/** The first of a kind is the one that is asked. */
function first<D extends Device>(kind: D['kind']): D {
  const found = [...devices.values()].find(({ device }) => device.kind === kind);
  if (!found) throw new Error(`no ${kind} in the configuration`);
  return found.device as D;
}

const trials = new HostTrials({
  device: (id) => devices.get(id)?.device,
  codecs: imageCodecs,
  clock: systemClock,
});

const readings = new Readings(
  (kind) => [...devices.values()].find(({ device }) => device.kind === kind)?.device,
  (progress) => tell({ say: 'reading', progress }),
);

let capturing = new AbortController();

async function capture(afterLift: boolean): Promise<CaptureAnswer> {
  capturing.abort();
  capturing = new AbortController();
  const { signal } = capturing;
  const sensor = first<FingerprintReader>('fingerprint');
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

const slips = new SlipTurns();

async function print(svg: string): Promise<PrintAnswer> {
  const printed = await slips.print(svg, () => first<ReceiptPrinter>('printer'));
  return printed.ok ? { ok: true, value: null } : printed;
}

let paging = new AbortController();

const pageDevice = (setup: DeviceSetup | null): PagePrinter | null =>
  setup === null ? null : ((devices.get(setup.id)?.device as PagePrinter | undefined) ?? null);

/** A page of ours among its jobs is never another's: every ballot has one and the same name. */
const BALLOT_TITLE = 'Ballot';

async function printBallot(pdf: Uint8Array): Promise<PrintAnswer> {
  const printer = pageDevice(ballotPrinter(setups));
  const nothing = (problem: Problem): PrintAnswer => err({ sent: 'nothing-sent', problem });
  if (printer === null) return nothing({ code: 'ballot-print.no-printer' });
  // A job that a killed process left behind would come out beside this one.
  const cleared = await printer.clear();
  if (!cleared.ok) return nothing(cleared.error);
  const printed = await printer.print({ format: 'pdf', bytes: pdf, title: BALLOT_TITLE });
  return printed.ok ? { ok: true, value: null } : printed;
}

async function clearBallots(): Promise<Result<null, Problem>> {
  return (await pageDevice(ballotPrinter(setups))?.clear()) ?? err({ code: 'ballot-print.no-printer' });
}

async function printPage(pdf: Uint8Array, title: string): Promise<PrintAnswer> {
  paging = new AbortController();
  const document = { format: 'pdf', bytes: pdf, title } as const;
  const printer = pageDevice(pagePrinter(setups));
  if (printer === null) return err({ sent: 'nothing-sent', problem: { code: 'page-printer.not-set-up' } });
  const printed = await printer.print(document, { signal: paging.signal });
  return printed.ok ? { ok: true, value: null } : printed;
}

/** One at a time: two drivers of one device would fight for its port. */
let reopened: Promise<unknown> = Promise.resolve();

function reopen(id: string): Promise<null> {
  const turn = reopened.then(() => reopenNow(id));
  reopened = turn.catch(() => undefined);
  return turn;
}

async function reopenNow(id: string): Promise<null> {
  const found = devices.get(id);
  if (!found) return null;
  trials.replaced(id);
  await found.device.close();
  start(found.setup);
  tellHealth();
  return null;
}

/** For whoever asked for it: what was found. */
async function reopenAndLook(id: string): Promise<Result<null, Problem>> {
  await reopen(id);
  const found = devices.get(id);
  // One that was taken out of the kiosk meanwhile.
  return found ? foundAfterOpening(found.device, systemClock) : { ok: false, error: { code: 'device.setup-refused' } };
}

const looks = new Looks(discover);

/** It is opened anew for it: not in the middle of its work, and not at the price of what nobody has saved. */
function recordable({ device, discard }: RecordWish): RecordAnswer {
  const found = devices.get(device);
  if (!found?.trace) return err({ code: 'recording.no-wire' });
  const { status } = found.device.health();
  if (status.state === 'working' && status.doing !== 'connecting') return err({ code: 'station.busy' });
  if (recording && !discard) return err({ code: 'recording.unsaved', params: { device: recording.device } });
  return ok(null);
}

/** From the device's greeting on. */
async function record(wish: RecordWish, masked: boolean): Promise<RecordAnswer> {
  const may = recordable(wish);
  const { device } = wish;
  const found = devices.get(device);
  if (!may.ok || !found) return may;
  const { driver, at } = found.setup;
  // A serial number stands in a place's name, and is nobody's business in a file.
  const path = at.replace(/#.*$/, '');
  const head = { recording: 'taanuu-wire', version: 1, protocol: driver, path, masked } as const;
  dropRecording();
  recording = { device, session: new WireSession(head, systemClock) };
  await reopen(device);
  return ok(null);
}

function dropRecording(): void {
  recording?.session.forget();
  recording = null;
}

async function answer(request: HostRequest): Promise<HostAnswer> {
  switch (request.ask) {
    case 'capture':
      return capture(request.afterLift);
    case 'stop-capture':
      capturing.abort();
      return null;
    case 'print':
      return print(request.svg);
    case 'read-chip':
      return readings.readChip(request);
    case 'scan-page':
      return readings.scanPage(request);
    case 'stop-reading':
      readings.stop();
      return null;
    case 'print-page':
      return printPage(request.pdf, request.title);
    case 'print-ballot':
      return printBallot(request.pdf);
    case 'clear-ballots':
      return clearBallots();
    case 'stop-page':
      paging.abort();
      return null;
    case 'reopen':
      return reopenAndLook(request.device);
    case 'trace':
      return devices.get(request.device)?.trace?.last(TRACE_LINES) ?? [];
    case 'trial':
      return trials.run(request.device, request.work, (news) => tell({ say: 'trial', id: request.id, news }));
    case 'stop-trial':
      trials.stop();
      return null;
    case 'recordable':
      return recordable(request);
    case 'record':
      return record(request, request.masked);
    case 'recording':
      return recording && { device: recording.device, ...recording.session.state };
    case 'stop-recording':
      recording?.session.stop();
      return null;
    case 'recorded':
      return recording?.session.text() ?? null;
    case 'drop-recording':
      dropRecording();
      return null;
    case 'discover':
      return looks.of(request.group);
  }
}

process.on('message', (request: HostRequest) => {
  void answer(request).then((value) => tell({ say: 'answer', id: request.id, value }));
});

async function leave(): Promise<void> {
  setTimeout(() => process.exit(0), LEAVE_MS);
  await Promise.all([...devices.values()].map(({ device }) => device.close()));
  process.exit(0);
}
// The zone is gone or wants it gone: ports must be free for the next host.
process.on('disconnect', () => void leave());
process.on('SIGTERM', () => void leave());
process.on('SIGINT', () => {});

// The second display is no business of a driver: the zone itself knows who looks on.
for (const setup of setups) if (setup.driver !== 'display') start(setup);
tellHealth();
setInterval(tellHealth, HEALTH_MS);
