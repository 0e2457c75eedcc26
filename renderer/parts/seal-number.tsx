import { Hash, Keyboard as KeyboardIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { Keyboard } from './keyboard.tsx';
import { NumberPad } from './number-pad.tsx';

/** The most letters that the number of a seal has. */
const LETTERS = 20;

/** What is typed of the number of a seal: capitals, no spaces. */
export const sealTyped = (typed: string): string => typed.replaceAll(/\s/g, '').toUpperCase().slice(0, LETTERS);

/** The number of a seal: mostly digits; its letters one press away. */
export function SealNumber({
  label,
  value,
  onValue,
  onEnter,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onEnter: () => void;
}) {
  const { t } = useTranslation('day');
  const [letters, setLetters] = useState(false);
  const change = (typed: string): void => onValue(sealTyped(typed));
  return (
    <div className={letters ? 'reason-own' : 'number-question'}>
      <div className="seal-field">
        <Field label={label} value={value} onValue={change} onEnter={onEnter} focus />
        <Button
          kind="quiet"
          icon={letters ? Hash : KeyboardIcon}
          label={t(letters ? 'opening.digits' : 'opening.letters')}
          onPress={() => setLetters(!letters)}
        />
      </div>
      {letters ? (
        <Keyboard text={value} onText={change} />
      ) : (
        <NumberPad
          onDigit={(digit) => change(value + digit)}
          onDelete={() => change(value.slice(0, -1))}
          onClear={() => change('')}
        />
      )}
    </div>
  );
}
