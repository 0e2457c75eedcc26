import type { Problem } from '../../core/problem/catalogue.ts';
import type { DeviceHealth, DeviceStatus } from '../../drivers/device.ts';
import type { DeviceView } from './device-views.ts';

/** A device that does what it is there for is well; only one that must first get ready is awaited. */
function shownState(status: DeviceStatus): DeviceView['state'] {
  if (status.state !== 'working') return status.state;
  return status.doing === 'capturing' || status.doing === 'printing' ? 'ready' : 'working';
}

/** One peripheral as the screens show it. */
export function deviceView(
  health: DeviceHealth & { readonly id: string; readonly driver: string },
  now: Date,
): DeviceView {
  const { status } = health;
  const problem: Problem | null =
    'problem' in status ? status.problem : status.state === 'ready' ? (status.notice ?? null) : null;
  return {
    id: health.id,
    driver: health.driver,
    kind: health.kind,
    name: health.name,
    state: shownState(status),
    problem,
    path: health.path,
    since: new Date(now.getTime() - health.forMs).toISOString(),
    bytesIn: health.counters.bytesIn,
    bytesOut: health.counters.bytesOut,
    skipped: health.counters.skipped,
    retries: health.counters.retries,
    recoveries: Object.values(health.counters.recoveries).reduce((sum, times) => sum + times, 0),
  };
}
