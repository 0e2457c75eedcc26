import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';
import { Stepper } from './stepper.tsx';

interface CopiesProps {
  readonly title: string;
  readonly copies: number;
  readonly most: number;
  readonly onCopies: (copies: number) => void;
  /** What is done next, in a word. */
  readonly action: string;
  readonly onNext: () => void;
  readonly onClose: () => void;
}

/** How many people receive the slip: one press more or less. */
export function CopiesSheet(props: CopiesProps) {
  return (
    <ActScope subject={props.title}>
      <Count {...props} />
    </ActScope>
  );
}

function Count({ title, copies, most, onCopies, action, onNext, onClose }: CopiesProps) {
  const { t } = useTranslation('day');
  const { busy } = useAct();
  return (
    <Sheet
      title={title}
      onClose={onClose}
      main={<Button kind="main" icon={ArrowRight} label={action} isDisabled={busy} onPress={onNext} />}
    >
      <p className="sheet-question">{t('copies.ask')}</p>
      <Stepper number={copies} most={most} onNumber={onCopies} />
    </Sheet>
  );
}
