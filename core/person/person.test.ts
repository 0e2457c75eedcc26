import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageGroupOn, ageOn, localDate, localTime, readDate, shortDate } from './dates.ts';
import {
  compareNames,
  foldName,
  latinKey,
  latinWords,
  namesAgree,
  searchWords,
  tidyName,
  transliterate,
} from './names.ts';
import { formatPin, isPin, maskedPin, pinFacts, typedPin } from './pin.ts';

const isoDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2023-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const kyrgyzWord = fc
  .array(fc.constantFrom(...'абвгдежзийклмнңоөпрстуүфхцчшыэюя'), { minLength: 1, maxLength: 14 })
  .map((letters) => letters.join(''));

describe('PIN', () => {
  it('states sex and birth date, round trip', () => {
    fc.assert(
      fc.property(fc.constantFrom('female' as const, 'male' as const), isoDate, fc.nat(99_999), (sex, birthDate, n) => {
        const pin = formatPin({ sex, birthDate }, n);
        expect(pin).toMatch(/^\d{14}$/);
        expect(pinFacts(pin)).toEqual({ sex, birthDate });
      }),
    );
  });

  it.each(['', '1010119900000', '30101199000001', '13202199000001', '13002199000001', '1010119900000x'])(
    'refuses the shape of %j',
    (text) => expect(isPin(text)).toBe(false),
  );

  it('reads what people type and hides all but the last two digits', () => {
    expect(typedPin(' 1 0101\u00a01990-00001 ')).toBe('10101199000001');
    expect(maskedPin('10101199000023')).toBe('•••• •••• •••• 23');
    expect([0, 1, 4].map((digits) => maskedPin('10101199000023', digits))).toEqual([
      '•••• •••• •••• ••',
      '•••• •••• •••• •3',
      '•••• •••• ••00 23',
    ]);
  });
});

describe('names', () => {
  it('folds the fita that official texts write, no-break spaces and case', () => {
    expect(foldName('Ысык-Кѳл\u00a0 ОБЛУСУ')).toBe('ысык-көл облусу');
    expect(tidyName('Ѳмүрбеков')).toBe('Өмүрбеков');
  });

  it('finds a Kyrgyz name typed on a Russian keyboard, with or without кызы and уулу', () => {
    expect(searchWords('Бакыт уулу Үмөт')).toEqual(['бакыт', 'умот']);
    expect(searchWords('умот')).toEqual(['умот']);
    expect(searchWords('кызы')).toEqual(['кызы']);
  });

  it('folding is idempotent and search words survive it', () => {
    fc.assert(
      fc.property(fc.string(), kyrgyzWord, (any, word) => {
        const text = `${word} ${any}`;
        expect(foldName(foldName(text))).toBe(foldName(text));
        expect(searchWords(foldName(text))).toEqual(searchWords(text));
      }),
    );
  });

  it('a name and its ICAO transliteration have one Latin key', () => {
    fc.assert(
      fc.property(kyrgyzWord, (word) => {
        expect(latinKey(transliterate(word))).toBe(latinKey(word));
      }),
    );
  });

  it.each([
    ['Жумабеков', 'Jumabekov'],
    ['Жумабеков', 'DJUMABEKOV'],
    ['Айгүл', 'Aygül'],
    ['Хасанов', 'Hasanov'],
    ['Юсупов', 'Yusupov'],
    ['Ыйманалиев', 'Yimanaliev'],
    ['Таңатаров', 'Tangatarov'],
  ])('%s is found as %s', (kyrgyz, latin) => expect(latinKey(latin)).toBe(latinKey(kyrgyz)));

  it('a passport spelling agrees with the list; another person does not', () => {
    const listed = { surname: 'Бакыт кызы', given: 'Айгүл', patronymic: null };
    expect(namesAgree({ surname: 'BAKYT KYZY', given: 'AIGUL', patronymic: null }, listed)).toBe(true);
    expect(namesAgree({ surname: 'BAKYT KYZY', given: 'AIZADA', patronymic: null }, listed)).toBe(false);
    const withPatronymic = { surname: 'Тестов', given: 'Бакыт', patronymic: 'Жаныбаевич' };
    expect(namesAgree({ surname: 'TESTOV', given: 'BAKYT ZHANYBAEVICH', patronymic: null }, withPatronymic)).toBe(true);
    expect(namesAgree({ surname: 'TESTOV', given: 'BAKYT', patronymic: null }, withPatronymic)).toBe(true);
    expect(namesAgree({ surname: '', given: '', patronymic: null }, withPatronymic)).toBe(false);
  });

  it('sorts by the Kyrgyz alphabet', () => {
    const sorted = ['Үсөнов', 'Пак', 'Ѳмүрбеков', 'Усенов', 'Оморов', 'Фазылов', 'Ңур', 'Нур'].sort(compareNames);
    expect(sorted).toEqual(['Нур', 'Ңур', 'Оморов', 'Ѳмүрбеков', 'Пак', 'Усенов', 'Үсөнов', 'Фазылов']);
    expect(latinWords('Өмүрбеков')).toEqual(['omurbekov']);
  });
});

describe('dates', () => {
  it('are written one way in all languages', () => {
    expect(shortDate('2023-10-08')).toBe('08.10.2023');
  });

  it('local time is the wall clock of the station', () => {
    expect(localTime('2023-10-08T02:05:00Z', 'Asia/Bishkek')).toBe('08:05');
    expect(localTime('2023-10-07T18:00:00Z', 'Asia/Bishkek')).toBe('00:00');
    expect(localDate('2023-10-07T18:00:00Z', 'Asia/Bishkek')).toBe('2023-10-08');
    expect(() => shortDate('2023-02-30')).toThrow(RangeError);
  });

  it('a short date reads back', () => {
    fc.assert(
      fc.property(isoDate, (date) => {
        expect(readDate(shortDate(date))).toBe(date);
      }),
    );
    expect(readDate('31.02.1990')).toBeNull();
  });

  it('age grows by one on the birthday and groups cover every adult age', () => {
    expect(ageOn('2005-10-08', '2023-10-08')).toBe(18);
    expect(ageOn('2005-10-09', '2023-10-08')).toBe(17);
    expect(ageOn('2004-02-29', '2023-02-28')).toBe(18);
    expect(ageOn('2004-02-29', '2023-03-01')).toBe(19);
    const on = (year: number) => ageGroupOn(`${year}-01-01`, '2023-10-08');
    expect([2006, 2005, 2004, 1988, 1987, 1978, 1977, 1968, 1967, 1958, 1957].map(on)).toEqual([
      null,
      '18',
      '19-35',
      '19-35',
      '36-45',
      '36-45',
      '46-55',
      '46-55',
      '56-65',
      '56-65',
      '66+',
    ]);
  });
});
