/** The devices of the matrix, by their driver in kiosk.json; a printer once for each kind of cable it may hang on. */
export const devices = [
  'r30x',
  'sbi',
  'mrz-serial',
  'hid-scanner',
  'chip',
  'sane',
  'escl',
  'escpos-serial',
  'escpos-tcp',
  'escpos-lp',
  'cups',
  'power-nut',
  'power-sysfs',
] as const;
export type MatrixDevice = (typeof devices)[number];

/** One thing that goes wrong, as data. */
export interface Fault {
  /** What happens, as somebody who stands by would say it. */
  readonly what: string;
  /** Devices to which it cannot happen, or at which nobody could tell it, each with the reason. */
  readonly not: Partial<Record<MatrixDevice, string>>;
}

const lasting =
  'a question has a connection of its own: a cable that is out is found by the next one, as when unplugged';
const service = 'a service between answers for it: its own faults are the rows about services';
const notAsked = 'it sends by itself and cannot be asked anything: nobody can tell until something is laid down';
const reports = 'its kernel or service checks its bytes and hands over whole answers only';
const noPaper = 'has no paper';
const noBattery = 'has no battery';
const onlyCards = 'takes no cards';
const noService = 'is spoken to without a service between';
const noHelper = 'is spoken to without a helper program';
const byAddress = 'has its place by address, not by what it is';
const noLock = 'has no lock';
const noSignature = 'signs nothing';
const fixedReader = 'a virtual reader leaves with its service only: see the service that is killed in work';
const kernel = 'is read from the kernel’s own files';

type Not = Fault['not'];
const each = (reason: string, ...named: readonly MatrixDevice[]): Not =>
  Object.fromEntries(named.map((device) => [device, reason]));
/** Every device but these. */
const only = (reason: string, ...named: readonly MatrixDevice[]): Not =>
  each(reason, ...devices.filter((device) => !named.includes(device)));

const paperDevices = ['sane', 'escl', 'escpos-serial', 'escpos-tcp', 'escpos-lp', 'cups'] as const;
const receipts = ['escpos-serial', 'escpos-tcp', 'escpos-lp'] as const;

export const faults = {
  unplugged: { what: 'its cable is out, and put in again later', not: {} },
  'unplugged-unnoticed': {
    what: 'its cable is out, and the system does not report it',
    not: only(lasting, 'r30x', 'mrz-serial', 'hid-scanner', 'escpos-serial'),
  },
  'plugged-in-anew': {
    what: 'out and in again within a third of a second',
    not: each(fixedReader, 'chip'),
  },
  'unplugged-in-work': {
    what: 'its cable is pulled while it works',
    not: { ...each('does no work', 'power-nut', 'power-sysfs'), ...each(fixedReader, 'chip') },
  },
  silent: {
    what: 'it says nothing any more, with its cable in',
    not: { ...each(notAsked, 'mrz-serial', 'hid-scanner') },
  },
  slow: { what: 'every answer is late, within what such a device may take', not: each(kernel, 'power-sysfs') },
  'too-slow': {
    what: 'every answer comes long after anybody waits for it',
    not: { ...each(notAsked, 'mrz-serial', 'hid-scanner'), ...each(kernel, 'power-sysfs') },
  },
  garbage: { what: 'bytes that mean nothing', not: {} },
  'lost-bytes': {
    what: 'a byte, or a report, is lost now and then',
    not: each(reports, 'sbi', 'chip', 'sane', 'escl', 'escpos-tcp', 'escpos-lp', 'cups', 'power-nut', 'power-sysfs'),
  },
  'wrong-device': {
    what: 'another kind of device answers in its place',
    not: {
      ...each(notAsked, 'mrz-serial', 'hid-scanner'),
      ...each(kernel, 'power-sysfs'),
      ...each('SANE finds it by its name: another one has another', 'sane'),
      ...each('what hangs on a queue is for CUPS to know', 'cups'),
      ...each('whatever its reader is, PC/SC speaks to it; cards that are none: session.test.ts', 'chip'),
    },
  },
  twins: {
    what: 'two bear the name under which it is looked for',
    not: each(byAddress, 'sbi', 'chip', 'sane', 'escl', 'escpos-tcp', 'escpos-lp', 'cups', 'power-nut', 'power-sysfs'),
  },
  'no-such-name': {
    what: 'the name in the configuration is nobody’s',
    not: each(
      'a path or address where nothing is is a cable that is out',
      ...(['r30x', 'mrz-serial', 'hid-scanner', 'chip', 'escl', ...receipts] as const),
    ),
  },
  busy: {
    what: 'another program, or another computer, has it',
    not: each('serves any number of askers', 'power-nut', 'power-sysfs'),
  },
  stuck: {
    what: 'what is sent to it is taken by nobody',
    not: {
      ...each('is sent nothing', 'mrz-serial', 'hid-scanner', 'power-sysfs'),
      ...each(service, 'sbi', 'chip', 'sane', 'escl', 'cups', 'power-nut'),
      ...each('a network takes what is sent until it is pulled: as unplugged', 'escpos-tcp'),
    },
  },
  'power-lost': {
    what: 'it loses its power for a moment while its port stays',
    not: only('keeps nothing that could be lost; otherwise as plugged in anew', 'r30x', ...receipts),
  },
  'other-rate': {
    what: 'it talks at another rate than is configured',
    not: only('has no rate, or cannot be asked at which', 'r30x'),
  },
  locked: { what: 'it has another password, or does not open to its key', not: only(noLock, 'r30x', 'chip') },
  'not-trusted': { what: 'what it says is signed by a stranger', not: only(noSignature, 'sbi', 'chip') },
  'clock-wrong': { what: 'its clock is two minutes off', not: only('tells no time', 'sbi') },
  'signature-wrong': { what: 'a bit of what was signed is another', not: only(noSignature, 'sbi', 'chip') },
  'paper-out': { what: 'its paper is out', not: only(noPaper, ...paperDevices) },
  'paper-low': {
    what: 'its paper or toner is near its end',
    not: only('has no paper, or cannot see how much', ...receipts, 'cups'),
  },
  jam: { what: 'the cutter stuck, or a sheet', not: only('nothing in it can stick', ...paperDevices) },
  cover: { what: 'its cover is open', not: only('has no cover that it could tell of', ...paperDevices) },
  broken: {
    what: 'it reports a fault of its own',
    not: each('reports no faults of its own', 'r30x', 'mrz-serial', 'hid-scanner', 'chip', 'power-sysfs'),
  },
  'on-battery': { what: 'the mains are gone', not: only(noBattery, 'power-nut', 'power-sysfs') },
  'battery-low': { what: 'and the battery is nearly empty', not: only(noBattery, 'power-nut', 'power-sysfs') },
  'no-card': { what: 'nobody lays a card down', not: only(onlyCards, 'chip') },
  'card-removed': { what: 'the card is taken away in the middle', not: only(onlyCards, 'chip') },
  'service-stopped': {
    what: 'the service between has ended, and is started again later',
    not: only(noService, 'sbi', 'chip', 'cups', 'power-nut'),
  },
  'service-killed-in-work': {
    what: 'the service between crashes in the middle of work and is started again at once',
    not: only(noService, 'sbi', 'chip', 'cups'),
  },
  'service-hung': {
    what: 'the service between hangs',
    not: only(noService, 'sbi', 'chip', 'cups', 'power-nut'),
  },
  moved: {
    what: 'it is at another port or address than before',
    not: only('has no other place, or is found wherever it is plugged in', 'sbi', 'sane'),
  },
  'helper-hung': { what: 'the program that speaks to it hangs', not: only(noHelper, 'sane') },
  'helper-missing': {
    what: 'the program or addon that speaks to it is not installed',
    not: { ...only(noHelper, 'sane'), chip: 'its addon is loaded once: chip-reader.test.ts' },
  },
  'queue-stopped': { what: 'somebody stopped its queue', not: only('has no queue', 'cups') },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as readonly FaultName[];

/** Why this cannot happen to it; null where it can. */
export function whyNot(fault: FaultName, device: MatrixDevice): string | null {
  const { not }: Fault = faults[fault];
  return not[device] ?? null;
}
