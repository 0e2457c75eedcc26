import { useTranslation } from 'react-i18next';
import type { Words } from '../../core/election/common.ts';
import { clockOf } from '../../core/person/duration.ts';
import type { BallotZoneView } from '../../main/api/ballot-zone-views.ts';
import type { CountersView, DeskView } from '../../main/api/views.ts';
import { inLanguage } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import type { Group, Row } from './papers/columns.ts';
import { carriedSittings } from './sittings/about.ts';

/** Told only where there are any. */
const rareOf = (counters: CountersView): Record<string, number> =>
  Object.fromEntries(
    (['homecomers', 'unconfirmed', 'contested'] as const).flatMap((name) => {
      const count = counters[name];
      return count === undefined ? [] : [[name, count]];
    }),
  );

/** Sheets in the box at each time beside those who were admitted by then; since the close beside the most that there may be. */
function boxGroups(
  zone: BallotZoneView | null,
  turnout: DeskView['turnout'],
  t: (key: string) => string,
): readonly Group[] {
  if (zone === null || zone.sheets.length === 0) return [];
  const beside = ({ time, most }: BallotZoneView['sheets'][number]) =>
    (time === null ? most : turnout.find((one) => one.time === time)?.total) ?? '—';
  return [
    {
      title: t('sheets'),
      rows: zone.sheets.map((one) => ({
        name: one.time ?? t('sheets.closed'),
        value: `${one.sheets}\u00a0/\u00a0${beside(one)}`,
      })),
    },
  ];
}

/** At a station for remote voting: admitted and slips by constituency, small ones told as one. */
function constituencyGroups(
  { byConstituency }: CountersView,
  nameOf: (names: Words) => string,
  t: (key: string) => string,
): readonly Group[] {
  if (byConstituency === undefined) return [];
  const { shown, together } = byConstituency;
  const value = ({ admitted, slips }: { readonly admitted: number; readonly slips: number }) =>
    `${admitted}\u00a0/\u00a0${slips}`;
  const few = together === null ? [] : [{ name: t('by-constituency.few'), value: value(together) }];
  return [
    {
      title: t('by-constituency'),
      rows: [...shown.map((one) => ({ name: nameOf(one.names), value: value(one) })), ...few],
    },
  ];
}

/** The counters of this sitting. */
export function useCounted(): readonly Group[] {
  const { t, i18n } = useTranslation(['chair', 'sittings', 'day']);
  const { station, counters, sittings, day, ballotZone, turnout } = useDesk();
  const carried = carriedSittings(sittings?.list ?? [], station.stage);
  const rows = (values: Readonly<Record<string, number>>, name: (key: string) => string): readonly Row[] =>
    Object.entries(values).map(([key, value]) => ({ name: name(key), value }));
  const { registered, reserved, confirmed, released, open, undone, reprints } = counters;
  // A sentence is as good as its numbers: each says all of them.
  const sums: readonly Row[] = ['started', 'admitted'].map((name) => ({
    name: t(`total.sum.${name}`, {
      ...{ reserved, confirmed, released, open, undone, admitted: confirmed - undone },
    }),
    ...{ value: '', lines: 1.7, isSum: true as const },
  }));
  const balance = { registered, reserved, confirmed, released, open, undone, reprints, ...rareOf(counters) };
  return [
    {
      title: t('totals'),
      rows: [
        ...rows(balance, (key) => t(`total.${key}`)),
        // Carried forward, never reset; each one by itself stands on the page of the sittings.
        ...(carried.length === 0
          ? []
          : [{ name: t('sittings:carried'), value: carried.reduce((sum, { admitted }) => sum + (admitted ?? 0), 0) }]),
        ...sums,
      ],
    },
    ...boxGroups(ballotZone, turnout, t),
    ...constituencyGroups(counters, (names) => inLanguage(names, i18n), t),
    { title: t('by-modality'), rows: rows(counters.byModality, (key) => t(`modality.${key}`)) },
    { title: t('touches'), rows: rows({ ...counters.touches }, (key) => t(`touches.${key}`)) },
    { title: t('by-sex'), rows: rows(counters.bySex, (key) => t(`sex.${key}`)) },
    { title: t('by-age'), rows: rows(counters.byAge, (age) => age.replace('-', '–')) },
    {
      title: t('day:still.title'),
      rows:
        day === null
          ? []
          : [
              { name: t('day:still.times'), value: day.stoodStill.times },
              { name: t('day:still.time'), value: clockOf(day.stoodStill.seconds) },
            ],
    },
    { title: t('by-reason'), rows: rows(counters.refused, (key) => t(`reason.${key}`)) },
  ];
}
