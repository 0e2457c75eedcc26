import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { LookChoices } from '../parts/look-choices.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useConsole, useConsoleAct } from './zone.ts';

/** What is wanted rarely: language, the look of the screen, the way out. */
export function ConsoleMenu({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="menu">
      <Choices onClose={onClose} />
    </ActScope>
  );
}

function Choices({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('parts');
  const { person } = useConsole();
  const { act } = useConsoleAct();
  const signOut = async (): Promise<void> => {
    if (await act((client) => client.access.signOut({}))) onClose();
  };
  return (
    <Sheet
      title={t('menu')}
      onClose={onClose}
      main={person ? <Button icon={LogOut} label={t('sign-out')} onPress={() => void signOut()} /> : undefined}
    >
      <LookChoices />
    </Sheet>
  );
}
