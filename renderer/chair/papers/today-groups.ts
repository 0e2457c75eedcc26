import type { ReasonCountView, TodayView } from '../../../main/api/papers-views.ts';
import type { Group, Row } from './columns.ts';

type Text = (key: string) => string;

/**
 * What the page for observers has besides the counters.
 * @param t words of the papers
 * @param named a reason in the language of the screen
 */
export function todayGroups(
  today: TodayView,
  t: Text,
  named: (one: Pick<ReasonCountView, 'reason'>) => string,
): readonly Group[] {
  const counts = (all: readonly ReasonCountView[]): readonly Row[] =>
    all.map((one) => ({ name: named(one), value: one.count }));
  const { closed, receipts, identified } = today;
  return [
    {
      title: t('today.proof'),
      rows: [
        {
          name: t(identified === receipts ? 'identified.all' : 'identified.not-all'),
          value: `${identified}\u00a0/\u00a0${receipts}`,
          lines: 2,
        },
        { name: t('today.head'), value: today.head.slice(0, 16).match(/.{4}/g)?.join(' ') ?? '' },
        { name: t('today.words'), value: today.words.join(' '), lines: 3 },
        { name: t('today.copies'), value: today.copies },
      ],
    },
    {
      title: t('today'),
      rows: [
        { name: t('today.opened'), value: today.opened },
        ...(closed === null ? [] : [{ name: t('today.closed'), value: closed }]),
        { name: t('today.restarts'), value: today.restarts },
        { name: t('today.broken-off'), value: today.brokenOff },
      ],
    },
    {
      title: t('today.pauses'),
      rows: today.pauses.map((pause) => ({ name: named(pause), value: `${pause.from}–${pause.until ?? '…'}` })),
    },
    { title: t('today.overrides'), rows: counts(today.overrides) },
    { title: t('today.undone-for'), rows: counts(today.undoneFor) },
  ];
}
