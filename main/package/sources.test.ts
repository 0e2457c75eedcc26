import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { election, voter } from './package.fixture.ts';
import { csvColumns } from './rows.ts';
import { type LeftOut, readVoters } from './sources.ts';

const dir = mkdtempSync(join(tmpdir(), 'taanuu-sources-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function read(
  name: string,
  text: string,
  folders: { photos?: string; templates?: string; images?: string } = {},
) {
  const voters = join(dir, name);
  writeFileSync(voters, text);
  const leftOut: LeftOut[] = [];
  const records: string[] = [];
  const source = { voters, ...folders };
  for await (const { record } of readVoters(source, election, (what) => leftOut.push(what))) records.push(record);
  return { records, leftOut };
}

const head = csvColumns.join(',');
/** A row that is right; `name` may be anything that CSV allows. */
const row = (n: number, surname = 'Тестова') =>
  `r${n},${n},${surname},Айгүл,,female,1990-01-01,1010119900000${n},,Саруу,0001,k1,no,`;
const csv = (...rows: string[]) => read('list.csv', [head, ...rows].join('\n'));

describe('a CSV list', () => {
  it.each([
    ['too many columns', `${row(2)},more`, 'columns', '15 columns where the head line has 14'],
    ['too few columns', 'r2,2', 'columns', '2 columns where the head line has 14'],
    ['a quote that is never closed', row(2, '"Тестова'), 'quotes', 'a quote is not closed in its line'],
    [
      'a quote inside a value',
      row(2, 'Тес"това'),
      'quotes',
      'a quote stands inside a value that does not begin with one',
    ],
    ['letters after a quote', row(2, '"Тес"това'), 'quotes', 'something stands between a closing quote and the comma'],
  ])('loses one row by %s, and tells it', async (_, wrong, field, reason) => {
    const { records, leftOut } = await csv(row(1), wrong, '', row(3, '"Тест, ""ова"""'));
    expect(leftOut).toEqual([{ row: 2, field, reason, taken: false }]);
    expect(records).toEqual(['r1', 'r3']);
  });

  it.each([
    ['is empty', '', 'columns', 'there is no head line'],
    ['lacks a column', `${head.replace('pin,', '')}\n${row(1)}`, 'pin', 'the column is missing'],
    ['has one twice', `${head},pin\n${row(1)},`, 'pin', 'the column comes twice'],
    ['has a bad quote in it', `"${head}\n${row(1)}`, 'quotes', 'a quote is not closed in its line'],
  ])('gives nothing where the head line %s', async (_, text, field, reason) => {
    expect(await read('head.csv', text)).toEqual({ records: [], leftOut: [{ row: 0, field, reason, taken: false }] });
  });

  it('never ends before its end, whatever a line holds', async () => {
    const junk = fc.string({ unit: fc.constantFrom(...'",;x1\t \u00e9'), minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(junk, async (line) => {
        const { records, leftOut } = await csv(row(1), line, row(3));
        expect(records).toEqual(['r1', 'r3']);
        expect(leftOut.map(({ row }) => row)).toEqual(line.trim() === '' ? [] : [2]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a list of JSON lines', () => {
  it('loses the lines that are not JSON or no record, and tells them', async () => {
    const lines = [JSON.stringify(voter(1)), '{"record":"r2"', '5', JSON.stringify(voter(4))];
    const { records, leftOut } = await read('list.ndjson', lines.join('\n'));
    expect(records).toEqual(['r1', 'r4']);
    expect(leftOut).toMatchObject([
      { row: 2, field: '(whole)', reason: 'not JSON', taken: false },
      { row: 3, field: '(whole)', taken: false },
    ]);
  });
});

describe('photos and fingers that cannot be used', () => {
  it('leave the voter on the list, and are told apart from rows; not at all where the row is left out', async () => {
    writeFileSync(join(dir, 'r1.png'), Buffer.alloc(50_001));
    writeFileSync(join(dir, 'r2.png'), Buffer.alloc(50_001));
    writeFileSync(join(dir, 'r1-2.iso'), 'no template');
    const text = [head, row(1), row(2).replace('k1', 'k2')].join('\n');
    const { records, leftOut } = await read('files.csv', text, { photos: dir, templates: dir });
    expect(records).toEqual(['r1']);
    expect(leftOut.map(({ row, field, taken }) => ({ row, field, taken }))).toEqual([
      { row: 1, field: 'photo', taken: true },
      { row: 1, field: 'fingers', taken: true },
      { row: 2, field: 'constituency', taken: false },
    ]);
  });

  it('say what is wrong with an image of a finger, and never read one that is too long', async () => {
    writeFileSync(join(dir, 'r1-2.wsq'), 'no image');
    writeFileSync(join(dir, 'r1-3.png'), '');
    truncateSync(join(dir, 'r1-3.png'), 12_065_537);
    writeFileSync(join(dir, 'r1-4.pgm'), 'P5 2 2 255 abc');
    const { records, leftOut } = await read('images.csv', [head, row(1)].join('\n'), { images: dir });
    expect(records).toEqual(['r1']);
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      'finger 2: its image is of no kind that is read; taken without',
      'finger 3: its image has more than 12065536 bytes; taken without',
      'finger 4: its image ends too soon; taken without',
    ]);
  });
});
