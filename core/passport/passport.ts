/** What is written down of a kit's devices, over elections. */
export const noteKinds = ['failure', 'cleaned', 'replaced', 'battery'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** One thing that happened to one device. */
export interface PassportNote {
  /** Its own id: what is taken in twice stands there once. */
  readonly note: string;
  readonly kind: NoteKind;
  /** Name of the device in its kiosk. */
  readonly peripheral: string;
  /** As on its plate; null where nobody has said. */
  readonly serial: string | null;
  /** What a person said of it; null for what the kiosk saw by itself. */
  readonly words: string | null;
  /** Code of the problem that the kiosk saw. */
  readonly problem: string | null;
  /** Of a run on battery: whole minutes, and per cent of the charge that they took. */
  readonly minutes: number | null;
  readonly used: number | null;
  /** The kiosk where it happened. */
  readonly kiosk: string;
  /** ISO, UTC. */
  readonly on: string;
}

/** A device as its notes tell it. Failures before it was replaced were another one's. */
export interface PassportDevice {
  readonly peripheral: string;
  readonly serial: string | null;
  readonly failures: number;
  readonly cleaned: string | null;
  readonly replaced: string | null;
  /** The longest run on battery since it was replaced, in minutes, and the last one with what it took. */
  readonly longest: number | null;
  readonly last: { readonly minutes: number; readonly used: number | null } | null;
}

/** Newest last; of one instant by id, so that every kiosk shows one order. */
export function inOrder(notes: readonly PassportNote[]): readonly PassportNote[] {
  return notes.toSorted((a, b) => a.on.localeCompare(b.on) || a.note.localeCompare(b.note));
}

/** Each note once, whatever was taken in how often. */
export function eachOnce(notes: readonly PassportNote[]): readonly PassportNote[] {
  return [...new Map(notes.map((one) => [one.note, one])).values()];
}

/** Every device that is told of, by its name. The notes may come in any order and more than once. */
export function passportOf(notes: readonly PassportNote[]): readonly PassportDevice[] {
  const devices = new Map<string, PassportDevice>();
  for (const note of inOrder(eachOnce(notes))) {
    devices.set(note.peripheral, after(devices.get(note.peripheral) ?? blank(note.peripheral), note));
  }
  return [...devices.values()].sort((a, b) => a.peripheral.localeCompare(b.peripheral));
}

const blank = (peripheral: string): PassportDevice => ({
  ...{ peripheral, serial: null, failures: 0, cleaned: null, replaced: null, longest: null, last: null },
});

function after(before: PassportDevice, note: PassportNote): PassportDevice {
  const serial = note.serial ?? before.serial;
  switch (note.kind) {
    case 'failure':
      return { ...before, serial, failures: before.failures + 1 };
    case 'cleaned':
      return { ...before, serial, cleaned: note.on };
    case 'replaced':
      // A new thing stands in its place: what is known of it is its number, if that.
      return { ...blank(note.peripheral), serial: note.serial, replaced: note.on };
    case 'battery': {
      const minutes = note.minutes ?? 0;
      return {
        ...before,
        serial,
        longest: Math.max(before.longest ?? 0, minutes),
        last: { minutes, used: note.used },
      };
    }
  }
}

/** What is wanted of a person is no failure of the device: paper, a cover to close, a finger that did not come. */
const wants: ReadonlySet<string> = new Set([
  ...['device.paper-out', 'device.paper-near-end', 'device.cover-open', 'device.print-unconfirmed'],
  ...['device.document-unreadable', 'device.finger-timeout', 'device.cancelled', 'device.host-restarting'],
  ...['chip.no-card', 'chip.no-document', 'scanner.no-page', 'scanner.no-zone'],
]);
const families = /^(device|page-printer|scanner|chip|camera|sbi|port|display)\./;

/** Whether a problem that a device reports belongs into its passport. */
export const isFailure = (code: string): boolean => families.test(code) && !wants.has(code);

/** One run on battery, as far as it goes; times in milliseconds of one clock that never steps. */
export interface BatteryRun {
  readonly since: number;
  readonly charge: number | null;
}

interface Fed {
  readonly source: 'mains' | 'battery' | 'unknown';
  readonly charge: number | null;
}

/**
 * Follows a supply: a run begins with the first word of battery and ends with the first word of mains; silence ends
 * nothing. Runs under a minute are plugs that were put elsewhere, and are not told.
 */
export function nextRun(
  run: BatteryRun | null,
  fed: Fed,
  now: number,
): {
  readonly run: BatteryRun | null;
  readonly ended: { readonly minutes: number; readonly used: number | null } | null;
} {
  if (fed.source === 'battery') return { run: run ?? { since: now, charge: fed.charge }, ended: null };
  if (fed.source === 'unknown' || run === null) return { run, ended: null };
  return { run: null, ended: endedRun(run, fed.charge, now) };
}

/** A run that ends now; null if it is too short to be told. @param charge per cent, null where nobody says */
export function endedRun(
  run: BatteryRun,
  charge: number | null,
  now: number,
): { readonly minutes: number; readonly used: number | null } | null {
  const minutes = Math.floor((now - run.since) / 60_000);
  const used = run.charge === null || charge === null ? null : Math.max(0, Math.round(run.charge - charge));
  return minutes < 1 ? null : { minutes, used };
}
