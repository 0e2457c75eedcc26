import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace } from './content.ts';
import type { Both, Slip } from './slip.ts';
import { slipWords } from './words.ts';

/** The six words of the list on the chair's stick, for the sealed envelope. They stand nowhere else. */
export function phraseSlip(facts: SlipPlace & { readonly words: readonly string[] }): Slip {
  return wordsSlip(facts, {
    title: { ky: 'Төраганын конверти', ru: 'Конверт председателя' },
    keep: {
      ky: 'Бүктөп, конвертке салып, чаптаңыз. Жабдуу иштебей калганда гана ачылат.',
      ru: 'Сложите, положите в конверт и заклейте. Вскрывают, только если устройство отказало.',
    },
    open: {
      ky: 'Флешканы каалаган компьютерге сайып, «taanuu-list» файлын браузерде ачып, алты сөздү жазыңыз. Тизме басылып чыгат.',
      ru: 'Вставьте флешку в любой компьютер, откройте файл «taanuu-list» в браузере и введите шесть слов. Список можно напечатать.',
    },
  });
}

/** The six words of one file with the list of voters to be printed before the day; other words for each file. */
export function homeListWordsSlip(facts: SlipPlace & { readonly words: readonly string[] }): Slip {
  return wordsSlip(facts, {
    title: { ky: 'Тизмени ачуучу сөздөр', ru: 'Слова, открывающие список' },
    keep: {
      ky: 'Флешкадан өзүнчө сактаңыз. Тизме басылгандан кийин чекти жок кылыңыз.',
      ru: 'Храните отдельно от флешки. Когда список напечатан, уничтожьте этот чек.',
    },
    open: {
      ky: 'Принтери бар компьютерде флешкадагы «taanuu-voters» файлын браузерде ачып, алты сөздү жазыңыз. Тизме басылып чыгат.',
      ru: 'На компьютере с принтером откройте в браузере файл «taanuu-voters» с флешки и введите шесть слов. Список можно напечатать.',
    },
  });
}

function wordsSlip(
  facts: SlipPlace & { readonly words: readonly string[] },
  { title, keep, open }: Readonly<Record<'title' | 'keep' | 'open', Both>>,
): Slip {
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: title },
      { line: 'text', text: keep },
      { line: 'rule' },
      ...facts.words.map((word, at) => ({ line: 'letters', text: `${at + 1}. ${word}` }) as const),
      { line: 'rule' },
      { line: 'text', text: open },
      { line: 'text', text: facts.election },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      deviceLine(facts),
      ...marks(facts.mode),
    ],
    qr: null,
  };
}
