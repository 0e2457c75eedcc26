import { Delete } from 'lucide-react';
import { Button as Key } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

/**
 * Small letters, digits and the marks of an address: nothing of it is capital, and nothing is of any language. What
 * stands in addresses again and again is one key.
 */
const rows = [
  [...'1234567890.'],
  [...'qwertyuiop:/'],
  [...'asdfghjkl-_@'],
  [...'zxcvbnm#', ...['tcp', 'http'].map((scheme) => `${scheme}://`), '/eSCL'],
] as const;

/** What stands on plates: capitals, digits and few marks. */
const plateRows = [[...'1234567890'], [...'QWERTYUIOP'], [...'ASDFGHJKL-'], [...'ZXCVBNM./:']] as const;

/** Keys for the serial number on a plate. Holds nothing of what is typed. */
export function PlateKeys(typing: { readonly text: string; readonly onText: (text: string) => void }) {
  return <Keys rows={plateRows} {...typing} />;
}

/** Keys for the address of a device. Holds nothing of what is typed. */
export function AddressKeys(typing: { readonly text: string; readonly onText: (text: string) => void }) {
  return <Keys rows={rows} {...typing} />;
}

function Keys({
  rows: shown,
  text,
  onText,
}: {
  readonly rows: readonly (readonly string[])[];
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  const { t } = useTranslation('parts');
  return (
    <fieldset className="keyboard" aria-label={t('keys.address')}>
      {shown.map((row, index) => (
        <div className="keyboard-row" key={row[0]}>
          {row.map((piece) => (
            <Key
              key={piece}
              className={piece.length === 1 ? 'key' : 'key key-wide key-word'}
              preventFocusOnPress
              onPress={() => onText(text + piece)}
            >
              {piece}
            </Key>
          ))}
          {index === 0 ? (
            <Key
              className="key"
              preventFocusOnPress
              onPress={() => onText(text.slice(0, -1))}
              aria-label={t('keys.delete')}
            >
              <Delete className="icon" aria-hidden="true" />
            </Key>
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}
