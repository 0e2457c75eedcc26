import { useTranslation } from 'react-i18next';
import { useDesk } from '../../parts/zone.ts';
import { aboutSitting } from './about.ts';

/** Which of the election's sittings the stage is about; nothing where it has its one day. */
export function WhichSitting() {
  const { t } = useTranslation('sittings');
  const { station, sittings } = useDesk();
  const list = sittings?.list ?? [];
  const sitting = aboutSitting(list, station.stage);
  return list.length > 1 && sitting ? <p>{t(`kind.${sitting.kind}`)}</p> : null;
}
