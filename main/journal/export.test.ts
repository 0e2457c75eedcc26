import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../../core/journal/catalogue.ts';
import { journalCommand } from '../cli/journal.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { trustFromPackage } from '../package/trust.ts';
import { openDatabase } from '../storage/open.ts';
import { exportJournal } from './export.ts';
import { type Journal, openJournal } from './journal.ts';
import { verifyFile } from './verify-file.ts';

const secret = new Uint8Array(32).fill(7);
const publicKey = nodeCrypto.ed25519PublicKey(secret);
const identity = { election: 'test-2023', mode: 'laboratory', station: '7001', device: 'KG-MFU-1', key: 'k1' } as const;
const facts = { manufacturer: 'Taanuu', model: 'kiosk', version: '0.1.0' };
const trust = {
  election: 'test-2023',
  devices: [
    { device: 'KG-MFU-1', key: 'k1', algorithm: 'Ed25519' as const, publicKey: Buffer.from(publicKey).toString('hex') },
  ],
};

let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-export-'));
  const db = openDatabase(':memory:');
  if (!db.ok) throw new Error(db.error.code);
  let ms = 1_696_730_400_000;
  const opened = openJournal({
    db: db.value,
    identity,
    publicKey,
    sign: (hash) => nodeCrypto.ed25519Sign(hash, secret),
    crypto: nodeCrypto,
    now: () => {
      ms += 1000;
      return ms;
    },
    zone: 'Asia/Bishkek',
  });
  if (!opened.ok) throw new Error(opened.error.code);
  journal = opened.value;
  journal.append('device.started', { version: '0.1.0', previous: 'first' }, { role: 'system' });
  journal.append(
    'package.refused',
    { problem: 'package.bad-signature' },
    { role: 'technician', person: 'technician-1' },
  );
  journal.append(
    'sitting.suspended',
    { reason: 'Жарык өчтү, "күтөбүз", 5 мүнөт' },
    { role: 'chair', person: 'chair-1' },
  );
  journal.checkpoint();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function exported(format: 'ndjson' | 'cdf' | 'csv', name: string) {
  const result = await exportJournal({ journal, format, file: join(folder, name), facts });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe('exportJournal', () => {
  it('ndjson: exactly the lines and a signed head, read back and hashed, nothing left beside it', async () => {
    const { file, sha256, lines, bytes } = await exported('ndjson', 'log.ndjson');
    const content = readFileSync(file);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect({ lines, bytes }).toEqual({ lines: 5, bytes: content.length });
    expect(content.toString().split('\n').slice(0, 4)).toEqual([...journal.lines()]);
    expect(readdirSync(folder)).toEqual(['log.ndjson']);
    const report = await verifyFile(file, trust, nodeCrypto);
    expect(report).toMatchObject({
      ok: true,
      value: { ok: true, events: 4, head: { count: 4, last: journal.head().hash } },
    });
  });

  it('cdf: log and documentation are valid, and the lines inside still verify', async () => {
    const { file, documentation } = await exported('cdf', 'log.json');
    const schema = JSON.parse(
      readFileSync(new URL('../../test/schemas/NIST_V1_election_event_logging.json', import.meta.url), 'utf8'),
    ) as object;
    const ajv = new Ajv.default({ allErrors: true });
    ajv.addFormat('date-time', (text: string) => /T.*[+-]\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));
    ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
    const validate = ajv.compile(schema);
    const log = JSON.parse(readFileSync(file, 'utf8'));
    expect(validate(log), ajv.errorsText(validate.errors)).toBe(true);
    expect(validate({ ...log, Surplus: 1 })).toBe(false);
    const words = JSON.parse(readFileSync(documentation?.file ?? '', 'utf8'));
    expect(validate(words), ajv.errorsText(validate.errors)).toBe(true);
    expect(words.EventIdDescription.map((entry: { Id: string }) => entry.Id)).toEqual(eventTypes);

    const events = log.Device[0].Event as { Details: string; Disposition: string; UserId: string; Sequence: string }[];
    expect(events.map(({ Disposition }) => Disposition)).toEqual(['success', 'failure', 'success', 'success']);
    expect(events[2]).toMatchObject({ UserId: 'chair:chair-1', Sequence: '3' });
    const inside = join(folder, 'inside.ndjson');
    writeFileSync(inside, [...events.map(({ Details }) => Details), log.Details, ''].join('\n'));
    expect(await verifyFile(inside, trust, nodeCrypto)).toMatchObject({ ok: true, value: { ok: true, events: 4 } });
  });

  it('csv: a spreadsheet reads it back', async () => {
    const { file } = await exported('csv', 'log.csv');
    const rows = parse(readFileSync(file), { columns: true, bom: true, record_delimiter: '\r\n' }) as Record<
      string,
      string
    >[];
    expect(rows.map((row) => row.type)).toEqual([...journal.events()].map((event) => event.type));
    expect(JSON.parse(rows[2]?.body ?? '')).toEqual({ reason: 'Жарык өчтү, "күтөбүз", 5 мүнөт' });
  });

  it('names a place that cannot be written, and leaves the old file when the new one fails', async () => {
    const result = await exportJournal({ journal, format: 'ndjson', file: join(folder, 'no', 'x'), facts });
    expect(result).toEqual({ ok: false, error: { code: 'storage.missing', params: { file: 'x' } } });
    writeFileSync(join(folder, 'log.ndjson'), 'old');
    const lines = () => {
      throw new Error('reading broke off');
    };
    const broken = { ...journal, lines };
    await expect(
      exportJournal({ journal: broken, format: 'ndjson', file: join(folder, 'log.ndjson'), facts }),
    ).rejects.toThrow();
    expect(readFileSync(join(folder, 'log.ndjson'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['log.ndjson']);
  });
});

describe('taanuu journal', () => {
  async function run(...args: string[]) {
    const out: string[] = [];
    const complaints: string[] = [];
    const code = await journalCommand(args, {
      out: (line) => out.push(line),
      complain: (line) => complaints.push(line),
      crypto: nodeCrypto,
      trustFromPackage,
      openState: async () => ({ ok: true, value: { journal, facts } }),
    });
    return { code, out: out.join('\n'), complaints: complaints.join('\n') };
  }
  const log = () => join(folder, 'log.ndjson');
  const trusted = () => join(folder, 'trust.json');
  beforeEach(async () => {
    writeFileSync(trusted(), JSON.stringify(trust));
    expect((await run('export', '--state', folder, '--format', 'ndjson', '--out', log())).code).toBe(0);
  });

  it('says that a journal is good, and which checkpoints it had', async () => {
    const plain = await run('verify', log(), '--trust', trusted());
    expect(plain).toMatchObject({ code: 0, complaints: '' });
    expect(plain.out).toContain('good: 4 events');
    expect(plain.out).toContain('which nobody signed');
    expect(plain.out).toContain('no checkpoint known from elsewhere');
    const at = `KG-MFU-1:4:${journal.head().hash.slice(0, 16)}`;
    expect((await run('verify', log(), '--trust', trusted(), '--checkpoint', at)).out).toContain('that agree: 4');
    const set = await run(
      'verify',
      log(),
      '--trust',
      trusted(),
      '--checkpoint',
      `KG-MFU-1:9:${'ab'.repeat(8)}`,
      '--json',
    );
    expect(set.code).toBe(1);
    expect(JSON.parse(set.out)).toMatchObject({ ok: false, problem: { code: 'journal.rolled-back' } });
  });

  it('names the line in the language asked for', async () => {
    const lines = readFileSync(log(), 'utf8').split('\n');
    lines.splice(1, 1);
    writeFileSync(log(), lines.join('\n'));
    const ky = await run('verify', log(), '--trust', trusted(), '--language', 'ky');
    expect(ky.code).toBe(1);
    expect(ky.complaints).toContain('2-саптын алдынан саптар алынып салынган');
    expect((await run('verify', log(), '--trust', trusted())).complaints).toContain('event 2 belongs here');
  });

  it('refuses a journal re-signed with another key, whatever the file says', async () => {
    const other = { ...trust, devices: [{ ...trust.devices[0], publicKey: 'ab'.repeat(32) }] };
    writeFileSync(trusted(), JSON.stringify(other));
    const refused = await run('verify', log(), '--trust', trusted(), '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out).finding).toEqual({ cause: 'forged', line: 1, seq: 1 });
  });

  it('tells an unreadable input from a bad journal', async () => {
    expect((await run('verify', join(folder, 'none'), '--trust', trusted())).code).toBe(2);
    expect((await run('verify', log(), '--trust', log())).complaints).toContain('could not be read');
    expect((await run('verify', log())).complaints).toContain('taanuu journal verify FILE');
    expect((await run('verify', log(), '--trust', trusted(), '--nonsense')).code).toBe(2);
    expect((await run('verify', log(), '--trust', trusted(), '--checkpoint', 'x')).code).toBe(2);
    expect((await run('export', '--state', folder, '--format', 'xml', '--out', log())).code).toBe(2);
    expect((await run()).code).toBe(2);
    for (const pin of [
      ['--root', 'A'.repeat(43)],
      ['--words', 'apple'],
      ['--state', folder],
      ['--root', 'x'],
    ]) {
      // A pin on a list that nobody signed would pin nothing.
      expect((await run('verify', log(), '--trust', trusted(), ...pin)).code).toBe(2);
    }
    expect((await run('verify', log(), '--trust', trusted(), '--root', 'x', '--words', 'y')).complaints).toContain(
      'Only one of',
    );
  });
});
