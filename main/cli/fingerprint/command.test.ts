import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeTemplate, impression, syntheticFinger } from '../../../core/fingerprint/fingerprint.ts';
import { EXIT } from '../io.ts';
import { FINGERPRINT_USAGE, fingerprintCommand } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'taanuu-fingerprint-'));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A drawn touch as a PGM, which tells no resolution. */
function draw(name: string, voter: number, capture: number): void {
  const finger = syntheticFinger({ seed: 'command', voter, finger: 2 });
  const { width, height, pixels } = impression(finger, {
    capture,
    condition: 'good',
    width: 256,
    height: 288,
    dpi: 400,
  });
  writeFileSync(file(name), Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]));
}

async function run(...args: string[]) {
  const [out, complaints]: [string[], string[]] = [[], []];
  const code = await fingerprintCommand(args, {
    out: (line) => out.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, out: out.join('\n'), complaints: complaints.join('\n') };
}

beforeAll(() => {
  draw('one-a.pgm', 1, 1);
  draw('one-b.pgm', 1, 2);
  draw('two.pgm', 2, 1);
  draw('three.pgm', 3, 1);
  writeFileSync(file('notes.txt'), 'nobody’s finger');
  writeFileSync(file('half.pgm'), readFileSync(file('two.pgm')).subarray(0, 9000));
});

describe('taanuu fingerprint extract', () => {
  it('tells quality and minutiae, and writes a template in each format', async () => {
    for (const [format, first] of [
      ['iso-2005', 'FMR\0 20'],
      ['iso2011', 'FMR\x00030'],
      ['ansi2004', 'FMR\0 20'],
      ['ANSI-2009', 'FMR\x00030'],
    ] as const) {
      const { code, out } = await run(
        'extract',
        file('one-a.pgm'),
        '--dpi',
        '400',
        '--format',
        format,
        '--out',
        file('t'),
      );
      expect(code).toBe(EXIT.done);
      expect(out).toMatch(/quality {3}\d+ of 100/);
      expect(out).toContain('256 × 288, 400 dpi');
      const bytes = readFileSync(file('t'));
      expect(bytes.toString('latin1', 0, 7)).toBe(first);
      const template = decodeTemplate(bytes);
      expect(template.ok && `minutiae  ${template.value.minutiae.length}`).toBe(/minutiae {2}\d+/.exec(out)?.[0]);
      expect(template.ok && template.value.flow).toBeDefined();
    }
    await run('extract', file('one-a.pgm'), '--dpi', '400', '--plain', '--out', file('t'));
    expect(decodeTemplate(readFileSync(file('t')))).not.toHaveProperty('value.flow');
  });

  it('writes JSON that names the reasons', async () => {
    writeFileSync(file('empty.pgm'), Buffer.concat([Buffer.from('P5\n200 200\n255\n'), Buffer.alloc(40_000, 250)]));
    const { out } = await run('extract', file('empty.pgm'), '--json');
    expect(JSON.parse(out)).toMatchObject({ quality: 0, why: ['no-finger'], width: 200, dpi: null, written: null });
  });

  it('refuses what is no image of a finger, and says what to do', async () => {
    await run('extract', file('two.pgm'), '--dpi', '400', '--out', file('template'));
    for (const [name, problem] of [
      ['notes.txt', 'fingerprint.unknown-kind'],
      ['half.pgm', 'fingerprint.truncated'],
      ['template', 'fingerprint.image-needed'],
    ] as const) {
      const { code, out, complaints } = await run('extract', file(name));
      expect(code).toBe(EXIT.refused);
      expect(out).toBe('');
      expect(complaints).toContain(`${name} `);
      expect(complaints).toContain(`[${problem}]`);
    }
    const missing = await run('extract', file('nowhere.png'));
    expect([missing.code, missing.complaints]).toEqual([EXIT.refused, expect.stringContaining('no such file')]);
  });
});

describe('taanuu fingerprint compare', () => {
  it('tells touches of one finger from those of two, in words too', async () => {
    const same = await run('compare', file('one-a.pgm'), file('one-b.pgm'), '--dpi', '400');
    const other = await run('compare', file('one-a.pgm'), file('two.pgm'), '--dpi', '400');
    expect([same.code, other.code]).toEqual([EXIT.done, EXIT.done]);
    expect(same.out).toContain('the kiosk takes them for one finger');
    expect(other.out).toContain('the kiosk does not take them for one finger');
    const [, pairs = '0'] = /pairs {2}(\d+)/.exec(same.out) ?? [];
    expect(same.out.split('\n').filter((line) => /^ +\d+, *\d+ +\d+, *\d+ /.test(line)).length).toBe(Number(pairs));
    expect(Number(pairs)).toBeGreaterThan(10);
  });

  it('takes templates, those of cards too', async () => {
    const scoreOf = (out: string) => (JSON.parse(out) as { score: number }).score;
    await run('extract', file('one-a.pgm'), '--dpi', '400', '--out', file('a.iso'));
    await run('extract', file('one-b.pgm'), '--dpi', '400', '--out', file('b.iso'));
    const images = await run('compare', file('one-a.pgm'), file('one-b.pgm'), '--dpi', '400', '--json');
    const templates = await run('compare', file('a.iso'), file('b.iso'), '--json');
    expect(templates.out).toBe(images.out);
    for (const [name, capture] of [
      ['a.card', 'one-a.pgm'],
      ['b.card', 'one-b.pgm'],
    ] as const) {
      await run('extract', file(capture), '--dpi', '400', '--format', 'card-compact', '--out', file(name));
    }
    const cards = await run('compare', file('a.card'), file('b.card'), '--card', 'compact', '--json');
    expect(scoreOf(cards.out)).toBeGreaterThan(40);
  });
});

describe('taanuu fingerprint search', () => {
  it('names the most alike first, and tells what could not be read', async () => {
    const gallery = file('gallery');
    mkdirSync(gallery);
    for (const name of ['one-a.pgm', 'two.pgm', 'three.pgm', 'notes.txt'])
      copyFileSync(file(name), join(gallery, name));
    const all = await run('search', file('one-b.pgm'), gallery, '--dpi', '400', '--limit', '2', '--json');
    expect(all.code).toBe(EXIT.done);
    expect(JSON.parse(all.out)).toMatchObject({ searched: 3, candidates: [{ file: join(gallery, 'one-a.pgm') }, {}] });
    expect(all.complaints).toContain('[fingerprint.unknown-kind]');
    const few = await run('search', file('one-b.pgm'), file('three.pgm'), file('one-a.pgm'), '--dpi', '400');
    expect(few.out.split('\n')[0]).toContain('searched 2;');
    expect(few.out.split('\n')[1]).toContain('one-a.pgm');
  });

  it('among nobody is refused', async () => {
    const { code, complaints } = await run('search', file('one-a.pgm'), file('notes.txt'));
    expect(code).toBe(EXIT.refused);
    expect(complaints).toContain('[fingerprint.nobody]');
  });
});

describe('taanuu fingerprint evaluate', () => {
  const list = (...lines: string[]) => writeFileSync(file('images.tsv'), `${lines.join('\n')}\n`);

  it('writes every pair of what can be read once, and takes the time of searches', async () => {
    list(
      'index\tdpi\tpath',
      '0\t400\tone-a.pgm',
      '1\t400\tnotes.txt',
      `2\t400\t${file('two.pgm')}`,
      '3\t400\tone-b.pgm',
    );
    const { code, out, complaints } = await run(
      'evaluate',
      file('images.tsv'),
      file('out.csv'),
      '--gallery',
      '6',
      '--json',
    );
    expect(code).toBe(EXIT.done);
    expect(complaints).toContain('notes.txt');
    const rows = readFileSync(file('out.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number));
    expect(rows.map(([i, j]) => [i, j])).toEqual([
      [0, 2],
      [0, 3],
      [2, 3],
    ]);
    const [strangers = 0, mates = 0, others = 0] = rows.map((row) => row[2]);
    expect(mates).toBeGreaterThan(2 * Math.max(strangers, others));
    expect(JSON.parse(out)).toMatchObject({ images: 4, unread: 1, pairs: 3, search: { gallery: 6, probes: 3 } });
  });

  it('says which line of a list is wrong', async () => {
    for (const [lines, line] of [
      [['index\tdpi', '0\t500'], 1],
      [['path\tdpi'], 2],
      [['path\tdpi', 'two.pgm\t500', 'two.pgm\tmany'], 3],
    ] as const) {
      list(...lines);
      const { code, complaints } = await run('evaluate', file('images.tsv'), file('out.csv'));
      expect(code).toBe(EXIT.refused);
      expect(complaints).toContain(`line ${line}.`);
    }
  });

  it('does not work for minutes before it finds that it cannot write', async () => {
    list('path\tdpi', 'one-a.pgm\t400');
    const { code, complaints } = await run('evaluate', file('images.tsv'), join(folder, 'nowhere', 'out.csv'));
    expect([code, complaints]).toEqual([EXIT.refused, expect.stringContaining('no such file')]);
  });
});

describe('taanuu fingerprint', () => {
  it('explains itself when it is used wrongly', async () => {
    for (const args of [
      [],
      ['dance'],
      ['extract'],
      ['compare', 'one'],
      ['compare', 'a', 'b', 'c'],
      ['extract', 'x', '--dpi', 'many'],
      ['extract', 'x', '--format', 'xyt'],
      ['compare', 'a', 'b', '--card', 'big'],
      ['search', 'a', 'b', '--limit', '0'],
      ['extract', 'x', '--nonsense'],
    ]) {
      const { code, complaints } = await run(...args);
      expect(code, args.join(' ')).toBe(EXIT.usage);
      expect(complaints).toContain(FINGERPRINT_USAGE);
    }
  });
});
