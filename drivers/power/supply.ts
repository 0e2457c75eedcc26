import type { PowerReading } from '../../core/power/rule.ts';

/**
 * One folder of /sys/class/power_supply: file name and its content, '' where it is not there.
 * Source: Documentation/ABI/testing/sysfs-class-power of Linux. Energies in µWh, powers in µW, charges in µAh.
 */
export type Supply = Readonly<Record<string, string>>;

/**
 * What all supplies together say; null if none of them feeds this computer. Batteries of mice and keyboards stand in
 * the same folder (`scope` Device), and empty battery bays too (`present` 0): neither counts.
 */
export function supplyReading(supplies: readonly Supply[]): PowerReading | null {
  const own = supplies.filter(({ scope, present }) => scope !== 'Device' && present !== '0');
  const batteries = own.filter(({ type }) => type === 'Battery' || type === 'UPS');
  const adapters = own.filter(({ type }) => type === 'Mains' || type === 'USB' || type === 'Wireless');
  if (batteries.length === 0 && adapters.length === 0) return null;
  const source = sourceOf(adapters, batteries);
  return {
    source,
    charge: chargeOf(batteries),
    runtimeS: source === 'battery' ? runtimeOf(batteries) : null,
    low:
      source === 'battery' &&
      batteries.length > 0 &&
      batteries.every(({ capacity_level: level }) => level === 'Low' || level === 'Critical'),
  };
}

function sourceOf(adapters: readonly Supply[], batteries: readonly Supply[]): PowerReading['source'] {
  if (adapters.some(({ online }) => online === '1' || online === '2')) return 'mains';
  // An adapter that says 0 is believed before a battery that has not noticed yet.
  const unplugged = adapters.some(({ type, online }) => type === 'Mains' && online === '0');
  if (batteries.length > 0 && unplugged) return 'battery';
  if (batteries.some(({ status }) => status === 'Discharging')) return 'battery';
  // Charging needs mains, even where a computer shows no adapter, or a USB-C one that says 0.
  if (batteries.some(({ status }) => status === 'Charging' || status === 'Full')) return 'mains';
  if (batteries.length > 0 && adapters.some(({ online }) => online === '0')) return 'battery';
  return batteries.some(({ status }) => status === 'Not charging') ? 'mains' : 'unknown';
}

/** Per cent of all batteries together; by energy where all of them tell it, since they may differ in size. */
function chargeOf(batteries: readonly Supply[]): number | null {
  for (const [now, full] of [
    ['energy_now', 'energy_full'],
    ['charge_now', 'charge_full'],
  ] as const) {
    const has = sum(batteries, now);
    const most = sum(batteries, full);
    if (has !== null && most !== null && most > 0) return Math.min(100, Math.round((100 * has) / most));
  }
  const shares = sum(batteries, 'capacity');
  return shares === null ? null : Math.min(100, Math.round(shares / batteries.length));
}

/** Seconds left: what the kernel says of one battery, else what is in all of them by what is drawn from them. */
function runtimeOf(batteries: readonly Supply[]): number | null {
  const [only] = batteries;
  if (batteries.length === 1 && only !== undefined) {
    const said = amount(only.time_to_empty_now) ?? amount(only.time_to_empty_avg);
    if (said !== null) return said;
  }
  for (const [now, drawn] of [
    ['energy_now', 'power_now'],
    ['charge_now', 'current_now'],
  ] as const) {
    const has = sum(batteries, now);
    const rate = sum(batteries, drawn);
    if (has !== null && rate !== null && rate > 0) return Math.round((3_600 * has) / rate);
  }
  return null;
}

/** The sum over all supplies, or null if one of them does not say. Currents are negative on some while discharging. */
function sum(supplies: readonly Supply[], file: string): number | null {
  const amounts = supplies.map((supply) => amount(supply[file]));
  if (amounts.length === 0) return null;
  return amounts.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0);
}

function amount(text: string | undefined): number | null {
  return text !== undefined && /^-?\d{1,12}$/.test(text) ? Math.abs(Number(text)) : null;
}
