import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCornerCode } from '../../../core/ballot/corner-code.ts';
import { layouts, listStyle } from '../../../core/ballot/examples.fixture.ts';
import type { Judgement } from '../../../core/ballot/judge.ts';
import { sheetsOf } from '../../../core/ballot/sheet.ts';
import type { TestSheet } from '../../../core/ballot/test-pack.ts';
import type { Election } from '../../../core/election/election.ts';
import { decodeImage } from '../../../core/fingerprint/fingerprint.ts';
import { chanceOf } from '../../../core/fingerprint/synthetic/chance.ts';
import { grayPng } from '../../../drivers/gray-png.ts';
import { pens } from '../../../drivers/simulator/ballot-page/ink.ts';
import { drawMark } from '../../../drivers/simulator/ballot-page/marks.ts';
import { STRAIGHT, scanSheet } from '../../../drivers/simulator/ballot-page/scan.ts';
import { runOnce } from '../../../drivers/testing/child.ts';
import { paperOf } from '../../../drivers/testing/paper.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { readCodes } from '../../images/codes.ts';
import { sheetRaster } from '../../images/sheet-raster.ts';
import { makeStation, election as probe, type Station } from '../../package/package.fixture.ts';
import { ballotsCommand } from './command.ts';

const style = (constituency: string, number: number, candidates: number) => ({
  ...{ ...listStyle(candidates), id: `deputies-${constituency}`, ballot: 'deputies', constituency, number },
});
const election: Election = {
  ...probe,
  papers: { styles: [style('k1', 1, 3), style('k2', 2, 40)], layouts: [layouts.list] },
};

const folder = mkdtempSync(join(tmpdir(), 'taanuu-ballots-'));
const at = (name: string): string => join(folder, name);
let station: Station;

beforeAll(async () => {
  station = await makeStation();
  writeFileSync(at('election.json'), JSON.stringify(election));
  writeFileSync(at('bare.json'), JSON.stringify(probe));
});
afterAll(() => {
  station.remove();
  rmSync(folder, { recursive: true });
});

async function run(...args: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const code = await ballotsCommand(args, {
    out: (line) => said.push(line),
    complain: (line) => complained.push(line),
  });
  return { code, said, complained: complained.join('\n') };
}
const render = (...args: readonly string[]) => run('render', at('election.json'), '--style', 'deputies-k1', ...args);

/** The sheets of a PDF as a scanner sees them, drawn by poppler. */
async function scansOf(pdf: string): Promise<readonly string[]> {
  const out = at('scan');
  expect((await runOnce('/usr/bin/pdftoppm', ['-gray', '-r', '200', pdf, out])).code).toBe(0);
  return readdirSync(folder).flatMap((name) => (name.startsWith('scan-') ? [at(name)] : []));
}

describe('taanuu ballots', () => {
  it('prints the test pack of a station, and it reads as the box expects it', async () => {
    const file = join(import.meta.dirname, '../../../assets/demo/election.json');
    const args = ['test-pack', file, '--station', '0001', '--out', at('pack.pdf')];
    const { code, said } = await run(...args);
    expect({ code, said }).toEqual({
      code: 0,
      said: [expect.stringMatching(/: 15 sheets for station 0001, for tests/)],
    });
    const { said: json } = await run(...args, '--json');
    const { sheets } = JSON.parse(json[0] ?? '') as { sheets: readonly TestSheet[] };
    const { said: lines } = await run('read', file, ...(await scansOf(at('pack.pdf'))).toSorted(), '--json');
    const read = lines.map((line) => JSON.parse(line) as { judged: Judgement });
    const parts = read.map(({ judged }) => (judged.verdict === 'refused' ? [] : judged.parts));
    expect(parts.map((of) => of.flatMap(({ marked }) => marked))).toEqual(
      sheets.map(({ marked }) => Object.values(marked).flat()),
    );
    expect(parts.flat().flatMap(({ unsure }) => unsure)).toEqual([]);
    expect((await run(...args.with(3, '7777'))).complained).toContain('no station 7777');
  });

  it('lists what an election has, and what has no room', async () => {
    const { code, said } = await run('list', at('election.json'));
    expect(code).toBe(0);
    expect(said.slice(1)).toEqual([
      'deputies-k1: number 1, ballot deputies, constituency k1, layout list, 4 squares',
      expect.stringMatching(/^deputies-k2: .* has no room .*\[ballot\.too-long\]$/),
    ]);
    const { said: json } = await run('list', at('election.json'), '--json');
    expect(JSON.parse(json[0] ?? '')).toMatchObject({
      election: 'probe',
      styles: [
        { squares: 4, problem: null },
        { squares: null, problem: { code: 'ballot.too-long' } },
      ],
    });
  });

  it('renders a PDF that says what stands on the ballot', async () => {
    const { code, said } = await render('--out', at('a.pdf'));
    expect([code, said]).toEqual([0, [`${at('a.pdf')}: deputies-k1, 4 squares`]]);
    const { text, sheets } = await paperOf(readFileSync(at('a.pdf')));
    expect(sheets).toHaveLength(1);
    expect(text).toContain('Баарына каршы Против всех');
    expect(text).not.toContain('ПРОВЕРКИ');
  });

  it.each(['png', 'pgm'])('renders a picture with its code, as %s', async (form) => {
    const { code, said } = await render('--out', at(`a.${form}`), '--dpi', '300', '--test', '--json');
    expect(code).toBe(0);
    const told = JSON.parse(said[0] ?? '');
    const image = decodeImage(readFileSync(at(`a.${form}`)), { limits: { side: 4_000, bytes: 20_000_000 } });
    if (!image.ok) throw new Error(image.error);
    expect(image.value).toMatchObject({ width: 2480, height: 3508 });
    // A PGM has no place for it.
    expect(image.value.dpi).toBe(form === 'png' ? 300 : undefined);
    const codes = await readCodes(image.value, { formats: ['qr'] });
    const sheets = sheetsOf(election, nodeCrypto);
    expect(codes.ok && codes.value.map(({ bytes }) => readCornerCode(bytes))).toEqual([
      { election: sheets.ok && sheets.value.hash, constituency: 0, style: 1, test: true, page: 1 },
    ]);
    expect(told).toMatchObject({ style: 'deputies-k1', test: true, hash: sheets.ok && sheets.value.hash });
    expect(told.geometry.squares).toHaveLength(4);
  });

  describe('read', () => {
    /** A ballot of the election with these lines marked, as a picture. */
    function filledIn(name: string, lines: readonly number[], { test = false, turned = false } = {}): string {
      const sheets = sheetsOf(election, nodeCrypto);
      const made = sheets.ok ? sheets.value.sheet('deputies-k1', test) : sheets;
      if (!made.ok) throw new Error(made.error.code);
      const sheet = sheetRaster(made.value.page, 300);
      const chance = chanceOf(name);
      for (const line of lines) drawMark(sheet, made.value.geometry.squares[line]!.box, 'cross', pens.gel, chance);
      const scan = {
        ...STRAIGHT,
        skew: 1,
        noise: 4,
        upsideDown: turned,
        light: { left: 0.9, right: 1, top: 1, bottom: 1 },
      };
      writeFileSync(at(name), grayPng(scanSheet(sheet, scan, chance)));
      return at(name);
    }
    const read = (...args: readonly string[]) => run('read', at('election.json'), ...args);

    it('says what stands on a scanned ballot and what it is worth', async () => {
      const one = filledIn('one.png', [2]);
      const { code, said } = await read(one);
      expect(code).toBe(0);
      expect(said).toEqual([
        `${one}: deputies-k1, valid`,
        expect.stringMatching(/^ {2}deputy: filled in; marked c-3 \d\d %$/),
        expect.stringMatching(/^ {2}1° askew, 100 % across, 100 % down, marks off by 0\.0\d+ mm, 0 of them missing$/),
      ]);
    });

    it('several of them, for a program', async () => {
      const images = [filledIn('none.png', [], { turned: true }), filledIn('two.png', [0, 3], { test: true })];
      const { said } = await read(...images, '--json');
      expect(said.map((line) => JSON.parse(line))).toMatchObject([
        { image: images[0], judged: { verdict: 'invalid', why: 'none' }, reading: { turned: true } },
        { image: images[1], judged: { verdict: 'invalid', why: 'too-many' }, reading: { code: { test: true } } },
      ]);
    });

    it('says why one cannot be read', async () => {
      const white = { width: 827, height: 1169, pixels: new Uint8Array(827 * 1169).fill(245) };
      writeFileSync(at('white.png'), grayPng(white));
      const { code, said } = await read(at('white.png'));
      expect([code, said]).toEqual([0, [`${at('white.png')}: not read: this side is blank: turn it over`]]);
    });

    it.each([
      ['no image', () => read(at('election.json')), 'command.file-wrong-kind'],
      ['half of one', () => read(at('half.png')), 'scanner.page-broken'],
      ['no file', () => read(at('nowhere.png')), 'command.file-missing'],
    ])('refuses %s', async (_, wrong, problem) => {
      writeFileSync(at('half.png'), readFileSync(filledIn('whole.png', [1])).subarray(0, 9_000));
      expect(await wrong()).toMatchObject({ code: 1, said: [], complained: expect.stringContaining(`[${problem}]`) });
    });
  });

  it('reads a package as well, and says whose word it is', async () => {
    const { path } = await station.write('p.taanuu', { election });
    const root = Buffer.from(station.commission.trust.root).toString('base64url');
    const args = ['render', path, '--style', 'deputies-k1', '--out', at('p.pdf')];
    const pinned = await run(...args, '--root', root);
    expect([pinned.code, pinned.complained]).toEqual([0, expect.stringContaining('agrees with the root key')]);
    expect((await render('--out', at('a.pdf'))).code).toBe(0);
    expect(readFileSync(at('p.pdf'))).toEqual(readFileSync(at('a.pdf')));
    expect((await run(...args)).complained).toContain('WHOSE WORD IS THIS?');
    expect((await run(...args, '--root', 'A'.repeat(43))).complained).toContain('[package.bad-signature]');
  });

  it.each([
    ['no ballots', () => run('list', at('bare.json')), 'ballot.no-papers'],
    ['another style', () => render('--style', 'x', '--out', at('x.pdf')), 'ballot.unknown-style'],
    ['no room', () => render('--style', 'deputies-k2', '--out', at('x.pdf')), 'ballot.too-long'],
    ['no file', () => run('list', at('nowhere')), 'command.file-missing'],
    ['a folder', () => run('list', folder), 'command.file-wrong-kind'],
    ['no JSON', () => run('list', at('a.pdf')), 'command.not-json'],
    ['nowhere to write', () => render('--out', at('no/x.pdf')), 'command.file-missing'],
  ])('refuses with a problem: %s', async (_, wrong, problem) => {
    expect(await wrong()).toMatchObject({ code: 1, said: [], complained: expect.stringContaining(`[${problem}]`) });
  });

  it.each([
    [['render']],
    [['read-not', 'election.json']],
    [['read', 'election.json']],
    [['read', 'election.json', 'a.png', '--dpi', 'many']],
    [['list', 'election.json', 'more']],
    [['render', 'election.json', '--out', 'x.pdf']],
    [['render', 'election.json', '--style', 'deputies-k1', '--out', 'x.jpg']],
    [['render', 'election.json', '--style', 'deputies-k1', '--out', 'x.pdf', '--dpi', '200']],
    [['render', 'election.json', '--style', 'deputies-k1', '--out', 'x.png', '--dpi', '50']],
    [['render', 'election.json', '--style', 'deputies-k1', '--out', 'x.png', '--dpi', 'many']],
  ])('shows its use: %j', async (args) => {
    const { code, complained } = await run(...args.map((arg) => (/^\w+\.\w+$/.test(arg) ? at(arg) : arg)));
    expect(code).toBe(2);
    expect(complained).toContain('taanuu ballots render FILE');
  });
});
