import type { ResultsWords } from '../../../core/commission/results-words.ts';
import { resultsDefault } from '../../../core/election/policy-results.ts';
import type { ResultsArrival, StationResults } from '../../../core/hub/results-state.ts';
import type { ProtocolContent } from '../../../core/results/protocol.ts';
import type { StationRow } from '../../../main/api/console-views.ts';
import { optionNames } from './country-options.ts';
import { type DrawnScan, scansOf } from './country-scans.ts';

const version = (row: StationRow, number: number, hand: number, style = 'deputies'): ProtocolContent => ({
  ...{ v: 1, election: 'parliament-2025', mode: 'training', station: row.station, sitting: '2025-11-30-1' },
  ...{ package: '0'.repeat(64), style, version: number, form: resultsDefault.form.id },
  corrects:
    number === 1
      ? null
      : { sha256: '1'.repeat(64), words: 'Кол менен саноодо бир пачка эки жолу саналган', persons: ['Тестбаев Эмил'] },
  at: `2025-11-30T2${number}:12+06:00`,
  fewerThan: null,
  lines: resultsDefault.form.lines.map(({ id, number: line, source }, at) => {
    const machine = at === 0 ? row.registered : Math.round(row.admitted / (1 + at / 4));
    const votes = source.from === 'votes';
    return {
      ...{ line: id, number: line, machine, value: machine },
      hand: votes ? machine + (number === 1 ? hand : 0) : null,
      options: votes
        ? [0.5, 0.3, 0.2].map((share, nth) => ({
            option: `c-${nth + 1}`,
            ...{ machine: Math.round(machine * share), value: Math.round(machine * share) },
            hand: Math.round(machine * share) + (number === 1 && nth === 0 ? hand : 0),
          }))
        : [],
    };
  }),
  ratios: [],
  counts: null,
  dissents: [],
  signers: (
    [
      ['chair', 'Тестбаев Эмил'],
      ['secretary', 'Үлгүлүева Айнура'],
      ['member', 'Сынакова Мээрим'],
      ['member', 'Үлгү Бакыт'],
    ] as const
  ).map(([role, name], at) => ({ person: `p${at + 3}`, role, name })),
});

const versionsOf = (row: StationRow): readonly ProtocolContent[] => [version(row, 1, 50), version(row, 2, 0)];
const mayorOf = (row: StationRow): ProtocolContent => version(row, 1, 0, 'mayor');

/** The signed pages of that station, and its slip. */
export const drawnScans = (row: StationRow): readonly DrawnScan[] => scansOf(row, [...versionsOf(row), mayorOf(row)]);

/** What the hub has of a station whose protocol was corrected: two versions, of which the second one counts. */
export function resultsOf(row: StationRow): StationResults {
  const device = 'd-1111111111';
  const arrival = (number: number, standing: ResultsArrival['standing']): ResultsArrival => ({
    ...{ sha256: String(number).repeat(64), bytes: 812_400, head: { number, device, at: '2025-11-30T15:20:00Z' } },
    way: number === 1 ? 'link' : 'stick',
    by: number === 1 ? device : null,
    ...{ came: '2025-11-30T15:24:00Z', standing, findings: [] },
    verdict: 'sound',
  });
  return {
    ...{ election: 'parliament-2025', mode: 'training', station: row.station, sitting: '2025-11-30-1' },
    ...{ state: 'corrected', inForce: '2'.repeat(64), changed: '2025-11-30T15:24:00Z' },
    files: [arrival(1, 'superseded'), arrival(2, 'in-force')],
    said: {
      ...{ number: 2, at: '2025-11-30T15:20:00Z', closedAt: '2025-11-30T14:00:00Z', device, counted: row.admitted },
      boxes: [
        { box: 'K-1', kind: 'stationary', sheets: row.admitted - 12 },
        { box: 'M-1', kind: 'mobile', sheets: 12 },
      ],
      protocols: [
        {
          protocol: 'deputies',
          constituency: row.constituency,
          versions: versionsOf(row),
          dissents: [],
        },
        {
          protocol: 'mayor',
          constituency: null,
          versions: [mayorOf(row)],
          dissents: [{ person: 'p4', reason: 'Эки бюллетень боюнча башка пикирдемин' }],
        },
      ],
      images: drawnScans(row).map(({ image }) => image),
    },
    findings: [],
  };
}

/** How lines and options are called in these protocols. */
export const resultsWordsOf = (protocols: readonly string[]): ResultsWords => ({
  lines: Object.fromEntries(resultsDefault.form.lines.map(({ id, label }) => [id, label])),
  protocols: Object.fromEntries(
    protocols.map((protocol) => [
      protocol,
      {
        title: { ky: 'Депутаттарды шайлоо', ru: 'Выборы депутатов', en: 'Election of deputies' },
        options: Object.fromEntries(optionNames.map(({ id, names }) => [id, names])),
      },
    ]),
  ),
});
