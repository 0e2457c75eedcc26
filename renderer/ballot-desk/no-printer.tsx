import { useTranslation } from 'react-i18next';
import { useBallotDesk } from './zone.ts';

/** Said where a paper is made and this zone has no printer: nobody waits for what does not come out. */
export function NoPrinter() {
  const { t } = useTranslation('ballot-desk');
  const { devices } = useBallotDesk();
  if (devices.some(({ kind }) => kind === 'page-printer')) return null;
  return <p className="small">{t('no-printer')}</p>;
}
