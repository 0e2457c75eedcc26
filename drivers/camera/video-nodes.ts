import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import type { Attached } from '../transport/attached.ts';
import { usbNode } from '../transport/usb-node.ts';

/** More nodes than the cameras of one computer have. */
const MOST_NODES = 64;
const NAME_CHARACTERS = 100;

/**
 * Cameras as the kernel lists them (Video4Linux). A camera has several nodes, of which the first one of its USB
 * interface (`index` 0) takes pictures; the others carry what is said about them.
 * @param sys where the kernel shows its tree; a test has its own
 */
export async function attachedCameras(sys = '/sys'): Promise<Result<readonly Attached[], Problem>> {
  const folder = join(sys, 'class/video4linux');
  const nodes = (await readdir(folder).catch(() => [])).filter((name) => /^video\d{1,3}$/.test(name)).sort();
  // What a maker wrote into it is shown and journalled: plain characters, and no long numbers.
  const word = async (node: string, file: string): Promise<string> => {
    const text = await readFile(join(folder, node, file), 'utf8').catch(() => '');
    const plain = text.replace(/[^\x20-\x7e\p{L}]/gu, '').replace(/\d{7,}/g, '…');
    return plain.trim().slice(0, NAME_CHARACTERS).normalize('NFC');
  };
  const seen = await Promise.all(
    nodes.slice(0, MOST_NODES).map(async (node) => {
      const [name, index, usb] = await Promise.all([
        word(node, 'name'),
        word(node, 'index'),
        usbNode(join(folder, node)),
      ]);
      return { index, attached: { ...usb, kind: 'camera' as const, path: `/dev/${node}`, name: name || usb.name } };
    }),
  );
  return ok(seen.filter(({ index }) => index === '0' || index === '').map(({ attached }) => attached));
}
