import { Delete } from 'lucide-react';
import { Button as Key } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Ten digits under a thumb. It holds nothing: each press is told, and the field's owner decides. */
export function NumberPad({
  onDigit,
  onDelete,
  onClear,
}: {
  readonly onDigit: (digit: string) => void;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}) {
  const { t } = useTranslation('parts');
  return (
    <fieldset className="number-pad" aria-label={t('keys.numbers')}>
      {digits.map((digit) => (
        <Key key={digit} className="key key-digit" preventFocusOnPress onPress={() => onDigit(digit)}>
          {digit}
        </Key>
      ))}
      <Key className="key key-word" preventFocusOnPress onPress={onClear}>
        {t('keys.clear')}
      </Key>
      <Key className="key key-digit" preventFocusOnPress onPress={() => onDigit('0')}>
        0
      </Key>
      <Key className="key key-word" preventFocusOnPress onPress={onDelete} aria-label={t('keys.delete')}>
        <Delete className="icon" aria-hidden="true" />
      </Key>
    </fieldset>
  );
}
