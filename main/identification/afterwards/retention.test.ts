import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTrust } from '../../../core/journal/trust.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import type { Kiosk } from '../kiosk.ts';
import type { Medium } from '../media.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { closedStation } from './closed.fixture.ts';
import { RetentionRoom } from './retention.ts';
import { verifyCopy } from './retention-copy.ts';
import { retentionChecks } from './retention-page.ts';

const copyIn = (folder: string): string => join(folder, readdirSync(folder)[0] ?? '');
const trustIn = (copy: string) => {
  const trust = readTrust(readFileSync(join(copy, 'trust.json'), 'utf8'));
  if (!trust) throw new Error('no trust list');
  return trust;
};

it('counts copies on different media only, and says how far each goes', async () => {
  const { client, zone, folders, station } = await closedStation();
  const [one = '', two = ''] = folders;
  expect(await client.retention.copies({})).toMatchObject({ copies: [], have: 0, wanted: 2 });

  expect(await client.retention.writeCopy({ target: join(station.dir, 'nowhere') })).toMatchObject({
    error: { code: 'station.target-gone' },
  });
  const first = await client.retention.writeCopy({ target: one });
  // A rehearsal's copy does not pass for the day's, nor lie over it.
  expect(first).toMatchObject({ value: { folder: expect.stringContaining('-laboratory-') } });
  await client.retention.writeCopy({ target: one });
  expect(await client.retention.copies({})).toMatchObject({ have: 1, copies: [{ missing: 0 }] });
  await client.retention.writeCopy({ target: two });
  expect(await client.retention.copies({})).toMatchObject({
    have: 2,
    copies: [
      { missing: 0, name: 'two', kind: 'folder', here: true },
      { missing: 0, name: 'one', kind: 'folder', here: true },
    ],
  });

  // Who signs in changes nothing that is kept; what is decided does.
  await client.access.signOut({});
  expect((await client.retention.copies({})).have).toBe(2);
  zone.kiosk.record('sitting.suspended', { reason: 'сыноо үчүн' }, { role: 'chair', person: 'chair' });
  expect(await client.retention.copies({})).toMatchObject({ have: 0, copies: [{ missing: 1 }, { missing: 1 }] });

  const events = zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
  expect(stateDifferences(zone.kiosk.db, rebuild(events.map((line) => JSON.parse(line))))).toEqual([]);
  await zone.stop();
  station.remove();
});

it('knows a medium by what is written on it, also when it is not there, and never by the name that events give it', async () => {
  const { client, zone, folders, station } = await closedStation();
  const [one = '', two = ''] = folders;
  const copies = async () => (await client.retention.copies({})).copies;
  let media: readonly Medium[] = [{ path: one, name: 'TAANUU-1', removable: false, bytes: 32_015_679_488 }];
  zone.station.logTargets = () => media;
  expect(await client.retention.writeCopy({ target: one })).toMatchObject({ ok: true });
  expect(await copies()).toMatchObject([{ name: 'TAANUU-1', bytes: 32_015_679_488, here: true }]);
  media = [];
  expect(await copies()).toMatchObject([{ name: 'TAANUU-1', here: false }]);
  // A label that might be somebody's number is not written down: it is told while the medium is there.
  media = [{ path: two, name: '11203196101234', removable: false }];
  expect(await client.retention.writeCopy({ target: two })).toMatchObject({ ok: true });
  expect((await copies())[0]).toMatchObject({ name: '11203196101234', here: true });
  media = [];
  expect((await copies())[0]).toMatchObject({ name: null, here: false });
  const { proposed } = await client.handing.act({});
  expect(proposed.filter(({ kind }) => kind === 'copy').map(({ number }) => number)).toEqual([null, 'TAANUU-1']);
  await zone.stop();
  station.remove();
});

it.each([
  { today: '2023-10-09T05:00:00Z', over: false, said: 'Хранить до' },
  { today: '2026-11-26T05:00:00Z', over: true, said: 'Срок хранения истёк' },
])('is kept from the election’s day on, on screen and beside the copy: $today', async ({ today, over, said }) => {
  const { client, zone, folders, station } = await closedStation();
  Object.assign(zone.kiosk, { now: () => new Date(today) });
  expect((await client.retention.copies({})).keep).toEqual({ until: '08.08.2025', over, months: 22 });
  expect(await client.retention.writeCopy({ target: folders[0] ?? '' })).toMatchObject({ ok: true });
  const page = readFileSync(join(copyIn(folders[0] ?? ''), 'READ-ME.html'), 'utf8');
  expect(page).toContain(`<dt>${said}</dt><dd>08.08.2025</dd>`);
  await zone.stop();
  station.remove();
});

it('is checked with sha256sum, jq and openssl alone, as its page says', async () => {
  const { client, zone, folders, station } = await closedStation();
  await client.retention.writeCopy({ target: folders[0] ?? '' });
  const copy = copyIn(folders[0] ?? '');
  const page = readFileSync(join(copy, 'READ-ME.html'), 'utf8');
  const run = (shell: string): string => execFileSync('bash', ['-c', shell], { cwd: copy, encoding: 'utf8' });
  const answers = retentionChecks.map(({ shell }) => run(shell)).join('');
  for (const said of ['files OK', 'list OK', 'chain OK', 'end OK', 'hashes OK', 'signature OK']) {
    expect(answers).toContain(said);
  }
  for (const { shell } of retentionChecks) {
    const shown = shell
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;');
    expect(page.split(shown)).toHaveLength(4);
  }
  const types = readFileSync(join(copy, 'journal.ndjson'), 'utf8').trim().split('\n').slice(0, -1);
  const told = new Set(types.map((line) => (JSON.parse(line) as { type: string }).type));
  const { events } = JSON.parse(readFileSync(join(copy, 'events.json'), 'utf8'));
  const described = new Set(events.map((one: { type: string }) => one.type));
  for (const type of told) expect(described).toContain(type);

  // A line that was left out is found by each of them that can see it.
  const lines = readFileSync(join(copy, 'journal.ndjson'), 'utf8').split('\n');
  writeFileSync(join(copy, 'journal.ndjson'), lines.toSpliced(2, 1).join('\n'));
  expect(run(retentionChecks[0]?.shell ?? '')).not.toContain('files OK');
  expect(run(retentionChecks[1]?.shell ?? '')).not.toContain('chain OK');
  await zone.stop();
  station.remove();
});

it('finds every byte that a medium gives back otherwise', async () => {
  const { client, zone, folders, station } = await closedStation();
  await client.retention.writeCopy({ target: folders[0] ?? '' });
  const copy = copyIn(folders[0] ?? '');
  const trust = trustIn(copy);
  expect(await verifyCopy(copy, trust)).toMatchObject({ ok: true });
  expect(await verifyFile(join(copy, 'journal.ndjson'), trust, nodeCrypto)).toMatchObject({ value: { ok: true } });
  for (const file of readdirSync(copy)) {
    const path = join(copy, file);
    const whole = readFileSync(path);
    writeFileSync(
      path,
      whole.map((byte, at) => (at === whole.length >> 1 ? byte ^ 1 : byte)),
    );
    expect(await verifyCopy(copy, trust), file).toMatchObject({ ok: false, error: { code: 'afterwards.copy-bad' } });
    writeFileSync(path, whole);
  }
  expect(await verifyCopy(copy, trust)).toMatchObject({ ok: true });
  await zone.stop();
  station.remove();
});

it('takes no folder of the kiosk for a medium in an official election', async () => {
  const { zone, folders, station } = await closedStation();
  const [one = ''] = folders;
  const medium = { path: one, name: 'one', removable: false };
  const force = zone.kiosk.inForce();
  if (!force) throw new Error('no package');
  const official = { ...force, election: { ...force.election, mode: 'official' as const } };
  const files = { current: { db: zone.kiosk.db, journal: null as never }, keys: station.keys };
  const { kiosk: own } = zone;
  const kiosk = { ...own, db: own.db, now: own.now, inForce: () => official } as Kiosk;
  const room = new RetentionRoom({ kiosk, files, media: () => [medium] });
  expect(room.view().media).toMatchObject([{ medium: null }]);
  expect(await room.write(one, { role: 'system' })).toEqual({ ok: false, error: { code: 'afterwards.not-a-medium' } });
  await zone.stop();
  station.remove();
});
