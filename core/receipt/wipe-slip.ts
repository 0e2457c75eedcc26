import type { Mode } from '../election/common.ts';
import { shortDate } from '../person/dates.ts';
import { deviceLine, marks } from './content.ts';
import { type Both, hashGroups, type Slip } from './slip.ts';
import { slipWords } from './words.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

const words = {
  title: both('Шайлоо маалыматы жок кылынды', 'Данные выборов уничтожены'),
  what: both(
    'Бул шайлоонун ачкычтары жок кылынды, файлдары өчүрүлдү. Тизмени жана журналды бул жабдууда эч ким окуй албайт.',
    'Ключи этих выборов уничтожены, файлы удалены. Ни список, ни журнал на этом устройстве больше никто не прочтёт.',
  ),
  election: both('Шайлоо', 'Выборы'),
  order: both('Буйруктун номери', 'Номер распоряжения'),
  orderHash: both('Буйруктун белгиси', 'Отметка распоряжения'),
  events: both('Журналдагы окуялар', 'Событий в журнале'),
  head: both('Шайлоонун журналынын акыркы белгиси', 'Последняя отметка журнала выборов'),
  receipts: both('Берилген чек номерлери', 'Выдано номеров чеков'),
  acts: both('Берилген акт номерлери', 'Выдано номеров актов'),
  keys: both('Жок кылынган ачкычтар', 'Уничтожено ключей'),
  files: both('Өчүрүлгөн файлдар', 'Удалено файлов'),
  own: both('Жабдуунун өз журналынын белгиси', 'Отметка собственного журнала устройства'),
  first: both('Биринчи адам', 'Первое лицо'),
  second: both('Экинчи адам', 'Второе лицо'),
} as const satisfies Readonly<Record<string, Both>>;

/** What the device's own journal tells of a wipe. No package is in force any more: everything comes from there. */
export interface WipeFacts {
  readonly mode: Mode;
  readonly election: string;
  readonly station: string;
  /** Its name in journals and orders, and what people call it. */
  readonly device: string;
  readonly serial: string;
  /** Local ISO date and hh:mm of the end. */
  readonly date: string;
  readonly time: string;
  readonly number: string;
  readonly order: string;
  readonly events: number;
  readonly head: string;
  /** The highest numbers that the device gave out: it goes on behind them. Null: a device of before did not tell. */
  readonly numbers: { readonly receipts: number; readonly acts: number } | null;
  readonly keys: number;
  readonly files: number;
  /** Hash of `wipe.done` in the device's own journal, hex. */
  readonly own: string;
}

const WHOLE_HASH = 16;

/** The proof on paper that a device was emptied; printed as often as somebody wants it. */
export function wipeSlip(facts: WipeFacts): Slip {
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: words.title },
      { line: 'text', text: words.what },
      { line: 'rule' },
      deviceLine(facts),
      { line: 'pair', name: words.election, value: facts.election },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      { line: 'pair', name: slipWords.date, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'pair', name: words.order, value: facts.number },
      { line: 'pair', name: words.events, value: String(facts.events) },
      ...numberLines(facts.numbers),
      { line: 'pair', name: words.keys, value: String(facts.keys) },
      { line: 'pair', name: words.files, value: String(facts.files) },
      { line: 'rule' },
      { line: 'hash', name: words.orderHash, value: hashGroups(facts.order, WHOLE_HASH) },
      { line: 'hash', name: words.head, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'hash', name: words.own, value: hashGroups(facts.own, WHOLE_HASH) },
      { line: 'sign', name: words.first },
      { line: 'sign', name: words.second },
      ...marks(facts.mode),
    ],
    qr: `taanuu:wiped:1:${facts.device}:${facts.election}:${facts.own}`,
  };
}

const numberLines = (numbers: WipeFacts['numbers']): Slip['lines'] =>
  numbers === null
    ? []
    : [
        { line: 'pair', name: words.receipts, value: String(numbers.receipts) },
        { line: 'pair', name: words.acts, value: String(numbers.acts) },
      ];
