import { useTranslation } from 'react-i18next';
import { useBallotDesk } from './zone.ts';

/** Which box stands under the reader, which were taken away before, and which mobile ones were fed: with their sheets. */
export function BoxFacts() {
  const { t } = useTranslation('ballot-desk');
  const { assigned, replaced, mobile } = useBallotDesk();
  if (assigned === null) return null;
  return (
    <dl className="identity ballot-boxes number">
      <div>
        <dt>{t('box.now')}</dt>
        <dd>
          {assigned.box}
          {assigned.seal === null ? null : `, ${t('box.sealed', { seal: assigned.seal })}`}
        </dd>
      </div>
      {replaced.map(({ box, sheets }) => (
        <div key={box}>
          <dt>{t('box.before', { box })}</dt>
          <dd>{t('sheets.of', { sheets })}</dd>
        </div>
      ))}
      {mobile.map(({ box, sheets }) => (
        <div key={box}>
          <dt>{t('box.mobile', { box })}</dt>
          <dd>{sheets === null ? t('box.feeding') : t('sheets.of', { sheets })}</dd>
        </div>
      ))}
    </dl>
  );
}
