import { Hash, Keyboard as KeyboardIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { Keyboard } from './keyboard.tsx';
import { NumberPad } from './number-pad.tsx';

/** One of several things to type. */
export interface TypedField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Mostly digits, but letters are one press away: the number of a seal. */
  readonly letters?: boolean;
  /** Its letters are Latin: the name of a box. */
  readonly latin?: boolean;
}

/** Several fields and one number pad, which types into the field that was touched last. */
export function NumberFields({
  fields,
  onField,
}: {
  readonly fields: readonly TypedField[];
  readonly onField: (name: string, value: string) => void;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [spells, setSpells] = useState(false);
  const current = fields.find(({ name }) => name === chosen) ?? fields[0];
  const type = (change: (value: string) => string): void => {
    if (current) onField(current.name, change(current.value));
  };
  const shown = ({ name, label, value }: TypedField) => (
    <Field
      key={name}
      label={label}
      value={value}
      focus={name === current?.name}
      onFocus={() => setChosen(name)}
      onValue={(typed) => onField(name, typed)}
    />
  );
  // Where the field that was touched last has only digits, letters are for the first that may have them.
  const lettered = current?.letters ? current : fields.find(({ letters }) => letters);
  if (spells && lettered) {
    return (
      <div className="reason-own">
        <div className="seal-field">
          {shown(lettered)}
          <Letters spells onPress={() => setSpells(false)} />
        </div>
        <Keyboard
          text={lettered.value}
          onText={(text) => onField(lettered.name, text)}
          {...(lettered.latin ? { first: 'en' as const } : {})}
        />
      </div>
    );
  }
  return (
    <div className="number-fields">
      <div className="number-fields-list">{fields.map(shown)}</div>
      <div className="number-fields-list">
        <NumberPad
          onDigit={(digit) => type((value) => value + digit)}
          onDelete={() => type((value) => value.slice(0, -1))}
          onClear={() => type(() => '')}
        />
        {lettered ? (
          <Letters
            spells={false}
            onPress={() => {
              setChosen(lettered.name);
              setSpells(true);
            }}
          />
        ) : null}
      </div>
    </div>
  );
}

function Letters({ spells, onPress }: { readonly spells: boolean; readonly onPress: () => void }) {
  const { t } = useTranslation('day');
  return (
    <Button
      kind="quiet"
      icon={spells ? Hash : KeyboardIcon}
      label={t(spells ? 'opening.digits' : 'opening.letters')}
      onPress={onPress}
    />
  );
}
