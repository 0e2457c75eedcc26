import { useTranslation } from 'react-i18next';
import { Notice } from '../parts/notice.tsx';
import { useTimes } from './times.ts';
import { useConsole } from './zone.ts';

/** Above everything while the hub is not heard: since when, and that what is shown is what was then. */
export function HubAway() {
  const { t } = useTranslation('commission');
  const { hub, simulated } = useConsole();
  const { said } = useTimes();
  if (hub.connected || simulated) return null;
  return hub.heard === null ? (
    <Notice tone="bad" title={t('hub.never')} text={t('hub.never.do')} />
  ) : (
    <Notice tone="bad" title={t('hub.since', { time: said(hub.heard) })} text={t('hub.since.do')} />
  );
}
