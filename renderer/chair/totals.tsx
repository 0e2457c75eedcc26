import { useTranslation } from 'react-i18next';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** The numbers of this sitting: how they balance, and by modality, reason, sex and age. */
export function Totals() {
  const { t } = useTranslation('chair');
  const { counters } = useDesk();
  const balance = [
    ['registered', counters.registered],
    ['reserved', counters.reserved],
    ['confirmed', counters.confirmed],
    ['released', counters.released],
    ['open', counters.open],
    ['undone', counters.undone],
    ['reprints', counters.reprints],
  ] as const;
  return (
    <Frame layout="totals">
      <Group title={t('totals')} rows={balance.map(([key, value]) => [t(`total.${key}`), value])} />
      <Group title={t('by-modality')} rows={named(counters.byModality, 'modality')} />
      <Group
        title={t('touches')}
        rows={(['all', 'poor', 'missed'] as const).map((key) => [t(`touches.${key}`), counters.touches[key]])}
      />
      <Group title={t('by-sex')} rows={named(counters.bySex, 'sex')} />
      <Group
        title={t('by-age')}
        rows={Object.entries(counters.byAge).map(([age, value]) => [age.replace('-', '–'), value])}
      />
      <Group title={t('by-reason')} rows={named(counters.refused, 'reason')} />
    </Frame>
  );

  function named(values: Readonly<Record<string, number>>, family: string): readonly (readonly [string, number])[] {
    return Object.entries(values).map(([key, value]) => [t(`${family}.${key}`), value] as const);
  }
}

function Group({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, value: number])[];
}) {
  const { t, i18n } = useTranslation('chair');
  return (
    <section className="total-group">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="soft">{t('none')}</p>
      ) : (
        <dl className="number">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{shownNumber(value, languageOf(i18n))}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
