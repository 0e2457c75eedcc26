import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import type { Attached } from './attached.ts';
import { usbNode } from './usb-node.ts';

/** More printers than anybody plugs into one computer. */
const MOST_NODES = 32;

/**
 * USB printers, as the kernel's driver usblp gives them nodes (/dev/usb/lp0). There are none where it is not loaded,
 * or where the print service has taken the printer for itself.
 * @param sys where the kernel shows its tree; a test has its own
 */
export async function attachedPrinters(sys = '/sys'): Promise<Result<readonly Attached[], Problem>> {
  const folder = join(sys, 'class/usbmisc');
  const nodes = (await readdir(folder).catch(() => [])).filter((name) => /^lp\d{1,3}$/.test(name)).sort();
  return ok(
    await Promise.all(
      nodes.slice(0, MOST_NODES).map(async (node) => ({
        kind: 'lp' as const,
        path: `/dev/usb/${node}`,
        ...(await usbNode(join(folder, node))),
      })),
    ),
  );
}
