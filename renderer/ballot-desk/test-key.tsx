import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { useBallotAct, useMay } from './zone.ts';

/** Before the opening the test may be run again at any time. */
export function TestKey() {
  const { t } = useTranslation('ballot-desk');
  const { act, busy } = useBallotAct();
  const { serves } = useMay();
  if (!serves) return null;
  return (
    <Button
      kind="quiet"
      icon={FlaskConical}
      label={t('test.again')}
      isDisabled={busy}
      onPress={() => void act((client) => client.test.begin({}))}
    />
  );
}
