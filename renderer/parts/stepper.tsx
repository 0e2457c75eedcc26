import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

/** How many copies: one press more or less. */
export function Stepper({
  number,
  most,
  onNumber,
}: {
  readonly number: number;
  readonly most: number;
  readonly onNumber: (number: number) => void;
}) {
  const { t } = useTranslation('day');
  return (
    <div className="stepper">
      <Button icon={Minus} label={t('copies.fewer')} isDisabled={number <= 1} onPress={() => onNumber(number - 1)} />
      <strong className="number stepper-number" aria-live="polite" title={t('copies.title')}>
        {number}
      </strong>
      <Button icon={Plus} label={t('copies.more')} isDisabled={number >= most} onPress={() => onNumber(number + 1)} />
    </div>
  );
}
