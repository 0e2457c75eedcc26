import election from '../../../assets/demo/election.json' with { type: 'json' };
import type { BallotStyle } from '../../../core/ballot/definition.ts';
import { balance, hindrances, type Recorded } from '../../../core/results/balance.ts';
import { type Counted, fillForm, handKey, type Known } from '../../../core/results/figures.ts';
import { historicalForm } from '../../../core/results/historical-form.ts';
import type { ProtocolVersionView, ProtocolView } from '../../../main/api/ballot-views.ts';
import { papers, styles } from './ballot-papers.ts';

/** Results protocols of the demo election with invented numbers, made by the same functions as the zone's. */

const partOf = (style: BallotStyle) => {
  const [part] = style.parts;
  if (part === undefined) throw new Error('a ballot without a part');
  return part;
};

/** 388 sheets: 11 of them from mobile boxes, 6 of them not valid. */
function counted(style: BallotStyle): Counted {
  const { id, options } = partOf(style);
  const votes = [171, 94, 58, 23, 19, 8, 9];
  return {
    sheets: { box: 377, mobile: 11, valid: 382, invalid: 6 },
    votes: { [id]: Object.fromEntries(options.map((option, at) => [option.id, votes[at] ?? 0])) },
  };
}

const typed = { received: 460, early: 0, 'in-room': 377, outside: 11, cancelled: 68, spoiled: 4 };
const identification = { 'voters-in-list': 447, admitted: 389, 'admitted-in-room': 378, 'admitted-outside': 11 };

/** What was counted by hand: the same, but for these. */
function byHand(style: BallotStyle, other: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> {
  const { sheets, votes } = counted(style);
  const part = partOf(style);
  const options = part.options.map(({ id }) => [handKey(part.id, id), votes[part.id]?.[id] ?? 0] as const);
  return {
    ...{ 'mobile-box': sheets.mobile, 'stationary-box': sheets.box, valid: sheets.valid, invalid: sheets.invalid },
    ...Object.fromEntries(options),
    ...other,
  };
}

const nothing: Recorded = { ratios: new Set(), counts: false };

function protocol(
  at: number,
  known: Partial<Known>,
  recorded = nothing,
  more: Partial<ProtocolView> = {},
): ProtocolView {
  const style = papers.styles[at];
  if (style === undefined) throw new Error('no ballot');
  const form = historicalForm;
  const part = partOf(style);
  const lines = fillForm(form, style, { identification, ballots: counted(style), typed, byHand: {}, ...known });
  return {
    ...{ id: style.id, title: form.title, basis: form.basis, sealed: false, counts: form.counts, signs: form.signed },
    ...{ ballot: election.ballots[0]?.names ?? style.title, stays: false },
    constituency: styles[at]?.constituency ?? form.title,
    lines: lines.map(({ line, machine, hand, value, options }) => ({
      ...{ id: line.id, number: line.number, label: line.label, byHand: line.byHand, machine, hand, value },
      typed: line.source.from === 'typed',
      options: options.map((one) => ({
        ...one,
        key: handKey(part.id, one.option),
        names: part.options.find(({ id }) => id === one.option)?.names ?? form.title,
      })),
    })),
    ratios: balance(form, lines),
    missing: hindrances(form, lines, recorded),
    ...{ dissents: [], recount: null, versions: [], correcting: null },
    signed: null,
    copies: 0,
    ...more,
  };
}

const [first] = papers.styles;
if (first === undefined) throw new Error('no ballot');
const right = byHand(first);
const firstPart = partOf(first);
const nameOfLine = (id: string) => historicalForm.lines.find((line) => line.id === id)?.label ?? historicalForm.title;
const firstOption = handKey(firstPart.id, firstPart.options[0]?.id ?? '');

const whoSigned = ['Тестбаев Эмил', 'Сыноова Жылдыз', 'Мисалова Назгүл'];
const firstVersion: ProtocolVersionView = {
  ...{ version: 1, at: '2023-10-08T21:41+06:00', reason: null, decided: [], changed: [], signers: whoSigned },
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
const secondVersion: ProtocolVersionView = {
  ...{ version: 2, at: '2023-10-08T23:12+06:00', signers: whoSigned },
  sha256: '3c9683017f9e4bf33d0fbedd26bf143fd72de9b9dd145441b75f0604047ea28e',
  ...{ reason: 'Саноодон ката табылды', decided: ['Тестбаев Эмил', 'Мисалова Назгүл'] },
  changed: [
    { number: '10', names: nameOfLine('valid'), from: 381, to: 382 },
    { number: '11', names: nameOfLine('invalid'), from: 7, to: 6 },
    { number: '13', names: nameOfLine('votes'), from: 372, to: 373 },
    { number: '13', names: firstPart.options[0]?.names ?? historicalForm.title, from: 170, to: 171 },
  ],
};

export const protocols = {
  /** Just counted: persons have typed nothing yet. */
  empty: protocol(0, { typed: {} }),
  /** Spoiled ballots were typed wrong: three are missing. */
  broken: protocol(0, { typed: { ...typed, spoiled: 1 }, byHand: right }),
  recorded: protocol(
    0,
    { typed: { ...typed, spoiled: 1 }, byHand: right },
    { ratios: new Set(['paper']), counts: false },
  ),
  /** One ballot more for the first by hand, one fewer that is not valid. */
  differs: protocol(0, { byHand: { ...right, valid: 383, invalid: 5, [firstOption]: 172 } }),
  ready: protocol(0, { byHand: right }),
  /** The scanner has come to the same once more. */
  recounted: protocol(0, { byHand: right }, nothing, { recount: { sheets: 388, matches: true } }),
  signed: protocol(0, { byHand: right }, nothing, {
    signed: {
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      persons: ['Тестбаев Эмил', 'Сыноова Жылдыз', 'Мисалова Назгүл'],
    },
    dissents: [{ person: 'm1', name: 'Көрсөтмөева Асел', reason: 'Тартип бузулду' }],
    copies: 7,
    versions: [firstVersion],
  }),
  /** The hand count was corrected once, and signed anew. */
  corrected: protocol(0, { byHand: right }, nothing, {
    signed: { sha256: secondVersion.sha256, persons: secondVersion.signers },
    copies: 7,
    versions: [secondVersion, firstVersion],
  }),
  /** It is being corrected. */
  correcting: protocol(0, { byHand: right }, nothing, {
    copies: 7,
    versions: [firstVersion],
    correcting: { reason: 'Саноодон ката табылды', persons: ['Тестбаев Эмил', 'Мисалова Назгүл'] },
  }),
  other: protocol(1, {}),
  sealed: protocol(2, {}, nothing, { sealed: true, lines: [], ratios: [], missing: [] }),
  stays: protocol(2, {}, nothing, { sealed: true, stays: true, lines: [], ratios: [], missing: [] }),
  /** The same constituency, another ballot. */
  otherBallot: protocol(0, {}, nothing, {
    id: 'mayor',
    ballot: { ky: 'Айыл өкмөтүнүн башчысы', ru: 'Глава айыл окмоту', en: 'Head of the aiyl okmotu' },
  }),
} as const;
