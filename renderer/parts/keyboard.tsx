import { ArrowBigUp, Delete } from 'lucide-react';
import { useState } from 'react';
import { Button as Key } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../main/api/views.ts';
import { layouts } from './layouts.ts';
import { languageOf, languages } from './words.ts';

/** Names of the layouts, each in its own language. */
const names: Readonly<Record<Language, string>> = { ky: 'КЫР', ru: 'РУС', en: 'LAT' };

/**
 * Letters on the screen. It begins with the layout of the screen's language and holds nothing of what is typed.
 * A capital is given to the first letter only (and after a press of ⇧): names are found in any case.
 */
export function Keyboard({
  text,
  onText,
  first,
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Where what is typed is of no language of the screen. */
  readonly first?: Language;
}) {
  const { t, i18n } = useTranslation('parts');
  const [layout, setLayout] = useState<Language | 'digits'>(first ?? languageOf(i18n));
  const [letters, setLetters] = useState<Language>(first ?? languageOf(i18n));
  const [shift, setShift] = useState(false);
  const capital = shift || text === '' || text.endsWith(' ');
  const put = (letter: string): void => {
    onText(text + letter);
    setShift(false);
  };
  const toLetters = (language: Language): void => {
    setLetters(language);
    setLayout(language);
  };
  const next = languages[(languages.indexOf(letters) + 1) % languages.length] ?? 'ky';

  return (
    <fieldset className="keyboard" aria-label={t('keys.letters')}>
      {layouts[layout].map((row, index) => (
        <div className="keyboard-row" key={row}>
          {index === 2 && layout !== 'digits' ? (
            <Key
              className="key key-wide"
              preventFocusOnPress
              onPress={() => setShift(!shift)}
              aria-label={t('keys.shift')}
              aria-pressed={capital}
            >
              <ArrowBigUp className="icon" aria-hidden="true" />
            </Key>
          ) : null}
          {[...row].map((letter) => {
            const shown = capital ? letter.toUpperCase() : letter;
            return (
              <Key key={letter} className="key" preventFocusOnPress onPress={() => put(shown)}>
                {shown}
              </Key>
            );
          })}
          {index === 2 ? (
            <Key
              className="key key-wide"
              preventFocusOnPress
              onPress={() => onText(text.slice(0, -1))}
              aria-label={t('keys.delete')}
            >
              <Delete className="icon" aria-hidden="true" />
            </Key>
          ) : null}
        </div>
      ))}
      <div className="keyboard-row">
        <Key className="key key-wide key-word" preventFocusOnPress onPress={() => toLetters(next)}>
          {names[next]}
        </Key>
        <Key
          className="key key-wide key-word"
          preventFocusOnPress
          onPress={() => setLayout(layout === 'digits' ? letters : 'digits')}
        >
          {layout === 'digits' ? names[letters] : '123'}
        </Key>
        <Key className="key key-space" preventFocusOnPress onPress={() => put(' ')}>
          {t('keys.space')}
        </Key>
        <Key className="key key-wide key-word" preventFocusOnPress onPress={() => onText('')}>
          {t('keys.clear')}
        </Key>
      </div>
    </fieldset>
  );
}
