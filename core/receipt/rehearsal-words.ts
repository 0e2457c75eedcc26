import type { RehearsalCase } from '../election/policy-rehearsal.ts';
import type { Both } from './slip.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** What each case is called on paper, as on the screens. */
export const rehearsalCaseWords: Readonly<Record<RehearsalCase, Both>> = {
  document: both('Документ жана бармак менен', 'По документу и пальцу'),
  typed: both('ПИНи же аты терилди', 'Набран ПИН или имя'),
  'another-finger': both('Бармак дароо дал келген жок', 'Палец подошёл не сразу'),
  'no-finger': both('Бир да бармак дал келбейт', 'Ни один палец не подошёл'),
  'not-in-list': both('Тизмеде жок', 'Нет в списке'),
  'other-precinct': both('Башка участканын шайлоочусу', 'Избиратель другого участка'),
  'already-admitted': both('Экинчи жолу келди', 'Пришёл второй раз'),
  'paper-out': both('Принтерде кагаз жок', 'В принтере нет бумаги'),
  'torn-slip': both('Чек бузулду: жаңы номер', 'Чек испорчен: новый номер'),
  undone: both('Идентификацияны жокко чыгаруу', 'Отмена идентификации'),
  'standing-still': both('Токтотуу жана улантуу', 'Остановка и возобновление'),
  'shift-change': both('Оператор алмашты', 'Смена оператора'),
  help: both('Жардам чакырылды', 'Вызвана помощь'),
};

/** Words of the slip alone. */
export const rehearsalSlipWords = {
  title: both('Оператордун машыгуусу', 'Репетиция оператора'),
  operator: both('Оператор', 'Оператор'),
  number: both('Машыгуу', 'Репетиция'),
  passed: both('Өткөн учурлар', 'Пройдено случаев'),
  attempts: both('Шайлоочу менен баштаганы', 'Начато с избирателями'),
  times: both('Убактысы', 'Время'),
  lasted: both('Узактыгы', 'Длительность'),
  yes: '+',
  no: '–',
} as const;
