import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import { VerdictShape } from '../parts/verdict.tsx';
import { useDesk } from '../parts/zone.ts';

/** What the green verdict said, for whoever did not look in its seconds: it stays until somebody else is being served. */
export function LastAdmitted() {
  const { t } = useTranslation('officer');
  const { lastAdmitted, station } = useDesk();
  if (lastAdmitted === null) return null;
  return (
    <section className="last-admitted" role="status" aria-label={t('admitted')}>
      <VerdictShape verdict="good" />
      <p>
        <strong>{t('admitted')}</strong>{' '}
        <span className="number">
          {lastAdmitted.receipts.join(' · ')} · {localTime(lastAdmitted.at, station.zone)}
        </span>
      </p>
    </section>
  );
}
