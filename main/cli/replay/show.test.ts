import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatRecording } from '../../../drivers/transport/recording.ts';
import { deviceCommand } from '../device.ts';

let room = '';
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'replay-'));
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

async function shown(text: string) {
  const file = join(room, 'a.ndjson');
  writeFileSync(file, text);
  const [answers, complaints]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
  return { code: await deviceCommand(['replay', file], io), answers, complaints };
}

describe('taanuu device replay', () => {
  it('shows every line once, in order, with the frames by their names', async () => {
    const head = { recording: 'taanuu-wire', version: 1, protocol: 'r30x', path: '/dev/x', masked: true } as const;
    const { code, answers } = await shown(
      formatRecording(head, [
        { t: 0, link: 'up' },
        { t: 2, out: 'ef01ffffffff0100071300000000001b' },
        { t: 40, in: 'ef01ffffffff07000300000a' },
        { t: 900, link: 'down', why: 'lost' },
        { t: 901, full: true },
      ]),
    );
    expect(code).toBe(0);
    expect(answers).toHaveLength(6);
    expect(answers[0]).toBe('r30x at /dev/x, masked');
    expect(answers[1]).toMatch(/0\.000 {2}-- {2}up/);
    expect(answers[2]).toMatch(/0\.002 {2}-> {2}verifyPassword {2}ef 01/);
    expect(answers[3]).toMatch(/0\.040 {2}<- .*acknowledge/);
    expect(answers[4]).toContain('lost');
    expect(answers[5]).toContain('full');
  });

  it('refuses what is no recording', async () => {
    const { code, answers, complaints } = await shown('{"recording":"other"}\n');
    expect([code, answers]).toEqual([1, []]);
    expect(complaints).toEqual([expect.stringMatching(/“a\.ndjson” is no recording.*\[recording\.unreadable\]$/)]);
  });
});
