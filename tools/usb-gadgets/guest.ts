import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../say.ts';
import type { Parts } from './parts.ts';

/** For the whole life of the guest; it took a minute or two where it was measured (README.md). */
const LIMIT_MS = 10 * 60_000;
/** So many of the guest's other lines are kept, for the case that it does not come to its end. */
const KEPT_LINES = 60;

export interface GuestResult {
  readonly passed: number;
  readonly failed: number;
  /** Null when the guest came to its end and said so; otherwise why it did not. */
  readonly ended: string | null;
  /** The last that the guest said beside its results. */
  readonly rest: string;
}

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

/** Boots the guest, passes its results on as they come, and ends it at the latest after ten minutes. */
export async function runGuest(parts: Parts, initramfs: string): Promise<GuestResult> {
  const { folder } = parts;
  const libraries = ['usr/lib', 'lib'].map((name) => join(folder, name, 'x86_64-linux-gnu'));
  const [modules = ''] = globSync(join(folder, 'usr/lib/x86_64-linux-gnu/qemu'));
  const qemu = spawn(join(folder, 'usr/bin/qemu-system-x86_64'), command(parts, initramfs), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LD_LIBRARY_PATH: libraries.join(':'), QEMU_MODULE_DIR: modules },
  });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    qemu.kill('SIGKILL');
  }, LIMIT_MS);
  const stop = (): boolean => qemu.kill('SIGKILL');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const ended = new Promise<number>((resolve, reject) => {
    qemu.once('error', reject);
    qemu.once('close', (code) => resolve(code ?? 1));
  });

  const count = { passed: 0, failed: 0 };
  const rest: string[] = [];
  let said: string | null = null;
  const take = (line: string): void => {
    const text = line.trimEnd();
    if (/^(passed|FAILED): /.test(text)) {
      count[text.startsWith('passed') ? 'passed' : 'failed'] += 1;
      console.log(text);
    } else if (text.startsWith('end: ')) said = text;
    else rest.push(text);
    if (rest.length > KEPT_LINES) rest.shift();
  };
  createInterface(qemu.stdout).on('line', take);
  createInterface(qemu.stderr).on('line', take);
  const code = await ended;
  clearTimeout(limit);
  const wanted = `end: ${count.passed} passed, ${count.failed} failed`;
  const why =
    said === wanted
      ? null
      : late
        ? `the guest was ended after ${LIMIT_MS / 60_000} minutes`
        : `the guest ended (exit code ${code}) and said ${said ?? 'nothing of its end'}, heard was ${wanted}`;
  return { ...count, ended: why, rest: rest.map((text) => `${text}\n`).join('') };
}
