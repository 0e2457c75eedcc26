import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMrz } from './mrz.ts';
import { formatMrz, type MrzContent } from './mrz-format.ts';

/** Fictional people; zones computed by hand from ICAO 9303. */
const idCard = ['IDKGZID0000001610101199000001<', '9001011F3301018KGZ<<<<<<<<<<<9', 'TESTOVA<<AIGUL<<<<<<<<<<<<<<<<'];
const idCard2004 = [
  'IDKGZAN0000001021502198500002<',
  '8502153M2702157KGZ<<<<<<<<<<<5',
  'TESTOV<<BAKYT<<<<<<<<<<<<<<<<<',
];
const passport2006 = ['P<KGZTESTOV<<BAKYT<<<<<<<<<<<<<<<<<<<<<<<<<<', 'AC00000017KGZ8502153M33021522150219850000270'];
const ePassport = ['P<KGZTESTOVA<<AIGUL<TESTOVNA<<<<<<<<<<<<<<<<', 'PE00000018KGZ9001011F33010181010119900000150'];

const read = (lines: readonly string[], end = '\n') => parseMrz(lines.join(end));
const readOk = (lines: readonly string[]) => {
  const result = read(lines);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('parseMrz', () => {
  it('reads an ID card with every field and its source', () => {
    expect(readOk(idCard)).toEqual({
      zone: 'td1',
      series: 'ID',
      number: 'ID0000001',
      issuer: 'KGZ',
      pin: '10101199000001',
      surname: 'TESTOVA',
      given: 'AIGUL',
      sex: 'female',
      birthDate: '1990-01-01',
      expires: '2033-01-01',
      warnings: [],
      sources: {
        number: { from: 'td1', check: 'own' },
        pin: { from: 'td1', check: 'composite' },
        surname: { from: 'td1', check: 'none' },
        given: { from: 'td1', check: 'none' },
        sex: { from: 'td1', check: 'none' },
        birthDate: { from: 'td1', check: 'own' },
        expires: { from: 'td1', check: 'own' },
      },
    });
  });

  it('gives the zone and series by which the policy tells kinds of documents apart', () => {
    const kinds = [idCard, idCard2004, passport2006, ePassport].map(readOk).map(({ zone, series }) => [zone, series]);
    expect(kinds).toEqual([
      ['td1', 'ID'],
      ['td1', 'AN'],
      ['td3', 'AC'],
      ['td3', 'PE'],
    ]);
    expect(readOk(ePassport)).toMatchObject({ given: 'AIGUL TESTOVNA', pin: '10101199000001', warnings: [] });
    expect(readOk(ePassport).sources.pin).toEqual({ from: 'td3', check: 'own' });
  });

  it.each(['\r', '\n', '\r\n', '\r\n\r\n'])('accepts %j between the lines', (end) => {
    expect(read(idCard, end).ok).toBe(true);
  });

  it('accepts I< as the document code, as some cards carry it', () => {
    expect(read([`I<KGZ${(idCard[0] ?? '').slice(5)}`, ...idCard.slice(1)]).ok).toBe(true);
  });

  it('takes a wrong composite digit as a warning, and then nothing vouches for the PIN of a card', () => {
    const document = readOk([idCard[0] ?? '', `${(idCard[1] ?? '').slice(0, 29)}0`, idCard[2] ?? '']);
    expect(document.warnings).toEqual(['composite']);
    expect(document.sources.pin.check).toBe('none');
  });

  it('refuses a wrong check digit of a field and names the field', () => {
    expect(read([(idCard[0] ?? '').replace('ID0000001', 'ID0000002'), ...idCard.slice(1)])).toEqual({
      ok: false,
      error: { fault: 'check-digit', field: 'number' },
    });
    expect(read([ePassport[0] ?? '', (ePassport[1] ?? '').replace('10101199000001', '10101199000002')])).toEqual({
      ok: false,
      error: { fault: 'check-digit', field: 'pin' },
    });
  });

  it('does not take letters for digits: O stays O', () => {
    expect(read([...idCard.slice(0, 1), (idCard[1] ?? '').replace('900101', '9OO1O1'), ...idCard.slice(2)]).ok).toBe(
      false,
    );
  });

  it('refuses documents of another state', () => {
    const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
    expect(read(lines)).toEqual({ ok: false, error: { fault: 'not-kyrgyz', code: 'P', issuer: 'UTO' } });
  });

  it('finds no PIN where there is none, and infers the century', () => {
    const text = formatMrz({ ...person, format: 'td1', number: 'AN0000001', pin: null, birthDate: '1961-03-12' });
    const result = parseMrz(text);
    expect(result.ok && result.value).toMatchObject({
      pin: null,
      birthDate: '1961-03-12',
      warnings: ['century-inferred'],
    });
  });

  it('warns where the PIN and the fields disagree', () => {
    const text = formatMrz({ ...person, pin: '21203196100001', sex: 'female', birthDate: '1962-03-12' });
    const result = parseMrz(text);
    expect(result.ok && result.value.warnings).toEqual(['century-inferred', 'pin-birth-date', 'pin-sex']);
  });
});

const person: MrzContent = {
  format: 'td3',
  number: 'AC0000001',
  pin: '11203196100001',
  surname: 'TESTOVA',
  given: 'AIGUL',
  sex: 'female',
  birthDate: '1961-03-12',
  expires: '2033-01-01',
};

describe('formatMrz', () => {
  it('writes the zones of the vectors', () => {
    const aigul = { ...person, pin: '10101199000001', birthDate: '1990-01-01' };
    expect(formatMrz({ ...aigul, format: 'td1', number: 'ID0000001' }).split('\n')).toEqual(idCard);
    expect(formatMrz({ ...aigul, number: 'PE0000001', given: 'Aigul Testovna' }).split('\n')).toEqual(ePassport);
  });

  const name = fc
    .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), { minLength: 1, maxLength: 12 })
    .map((l) => l.join(''));
  const born = fc.date({ min: new Date('1905-01-01'), max: new Date('2012-12-31'), noInvalidDate: true });
  const content = fc
    .record({
      format: fc.constantFrom<'td1' | 'td3'>('td1', 'td3'),
      series: fc.constantFrom('ID', 'AN', 'AC', 'PE'),
      serial: fc.integer({ min: 0, max: 9_999_999 }),
      tail: fc.integer({ min: 0, max: 99_999 }),
      surname: name,
      given: name,
      sex: fc.constantFrom<'female' | 'male'>('female', 'male'),
      born,
    })
    .map(({ series, serial, tail, sex, born, ...rest }) => {
      const birthDate = born.toISOString().slice(0, 10);
      const [year, month, day] = birthDate.split('-');
      const pin = `${sex === 'female' ? 1 : 2}${day}${month}${year}${String(tail).padStart(5, '0')}`;
      return { ...rest, sex, birthDate, pin, number: series + String(serial).padStart(7, '0'), expires: '2031-06-30' };
    });

  it('is undone by parseMrz: every field returns, with the century from the PIN', () => {
    fc.assert(
      fc.property(content, (c) => {
        const result = parseMrz(formatMrz(c));
        expect(result.ok && result.value).toMatchObject({
          number: c.number,
          pin: c.pin,
          surname: c.surname,
          sex: c.sex,
          birthDate: c.birthDate,
          expires: c.expires,
        });
        expect(result.ok && result.value.warnings.filter((w) => w !== 'name-cut')).toEqual([]);
      }),
    );
  });

  it('any one changed character outside names and sex is noticed, or changes to a character of equal check value', () => {
    fc.assert(
      fc.property(content, fc.nat(), fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789<'), (c, at, character) => {
        const lines = formatMrz(c).split('\n');
        const row = c.format === 'td1' ? at % 2 : 1;
        const line = lines[row] ?? '';
        const column = at % line.length;
        const before = line.charAt(column);
        const value = (x: string) => (x === '<' ? 0 : Number.parseInt(x, 36) % 10);
        fc.pre(value(before) !== value(character));
        lines[row] = line.slice(0, column) + character + line.slice(column + 1);
        const result = parseMrz(lines.join('\n'));
        // Weights 7, 3 and 1 are coprime to 10, so every change of value shows in a digit; issuing state and
        // nationality have none, and sex is compared with the PIN.
        const unchecked = c.format === 'td1' ? row === 1 && column >= 15 && column < 18 : column >= 10 && column < 13;
        if (!unchecked) expect(!result.ok || result.value.warnings.length > 0 || result.value.sex === null).toBe(true);
      }),
    );
  });
});

describe('hostile text', () => {
  it('never throws and never makes up a document', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.string({ maxLength: 200 })), (text) => {
        expect(parseMrz(text).ok).toBe(false);
      }),
    );
  });

  it('survives lost and doubled characters of a real zone', () => {
    fc.assert(
      fc.property(fc.constantFrom(idCard, ePassport), fc.nat({ max: 92 }), fc.boolean(), (lines, at, twice) => {
        const text = lines.join('\r\n');
        const character = text.charAt(at);
        fc.pre(at < text.length && character !== '\r' && character !== '\n');
        const damaged = text.slice(0, at) + (twice ? character : '') + text.slice(at + (twice ? 0 : 1));
        expect(parseMrz(damaged)).toEqual({ ok: false, error: { fault: 'shape' } });
      }),
    );
  });
});
