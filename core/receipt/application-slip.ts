import type { Application } from '../application/application.ts';
import type { Words } from '../election/common.ts';
import { shortDate } from '../person/dates.ts';
import { marks, type SlipPlace } from './content.ts';
import { type Both, hashGroups, type Slip, type SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of an applicant's slip, and of the screens that speak of applications. */
export const applicationWords = {
  title: both('Арыз кабыл алынды', 'Заявление принято'),
  number: both('Арыздын номери', 'Номер заявления'),
  answerBy: both('Жооп ушул күнгө чейин', 'Ответ не позднее'),
  asks: both('Арыз эмне жөнүндө', 'О чём заявление'),
  correction: both('Тизмени тактоо', 'Уточнение списка'),
  outside: both('Жайдан тышкары добуш берүү', 'Голосование вне помещения'),
  remote: both('Аралыктан добуш берүү', 'Дистанционное голосование'),
  wrong: both('Туура эмес делгени', 'Что неверно'),
  reason: both('Себеби', 'Причина'),
  where: both('Кайсы участкада', 'На каком участке'),
  keep: both(
    'Бул кагазды сактаңыз: арызыңыздын жообун ушул участкада ПИН боюнча билесиз.',
    'Сохраните этот листок: ответ Вы узнаете на этом участке по ПИН.',
  ),
} as const satisfies Readonly<Record<string, Both>>;

/** What a correction is about. */
export const correctionWords = {
  name: both('аты-жөнү', 'имя'),
  sex: both('жынысы', 'пол'),
  birthDate: both('туулган күнү', 'дата рождения'),
  pin: both('ПИНи', 'ПИН'),
  documents: both('документи', 'документ'),
  address: both('дареги', 'адрес'),
  precinct: both('участкасы', 'участок'),
  biometrics: both('биометриясы', 'биометрия'),
} as const satisfies Readonly<Record<string, Both>>;

/** Grounds for voting outside the room. */
export const reasonWords = {
  age: both('жашы', 'возраст'),
  disability: both('майыптык', 'инвалидность'),
  illness: both('оору', 'болезнь'),
  other: both('башка', 'иное'),
} as const satisfies Readonly<Record<string, Both>>;

export interface ApplicationSlipFacts extends SlipPlace {
  readonly application: Application;
  readonly maskedPin: string;
  /** The station that a remote voter asks for. */
  readonly to: { readonly number: string; readonly address: Words } | null;
}

/** The applicant's tear-off slip: number, what it is about, by when it is answered. No name stands on it. */
export function applicationSlip({ application, ...facts }: ApplicationSlipFacts): Slip {
  const { asked } = application;
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: applicationWords.title },
      { line: 'text', text: facts.election },
      { line: 'rule' },
      { line: 'number', name: applicationWords.number, value: application.application },
      { line: 'text', text: applicationWords[asked.kind] },
      ...detail(asked, facts.to),
      { line: 'pair', name: slipWords.pin, value: facts.maskedPin },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      { line: 'pair', name: slipWords.date, value: shortDate(application.filed) },
      { line: 'rule' },
      { line: 'number', name: applicationWords.answerBy, value: shortDate(application.answerBy) },
      { line: 'text', text: applicationWords.keep },
      { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, 3) },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}

function detail(asked: Application['asked'], to: ApplicationSlipFacts['to']): readonly SlipLine[] {
  switch (asked.kind) {
    case 'correction': {
      const named = (language: keyof Both) => asked.fields.map((field) => correctionWords[field][language]).join(', ');
      const { wrong } = applicationWords;
      return [{ line: 'text', text: { ky: `${wrong.ky}: ${named('ky')}`, ru: `${wrong.ru}: ${named('ru')}` } }];
    }
    case 'outside': {
      const { reason } = applicationWords;
      const { ky, ru } = reasonWords[asked.reason];
      return [{ line: 'text', text: { ky: `${reason.ky}: ${ky}`, ru: `${reason.ru}: ${ru}` } }];
    }
    case 'remote':
      return [
        { line: 'pair', name: applicationWords.where, value: `№ ${asked.station}` },
        ...(to === null ? [] : [{ line: 'text', text: to.address } as const]),
      ];
  }
}
