import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { Keyboard } from './keyboard.tsx';

/** The shortest reason the zone takes, in characters. */
const shortest = 3;

export function reasonIsEnough(reason: string): boolean {
  return reason.trim().length >= shortest;
}

/** A reason: one press for the usual ones, own words for the rest. */
export function ReasonPicker({
  usual,
  other,
  reason,
  onReason,
}: {
  /** The usual reasons in the language of the screen. */
  readonly usual: readonly string[];
  /** What own words are called, where they are no reason. */
  readonly other?: string;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  const { t } = useTranslation('parts');
  const [own, setOwn] = useState(false);
  if (own) {
    return (
      <div className="reason-own">
        <Field label={other ?? t('reason.own')} value={reason} onValue={onReason} focus />
        <Keyboard text={reason} onText={onReason} />
      </div>
    );
  }
  return (
    <ul className="choices">
      {usual.map((one) => (
        <li key={one}>
          <Button label={one} chosen={reason === one} onPress={() => onReason(one)} />
        </li>
      ))}
      <li>
        <Button
          icon={PencilLine}
          label={other ?? t('reason.other')}
          onPress={() => {
            onReason('');
            setOwn(true);
          }}
        />
      </li>
    </ul>
  );
}
