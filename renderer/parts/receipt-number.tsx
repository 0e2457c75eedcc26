import { Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { NumberPad } from './number-pad.tsx';

/** The number of a slip, read from the paper and typed: a slip of another voter must not be taken for this one. */
export function ReceiptNumber({
  value,
  onValue,
}: {
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  const { t } = useTranslation('parts');
  return (
    <div className="receipt-number">
      <div>
        <Field label={t('receipt.number')} value={value} onValue={onValue} focus />
        <Button icon={Minus} label={t('receipt.dash')} onPress={() => onValue(`${value}-`)} />
      </div>
      <NumberPad
        onDigit={(digit) => onValue(value + digit)}
        onDelete={() => onValue(value.slice(0, -1))}
        onClear={() => onValue('')}
      />
    </div>
  );
}
