import type { DeviceStatus } from '../../../drivers/device.ts';
import type { Desk } from '../desk.ts';
import type { FingerBench } from '../finger-bench.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { PowerWatch } from '../power-watch.ts';
import type { Sitting } from '../sitting.ts';
import type { Steps } from '../steps.ts';
import type { VotersWay } from '../way.ts';
import type { DeviceListener } from './client.ts';
import type { NamedHealth } from './protocol.ts';

/** Whom it concerns what the devices say. */
export interface Hearers {
  readonly kiosk: Kiosk;
  readonly desk: Desk;
  readonly sitting: Sitting;
  readonly way: VotersWay;
  readonly steps: Steps;
  readonly fingerBench: FingerBench;
  readonly power: PowerWatch;
}

/**
 * What the zone does when its devices say something: a document begins a voter's way, a change of state is journalled.
 * @param hearers asked at each event: the way needs the devices before it exists itself
 */
export function hearDevices(hearers: () => Hearers): DeviceListener {
  const states = new Map<string, DeviceStatus['state']>();
  return {
    health: (all) => {
      const { kiosk, way } = hearers();
      for (const health of all) {
        const { id, kind, status } = health;
        const before = states.get(id);
        if (before === status.state) continue;
        states.set(id, status.state);
        noteState(kiosk, health, before);
        if (kind === 'fingerprint' && status.state === 'ready') way.sensorReady();
      }
      kiosk.changed();
    },
    document: (text) => hearDocument(hearers(), text),
    unreadable: () => hearDocument(hearers(), ''),
    progress: (progress) => {
      if (progress.stage !== 'transfer') return;
      const { way, fingerBench } = hearers();
      way.captureProgress(progress.share);
      fingerBench.captureProgress();
    },
    reading: () => {},
    power: (device, reading) => hearers().power.heard(device, reading),
    hostDied: (exitCode, signal) => {
      const { kiosk, power } = hearers();
      power.forget();
      kiosk.note('process.died', { process: 'device-host', exitCode, signal, step: null }, SYSTEM);
    },
  };
}

/** A document on the reader is the officer's question; nobody at the desk, nobody asked. */
function hearDocument({ desk, sitting, way, steps }: Hearers, text: string): void {
  const { stage } = sitting;
  if (desk.person?.role !== 'officer' || (stage !== 'open' && stage !== 'finishing')) return;
  desk.touched();
  // A document that is set aside counts as unreadable: the officer types the PIN.
  const read = steps.refused('document', text) ? '' : text;
  void steps.under('document', read, () => way.document(read, desk.actor));
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
