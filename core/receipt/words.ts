import type { Modality } from '../admission/facts.ts';
import type { Refusal } from '../admission/step.ts';
import type { Mode } from '../election/common.ts';
import type { Election } from '../election/election.ts';
import type { Both } from './slip.ts';

/**
 * Words of the slips, Kyrgyz and Russian (no stored source confirms the slips' layout). What the chair's screen also
 * counts has the same name there, so that paper and screen can be compared line by line.
 */
const both = (ky: string, ru: string): Both => ({ ky, ru });

export const slipWords = {
  receipt: both('Идентификациядан өткөндүгү жөнүндө чек', 'Чек о прохождении идентификации'),
  start: both('Баштапкы чек', 'Первичный чек'),
  final: both('Жыйынтыктоочу чек', 'Итоговый чек'),
  test: both('Принтерди текшерүү', 'Проверка принтера'),
  sheet: both('А4 барагы', 'Лист А4'),
  readiness: both('Даярдык отчёту', 'Отчёт о готовности'),
  version: both('Программанын версиясы', 'Версия программы'),
  program: both('Программанын хэши', 'Хэш программы'),
  toMend: both('Оңдолсун', 'Исправить'),
  toLookAt: both('Карап коюлсун', 'Посмотреть'),
  well: both('Жайында', 'В порядке'),
  technician: both('Техник', 'Техник'),
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
  sitting: both('Сеанс', 'Сеанс'),
  registered: both('Тизмедеги шайлоочулар', 'Избирателей в списке'),
  admitted: both('Идентификациядан өттү', 'Прошли идентификацию'),
  reserved: both('Башталганы', 'Начато'),
  confirmed: both('Чек алганы', 'Получили чек'),
  released: both('Чек берилбегени', 'Чек не выдан'),
  undone: both('Жокко чыгарылганы', 'Отменено'),
  validSlips: both('Жарактуу чек', 'Действительных чеков'),
  onPaper: { ky: 'Кагаз тизме менен өткөн', ru: 'Прошли по бумажному списку' },
  byConstituency: both('Округдар: өттү / чек', 'Округа: прошли / чеки'),
  smallConstituencies: both('Шайлоочусу аз округдар чогуу', 'Округа, где прошло мало, вместе'),
  unconfirmed: both('Борбор ырастай элек', 'Не подтверждены центром'),
  contested: both('Башка участкадан да өткөн', 'Прошли и на другом участке'),
  homecomers: both('Аралыктан добуш берүү тизмесинен өткөн', 'Прошли из списка дистанционного голосования'),
  listedAt: both('Аралыктан добуш берүү тизмесинде', 'В списке дистанционного голосования'),
  reprints: both('Кайра басылган чек', 'Повторных чеков'),
  byModality: both('Кантип аныкталды', 'Как установлено'),
  bySex: both('Жынысы боюнча', 'По полу'),
  byAge: both('Жашы боюнча', 'По возрасту'),
  byReason: both('Өткөрүлбөгөндөр', 'Не допущены'),
  women: both('Аялдар', 'Женщины'),
  men: both('Эркектер', 'Мужчины'),
  package: both('Шайлоо пакети', 'Пакет выборов'),
  chair: both('Төрага', 'Председатель'),
  secretary: both('Катчы', 'Секретарь'),
  seal: both('Мөөр', 'Печать'),
  reprint: both('КАЙРА БАСЫЛГАН', 'ПЕРЕПЕЧАТКА'),
  give: both('Комиссиянын мүчөсүнө бериңиз.', 'Передайте члену комиссии.'),
  ballotPrinted: both(
    'Бюллетень ушул жабдуудан басылып берилет. Бул чекке башка бюллетень берилбейт.',
    'Бюллетень печатает это устройство. По этому чеку другой бюллетень не выдаётся.',
  ),
  letters: both('ө ү ң Ө Ү Ң — тамгалар окулса, принтер жакшы.', 'Если буквы ө ү ң читаются, принтер исправен.'),
} as const satisfies Readonly<Record<string, Both>>;

/** The version of the list, named by how far the list had come. */
export const listWords: Readonly<Record<Election['list']['stage'], Both>> = {
  preliminary: both('Алдын ала тизменин версиясы', 'Версия предварительного списка'),
  control: both('Контролдук тизменин версиясы', 'Версия контрольного списка'),
  final: both('Акыркы тизменин версиясы', 'Версия окончательного списка'),
};

/** By which way people were identified. */
export const modalityWords: Readonly<Record<Modality, Both>> = {
  finger: both('Бармак изи', 'Отпечаток пальца'),
  face: both('Бет түзүлүшү', 'Лицо'),
  photo: both('Сүрөт боюнча', 'По фотографии'),
  override: both('Комиссиянын чечими', 'Решение комиссии'),
};

/** Why people were not admitted. */
export const refusalWords: Readonly<Record<Refusal['reason'] | 'timed-out', Both>> = {
  'not-in-list': both('Тизмеде жок', 'Нет в списке'),
  'other-precinct': both('Башка участка', 'Другой участок'),
  'remote-needs-link': both('Башка округ', 'Другой округ'),
  'needs-link': both('Борбор менен байланыш жок', 'Нет связи с центром'),
  'locked-elsewhere': both('Башка участкада тейленген', 'Обслуживался на другом участке'),
  'voted-elsewhere': both('Башка участкадан өткөн', 'Прошли на другом участке'),
  'listed-remote': both('Аралыктан добуш берет', 'Голосуют дистанционно'),
  'already-admitted': both('Мурда өткөн', 'Уже допущены'),
  'not-an-applicant': both('Арызы жок', 'Нет заявления'),
  'admitted-outside': both('Жайдан тышкары', 'Вне помещения'),
  'reservation-open': both('Чеги чечилбеген', 'Чек не решён'),
  'served-elsewhere': both('Башка киоскто тейленген', 'Обслуживался на другом киоске'),
  'other-share': both('Башка киосктун бөлүгүндө', 'В части другого киоска'),
  'kiosks-apart': both('Киосктор бири-бирин көргөн эмес', 'Киоски не видели друг друга'),
  'standing-still': both('Иш токтоп турган', 'Работа стояла'),
  'no-biometrics': both('Биометриясы жок', 'Нет биометрии'),
  'document-expired': both('Документтин мөөнөтү өткөн', 'Документ просрочен'),
  'document-kind-not-accepted': both('Документ кабыл алынбайт', 'Документ не принят'),
  'not-identified': both('Аныкталган жок', 'Не установлено'),
  'stopped-by-officer': both('Оператор токтотту', 'Остановил оператор'),
  'timed-out': both('Убакыт өттү', 'Время вышло'),
  storage: both('Жазылган жок', 'Не записано'),
};

/** Every mode but the official one is unmistakable on every slip. */
export const modeWords: Readonly<Record<Mode, Both | null>> = {
  official: null,
  training: both('КӨНҮГҮҮ — ЧЕК ЖАРАКСЫЗ', 'ТРЕНИРОВКА — ЧЕК НЕДЕЙСТВИТЕЛЕН'),
  laboratory: both('СЫНООКАНА — ЧЕК ЖАРАКСЫЗ', 'ЛАБОРАТОРИЯ — ЧЕК НЕДЕЙСТВИТЕЛЕН'),
  'public-test': both('АЧЫК СЫНОО — ЧЕК ЖАРАКСЫЗ', 'ПУБЛИЧНЫЙ ТЕСТ — ЧЕК НЕДЕЙСТВИТЕЛЕН'),
};
