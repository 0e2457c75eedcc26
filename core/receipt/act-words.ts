import type { Both } from './slip.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of an act that are the same on each; what it says of its occasion is the package's template. */
export const actWords = {
  act: both('Акт', 'Акт'),
  number: both('Актынын номери', 'Номер акта'),
  we: both('Биз, төмөндө кол койгондор, ушул актыны түздүк.', 'Мы, нижеподписавшиеся, составили настоящий акт.'),
  facts: both('Журналдан', 'Из журнала'),
  happened: both('Болгон убактысы', 'Когда произошло'),
  beside: both('Катар иштеген жабдуу', 'Параллельно работавшее устройство'),
  sheets: both('Урнадагы барактар', 'Листов в урне'),
  most: both('Эң көп болгондо', 'Не более'),
  compared: both('Кагаздар салыштырылды', 'Бумаги сверены'),
  until: both('Улантылган убактысы', 'Возобновлено'),
  receipts: both('Чектин номери', 'Номер чека'),
  voided: both('Жараксыз чек', 'Недействительный чек'),
  reason: both('Себеби', 'Причина'),
  way: both('Кантип аныкталды', 'Как установлено'),
  document: both('Документи', 'Документ'),
  listed: both('Тизме боюнча участкасы', 'Участок по списку'),
  place: both('Кагаз тизме: барак · сап', 'Бумажный список: страница · строка'),
  copy: both('Нуска', 'Экземпляр'),
  drawn: both('Түзүлгөн убактысы', 'Составлен'),
  journal: both('Журналдагы акт', 'Акт в журнале'),
  person: both('Шайлоочунун аты-жөнү', 'Ф. И. О. избирателя'),
  says: both('Шайлоочунун түшүндүрмөсү', 'Объяснение избирателя'),
  decided: both('Комиссиянын чечими', 'Решение комиссии'),
  chair: both('Төрага', 'Председатель'),
  secretary: both('Катчы', 'Секретарь'),
  member: both('Комиссиянын мүчөсү', 'Член комиссии'),
  voter: both('Шайлоочу', 'Избиратель'),
} as const satisfies Readonly<Record<string, Both>>;

/** What stands at the foot of each of its sheets before the copy's number: pages of two acts never come together. */
export const actSheet = (number: string): Both => both(`№ ${number} акт, нуска`, `Акт № ${number}, экземпляр`);
