import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../say.ts';
import type { Parts } from './parts.ts';
import { Verdict } from './verdict.ts';

/** For the whole life of the guest, in seconds; it took 60 to 81 where it was measured (README.md). */
const LIMIT_S = 600;

/** Command line of a machine without network, disk or screen, that sees the host's files and cannot change them. */
function command({ folder, kernel }: Parts, initramfs: string): readonly string[] {
  const line = `console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off 8250.nr_uarts=1 project=${root}`;
  return [
    ...['-L', join(folder, 'usr/share/qemu'), '-L', join(folder, 'usr/share/seabios')],
    // KVM is not asked for: where build machines are virtual themselves it hangs, and a minute is no price.
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '1024'],
    ...['-nodefaults', '-nographic', '-no-reboot', '-serial', 'stdio', '-nic', 'none'],
    ...['-kernel', join(folder, 'boot', `vmlinuz-${kernel}`), '-initrd', initramfs, '-append', line],
    ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
  ];
}

/**
 * Boots the guest, passes its results on as they come, and waits for its end, which comes after ten minutes at the latest:
 * `timeout` ends it even if nobody is left here.
 */
export async function runGuest(parts: Parts, initramfs: string): Promise<Verdict> {
  const { folder } = parts;
  const libraries = ['usr/lib', 'lib'].map((name) => join(folder, name, 'x86_64-linux-gnu'));
  const program = join(folder, 'usr/bin/qemu-system-x86_64');
  const limit = ['--kill-after=5', String(LIMIT_S)];
  const qemu = spawn('timeout', [...limit, program, ...command(parts, initramfs)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: libraries.join(':'),
      QEMU_MODULE_DIR: join(folder, 'usr/lib/x86_64-linux-gnu/qemu'),
    },
  });
  const stop = (): boolean => qemu.kill();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const ended = new Promise<void>((resolve, reject) => {
    qemu.once('error', reject);
    qemu.once('close', () => resolve());
  });
  const verdict = new Verdict();
  for (const stream of [qemu.stdout, qemu.stderr]) {
    createInterface(stream).on('line', (line) => {
      const result = verdict.take(line);
      if (result !== null) console.log(result);
    });
  }
  await ended;
  return verdict;
}
