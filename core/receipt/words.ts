import type { Mode } from '../election/common.ts';
import type { Both } from './slip.ts';

/** Words of the slips, Kyrgyz and Russian (glossary: domain facts §9; no stored source confirms the slips' layout). */
const both = (ky: string, ru: string): Both => ({ ky, ru });

export const slipWords = {
  receipt: both('Идентификациядан өткөндүгү жөнүндө чек', 'Чек о прохождении идентификации'),
  start: both('Баштапкы чек', 'Первичный чек'),
  final: both('Жыйынтыктоочу чек', 'Итоговый чек'),
  test: both('Принтерди текшерүү', 'Проверка принтера'),
  station: both('Шайлоо участкасы', 'Избирательный участок'),
  date: both('Күнү', 'Дата'),
  time: both('Убактысы', 'Время'),
  number: both('Чектин номери', 'Номер чека'),
  ballot: both('Бюллетень', 'Бюллетень'),
  constituency: both('Шайлоо округу', 'Избирательный округ'),
  listNumber: both('Тизмедеги номери', 'Номер в списке'),
  pin: both('ПИН', 'ПИН'),
  device: both('Жабдуу', 'Устройство'),
  head: both('Журналдын белгиси', 'Отметка журнала'),
  sitting: both('Отурум', 'Сеанс'),
  registered: both('Тизмеде', 'В списке'),
  list: both('Тизменин версиясы', 'Версия списка'),
  admitted: both('Идентификациядан өттү', 'Прошли идентификацию'),
  reserved: both('Резервге алынды', 'Зарезервировано'),
  confirmed: both('Тастыкталды', 'Подтверждено'),
  released: both('Бошотулду', 'Освобождено'),
  undone: both('Жокко чыгарылды', 'Отменено'),
  reprints: both('Кайра басылды', 'Перепечатано'),
  women: both('Аялдар', 'Женщины'),
  men: both('Эркектер', 'Мужчины'),
  package: both('Шайлоо пакети', 'Пакет выборов'),
  chair: both('Төрага', 'Председатель'),
  secretary: both('Катчы', 'Секретарь'),
  seal: both('Мөөр', 'Печать'),
  reprint: both('КАЙРА БАСЫЛГАН', 'ПЕРЕПЕЧАТКА'),
  give: both('Комиссиянын мүчөсүнө бериңиз.', 'Передайте члену комиссии.'),
  letters: both('ө ү ң Ө Ү Ң — тамгалар окулса, принтер жакшы.', 'Если буквы ө ү ң читаются, принтер исправен.'),
} as const satisfies Readonly<Record<string, Both>>;

/** By which way people were identified. */
export const modalityWords: Readonly<Record<string, Both>> = {
  finger: both('Бармак изи боюнча', 'По отпечатку пальца'),
  face: both('Бет түзүлүшү боюнча', 'По лицу'),
  photo: both('Сүрөт боюнча', 'По фотографии'),
  override: both('Эки адамдын чечими боюнча', 'По решению двух лиц'),
};

/** Why people were not admitted. */
export const refusalWords: Readonly<Record<string, Both>> = {
  'not-in-list': both('Тизмеде жок', 'Нет в списке'),
  'other-precinct': both('Башка участок', 'Другой участок'),
  'remote-needs-link': both('Башка округ', 'Другой округ'),
  'listed-remote': both('Аралыктан добуш берет', 'Голосует дистанционно'),
  'already-admitted': both('Буга чейин өткөн', 'Уже прошёл'),
  'admitted-outside': both('Жайдан тышкары өткөн', 'Прошёл вне помещения'),
  'reservation-open': both('Резерви ачык', 'Резерв открыт'),
  'no-biometrics': both('Биометрия жок', 'Нет биометрии'),
  'document-expired': both('Документтин мөөнөтү өткөн', 'Документ просрочен'),
  'document-kind-not-accepted': both('Документ кабыл алынбайт', 'Документ не принимается'),
  'not-identified': both('Тастыкталган жок', 'Не идентифицирован'),
  'stopped-by-officer': both('Оператор токтотту', 'Остановлено оператором'),
  'timed-out': both('Убакыт бүттү', 'Истекло время'),
  storage: both('Сактоо катасы', 'Ошибка хранения'),
};

/** Every mode but the official one is unmistakable on every slip. */
export const modeWords: Readonly<Record<Mode, Both | null>> = {
  official: null,
  training: both('ОКУУ — КҮЧҮ ЖОК', 'УЧЕБНЫЙ — НЕ ДЕЙСТВИТЕЛЕН'),
  laboratory: both('СЫНОО — КҮЧҮ ЖОК', 'ЛАБОРАТОРНЫЙ — НЕ ДЕЙСТВИТЕЛЕН'),
  'public-test': both('АЧЫК СЫНОО — КҮЧҮ ЖОК', 'ОТКРЫТЫЙ ТЕСТ — НЕ ДЕЙСТВИТЕЛЕН'),
};
