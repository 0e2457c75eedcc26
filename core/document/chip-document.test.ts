import { describe, expect, it } from 'vitest';
import type { Authenticity } from './chip/passive.ts';
import { withChip, withoutChip } from './chip-document.ts';
import type { IdentityDocument } from './identity-document.ts';
import { parseMrz } from './mrz.ts';
import { formatMrz, type MrzContent } from './mrz-format.ts';

const content: MrzContent = {
  format: 'td1',
  number: 'ID0000001',
  pin: '11705199000001',
  surname: 'TESTOVA',
  given: 'AIGUL',
  sex: 'female',
  birthDate: '1990-05-17',
  expires: '2030-01-01',
};
const zone = formatMrz(content);
const genuine: Authenticity = { genuine: true, country: 'KG', signerSerial: Uint8Array.of(1) };
const unknown: Authenticity = { genuine: false, reasons: [{ reason: 'unknown-authority', country: 'KG' }] };
const tampered: Authenticity = { genuine: false, reasons: [{ reason: 'group', group: 1 }] };

function printed(change: Partial<MrzContent> = {}): IdentityDocument {
  const read = parseMrz(formatMrz({ ...content, ...change }), 'reader');
  if (!read.ok) throw new Error('unreadable');
  return read.value;
}

function together(document: IdentityDocument | null, authenticity: Authenticity, mrz = zone): IdentityDocument {
  const read = withChip(document, { mrz, authenticity });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

describe('a printed zone and a chip', () => {
  it('that an authority vouches for: every field is signed, also those without a check digit', () => {
    const document = together(printed(), genuine);
    expect(document.chip).toEqual({ verdict: 'genuine', differs: [] });
    for (const source of Object.values(document.sources)) {
      expect(source).toEqual({ from: 'td1', check: 'signed', by: 'chip' });
    }
  });

  it('that differ: what is signed is taken, and the fields are named', () => {
    const document = together(printed({ surname: 'MISALOVA', pin: null }), genuine);
    expect([document.surname, document.pin]).toEqual(['TESTOVA', content.pin]);
    expect(document.chip).toEqual({ verdict: 'genuine', differs: ['pin', 'surname'] });
  });

  it.each([
    ['nobody of the list vouches for', unknown, 'authority-unknown'],
    ['nobody may vouch for any more', { genuine: false, reasons: [{ reason: 'validity' }] }, 'authority-unknown'],
    ['was changed', tampered, 'not-genuine'],
    ['another country signed', { ...genuine, country: 'UT' }, 'not-genuine'],
    ['a nameless country signed', { ...genuine, country: null }, 'not-genuine'],
    [
      'is changed and unknown at once',
      { genuine: false, reasons: [...unknown.reasons, ...tampered.reasons] },
      'not-genuine',
    ],
  ] as const)('that %s: the printed zone stays as it is', (_, authenticity, verdict) => {
    const paper = printed({ surname: 'MISALOVA' });
    expect(together(paper, authenticity)).toEqual({ ...paper, chip: { verdict, differs: ['surname'] } });
  });

  it('whose zone is none: it cannot be genuine, whoever signed it', () => {
    const paper = printed();
    for (const authenticity of [genuine, tampered]) {
      expect(together(paper, authenticity, 'X').chip).toEqual({ verdict: 'not-genuine', differs: [] });
    }
  });
});

describe('a chip alone', () => {
  it('is a document, signed or not, and says which', () => {
    expect(together(null, genuine).chip).toEqual({ verdict: 'genuine', differs: [] });
    const unsigned = together(null, unknown);
    expect(unsigned.chip?.verdict).toBe('authority-unknown');
    expect(unsigned.sources.surname).toEqual({ from: 'td1', check: 'none', by: 'chip' });
  });

  it('without a zone is none', () => {
    expect(withChip(null, { mrz: 'X', authenticity: genuine })).toEqual({ ok: false, error: { fault: 'shape' } });
  });
});

describe('a chip that could not be read', () => {
  it('leaves the printed zone as it was, and is told', () => {
    const unread = withoutChip(printed(), 'chip.unreadable');
    expect(unread).toEqual({ ...printed(), chip: { verdict: 'unread', differs: [] } });
    expect(withoutChip(printed(), 'chip.access-wrong').chip?.verdict).toBe('not-its-own');
  });
});
