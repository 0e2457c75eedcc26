import { Hand, LogOut, Moon, Sun, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { settings, useSettings } from './settings.ts';
import { Sheet } from './sheet.tsx';
import { UndoSheet } from './undo-sheet.tsx';
import { useDesk } from './zone.ts';

/** Roles that may ask for an undo, and the stages in which there is something to undo. */
const undoing = { roles: ['officer', 'chair', 'secretary'], stages: ['open', 'suspended', 'finishing'] };

/** What is wanted rarely: language, the look of the screen, undo, the way out. */
export function MenuSheet({ onClose }: { readonly onClose: () => void }) {
  const [undo, setUndo] = useState(false);
  if (undo) return <UndoSheet onClose={onClose} />;
  return (
    <ActScope subject="menu">
      <MenuChoices onClose={onClose} onUndo={() => setUndo(true)} />
    </ActScope>
  );
}

function MenuChoices({ onClose, onUndo }: { readonly onClose: () => void; readonly onUndo: () => void }) {
  const { t } = useTranslation('parts');
  const { person, station } = useDesk();
  const { act } = useAct();
  const { hand, theme } = useSettings();
  const mayUndo = person && undoing.roles.includes(person.role) && undoing.stages.includes(station.stage);
  const signOut = async (): Promise<void> => {
    if (await act((client) => client.access.signOut({}))) onClose();
  };
  return (
    <Sheet
      title={t('menu')}
      onClose={onClose}
      main={person ? <Button icon={LogOut} label={t('sign-out')} onPress={() => void signOut()} /> : undefined}
    >
      <h3>{t('language')}</h3>
      <LanguageSwitch />
      <h3>{t('look')}</h3>
      <div className="choice-row">
        <Button
          icon={Sun}
          label={t('look.light')}
          chosen={theme === 'light'}
          onPress={() => settings.setState({ theme: 'light' })}
        />
        <Button
          icon={Moon}
          label={t('look.dark')}
          chosen={theme === 'dark'}
          onPress={() => settings.setState({ theme: 'dark' })}
        />
      </div>
      <h3>{t('hand')}</h3>
      <div className="choice-row">
        <Button
          icon={Hand}
          label={t('hand.left')}
          chosen={hand === 'left'}
          onPress={() => settings.setState({ hand: 'left' })}
        />
        <Button
          icon={Hand}
          label={t('hand.right')}
          chosen={hand === 'right'}
          onPress={() => settings.setState({ hand: 'right' })}
        />
      </div>
      {mayUndo ? (
        <>
          <h3>{t('undo.title')}</h3>
          <div className="choice-row">
            <Button icon={Undo2} label={t('undo.open')} onPress={onUndo} />
          </div>
        </>
      ) : null}
    </Sheet>
  );
}
