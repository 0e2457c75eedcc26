import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrust } from '../../../core/journal/trust.ts';
import { ok } from '../../../core/problem/result.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { verifyChain } from '../../journal/verify-chain.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import { verifyCopy } from '../afterwards/retention-copy.ts';
import { predecessorLines } from '../state/predecessor.ts';
import { admit, chairsStick, officer } from './continuing.fixture.ts';
import { trustOfForce } from './trust.ts';

/** Two kiosks served one sitting: their journals together are one, which anybody can verify. */
const day = chairsStick();
const { gone, copied, continued } = day;

describe('the journal of a kiosk that went on', () => {
  it('proves with both journals that nothing was left out; the old disk may know more', async () => {
    const first = await copied();
    await first.zone.copy.close();
    admit(first, 3, '0001-1-0003');
    const old = await first.client.station.downloadLog({ target: day.stick });
    await gone(first);
    const second = await continued();
    const log = await second.client.station.downloadLog({ target: day.stick });
    if (!old.ok || !log.ok) throw new Error('no log');
    const file = join(day.stick, log.value.file);
    const force = second.zone.kiosk.inForce();
    if (!force) throw new Error('no package');
    const trust = trustOfForce(force);
    expect((await verifyFile(file, trust, nodeCrypto)).ok).toBe(true);
    const before = readdirSync(day.stick).find((name) => name.includes('-before-')) ?? '';
    const chain = (path: string) => verifyChain(file, [path], trust, nodeCrypto);
    expect(await chain(join(day.stick, before))).toMatchObject({ ok: true, value: [{ problem: null }] });
    const whole = await chain(join(day.stick, old.value.file));
    expect(whole).toMatchObject({ ok: true, value: [{ problem: null }] });
    if (whole.ok) expect(whole.value[0]?.before.events).toBeGreaterThan(whole.value[0]?.continued?.count ?? 0);

    const lines = readFileSync(join(day.stick, before), 'utf8').split('\n');
    writeFileSync(join(day.stick, 'short'), `${lines.slice(0, -2).join('\n')}\n`);
    expect(await chain(join(day.stick, 'short'))).toMatchObject({
      value: [{ problem: { code: 'journal.truncated' } }],
    });
    // A journal that nobody goes on from.
    expect(await verifyChain(join(day.stick, old.value.file), [file], trust, nodeCrypto)).toMatchObject({
      value: [{ problem: { code: 'journal.not-continued' } }],
    });
  });

  it('keeps the journal that it goes on from: each retention copy has it, and it is verified there', async () => {
    await gone(await copied());
    const { zone } = await continued();
    const target = join(day.station.dir, 'keep');
    mkdirSync(target);
    (zone.configuration.folders as string[]).push(target);
    const written = await zone.retention.write(target, officer);
    if (!written.ok) throw new Error(written.error.code);
    const folder = join(target, written.value.folder);
    const file = `journal-before-${day.devices.device}.ndjson`;
    expect(readFileSync(join(folder, file), 'utf8').trim().split('\n')).toEqual(
      predecessorLines(zone.kiosk.db).map(({ line }) => line),
    );
    const trust = readTrust(readFileSync(join(folder, 'trust.json'), 'utf8'));
    if (!trust) throw new Error('no trust list');
    expect(trust.devices.map(({ device }) => device)).toEqual([day.devices.second, day.devices.device]);
    expect(await verifyCopy(folder, trust)).toEqual(ok(null));
    // Right hashes are not enough: somebody must have signed the lines.
    expect(await verifyCopy(folder, { ...trust, devices: trust.devices.slice(0, 1) })).toMatchObject({
      error: { params: { file } },
    });
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace('"seq":3', '"seq":4'));
    expect(await verifyCopy(folder, trust)).toMatchObject({ error: { params: { file } } });
  });
});
