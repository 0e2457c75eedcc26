import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paperOf } from '../../drivers/testing/paper.ts';
import { serialTable } from '../identification/devices/setup.ts';
import { reportHash } from '../identification/readiness/check.ts';
import { doctorCommand } from './doctor.ts';

/** A new kiosk whose devices are not plugged in: that is what its report says, and the paper too. */
let room = '';
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'doctor-pdf-'));
  const none = (name: string) => join(room, 'none', name);
  const devices = serialTable({ fingerprint: none('a'), document: none('b'), printer: none('c') });
  writeFileSync(join(room, 'kiosk.json'), JSON.stringify({ devices, folders: [] }));
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

async function doctor(...args: string[]) {
  const [answers, complaints]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
  return { code: await doctorCommand(args, io), answers, complaints };
}

describe('taanuu doctor --pdf', () => {
  it('writes the report on one sheet and the signed one beside it, which --check takes', async () => {
    const pdf = join(room, 'ready.pdf');
    const { code, answers } = await doctor('--state', room, '--json', '--pdf', pdf, '--language', 'ru');
    expect(code).toBe(1);
    const { sheets, text } = await paperOf(readFileSync(pdf));
    expect(sheets).toHaveLength(1);
    expect(text).toContain('Отчёт о готовности');
    const report = JSON.parse(answers[0] ?? '');
    expect(text.replaceAll(' ', '').toLowerCase()).toContain(reportHash(report));
    expect(JSON.parse(readFileSync(join(room, 'ready.json'), 'utf8'))).toEqual(report);
    expect((await doctor('--check', join(room, 'ready.json'))).code).toBe(0);
  }, 60_000);

  it('says what is wrong with a file that cannot be written or read', async () => {
    const { code, complaints } = await doctor('--state', room, '--pdf', join(room, 'none', 'ready.pdf'));
    expect([code, complaints.join()]).toEqual([1, expect.stringContaining('[command.file-missing]')]);
    expect(await doctor('--check', join(room, 'none'))).toMatchObject({ code: 1 });
    expect((await doctor('--state', room, '--pdf', 'x.pdf', '--language', 'de')).code).toBe(2);
  }, 60_000);
});
