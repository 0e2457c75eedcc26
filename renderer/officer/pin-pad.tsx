import { Field } from '../parts/field.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import { groupedPin, withoutSpaces } from './pin-text.ts';

/** A PIN in its groups, typed on the keys of the screen or on a keyboard. */
export function PinPad({
  label,
  pin,
  onPin,
  onEnter,
}: {
  readonly label: string;
  readonly pin: string;
  readonly onPin: (pin: string) => void;
  readonly onEnter: () => void;
}) {
  return (
    <section className="code-side">
      <Field
        label={label}
        value={groupedPin(pin)}
        onValue={(typed) => onPin(withoutSpaces(typed))}
        onEnter={onEnter}
        focus
      />
      <NumberPad
        onDigit={(digit) => onPin(pin + digit)}
        onDelete={() => onPin(pin.slice(0, -1))}
        onClear={() => onPin('')}
      />
    </section>
  );
}
