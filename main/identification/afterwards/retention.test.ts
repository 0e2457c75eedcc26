import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTrust } from '../../../core/journal/trust.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import type { Kiosk } from '../kiosk.ts';
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
  expect(await client.retention.copies({})).toMatchObject({ copies: [], have: 0, wanted: 2, keepUntil: '08.08.2025' });

  expect(await client.retention.writeCopy({ target: join(station.dir, 'nowhere') })).toMatchObject({
    error: { code: 'station.target-gone' },
  });
  const first = await client.retention.writeCopy({ target: one });
  // A rehearsal's copy does not pass for the day's, nor lie over it.
  expect(first).toMatchObject({ value: { folder: expect.stringContaining('-laboratory-') } });
  await client.retention.writeCopy({ target: one });
  expect(await client.retention.copies({})).toMatchObject({ have: 1, copies: [{ missing: 0 }] });
  await client.retention.writeCopy({ target: two });
  expect(await client.retention.copies({})).toMatchObject({ have: 2, copies: [{ missing: 0 }, { missing: 0 }] });

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
