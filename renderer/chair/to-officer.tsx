import { UserRoundCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';

/** Leaves the kiosk to the officer, who signs in at it. */
export function ToOfficer({ kind }: { readonly kind: 'main' | 'plain' }) {
  const { t } = useTranslation('chair');
  const { act, busy } = useAct();
  return (
    <Button
      kind={kind}
      icon={UserRoundCheck}
      label={t('next.to-officer')}
      isDisabled={busy}
      onPress={() => void act((client) => client.access.signOut({}))}
    />
  );
}
