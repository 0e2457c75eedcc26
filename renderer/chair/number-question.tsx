import { Field } from '../parts/field.tsx';
import { NumberPad } from '../parts/number-pad.tsx';

/** The most digits that a number of a station has. */
const DIGITS = 5;

/** One number, typed on the keys shown here or on a real keyboard. */
export function NumberQuestion({
  label,
  value,
  onValue,
  onEnter,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onEnter?: () => void;
}) {
  const change = (typed: string): void => onValue(typed.replaceAll(/\D/g, '').slice(0, DIGITS));
  return (
    <div className="number-question">
      <Field label={label} value={value} onValue={change} focus {...(onEnter ? { onEnter } : {})} />
      <NumberPad
        onDigit={(digit) => change(value + digit)}
        onDelete={() => change(value.slice(0, -1))}
        onClear={() => change('')}
      />
    </div>
  );
}
