import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '../../../core/problem/result.ts';
import { makeCodeKey } from '../../access/code.ts';
import { codes, credentials, makeStation, peopleOf } from '../../package/package.fixture.ts';
import type { PackageContents } from '../../package/writer.ts';
import type { HatchLine } from '../ballot-zone/hatch-line.ts';
import { Memory, zoneOf } from '../zone.fixture.ts';
import type { WipeStep } from './wiping.ts';

/** Codes of those who act after the closing, besides the two who opened. */
export const CODES = { ...codes, technician: '730518', administrator: '846201' } as const;

/** The two who may empty the device. */
export const emptying = (['technician', 'administrator'] as const).map((person) => ({ person, code: CODES[person] }));

async function everybody() {
  const more = (['technician', 'administrator'] as const).map(async (role) => {
    const code = await makeCodeKey(CODES[role], { n: 1024, r: 8, p: 1 });
    return { id: role, role, station: '0001', name: role, code, defaultCode: false };
  });
  return [...(await peopleOf()), ...(await Promise.all(more))];
}

/** A station whose day is over: opened and closed by its people, nobody at the desk. Two folders stand for two sticks. */
export async function closedStation(change: Partial<PackageContents> = {}, line?: HatchLine) {
  const station = await makeStation();
  const { path } = await station.write('a.taanuu', { people: await everybody(), ...change });
  const folders = ['one', 'two'].map((name) => join(station.dir, name));
  for (const folder of folders) mkdirSync(folder);
  const memory = new Memory();
  /** Starts the zone again over the same state, as after a stop. */
  const start = async (wipeStep: (step: WipeStep) => void = () => {}) => {
    const started = await zoneOf(station, path, {
      ...{ memory, folders, wipeStep },
      ...(line ? { beside: { line, folder: join(station.dir, 'hatch') } } : {}),
    });
    const printed: string[] = [];
    started.zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    return { ...started, printed };
  };
  const started = await start();
  const { client } = started;
  await signIn(client, 'chair');
  const opened = await client.station.open({ approvers: [...credentials] });
  if (!opened.ok) throw new Error(opened.error.code);
  await client.station.finish({});
  const closed = await client.station.close({ approvers: [...credentials] });
  if (!closed.ok) throw new Error(closed.error.code);
  return { station, folders, memory, start, path, ...started };
}

export async function signIn(client: Awaited<ReturnType<typeof zoneOf>>['client'], person: keyof typeof CODES) {
  const signed = await client.access.signIn({ person, code: CODES[person] });
  if (!signed.ok) throw new Error(signed.error.code);
}
