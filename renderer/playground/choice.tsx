import { Button } from 'react-aria-components';

/** A few words of which one holds. */
export function Choice<T extends string>({
  label,
  of,
  chosen,
  words,
  onChoose,
}: {
  readonly label: string;
  readonly of: readonly T[];
  readonly chosen: T | null;
  readonly words: (one: T) => string;
  readonly onChoose: (one: T) => void;
}) {
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {of.map((one) => (
        <Button key={one} className="chip" aria-pressed={one === chosen} onPress={() => onChoose(one)}>
          {words(one)}
        </Button>
      ))}
    </fieldset>
  );
}
