import { Hand, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { settings, useSettings } from './settings.ts';

/** How this desk likes its screen: language, colour, the hand that works. */
export function LookChoices() {
  const { t } = useTranslation('parts');
  const { hand, theme } = useSettings();
  return (
    <>
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
    </>
  );
}
