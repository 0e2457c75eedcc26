import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Parts } from './parts.ts';

/**
 * What the guest needs beyond what its kernel has built in: the host's files, a USB host whose devices are the kernel's
 * own gadgets, and the drivers of a kiosk on the host's side of that cable.
 */
const MODULES = ['virtio_pci', '9pnet_virtio', '9p', 'dummy_hcd', 'usb_f_hid', 'usb_f_acm', 'hid_generic', 'usbhid'];
const MORE = ['cdc_acm', 'libcomposite', 'configfs'];
/** Two USB ports: one for each device. */
const PARAMETERS: Readonly<Record<string, string>> = { dummy_hcd: 'num=2' };

const DIRECTORY = 0o040755;
const PROGRAM = 0o100755;
const FILE = 0o100644;

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly data?: Uint8Array;
}

const moduleName = (path: string): string => basename(path, '.ko').replaceAll('-', '_');

/** Modules in the order in which they must be loaded; each says itself which it stands on. */
export function inOrder(wanted: readonly string[], paths: readonly string[]): readonly string[] {
  const byName = new Map(paths.map((path) => [moduleName(path), path]));
  const order = new Set<string>();
  const take = (name: string): void => {
    const path = byName.get(name);
    if (path === undefined) throw new Error(`the kernel has no module ${name}`);
    if (order.has(path)) return;
    const text = readFileSync(path, 'latin1');
    for (const other of /\0depends=([^\0]*)/.exec(text)?.[1]?.split(',') ?? []) {
      if (other !== '') take(other.replaceAll('-', '_'));
    }
    order.add(path);
  };
  for (const name of wanted) take(name);
  return [...order];
}

/** An archive as the kernel unpacks it at its start: cpio in its `newc` form (Documentation/driver-api/early-userspace/buffer-format.rst). */
export function cpio(entries: readonly Entry[]): Uint8Array {
  const hex = (value: number): string => value.toString(16).padStart(8, '0');
  const padded = (bytes: Uint8Array): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  const all = [...entries, { name: 'TRAILER!!!', mode: 0 }];
  return Buffer.concat(
    all.flatMap(({ name, mode, data = new Uint8Array(0) }: Entry, index) => {
      const fields = [index + 1, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length + 1, 0];
      const head = Buffer.from(`070701${fields.map(hex).join('')}${name}\0`, 'latin1');
      return [padded(head), padded(data)];
    }),
  );
}

/**
 * Writes the guest's first files: busybox, the modules, `init`.
 * @param init the guest's first program, which finds `/modules/order`
 */
export function writeInitramfs(file: string, { folder, kernel }: Parts, init: Uint8Array): void {
  const paths = globSync(join(folder, 'lib/modules', kernel, 'kernel/**/*.ko'));
  const modules = inOrder([...MODULES, ...MORE], paths);
  const folders = ['bin', 'modules', 'dev', 'proc', 'sys', 'host'];
  const lines = modules.map(moduleName).map((name) => `${name} ${PARAMETERS[name] ?? ''}\n`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    cpio([
      ...folders.map((name) => ({ name, mode: DIRECTORY })),
      { name: 'bin/busybox', mode: PROGRAM, data: readFileSync(join(folder, 'bin/busybox')) },
      ...modules.map((path) => ({ name: `modules/${moduleName(path)}`, mode: FILE, data: readFileSync(path) })),
      { name: 'modules/order', mode: FILE, data: Buffer.from(lines.join('')) },
      { name: 'init', mode: PROGRAM, data: init },
    ]),
  );
}
