import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Mode } from '../../core/election/common.ts';
import type { JournalEvent } from '../../core/journal/event.ts';
import { openKeys } from '../access/keys.ts';
import { type DemoStation, prepareDemo } from '../demo/prepare.ts';
import { serialTable } from './devices/setup.ts';
import { SYSTEM } from './kiosk.ts';
import { Steps } from './steps.ts';
import { openStore } from './store.ts';
import { type KioskConfig, openZone, type Zone } from './zone.ts';

/** A training day, then another package: nothing of the training is left but the word that it was erased. */
let stateDir = '';
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'taanuu-training-'));
});
afterEach(() => rmSync(stateDir, { recursive: true }));

async function demo(mode: Mode): Promise<DemoStation> {
  const made = await prepareDemo({ stateDir, precinct: '0001', voters: 1, mode });
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

async function zoneWith(firstPackage: string | null): Promise<Zone> {
  const nowhere = join(stateDir, 'no-device');
  const config: KioskConfig = {
    devices: serialTable({
      fingerprint: join(nowhere, 'a'),
      document: join(nowhere, 'b'),
      printer: join(nowhere, 'c'),
    }),
    folders: [],
    firstPackage,
  };
  const now = () => new Date('2023-10-08T03:00:00Z');
  const opened = await openZone({
    stateDir,
    config,
    now,
    monotonic: () => performance.now(),
    serves: false,
    powerDown: () => {},
    steps: new Steps({ setAside: [], step: async () => {} }, new Uint8Array(32)),
    memory: { held: null, hold: async () => {} },
  });
  if (!opened.ok) throw new Error(opened.error.code);
  await opened.value.start();
  return opened.value;
}

const files = () => readdirSync(stateDir).filter((name) => name.includes('-training-'));
const heads = () => readdirSync(join(stateDir, 'register')).filter((name) => name.endsWith('.head'));
const databaseKeys = () => readdirSync(join(stateDir, 'keys')).filter((name) => name.startsWith('database-'));
/** Files of the kiosk that hold this text in the clear; the packages are the commission's. */
const holding = (text: string) =>
  readdirSync(stateDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('packages') && statSync(join(stateDir, name)).isFile())
    .filter((name) => readFileSync(join(stateDir, name)).includes(text));
/** The device's own journal, once its zone has stopped. */
async function ownEvents(): Promise<readonly JournalEvent[]> {
  const keys = await openKeys(stateDir);
  const own = keys.ok ? openStore({ stateDir, keys: keys.value, election: null, now: () => new Date() }) : null;
  if (!own?.ok) throw new Error('the journal does not open');
  const events = [...own.value.journal.events()];
  own.value.db.close();
  return events;
}
/** What it tells of erased trainings. */
const erased = async (): Promise<readonly unknown[]> =>
  (await ownEvents()).filter(({ type }) => type === 'training.erased').map(({ body }) => body);

// Two whole packages are made and imported: on a busy machine that takes its time.
const PATIENCE_MS = 180_000;

it('leaves nothing behind when another package comes into force', { timeout: PATIENCE_MS }, async () => {
  const training = await demo('training');
  const zone = await zoneWith(training.package);
  expect(zone.sitting.stage).toBe('ready');
  const body = { sitting: '2023-10-08-1', kind: 'day', registered: 1, carried: 0, approvers: ['chair'] } as const;
  zone.kiosk.record('sitting.opened', { ...body, approvers: [...body.approvers] }, SYSTEM);
  // What operators have rehearsed is the training's like all the rest.
  const officer = { role: 'officer', person: 'officer-1' } as const;
  zone.kiosk.record('person.signed-in', officer, officer);
  expect(zone.rehearsal.begin(officer)).toEqual({ ok: true, value: null });
  zone.kiosk.record('attempt.started', { attempt: 'a1', by: 'pin' }, officer);
  zone.kiosk.record('attempt.ended', { attempt: 'a1', outcome: 'refused', reason: 'other-precinct' }, officer);
  zone.devices.print = async () => ({ ok: true, value: null });
  expect(await zone.rehearsal.end(1, officer)).toEqual({ ok: true, value: null });
  expect(zone.rehearsal.view(null)?.operators).toMatchObject([{ passed: ['other-precinct'], slip: 'yes' }]);
  zone.kiosk.record('sitting.finishing', {}, SYSTEM);
  expect(zone.sitting.stage).toBe('finishing');
  expect(files().length).toBeGreaterThan(0);
  // Nothing of it lies anywhere but in the journal that is erased as a whole.
  expect(holding('rehearsal.begun')).toEqual([]);
  const before = heads();
  expect(before).toHaveLength(1);
  const { length: keysBefore } = databaseKeys();

  let dropped = 0;
  zone.devices.dropRecording = async () => {
    dropped += 1;
  };
  const loaded = await zone.loadPackage((await demo('laboratory')).package, SYSTEM, () => {});
  // What was recorded of a wire, perhaps unmasked, is the training's too.
  expect(dropped).toBe(1);
  expect(loaded).toEqual({ ok: true, value: null });
  expect(files()).toEqual([]);
  // The signed head of its package went with its register.
  expect(heads().filter((name) => before.includes(name))).toEqual([]);
  // One register and one journal stand where one register and one journal stood.
  expect(databaseKeys()).toHaveLength(keysBefore);
  expect(zone.sitting.stage).toBe('ready');
  expect(zone.sitting.counters()).toMatchObject({ reserved: 0, confirmed: 0 });
  expect(zone.rehearsal.view(null)).toBeNull();
  const kept = zone.kiosk.db.prepare<[], string>("select line from journal where line like '%rehearsal%'").all();
  expect(kept).toEqual([]);
  await zone.stop();
  expect(await erased()).toEqual([{ election: 'saruu-2023-10-08', station: '0001' }]);
  expect((await ownEvents()).filter(({ type }) => type.startsWith('rehearsal') || type.startsWith('paper'))).toEqual(
    [],
  );
});

it('finishes what a stop has left half erased, and leaves a training that is in force alone', {
  timeout: PATIENCE_MS,
}, async () => {
  const zone = await zoneWith((await demo('training')).package);
  await zone.stop();
  const again = await zoneWith(null);
  expect(again.kiosk.inForce()?.election.mode).toBe('training');
  expect(files()).toContain('journal-saruu-2023-10-08-training-0001.db');
  await again.loadPackage((await demo('laboratory')).package, SYSTEM, () => {});
  await again.stop();
  // As if the power had gone after the key and before the last file.
  writeFileSync(join(stateDir, 'left'), 'noise');
  renameSync(join(stateDir, 'left'), join(stateDir, 'journal-saruu-2023-10-08-training-0001.db-wal'));
  const third = await zoneWith(null);
  expect(files()).toEqual([]);
  await third.stop();
  expect(await erased()).toHaveLength(2);
});
