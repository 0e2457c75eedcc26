import type { DeviceStatus } from '../../../drivers/device.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Desk } from '../desk.ts';
import type { Documents } from '../documents/documents.ts';
import type { FingerBench } from '../finger-bench.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { NextVoter } from '../next-voter.ts';
import type { PowerWatch } from '../power-watch.ts';
import type { Passport } from '../provisioning/passport.ts';
import type { Sitting } from '../sitting.ts';
import type { VotersWay } from '../way.ts';
import type { DeviceListener } from './client.ts';
import type { NamedHealth } from './protocol.ts';

/** Whom it concerns what the devices say. */
export interface Hearers {
  readonly kiosk: Kiosk;
  readonly desk: Desk;
  readonly way: VotersWay;
  readonly documents: Documents;
  readonly next: Pick<NextVoter, 'away'>;
  readonly fingerBench: FingerBench;
  readonly power: PowerWatch;
  readonly passport: Pick<Passport, 'trouble' | 'power'>;
  readonly sitting: Pick<Sitting, 'stage'>;
  readonly configuration: Pick<Configuration, 'scan'>;
}

/**
 * What the zone does when its devices say something: a document begins a voter's way, a change of state is journalled.
 * @param hearers asked at each event: the way needs the devices before it exists itself
 */
export function hearDevices(hearers: () => Hearers): DeviceListener {
  const states = new Map<string, DeviceStatus['state']>();
  return {
    health: (all) => {
      const { kiosk, way, documents, next, passport, sitting } = hearers();
      for (const health of all) {
        const { id, kind, status } = health;
        const before = states.get(id);
        if (before === status.state) continue;
        states.set(id, status.state);
        noteState(kiosk, health, before);
        // A device that nobody has seen yet is being looked for: it has not failed.
        if ('problem' in status && before !== undefined) {
          const serving = sitting.stage === 'open' || sitting.stage === 'finishing';
          passport.trouble(id, status.problem.code, serving);
        }
        if (kind === 'fingerprint' && status.state === 'ready') way.sensorReady();
        if (status.state === 'missing') next.away(kind);
        if (kind === 'page-scanner' && status.state === 'ready') documents.scannerReady();
      }
      kiosk.changed();
    },
    document: (text) => hearDocument(hearers(), text),
    unreadable: () => hearDocument(hearers(), ''),
    reading: (progress) => hearers().documents.progress(progress),
    progress: (progress) => {
      if (progress.stage !== 'transfer') return;
      const { way, fingerBench } = hearers();
      way.captureProgress(progress.share);
      fingerBench.captureProgress();
    },
    power: (device, reading) => {
      hearers().power.heard(device, reading);
      hearers().passport.power(device, reading);
    },
    hostDied: (exitCode, signal) => {
      const { kiosk, power } = hearers();
      power.forget();
      kiosk.note('process.died', { process: 'device-host', exitCode, signal, step: null }, SYSTEM);
    },
  };
}

/** A document on the reader is the officer's question, and shows that somebody is there. */
function hearDocument({ desk, documents, configuration }: Hearers, text: string): void {
  // A technician holds the scanner to another kiosk's screen.
  if (configuration.scan.listening) {
    configuration.scan.heard(text);
    return;
  }
  if (desk.person?.role === 'officer') desk.touched();
  void documents.laid(text);
}

/** Only what a person would notice is journalled: a device that came, went, or wants somebody. */
function noteState(kiosk: Kiosk, { id, name, status }: NamedHealth, before: DeviceStatus['state'] | undefined): void {
  switch (status.state) {
    case 'missing':
      if (before !== undefined) kiosk.note('peripheral.detached', { peripheral: id }, SYSTEM);
      return;
    case 'attention':
      kiosk.note('peripheral.problem', { peripheral: id, problem: status.problem.code }, SYSTEM);
      return;
    case 'ready':
      if (before === undefined || before === 'missing') {
        kiosk.note('peripheral.attached', { peripheral: id, name }, SYSTEM);
      }
      return;
    case 'working':
      return;
  }
}
