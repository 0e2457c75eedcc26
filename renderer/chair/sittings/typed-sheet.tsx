import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { NumberFields } from '../../parts/number-fields.tsx';
import { Sheet } from '../../parts/sheet.tsx';

/** Numbers are typed, and the codes of those who sign for them come next. */
export function TypedSheet<N extends string>({
  title,
  fields,
  digits,
  isWhole,
  onField,
  onNext,
  onClose,
  above,
  below,
}: {
  readonly title: string;
  readonly fields: readonly { readonly name: N; readonly label: string; readonly value: string }[];
  /** The most that a field takes. */
  readonly digits: number;
  readonly isWhole: boolean;
  readonly onField: (name: N, value: string) => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
  readonly above?: ReactNode;
  readonly below?: ReactNode;
}) {
  const { t } = useTranslation('parts');
  return (
    <ActScope subject={title}>
      <Sheet
        title={title}
        onClose={onClose}
        main={<Button kind="main" icon={ArrowRight} label={t('next')} isDisabled={!isWhole} onPress={onNext} />}
      >
        {above}
        <NumberFields
          fields={fields}
          onField={(name, value) => onField(name as N, value.replaceAll(/\D/g, '').slice(0, digits))}
        />
        {below}
      </Sheet>
    </ActScope>
  );
}
