import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace } from './content.ts';
import type { Slip, SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

/** What a technician can have printed to look at: letters of one alphabet, the figures, or all of it on one slip. */
export const trialSlips = ['all', 'ky', 'ru', 'en', 'figures'] as const;
export type TrialSlip = (typeof trialSlips)[number];

/** Every letter of each alphabet, small; the capitals are made of them. */
export const alphabets = {
  ky: 'абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя',
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  en: 'abcdefghijklmnopqrstuvwxyz',
} as const;

const names = { ky: 'Кыргызча', ru: 'Русский', en: 'English' } as const;
const DIGITS = '0123456789 № % + – — / . , : ; ! ? ( ) « »';

/** A slip that shows whether every letter, digit, line and dot comes out. Its QR code says whose slip it is. */
export function trialSlip(which: TrialSlip, place: SlipPlace): Slip {
  const languages = (['ky', 'ru', 'en'] as const).filter((language) => which === 'all' || which === language);
  const figures = which === 'all' || which === 'figures';
  return {
    lines: [
      ...marks(place.mode),
      { line: 'title', text: slipWords.test },
      deviceLine(place),
      { line: 'pair', name: slipWords.date, value: `${shortDate(place.date)} ${place.time}` },
      ...languages.flatMap(lettersOf),
      ...(figures ? figureLines : []),
      ...marks(place.mode),
    ],
    qr: figures ? `taanuu:test:${place.device}:${place.date}T${place.time}` : null,
  };
}

const figureLines: readonly SlipLine[] = [
  { line: 'rule' },
  { line: 'letters', text: DIGITS },
  { line: 'ruler' },
  { line: 'ramp' },
];

function lettersOf(language: keyof typeof alphabets): readonly SlipLine[] {
  const small = alphabets[language];
  const name = names[language];
  return [
    { line: 'rule' },
    { line: 'text', text: { ky: name, ru: name } },
    { line: 'letters', text: small.toUpperCase() },
    { line: 'letters', text: small },
  ];
}
