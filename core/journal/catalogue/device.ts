import { z } from 'zod';
import { entry } from './entry.ts';
import { count, hex32, id, problemCode, text } from './fields.ts';

/** Life of the device, its processes and its peripherals. */
export const deviceEvents = {
  'device.started': entry({
    body: z.strictObject({ version: text, previous: z.enum(['first', 'stopped', 'broke-off']) }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-status',
    description: 'The zone started; says its version and how its previous run ended.',
  }),
  'device.stopped': entry({
    body: z.strictObject({ reason: z.enum(['asked', 'restart', 'power']) }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-status',
    description: 'The zone was stopped in order.',
  }),
  'process.died': entry({
    body: z.strictObject({
      process: id,
      exitCode: z.int().nullable(),
      signal: id.nullable(),
      /** What it was doing, where it had said so. */
      step: id.nullable(),
    }),
    disposition: 'failure',
    severity: 'error',
    cdf: 'system-status',
    description: 'A process of the kiosk ended abnormally and was restarted.',
  }),
  'peripheral.attached': entry({
    body: z.strictObject({ peripheral: id, name: text }),
    disposition: 'success',
    severity: 'info',
    cdf: 'system-status',
    description: 'A peripheral (fingerprint sensor, document reader, printer, medium) became available.',
  }),
  'peripheral.detached': entry({
    body: z.strictObject({ peripheral: id }),
    disposition: 'na',
    severity: 'warning',
    cdf: 'system-status',
    description: 'A peripheral went away.',
  }),
  'peripheral.problem': entry({
    body: z.strictObject({ peripheral: id, problem: problemCode }),
    disposition: 'failure',
    severity: 'warning',
    cdf: 'system-status',
    description: 'A peripheral reported a problem; the code is one of the error catalogue.',
  }),
  'peripheral.assigned': entry({
    body: z.strictObject({ peripheral: id, driver: id, place: text }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description: 'A technician told the kiosk where a peripheral is attached and by which driver it is spoken to.',
  }),
  'peripheral.removed': entry({
    body: z.strictObject({ peripheral: id }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'system-action',
    description: 'A technician took a peripheral out of the kiosk.',
  }),
  'configuration.exported': entry({
    body: z.strictObject({ sha256: hex32 }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'A technician wrote the configuration of this kiosk to a medium; tells the hash of the file.',
  }),
  'configuration.imported': entry({
    body: z.strictObject({ sha256: hex32, device: id, key: id, added: count, changed: count, removed: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A technician took a configuration from a file: its hash, the device and the key that signed it, and how many peripherals were added, changed and taken out; each is then told by itself.',
  }),
  'peripheral.reset': entry({
    body: z.strictObject({ peripheral: id, rung: id }),
    disposition: 'na',
    severity: 'notice',
    cdf: 'system-action',
    description: 'A rung of a peripheral’s recovery ladder was taken.',
  }),
  'recording.started': entry({
    body: z.strictObject({ peripheral: id, masked: z.boolean() }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'A technician began to record what passes on a peripheral’s wire; whether what is personal is masked.',
  }),
  'recording.saved': entry({
    body: z.strictObject({ peripheral: id, masked: z.boolean(), sha256: hex32 }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'A recording of a peripheral’s wire was written to a medium; the hash of the file that was read back.',
  }),
  'problem.raised': entry({
    body: z.strictObject({ problem: problemCode }),
    disposition: 'failure',
    severity: 'error',
    cdf: 'application-status',
    description: 'A problem of the error catalogue was met that no other event tells.',
  }),
  'readiness.checked': entry({
    body: z.strictObject({ passed: count, failed: z.array(id).max(64) }),
    disposition: (body) => (body.failed.length === 0 ? 'success' : 'failure'),
    severity: 'notice',
    cdf: 'application-status',
    description: 'The readiness test ran; names the checks that failed.',
  }),
  'readiness.exported': entry({
    body: z.strictObject({ sha256: hex32 }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'A readiness report was written to a medium; the hash of its signed file, which its paper bears too.',
  }),
  'clock.stepped': entry({
    body: z.strictObject({ byMs: z.int() }),
    disposition: 'na',
    severity: 'warning',
    cdf: 'system-status',
    description: 'The wall clock jumped by this many milliseconds.',
  }),
  'key.registered': entry({
    body: z.strictObject({ key: id, algorithm: z.literal('Ed25519'), publicKey: hex32 }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'application-action',
    description: 'A signing key of this device was registered; its public half is told.',
  }),
} as const;
