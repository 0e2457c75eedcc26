import { useTranslation } from 'react-i18next';

/** To whoever may not do what comes now. */
export function CallChair() {
  const { t } = useTranslation('ballot-desk');
  return <p className="lead">{t('call-chair')}</p>;
}
