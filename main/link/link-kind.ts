import { existsSync, readFileSync } from 'node:fs';
import type { LinkKind } from '../../core/hub/asks.ts';

/** Where the kernel tells of its routes and interfaces. */
interface KernelFiles {
  readonly read: (file: string) => string;
  readonly exists: (file: string) => boolean;
}

const kernel: KernelFiles = { read: (file) => readFileSync(file, 'latin1'), exists: existsSync };

/** `IFF_UP` of a default route: its flags have it. */
const ROUTE_UP = 0x1;

/** What this machine's way out goes over, by the interface of its default route. */
export function linkKind({ read, exists }: KernelFiles = kernel): LinkKind {
  const name = defaultInterface(read);
  if (name === null) return 'unknown';
  if (exists(`/sys/class/net/${name}/wireless`) || exists(`/sys/class/net/${name}/phy80211`)) return 'wireless';
  if (/^(ww|ppp|usb|rmnet)/.test(name)) return 'mobile';
  return /^(e|lan|br|bond)/.test(name) ? 'cable' : 'unknown';
}

/** The one with the least metric. */
function defaultInterface(read: KernelFiles['read']): string | null {
  let text: string;
  try {
    text = read('/proc/net/route');
  } catch {
    return null;
  }
  const routes = text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([name = '', destination, , flags = '0', , , metric = '0', mask]) =>
      destination === '00000000' && mask === '00000000' && Number.parseInt(flags, 16) & ROUTE_UP
        ? [{ name, metric: Number(metric) }]
        : [],
    )
    .sort((a, b) => a.metric - b.metric);
  return routes[0]?.name ?? null;
}
