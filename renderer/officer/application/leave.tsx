import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';

/** The way out of every step: nothing is kept of who does not go on. */
export function LeaveApplication() {
  const { t } = useTranslation('application');
  const { act } = useAct();
  return (
    <Button
      kind="quiet"
      icon={Undo2}
      label={t('leave')}
      onPress={() => void act((client) => client.application.leave({}))}
    />
  );
}
