import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/bench.ts';

/**
 * No camera can be here: the machine has no Video4Linux, and its doubles are kernel modules. So the kernel's tree is
 * one of ours, and in the place of `v4l2-ctl` stands a program that says what the real one does; the real one is asked
 * for what it says of a node that is not there.
 */
export function kernel() {
  const sys = temporaryFolder();
  const own = join(sys, 'class/video4linux');
  mkdirSync(own, { recursive: true });
  const device = join(sys, 'devices/pci0000:00/usb1/1-4');
  const plug = () => {
    for (const [node, index] of [
      ['video0', '0'],
      ['video1', '1'],
    ] as const) {
      const folder = join(device, '1-4:1.0/video4linux', node);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'name'), 'UVC Camera\u0007 (046d:0825)\n');
      writeFileSync(join(folder, 'index'), `${index}\n`);
      symlinkSync(join(device, '1-4:1.0'), join(folder, 'device'));
      symlinkSync(folder, join(own, node));
    }
    writeFileSync(join(device, 'idVendor'), '046d\n');
    writeFileSync(join(device, 'idProduct'), '0825\n');
    writeFileSync(join(device, 'serial'), '9F2C\n');
  };
  const pull = () => {
    rmSync(device, { recursive: true });
    for (const node of ['video0', 'video1']) rmSync(join(own, node));
  };
  plug();
  return { sys, plug, pull };
}

/** A program in the place of `v4l2-ctl`: what it says of the format, and what it does when it streams. */
export function program(
  stream: string,
  pixels = 'MJPG',
  size = '64/48',
): { readonly path: string; readonly folder: string } {
  const folder = temporaryFolder();
  const path = join(folder, 'v4l2-ctl');
  const format = `printf "Format Video Capture:\\n\\tWidth/Height      : ${size}\\n\\tPixel Format      : '${pixels}' (x)\\n"`;
  writeFileSync(
    path,
    `#!/bin/sh\ncd '${folder}'\necho "$@" >> asked\ncase "$*" in\n*--get-fmt-video*) ${format} ;;\n*) ${stream} ;;\nesac\n`,
    { mode: 0o755 },
  );
  return { path, folder };
}
