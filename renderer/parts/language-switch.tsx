import { useTranslation } from 'react-i18next';
import type { Language } from '../../main/api/views.ts';
import { Button } from './button.tsx';
import { languageOf, languages } from './words.ts';

/** Each language says its own name. */
const names: Readonly<Record<Language, string>> = { ky: 'Кыргызча', ru: 'Русский', en: 'English' };

export function LanguageSwitch() {
  const { t, i18n } = useTranslation('parts');
  const now = languageOf(i18n);
  return (
    <fieldset className="choice-row" aria-label={t('language')}>
      {languages.map((language) => (
        <Button
          key={language}
          label={names[language]}
          chosen={language === now}
          onPress={() => void i18n.changeLanguage(language)}
        />
      ))}
    </fieldset>
  );
}
