import type { Both, SlipLine } from './slip.ts';

/** Another kiosk served the same sitting at the same time. */
export interface BesideFacts {
  /** What people call it. */
  readonly device: string;
  /** Local hours: since when, and when the papers of both were held against each other; null: not yet. */
  readonly since: string;
  readonly reconciled: string | null;
}

/** Kyrgyz and Russian (no stored source confirms them). */
const both = (ky: string, ru: string): Both => ({ ky, ru });
const words = {
  title: both('Участкада дагы бир жабдуу катар иштеген', 'На участке параллельно работало ещё одно устройство'),
  device: both('Башка жабдуу', 'Другое устройство'),
  since: both('Качандан бери катар', 'Параллельно с'),
  open: both(
    'Эки жабдуунун кагаздары салыштырылган жок: кимдир бирөө эки жолу өтүшү мүмкүн.',
    'Бумаги двух устройств не сверены: кто-то мог быть допущен дважды.',
  ),
  reconciled: both('Кагаздар салыштырылды', 'Бумаги сверены'),
} as const;

/** Lines of it on the slips of the sitting. */
export function besideLines(all: readonly BesideFacts[]): readonly SlipLine[] {
  if (all.length === 0) return [];
  return [
    { line: 'rule' },
    { line: 'text', text: words.title },
    ...all.flatMap(({ device, since, reconciled }): readonly SlipLine[] => [
      { line: 'pair', name: words.device, value: device },
      { line: 'pair', name: words.since, value: since },
      reconciled === null
        ? { line: 'text', text: words.open }
        : { line: 'pair', name: words.reconciled, value: reconciled },
    ]),
  ];
}
