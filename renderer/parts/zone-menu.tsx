import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { LookChoices } from './look-choices.tsx';
import { Sheet } from './sheet.tsx';

/** What is wanted rarely: language, the look of the screen, the way out where somebody is signed in. */
export function ZoneMenu({
  isSignedIn,
  onSignOut,
  onClose,
}: {
  readonly isSignedIn: boolean;
  readonly onSignOut: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('parts');
  return (
    <Sheet
      title={t('menu')}
      onClose={onClose}
      main={isSignedIn ? <Button icon={LogOut} label={t('sign-out')} onPress={() => void onSignOut()} /> : undefined}
    >
      <LookChoices />
    </Sheet>
  );
}
