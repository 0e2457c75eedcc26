import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DeviceKeys, deviceRequest } from '../../access/keys.ts';
import { strangersKeys, table } from './configuration.fixture.ts';
import { writeConfiguration } from './file.ts';
import { invitedFolder, keepInvited, takenInvited } from './invited.ts';

let room: string;
let keys: DeviceKeys;
beforeEach(async () => {
  room = mkdtempSync(join(tmpdir(), 'invited-'));
  keys = await strangersKeys(room);
});
afterEach(() => rmSync(room, { recursive: true, force: true }));

const written = (): Buffer => {
  const about = { at: new Date('2023-10-08T06:30:00Z'), model: 'm', version: '1', mode: null };
  return Buffer.from(writeConfiguration(about, { devices: [...table], folders: [] }, keys));
};
const named = (station: string | null, change = {}) => {
  const { proof: _, ...request } = deviceRequest(keys, true);
  return { devices: [{ ...request, station, ...change }] as never, station: '0001' };
};

it('is kept as it came, one at a time, until it is taken', () => {
  for (const station of ['0001', null]) expect(keepInvited(room, written(), named(station))).toBe(true);
  const [name = '', ...more] = readdirSync(invitedFolder(room));
  expect(more).toEqual([]);
  expect(name).toBe(`taanuu-configuration-${keys.device}-2023-10-08T0630.json`);
  const path = join(invitedFolder(room), name);
  expect(readFileSync(path)).toEqual(written());
  takenInvited(room, '/media/stick/other.json');
  expect(readdirSync(invitedFolder(room))).toEqual([name]);
  takenInvited(room, path);
  expect(readdirSync(room)).not.toContain('invited');
});

it('is not kept where no device of the station has signed it, and what was there before goes too', () => {
  expect(keepInvited(room, written(), named('0001'))).toBe(true);
  expect(keepInvited(room, written(), { devices: [], station: '0001' })).toBe(false);
  expect(readdirSync(room)).not.toContain('invited');
  expect(keepInvited(room, written(), named('0002'))).toBe(false);
  expect(keepInvited(room, written(), named('0001', { revoked: '2023-10-01' }))).toBe(false);
  const changed = Buffer.from(written().toString().replace('"folders": []', '"folders": ["/x"]'));
  expect(keepInvited(room, changed, named('0001'))).toBe(false);
  expect(keepInvited(room, Buffer.from('{}'), named('0001'))).toBe(false);
});
