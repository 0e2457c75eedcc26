import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { wordsSchema } from '../../../core/election/common.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { KitComparisonView, KitDifference, KitLineView } from '../../api/configuration-views.ts';
import type { FoundView } from '../../api/views.ts';
import { type DeviceSetup, type Driver, isDriver, kindOf } from '../devices/setup.ts';
import { modelOf } from './plan.ts';

/**
 * A standard kit: what a kiosk of one kind must have, as a commission writes it down. Shipped ones lie in assets/kits;
 * a kiosk.json names one of them or a file of its own.
 */
const wantedSchema = z.strictObject({
  /** Any of these will do; all are for one kind of device. */
  drivers: z.array(z.string().refine(isDriver, 'no driver')).min(1).max(8),
  /** USB vendor and product, any of these; without them the model does not matter. */
  models: z
    .array(z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/))
    .min(1)
    .max(32)
    .optional(),
  /** Options of kiosk.json that it must have, with these values. */
  options: z.partialRecord(z.enum(['baudRate', 'dpi', 'layout']), z.union([z.string().max(32), z.number()])).optional(),
});
type Wanted = z.infer<typeof wantedSchema>;

const kitSchema = z
  .strictObject({
    format: z.literal('taanuu-kit'),
    v: z.literal(1),
    names: wordsSchema,
    /** What is attached besides is no difference. */
    others: z.boolean(),
    devices: z.array(wantedSchema).min(1).max(32),
  })
  .refine(({ devices }) => devices.every(({ drivers }) => new Set(drivers.map(kindOfDriver)).size === 1), {
    error: 'a device of two kinds',
  });
export type Kit = z.infer<typeof kitSchema>;

/** What a kiosk is held against that names no kit: what every table needs. */
export const DEFAULT_KIT = 'table';
const SHIPPED = new URL('../../../assets/kits/', import.meta.url);

/** @param kit name of a shipped kit, or the path of a file. @returns `configuration.kit-unreadable` */
export function readKit(kit: string): Result<Kit, Problem> {
  try {
    return ok(kitSchema.parse(JSON.parse(readFileSync(kit.startsWith('/') ? kit : shipped(kit), 'utf8'))));
  } catch {
    return err({ code: 'configuration.kit-unreadable', params: { kit } });
  }
}

const shipped = (name: string): URL => new URL(`${encodeURIComponent(name)}.json`, SHIPPED);

const kindOfDriver = (driver: string): string => (isDriver(driver) ? kindOf[driver] : driver);
const tableKinds: readonly string[] = ['fingerprint', 'document', 'printer'];

/**
 * Holds a kiosk's devices against a kit. Each device stands for one of the kit at most: first those that fit wholly,
 * then those of the right driver, then those of the right kind.
 */
export function compareWithKit(
  name: string,
  kit: Kit,
  devices: readonly DeviceSetup[],
  found: readonly FoundView[],
): KitComparisonView {
  const matched = new Map<Wanted, DeviceSetup>();
  const left = new Set(devices);
  const differ = (wanted: Wanted, device: DeviceSetup) => differences(wanted, device, modelOf(device, found));
  const passes: readonly ((wanted: Wanted, device: DeviceSetup) => boolean)[] = [
    (wanted, device) => differ(wanted, device).length === 0,
    (wanted, { driver }) => wanted.drivers.includes(driver),
    (wanted, { driver }) => kindOf[driver] === kindOf[wanted.drivers[0] as Driver],
  ];
  for (const may of passes) {
    for (const wanted of kit.devices) {
      if (matched.has(wanted)) continue;
      const device = [...left].find((one) => may(wanted, one));
      if (device === undefined) continue;
      matched.set(wanted, device);
      left.delete(device);
    }
  }
  const lines: readonly KitLineView[] = [
    ...kit.devices.map((wanted): KitLineView => {
      const device = matched.get(wanted);
      return {
        kind: kindOf[wanted.drivers[0] as Driver],
        device: device?.id ?? null,
        differs: device === undefined ? ['missing'] : differ(wanted, device),
        wanted: saidOf(wanted),
      };
    }),
    ...(kit.others ? [] : [...left]).map(
      ({ id, driver }): KitLineView => ({ kind: kindOf[driver], device: id, differs: ['extra'], wanted: '' }),
    ),
  ];
  return { kit: name, names: kit.names, lines, problem: problemOf(name, lines) };
}

function differences(wanted: Wanted, device: DeviceSetup, model: string | null): readonly KitDifference[] {
  const { drivers, models, options = {} } = wanted;
  const has = device as unknown as Readonly<Record<string, unknown>>;
  return [
    ...(drivers.includes(device.driver) ? [] : ['driver' as const]),
    ...(models === undefined || (model !== null && models.includes(model))
      ? []
      : [model === null ? ('model-unknown' as const) : ('model' as const)]),
    ...(Object.entries(options).every(([option, value]) => has[option] === value) ? [] : ['options' as const]),
  ];
}

const saidOf = ({ drivers, models = [], options = {} }: Wanted): string =>
  [
    drivers.join(' / '),
    ...(models.length === 0 ? [] : [models.join(' / ')]),
    ...Object.entries(options).map(([option, value]) => `${option} ${value}`),
  ].join(', ');

/** One line for all: red only where one is missing without which a table cannot serve as it should. */
function problemOf(kit: string, lines: readonly KitLineView[]): Problem | null {
  const named = (some: readonly KitLineView[]): string => some.map(({ kind, device }) => device ?? kind).join(', ');
  const missing = lines.filter(({ kind, differs }) => differs.includes('missing') && tableKinds.includes(kind));
  if (missing.length > 0) return { code: 'configuration.kit-missing', params: { kit, devices: named(missing) } };
  const other = lines.filter(({ differs }) => differs.length > 0);
  return other.length === 0 ? null : { code: 'configuration.kit-differs', params: { kit, devices: named(other) } };
}
