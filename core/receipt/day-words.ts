import type { ClosingQuestion, ReplaceableKind } from '../election/policy-day.ts';
import type { Both } from './slip.ts';

/** Words of the day's slips, Kyrgyz and Russian (no stored source confirms them). */
const both = (ky: string, ru: string): Both => ({ ky, ru });

export const dayWords = {
  suspended: both('Иш токтотулду', 'Работа приостановлена'),
  resumed: both('Иш улантылды', 'Работа возобновлена'),
  since: both('Токтогон убактысы', 'Остановлена в'),
  until: both('Уланган убактысы', 'Возобновлена в'),
  lasted: both('Канча убакыт турду', 'Сколько стояла'),
  reason: both('Себеби:', 'Причина:'),
  because: both('Эмне жасалды:', 'Что сделано:'),
  who: both('Чечим кылгандар:', 'Решили:'),
  stoodStill: both('Иш токтоп турган убакыт', 'Работа стояла'),
  copy: both('Нуска', 'Экземпляр'),
  asked: both('Адамдар санады · жабдуу эсептеди', 'Сосчитали люди · устройство'),
  opening: both('Ачууда жазылды', 'Записано при открытии'),
  seal: both('Пломба:', 'Пломба:'),
  paperList: both(
    'Кагаз тизме: шайлоочу · версия · акыркы номер',
    'Бумажный список: избирателей · версия · последний №',
  ),
  register: both('Жабдуудагы тизме', 'Список в устройстве'),
  late: both('Кеч ачылуунун себеби:', 'Причина позднего открытия:'),
} as const satisfies Readonly<Record<string, Both>>;

export const questionWords: Readonly<Record<ClosingQuestion, Both>> = {
  inside: both('Эшик жабылганда ичинде', 'Внутри при закрытии дверей'),
  signatures: both('Тизмедеги колтамгалар', 'Подписей в списке'),
  receipts: both('Чогултулган чектер', 'Собрано чеков'),
  'ballots-blank': both('Принтерде калган таза барактар', 'Чистых листов осталось в принтере'),
  'ballots-cancelled': both('Жокко чыгарылган бюллетендер', 'Погашено бюллетеней'),
  'by-hand': both('Кол менен берилген бюллетендер', 'Бюллетеней выдано вручную'),
};

/** Which device was decided to be done without. */
export const withoutWords: Readonly<Record<ReplaceableKind, Both>> = {
  fingerprint: both('Бармак изи окугучсуз ачылды', 'Открыто без считывателя отпечатков'),
  document: both('Документ окугучсуз ачылды', 'Открыто без считывателя документов'),
  camera: both('Камерасыз ачылды', 'Открыто без камеры'),
  chip: both('Чип окугучсуз ачылды', 'Открыто без считывателя чипов'),
  'page-scanner': both('Барак сканерисиз ачылды', 'Открыто без сканера страниц'),
  'page-printer': both('А4 принтерисиз ачылды', 'Открыто без принтера А4'),
  display: both('Шайлоочунун экранысыз ачылды', 'Открыто без экрана избирателя'),
  power: both('Кубат көрсөткүчсүз ачылды', 'Открыто без показаний питания'),
  'ballot-box': both('Жөнөкөй урна менен ачылды', 'Открыто с обычной урной'),
};
