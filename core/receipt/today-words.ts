import type { Both } from './slip.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of the station's day; what the final slip also has is called there as here. */
export const todaySlipWords = {
  title: both('Бүгүн бул участкада', 'Сегодня на этом участке'),
  copy: both('Нускасы', 'Экземпляр'),
  opened: both('Ачылды', 'Открылся'),
  closed: both('Жабылды', 'Закрылся'),
  open: both('Чеги чечиле элек', 'Чек ещё не решён'),
  restarts: both('Жабдуу кайра ишке кирди', 'Перезапусков устройства'),
  brokenOff: both('анын ичинде үзүлгөндөн кийин', 'из них после обрыва'),
  stoodStill: both('Иш токтоп турду', 'Работа приостанавливалась'),
  overrides: both('Комиссиянын чечими менен', 'По решению комиссии'),
  undoneFor: both('Жокко чыгаруунун себептери', 'Причины отмены'),
  otherReason: both('Башка себеп', 'Другая причина'),
  receipts: both('Чектер', 'Чеков'),
  identified: both('Ар бир чектин алдында идентификация болгон.', 'Перед каждым чеком была идентификация.'),
  notIdentified: both('КӨҢҮЛ БУРУҢУЗ: идентификациясыз чек бар.', 'ВНИМАНИЕ: есть чек без идентификации.'),
} as const satisfies Readonly<Record<string, Both>>;
