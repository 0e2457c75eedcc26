import { isDeepStrictEqual } from 'node:util';
import { readUsbName } from '../../../drivers/transport/usb-name.ts';
import type { PlaceChoice, PlannedDeviceView, PlannedDifference } from '../../api/configuration-views.ts';
import type { FoundView } from '../../api/views.ts';
import { type DeviceSetup, kindOf } from '../devices/setup.ts';

/**
 * What would become of each device if another kiosk's devices were taken here. A place that names one machine's own
 * thing (a serial number, a USB port, a link by serial number) is kept only where that very thing is plugged in here;
 * otherwise the device of the same model is proposed if there can be no doubt, and a person says if there can.
 */
export function planDevices(
  now: readonly DeviceSetup[],
  wanted: readonly DeviceSetup[],
  found: readonly FoundView[],
): readonly PlannedDeviceView[] {
  const places = new Map<string, string | null>(wanted.map((one) => [one.id, fits(one, now, found) ? one.at : null]));
  const own = (one: DeviceSetup): DeviceSetup | undefined =>
    now.find(({ id, driver }) => id === one.id && driver === one.driver);
  const taken = (): ReadonlySet<string | null> => new Set(places.values());
  const open = (): readonly DeviceSetup[] => wanted.filter(({ id }) => places.get(id) === null);
  // What stands here under the same name, of the same model, is what the name means here.
  for (const one of open()) {
    const here = own(one);
    if (here && sameModel(here, one, found) && !taken().has(here.at)) places.set(one.id, here.at);
  }
  const free = (one: DeviceSetup): readonly FoundView[] =>
    found.filter((thing) => isFor(one, thing) && !taken().has(thing.at));
  const seekers = open().map((one) => ({ one, free: free(one) }));
  for (const { one, free: things } of seekers) {
    const [only] = things;
    const rivals = seekers.filter((other) => other.free.some(({ at }) => at === only?.at));
    if (only && things.length === 1 && rivals.length === 1) places.set(one.id, only.at);
  }
  const planned = wanted.map((one): PlannedDeviceView => {
    const before = now.find(({ id }) => id === one.id);
    const at = places.get(one.id) ?? null;
    const differs = before === undefined ? [] : differences(before, { ...one, at: at ?? one.at }, at === null);
    return {
      ...{ id: one.id, kind: kindOf[one.driver], driver: one.driver, said: one.at, at, differs },
      now: before === undefined ? null : { driver: before.driver, at: before.at },
      change: before === undefined ? 'added' : differs.length > 0 ? 'changed' : 'same',
      choices: choicesOf(one, at, own(one), found),
    };
  });
  return [...planned, ...removed(now, wanted)];
}

/** The devices that come of a plan where each has its place. A device put elsewhere is really there: no simulator. */
export function settled(
  wanted: readonly DeviceSetup[],
  placeOf: (id: string) => string | null,
): readonly DeviceSetup[] {
  return wanted.flatMap((one) => {
    const at = placeOf(one.id);
    if (at === null) return [];
    return [{ ...one, at, simulated: one.simulated && at === one.at }];
  });
}

const removed = (now: readonly DeviceSetup[], wanted: readonly DeviceSetup[]): readonly PlannedDeviceView[] =>
  now
    .filter(({ id }) => !wanted.some((one) => one.id === id))
    .map(({ id, driver, at }) => ({
      ...{ id, kind: kindOf[driver], driver, change: 'removed' as const, differs: [], now: { driver, at } },
      ...{ said: null, at: null, choices: [] },
    }));

/** Whether the place in the file means something on this machine too. */
function fits(one: DeviceSetup, now: readonly DeviceSetup[], found: readonly FoundView[]): boolean {
  const usb = readUsbName(one.at);
  const named = usb === null ? ofOneMachine(one) : usb.serial !== undefined || usb.port !== undefined;
  if (!named) return true;
  return [...now, ...found].some(({ at }) => at === one.at);
}

/** A path by serial number (or by the number a USB bus counted), a scanner's own number. */
function ofOneMachine({ driver, at }: DeviceSetup): boolean {
  if (driver === 'sbi') return at !== 'any';
  return driver === 'sane' ? /:libusb:|:\d{3}:\d{3}$/.test(at) : /\/by-(id|path)\//.test(at);
}

/** The USB model that a device's place names, or that the thing plugged in there is of. */
export function modelOf({ id, at }: Pick<DeviceSetup, 'id' | 'at'>, found: readonly FoundView[]): string | null {
  return readUsbName(at)?.usb ?? found.find((thing) => thing.usedBy === id || thing.at === at)?.usb ?? null;
}

function sameModel(here: DeviceSetup, one: DeviceSetup, found: readonly FoundView[]): boolean {
  const wanted = readUsbName(one.at)?.usb;
  return wanted === undefined || modelOf(here, found) === wanted;
}

/** Whether a thing that is plugged in can be this device: its driver speaks to it, and the model is the one wanted. */
function isFor({ driver, at }: DeviceSetup, { drivers, usb }: FoundView): boolean {
  const wanted = readUsbName(at)?.usb;
  return drivers.some((one) => one.driver === driver) && (wanted === undefined || usb === wanted);
}

function choicesOf(
  one: DeviceSetup,
  at: string | null,
  own: DeviceSetup | undefined,
  found: readonly FoundView[],
): readonly PlaceChoice[] {
  const there = found.filter(({ drivers }) => drivers.some(({ driver }) => driver === one.driver));
  const nameAt = (place: string): string => there.find((thing) => thing.at === place)?.name ?? '';
  const all: readonly PlaceChoice[] = [
    ...(at === one.at ? [{ at, why: 'file' as const, name: nameAt(at) }] : []),
    ...(own ? [{ at: own.at, why: 'here' as const, name: nameAt(own.at) }] : []),
    // Those of the wanted model first; another cable of another maker may do as well, and only a person can know.
    ...there
      .toSorted((a, b) => Number(isFor(one, b)) - Number(isFor(one, a)))
      .map((thing) => ({ at: thing.at, why: 'found' as const, name: thing.name })),
    ...(one.driver === 'sbi' ? [{ at: 'any', why: 'found' as const, name: '' }] : []),
  ];
  return all.filter((choice, place) => all.findIndex((other) => other.at === choice.at) === place);
}

function differences(before: DeviceSetup, then: DeviceSetup, open: boolean): readonly PlannedDifference[] {
  const bare = ({ driver: _, at: __, ...options }: DeviceSetup) => options;
  return [
    ...(before.driver === then.driver ? [] : ['driver' as const]),
    ...(before.at === then.at && !open ? [] : ['place' as const]),
    ...(isDeepStrictEqual(bare(before), bare(then)) ? [] : ['options' as const]),
  ];
}
