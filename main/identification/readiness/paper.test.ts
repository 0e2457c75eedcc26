import { describe, expect, it } from 'vitest';
import { A4, MARGIN } from '../../../core/paper/sheet.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { badlyPlaced, paperOf, pictureOfPaper } from '../../../drivers/testing/paper.ts';
import type { ReadinessLine, ReadinessReport } from '../../api/views.ts';
import { readCodes } from '../../images/codes.ts';
import { languages, problemText } from '../../problem-words.ts';
import { reportCode, reportHash } from './check.ts';
import { readinessPdf } from './paper.ts';

const line = (check: string, state: ReadinessLine['state'], problem: Problem | null, detail: string | null = null) => ({
  ...{ check, state, problem, detail },
});

const usual: readonly ReadinessLine[] = [
  line(
    'device.printer',
    'bad',
    { code: 'device.paper-out' },
    'ESC/POS, /dev/serial/by-id/usb-1a86_USB_Serial-if00-port0',
  ),
  line('mode', 'bad', { code: 'station.demo-election' }),
  line('disk', 'warn', { code: 'readiness.disk-low', params: { free: '1.4 GB' } }, '1.4 GB'),
  line('simulated.fingerprint', 'warn', { code: 'readiness.simulated', params: { device: 'fingerprint' } }),
  line('device.fingerprint', 'good', null, 'R30x'),
  ...['package', 'register', 'journal', 'clock-set', 'folder'].map((check) => line(check, 'good', null)),
];

const reportOf = (lines: readonly ReadinessLine[]): ReadinessReport => ({
  device: 'd-3f9a01b2c4',
  serial: 'TN-00421-33871',
  words: ['acorn', 'badge', 'canyon', 'dinner', 'ember', 'fossil', 'geyser', 'hammer'],
  at: '2023-10-08T01:10:00.000Z',
  version: '0.1.0',
  program: '4f1c09d27be3a551'.repeat(4),
  head: '9f86d081884c7d65'.repeat(4),
  lines,
  signing: 'A'.repeat(43),
  agreement: 'B'.repeat(87),
  key: 'k-3f9a01b2c4d5e6f7',
  signature: 'x7Jp'.repeat(21).concat('Qw'),
});

const place = {
  election: { name: 'Жогорку Кеңештин депутаттарын шайлоо', station: '0001', mode: 'training' },
  ...{ date: '2023-10-08', time: '07:10' },
  kinds: { fingerprint: 'fingerprint', printer: 'printer' },
} as const;
const pdfOf = (lines: readonly ReadinessLine[], language: 'ky' | 'ru' | 'en') =>
  readinessPdf(reportOf(lines), place, language, 'readiness.json');

describe('the readiness report on A4', () => {
  it.each(languages)('is one sheet in %s: every word on it, none cut off and none on another', async (language) => {
    const { info, sheets, text } = await paperOf(pdfOf(usual, language));
    expect(info).toMatch(/Pages: +1\n/);
    expect(info).toContain('(A4)');
    expect(badlyPlaced(sheets[0] ?? [], MARGIN, A4.width, A4.height)).toEqual([]);
    for (const { problem } of usual) {
      if (problem === null) continue;
      expect(text).toContain(problemText(problem, language, 'happened'));
      expect(text).toContain(problemText(problem, language, 'technician'));
    }
    for (const fact of ['TN-00421-33871', 'd-3f9a01b2c4', 'acorn badge canyon dinner', '08.10.2023 07:10', '№ 0001']) {
      expect(text).toContain(fact);
    }
    expect(text.replaceAll(' ', '')).toContain('x7Jp'.repeat(21).concat('Qw'));
    expect(text.replaceAll(' ', '').toLowerCase()).toContain(reportHash(reportOf(usual)));
  });

  it('says red before yellow before green', async () => {
    const { text } = await paperOf(pdfOf(usual, 'ky'));
    const at = (words: string) => text.indexOf(words);
    const red = at(problemText({ code: 'device.paper-out' }, 'ky', 'happened'));
    const yellow = at(problemText({ code: 'readiness.disk-low', params: { free: '1.4 GB' } }, 'ky', 'happened'));
    expect(red).toBeGreaterThan(0);
    expect(yellow).toBeGreaterThan(red);
    expect(at('Журнал бүтүн')).toBeGreaterThan(yellow);
  });

  it('shows every letter of the three alphabets as its own glyph', async () => {
    const letters = 'ӨҮҢөүңЁёЙйЪъЫыЭэЩщ';
    const { text } = await paperOf(
      pdfOf([line('journal', 'good', null), line(`device.${letters}`, 'good', null)], 'ky'),
    );
    expect(text).toContain(letters);
  });

  it('bears a code that a camera reads: device and hash of the signed file', async () => {
    const picture = await pictureOfPaper(pdfOf(usual, 'ru'), 150);
    const codes = await readCodes(picture, { formats: ['qr'] });
    expect(codes.ok && codes.value.map(({ text }) => text)).toEqual([reportCode(reportOf(usual))]);
  });

  it.each(languages)('goes on to further sheets in %s where one is not enough, and numbers them', async (language) => {
    const many = Array.from({ length: 40 }, (_, i) =>
      line(`device.sensor-${i}`, 'bad', { code: 'device.fingerprint-missing' }, `/dev/ttyUSB${i}`),
    );
    const { sheets, text } = await paperOf(pdfOf([...many, ...usual], language));
    expect(sheets.length).toBeGreaterThan(1);
    for (const sheet of sheets) expect(badlyPlaced(sheet, MARGIN, A4.width, A4.height)).toEqual([]);
    for (let i = 0; i < 40; i++) expect(text).toContain(`/dev/ttyUSB${i} `);
    expect(sheets.at(-1)?.some((word) => word.text === 'acorn')).toBe(true);
  });

  it('holds 16 things to do on one sheet', async () => {
    const many = Array.from({ length: 12 }, (_, i) => line(`device.x${i}`, 'bad', { code: 'device.document-missing' }));
    expect((await paperOf(pdfOf([...many, ...usual], 'ky'))).sheets).toHaveLength(1);
  });

  it('is the same file for the same report', () => {
    expect(Buffer.from(pdfOf(usual, 'ky')).equals(Buffer.from(pdfOf(usual, 'ky')))).toBe(true);
  });
});
