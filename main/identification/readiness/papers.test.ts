import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../../core/crypto/encoding.ts';
import { paperOf } from '../../../drivers/testing/paper.ts';
import { doctorCommand } from '../../cli/doctor.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { makeStation, type Station } from '../../package/package.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';
import { checkedReport } from './check.ts';
import { ReadinessPapers } from './papers.ts';

let station: Station;
let opened: Awaited<ReturnType<typeof zoneOf>>;
let stick = '';

beforeAll(async () => {
  station = await makeStation();
  const { path } = await station.write('a.taanuu', {});
  opened = await zoneOf(station, path);
  stick = mkdtempSync(join(tmpdir(), 'stick-'));
}, 60_000);
afterAll(async () => {
  await opened.zone.stop();
  station.remove();
  rmSync(stick, { recursive: true, force: true });
});

const actor = { role: 'technician', id: 'technician-1' } as const;

function papersTo(targets: readonly string[]) {
  const { kiosk, setups } = opened.zone;
  const media = targets.map((path) => ({ path, name: 'stick', removable: true }));
  return new ReadinessPapers({ kiosk, setups, targets: () => media });
}

describe('the readiness report on a stick', () => {
  it('is a PDF with the signed file beside it: the hash on the paper is the hash of that file', async () => {
    const report = await opened.zone.readiness.report();
    const saved = await papersTo([stick]).save(report, { target: stick, language: 'ru' }, actor);
    if (!saved.ok) throw new Error(saved.error.code);
    const [json, pdf] = readdirSync(stick).sort();
    expect(json).toBe(saved.value.file);
    expect(pdf).toBe(saved.value.file.replace('.json', '.pdf'));
    const file = readFileSync(join(stick, json ?? ''));
    expect(toHex(nodeCrypto.sha256(file))).toBe(saved.value.sha256);
    const { text, sheets } = await paperOf(readFileSync(join(stick, pdf ?? '')));
    expect(sheets).toHaveLength(1);
    expect(text.replaceAll(' ', '').toLowerCase()).toContain(saved.value.sha256);
    expect(text).toContain(report.words.join(' '));
    expect(checkedReport(file.toString('utf8'))).toEqual(report);
    const [last] = opened.zone.kiosk.db
      .prepare("select line from journal where type = 'readiness.exported' order by seq desc limit 1")
      .all() as [{ line: string }];
    expect(JSON.parse(last.line)).toMatchObject({ body: { sha256: saved.value.sha256 }, actor });
  });

  it('goes to a place that was offered, and to no other', async () => {
    const report = await opened.zone.readiness.report();
    const elsewhere = join(stick, 'elsewhere');
    mkdirSync(elsewhere);
    const saved = await papersTo([stick]).save(report, { target: elsewhere, language: 'ky' }, actor);
    expect(saved).toEqual({ ok: false, error: { code: 'station.target-gone' } });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('a stick that was pulled out is named', async () => {
    const gone = join(stick, 'gone');
    const saved = await papersTo([gone]).save(
      await opened.zone.readiness.report(),
      { target: gone, language: 'ky' },
      actor,
    );
    expect(saved).toMatchObject({ ok: false, error: { code: 'storage.missing' } });
  });
});

describe('the check of a report', () => {
  async function checked(change: (report: Record<string, unknown>) => void) {
    const report = structuredClone(await opened.zone.readiness.report()) as unknown as Record<string, unknown>;
    change(report);
    const file = join(stick, 'checked.json');
    writeFileSync(file, JSON.stringify(report));
    const [answers, complaints]: [string[], string[]] = [[], []];
    const io = { out: (said: string) => answers.push(said), complain: (said: string) => complaints.push(said) };
    return { code: await doctorCommand(['--check', file], io), answers: answers.join('\n'), complaints };
  }

  it('shows the words and the hash of a report that is as it was signed', async () => {
    const { code, answers } = await checked(() => {});
    expect(code).toBe(0);
    expect(answers).toContain(opened.zone.identity.words.join(' '));
    expect(answers).toMatch(/SHA-256( [0-9A-F]{4}){16}/);
  });

  it.each<[string, (report: Record<string, unknown>) => void]>([
    ['a red line left out', (report) => (report.lines as unknown[]).shift()],
    ['another device', (report) => Object.assign(report, { device: 'd-0000000000' })],
    ['other words', (report) => (report.words as string[]).reverse()],
    ['another key', (report) => Object.assign(report, { signing: 'A'.repeat(43) })],
    ['something added', (report) => Object.assign(report, { note: 'well' })],
    ['no signature', (report) => Object.assign(report, { signature: 'A'.repeat(86) })],
  ])('refuses one with %s', async (_, change) => {
    const { code, complaints } = await checked(change);
    expect(code).toBe(1);
    expect(complaints.join()).toContain('was changed');
  });
});
