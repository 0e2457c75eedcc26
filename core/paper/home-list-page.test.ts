import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINES_ON_PAGE, pageAndLine } from '../paper-road/list.ts';
import { textWidth } from '../receipt/text-width.ts';
import { type HomeListSheet, type HomeListVoter, homeListPages, homeListSheets } from './home-list-page.ts';
import { A4, MARGIN, type Page } from './sheet.ts';

const sheet = (voters: readonly HomeListVoter[]): HomeListSheet => ({
  mark: null,
  election: { ky: 'Жергиликтүү кеңештин депутаттарын шайлоо', ru: 'Выборы депутатов местного кенеша' },
  station: '0001',
  names: { ky: 'Саруу айылы, орто мектеп', ru: 'Село Саруу, средняя школа' },
  list: { ky: 'Акыркы тизменин версиясы', ru: 'Версия окончательного списка' },
  ...{ version: '3, 21.09.2023', made: '21.09.2023 10:00', device: 'd-1', voters },
});
const away = {
  kind: 'votes-at',
  station: '0050',
  address: {
    ky: 'Бишкек шаары, Абдылас Малдыбаев атындагы көчө, 50, Борбордук шайлоо комиссиясынын имараты, биринчи кабат',
    ru: 'город Бишкек, улица имени Абдыласа Малдыбаева, 50, здание Центральной избирательной комиссии, первый этаж',
  },
} as const;
const voter = (number: number, change: Partial<HomeListVoter> = {}): HomeListVoter => ({
  ...{ number, name: `Тестова Айгүл ${number}`, year: '1961', note: null, ...change },
});
const texts = (page: Page) => page.flatMap((mark) => (mark.mark === 'text' ? [mark] : []));

describe('the printed list of voters', () => {
  it('has each voter once, at the page and the line by which she is entered from paper', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 160 }), fc.integer({ min: 0, max: 159 }), (count, place) => {
        const pages = homeListPages(sheet(Array.from({ length: count }, (_, at) => voter(1000 + at))));
        expect(pages).toHaveLength(homeListSheets(count));
        const found = pages.flatMap((page, at) =>
          texts(page).flatMap(({ text, y }) => (text === `Тестова Айгүл ${1000 + place}` ? [{ page: at + 1, y }] : [])),
        );
        expect(found).toHaveLength(place < count ? 1 : 0);
        if (place >= count) return;
        const { page, line } = pageAndLine(place);
        expect(found).toMatchObject([{ page }]);
        // The number of the line stands beside her.
        const numbered = texts(pages[page - 1] ?? []).filter(({ text, x }) => text === String(line) && x < 65);
        expect(numbered.some(({ y }) => Math.abs(y - (found[0]?.y ?? 0)) < 8)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('says of who votes elsewhere where, whole, and leaves her no room to sign', () => {
    const [page = []] = homeListPages(sheet([voter(7), voter(8, { note: away })]));
    const said = texts(page)
      .map(({ text }) => text)
      .join(' ');
    expect(said).toContain('№ 0050');
    for (const word of `${away.address.ky} ${away.address.ru}`.split(' ')) expect(said).toContain(word);
    expect(page.filter((mark) => mark.mark === 'box' && mark.ink === 'pale')).toHaveLength(1);
  });

  it('tells a listed voter without a station, and one admitted before', () => {
    const [page = []] = homeListPages(
      sheet([
        voter(1, { note: { kind: 'votes-at', station: null, address: null } }),
        voter(2, { note: { kind: 'admitted', date: '07.10.2023' } }),
      ]),
    );
    const said = texts(page).map(({ text }) => text);
    expect(said.join(' ')).toContain('Аралыктан добуш берет / Голосует дистанционно');
    expect(said.join(' ')).toContain('07.10.2023');
  });

  it('stays inside the sheet, whatever is written', () => {
    const long = 'Абдыкадырова-Токтогулова Гүлбарчынай Абдыкадыровна Мамбеталиевна кызы';
    const rows = Array.from({ length: LINES_ON_PAGE }, (_, at) => voter(99_990 + at, { name: long, note: away }));
    for (const page of homeListPages(sheet(rows))) {
      for (const { x, y, text, size, weight } of texts(page)) {
        expect(x).toBeGreaterThanOrEqual(MARGIN - 1);
        expect(x + textWidth(text, size, weight), text).toBeLessThanOrEqual(A4.width - MARGIN + 1);
        expect(y).toBeLessThanOrEqual(A4.height - MARGIN + 1);
      }
    }
  });

  it('of 2,500 voters has a hundred sheets, and any of them by itself', () => {
    const all = sheet(Array.from({ length: 2_500 }, (_, at) => voter(at + 1, at % 90 === 0 ? { note: away } : {})));
    expect(homeListSheets(2_500)).toBe(100);
    const part = homeListPages(all, 81, 100);
    expect(part).toHaveLength(20);
    expect(texts(part[19] ?? []).map(({ text }) => text)).toContain('Барак / Лист 100 / 100');
    expect(texts(part[19] ?? []).map(({ text }) => text)).toContain('Тестова Айгүл 2500');
  });
});
