import type { Mode, Role } from '../election/common.ts';
import type { Both } from '../receipt/slip.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of the ballot zone's papers, Kyrgyz and Russian. */
export const resultsWords = {
  line: both('Сап', 'Строка'),
  machine: both('Машина эсеби', 'Машинный счёт'),
  hand: both('Кол эсеби', 'Вручную'),
  value: both('Протоколдо', 'В протоколе'),
  ratios: both('Контролдук катыштар', 'Контрольные соотношения'),
  holds: both('Туура келет', 'Сходится'),
  broken: both('Туура келбейт, айырмасы', 'Не сходится, разница'),
  why: both('Себеби', 'Причина'),
  decidedBy: both('Чечкендер', 'Решили'),
  explained: both('Машина менен кол эсебинин айырмасы', 'Расхождение машинного и ручного подсчёта'),
  recounted: both('Бюллетендер кайра саналды', 'Бюллетени пересчитаны'),
  rereadMatches: both(
    'Бюллетендер сканер менен кайра окулду, сандар дал келди. Барактар',
    'Бюллетени прочитаны сканером повторно, числа совпали. Листов',
  ),
  rereadDiffers: both(
    'Бюллетендер сканер менен кайра окулду, айырма бар. Барактар',
    'Бюллетени прочитаны сканером повторно, есть расхождение. Листов',
  ),
  rereadAside: both('Окулбай бөлүнгөн барактар', 'Не прочитаны и отложены'),
  rereadSheets: both('Барактар', 'Листов'),
  rereadValid: both('Жарактуу бюллетендер', 'Действительных бюллетеней'),
  rereadInvalid: both('Жараксыз бюллетендер', 'Недействительных бюллетеней'),
  rereadLine: both('саноодо / кайра окуганда', 'при подсчёте / при повторном чтении'),
  dissents: both('Макул эместер', 'Особые мнения'),
  afterwards: both('кол коюлгандан кийин', 'после подписания'),
  signed: both('Протоколго кол койгондор', 'Протокол подписали'),
  hash: both('Протоколдун белгиси (SHA-256)', 'Отметка протокола (SHA-256)'),
  version: both('Протоколдун версиясы', 'Версия протокола'),
  corrects: both('Мурунку версиянын ордуна кол коюлду, анын номери', 'Подписана вместо прежней версии, её номер'),
  copy: both('Нуска', 'Экземпляр'),
  copyFor: both('Кимге берилди', 'Кому выдан'),
  electronic: both('Электрондук нуска', 'Электронная копия'),
  enlarged: both('Чоңойтулган форма', 'Увеличенная форма'),
  basis: both('Форма', 'Форма'),
  package: both('Шайлоо пакети', 'Пакет выборов'),
  sitting: both('Сеанс', 'Сеанс'),
  zero: both('Нөл чек', 'Нулевой чек'),
  zeroText: both('Урнада бюллетень жок.', 'В урне нет бюллетеней.'),
  sheets: both('Урнадагы бюллетендер', 'Бюллетеней в урне'),
  mobile: both('Анын ичинен көчмө урналардан', 'Из них из переносных урн'),
  places: both('Бюллетень үчүн орун', 'Мест для бюллетеней'),
  box: both('Урна', 'Урна'),
  seal: both('Урнанын пломбасы', 'Пломба урны'),
  test: both('Сыноонун протоколу', 'Протокол пробы'),
  testSheets: both('Окулган сыноо бюллетендери', 'Прочитано пробных бюллетеней'),
  testMatches: both('Бардык сандар күтүлгөндөй чыкты.', 'Все числа такие, как ожидалось.'),
  testDiffers: both('Башкача чыккан сандар: күтүлгөнү / окулганы', 'Отличаются числа: ожидалось / прочитано'),
  testInvalid: both('Жараксыз', 'Недействительных'),
  final: both('Жыйынтыктоочу чек: урна', 'Итоговый чек: урна'),
  made: both('Басылган убактысы', 'Напечатано'),
  sheet: both('А4 барагы', 'Лист А4'),
} as const satisfies Readonly<Record<string, Both>>;

/** Every mode but the official one is unmistakable on every protocol. */
export const paperModeWords: Readonly<Record<Mode, Both | null>> = {
  official: null,
  training: both('КӨНҮГҮҮ: ЧЫНЫГЫ ПРОТОКОЛ ЭМЕС', 'ТРЕНИРОВКА: НЕ НАСТОЯЩИЙ ПРОТОКОЛ'),
  laboratory: both('СЫНООКАНА: ЧЫНЫГЫ ПРОТОКОЛ ЭМЕС', 'ЛАБОРАТОРИЯ: НЕ НАСТОЯЩИЙ ПРОТОКОЛ'),
  'public-test': both('АЧЫК СЫНОО: ЧЫНЫГЫ ПРОТОКОЛ ЭМЕС', 'ПУБЛИЧНЫЙ ТЕСТ: НЕ НАСТОЯЩИЙ ПРОТОКОЛ'),
};

/** Stands instead of the numbers of a constituency with so few ballots that they would tell how single persons voted. */
export const fewerWords = (least: number): Both =>
  both(
    `Бул округдун бюллетендери аз: ${least} бюллетенден аз. Добуш берүүнүн сыры сакталсын үчүн алардын сандары бул жерде көрсөтүлбөйт: алар мөөрлөнгөн бойдон борбордо гана ачылат.`,
    `Бюллетеней этого округа меньше ${least}. Чтобы сохранить тайну голосования, их числа здесь не показаны: они запечатаны, и открывает их только центр.`,
  );

/** Those who sign, by their role. */
export const signerWords: Readonly<Record<Role, Both>> = {
  chair: both('Төрага', 'Председатель'),
  secretary: both('Катчы', 'Секретарь'),
  member: both('Комиссиянын мүчөсү', 'Член комиссии'),
  officer: both('Оператор', 'Оператор'),
  technician: both('Техник', 'Техник'),
  administrator: both('Системалык администратор', 'Системный администратор'),
};

/** Kyrgyz, and Russian where it is another text. */
export const together = ({ ky, ru }: Both): string => (ru === ky || ru === '' ? ky : `${ky} / ${ru}`);
