import type { LeftOutRow } from '../../main/api/console-views.ts';

/** Fields of a record that have words of their own; everything else is about the line. */
export const leftOutFields = [
  ...(['record', 'number', 'surname', 'given', 'patronymic', 'sex', 'birthDate', 'pin', 'documents'] as const),
  ...(['address', 'precinct', 'constituency', 'remote', 'votesAt', 'admitted', 'photo', 'fingers', 'line'] as const),
] as const;
export const leftOutReasons = ['twice', 'date', 'place', 'line', 'large', 'image', 'form'] as const;

/** The report says it in detail and in English, for whoever mends the list; the screen in the words of whoever looks. */
const patterns: readonly (readonly [RegExp, (typeof leftOutReasons)[number]])[] = [
  [/comes twice/, 'twice'],
  [/ISO date/, 'date'],
  [/not in the table|not that of the precinct|not listed|the own precinct/, 'place'],
  [/quote|column|head line|line cannot|not JSON/, 'line'],
  [/more than \d+ (bytes|pixels)/, 'large'],
  [/template|its image|its record/, 'image'],
];

export const fieldOf = ({ field }: LeftOutRow): (typeof leftOutFields)[number] =>
  leftOutFields.find((one) => one === field.split('.')[0]) ?? 'line';

export const reasonOf = ({ reason }: LeftOutRow): (typeof leftOutReasons)[number] =>
  patterns.find(([pattern]) => pattern.test(reason))?.[1] ?? 'form';
