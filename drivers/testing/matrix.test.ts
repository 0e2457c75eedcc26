import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, families } from '../../core/problem/catalogue.ts';
import { cellsHold } from './matrix/cells.fixture.ts';
import { devices, faultNames, whyNot } from './matrix/faults.ts';
import { rows, services } from './matrix/rows.ts';
import { type MeasuredCell, matrixTable, withTable } from './matrix/table.ts';

const languages = ['ky', 'ru', 'en'] as const;
const root = join(import.meta.dirname, '../..');

/** What the technician is told to do about a problem; empty where nothing is. */
function nextAction(language: string, code: string): string {
  const family = Object.entries(families).find(([, entries]) => code in entries)?.[0] ?? '';
  const file = join(root, `assets/locales/${language}/problem-${family}.json`);
  const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { technician?: string }>;
  return words[code]?.technician ?? '';
}

describe('the matrix of devices and faults', () => {
  it('has a row for every device and a cell, or a reason why there is none, for every fault', () => {
    expect(rows.map(({ device }) => device).sort()).toEqual([...devices].sort());
    expect(faultNames.length).toBeGreaterThanOrEqual(20);
    const wrong = rows.flatMap(({ device, cells }) =>
      faultNames.flatMap((fault) => {
        const reason = whyNot(fault, device);
        if ((cells[fault] === undefined) === (reason !== null)) return [];
        return [`${device} ${fault}: ${reason === null ? 'neither cell nor reason' : 'both cell and reason'}`];
      }),
    );
    expect(wrong).toEqual([]);
    // Every fault happens to something.
    expect(faultNames.filter((fault) => rows.every(({ cells }) => cells[fault] === undefined))).toEqual([]);
  });

  it('tells of every fault what the technician does next, in all three languages', () => {
    const codes = new Set(rows.flatMap(({ cells }) => Object.values(cells).map(({ told }) => told)));
    codes.delete('ridden');
    for (const code of codes) {
      expect(catalogue[code], code).toBeDefined();
      for (const language of languages) expect(nextAction(language, code), `${language} ${code}`).not.toBe('');
    }
  });
});

describe('the table in the documents', () => {
  it('is the one of the result file', () => {
    const { cells } = JSON.parse(readFileSync(join(root, 'docs/measured/device-matrix.json'), 'utf8')) as {
      cells: MeasuredCell[];
    };
    const document = readFileSync(join(root, 'docs/devices.md'), 'utf8');
    expect(withTable(document, matrixTable(cells))).toBe(document);
    expect(cells.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });
});

// Those that are services of the machine take as long as all others together, and have a file of their own.
cellsHold(rows.filter(({ device }) => !services.includes(device)));
