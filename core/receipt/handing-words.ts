import type { HandedItem } from '../journal/catalogue/afterwards.ts';
import type { Both } from './slip.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of the act of handing over. */
export const handingWords = {
  title: both('Өткөрүп берүү актысы', 'Акт передачи'),
  copy: both('Нуска', 'Экземпляр'),
  to: both('Ким кабыл алат', 'Кто принимает'),
  events: both('Журналдагы окуялар', 'Событий в журнале'),
  act: both('Актынын белгиси', 'Отметка акта'),
  gave: both('Өткөрүп берди (төрага)', 'Передал(а) (председатель)'),
  took: both('Кабыл алды', 'Принял(а)'),
  condition: both('Абалы', 'Состояние'),
} as const satisfies Readonly<Record<string, Both>>;

export const handedKindWords: Readonly<Record<HandedItem['kind'], Both>> = {
  device: both('Жабдуулар', 'Устройства'),
  seal: both('Пломбалар', 'Пломбы'),
  slip: both('Чектер', 'Чеки'),
  stick: both('Флешкалар', 'Флешки'),
  copy: both('Сактоо көчүрмөлөрү', 'Копии для хранения'),
};

/** What things are called; a name that is not here is shown as it is. */
export const handedWords: Readonly<Record<string, Both>> = {
  kiosk: both('Киоск', 'Киоск'),
  fingerprint: both('Бармак изин окугуч', 'Сканер отпечатков'),
  document: both('Документ окугуч', 'Сканер документов'),
  chip: both('Чип окугуч', 'Считыватель чипов'),
  printer: both('Чек принтери', 'Принтер чеков'),
  'page-printer': both('А4 принтери', 'Принтер А4'),
  'page-scanner': both('Сканер', 'Сканер страниц'),
  power: both('Батарея', 'Батарея'),
  display: both('Экинчи экран', 'Второй экран'),
  camera: both('Камера', 'Камера'),
  start: both('Баштапкы чек', 'Первичный чек'),
  final: both('Жыйынтыктоочу чек', 'Итоговый чек'),
  receipts: both('Шайлоочулардын чеги', 'Чеки избирателей'),
  seal: both('Пломба', 'Пломба'),
  stick: both('Флешка', 'Флешка'),
  medium: both('Көчүрмөсү бар флешка', 'Носитель с копией'),
};
