import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FingerPosition } from '../../core/admission/facts.ts';
import { type FingerCondition, fingerConditions, type WorldPerson } from '../../main/api/playground.ts';
import { Choice } from './choice.tsx';
import { fingersOf, HandsDrawing, hands, tipOf } from './hands.tsx';
import { useLine, useVerbs, useWorld } from './world.ts';

/** A person lifts the finger so long after it was read, in milliseconds. */
const LIFT_AFTER = 800;

const owners = ['own', 'other'] as const;

/** Ten fingers to put on the sensor, in the condition they are in; and those of a stranger who tries. */
export function Fingers({ person }: { readonly person: WorldPerson }) {
  const { t } = useTranslation('playground');
  const { putFinger } = useVerbs();
  const { finger: onSensor } = useWorld();
  const [condition, setCondition] = useState<FingerCondition>('good');
  const [owner, setOwner] = useState<(typeof owners)[number]>('own');
  const stranger = useStranger(person);
  const whose = owner === 'own' ? person : stranger;

  const captured = onSensor?.captured === true;
  useEffect(() => {
    if (!captured) return;
    const lifting = setTimeout(() => putFinger(null), LIFT_AFTER);
    return () => clearTimeout(lifting);
  });

  const press = (finger: FingerPosition): void => {
    if (whose === null) return;
    const again = onSensor?.person === whose.person && onSensor.finger === finger;
    putFinger(again ? null : { person: whose.person, finger, condition });
  };
  return (
    <div className="fingers">
      <div className="fingers-hands">
        <h3 className="label">{t('fingers')}</h3>
        <div className={owner === 'own' ? 'hands' : 'hands hands-strange'}>
          <HandsDrawing />
          {hands.flatMap((hand) =>
            fingersOf(hand).map((finger) => {
              const enrolled = owner === 'own' && person.enrolled.includes(finger);
              const on = onSensor?.person === whose?.person && onSensor?.finger === finger;
              const notes = [enrolled ? t('fingers.enrolled') : '', on ? t('fingers.on') : ''].filter(Boolean);
              return (
                <Button
                  key={finger}
                  className={enrolled ? 'tip tip-enrolled' : 'tip'}
                  aria-label={[t(`finger.${finger}`), ...notes].join(', ')}
                  aria-pressed={on}
                  style={tipOf(finger)}
                  onPress={() => press(finger)}
                />
              );
            }),
          )}
        </div>
        <p className="hands-words">
          <span>{t('hand.left')}</span>
          <span className="legend">
            <i className="tip-mark" /> {t('fingers.enrolled')}
          </span>
          <span>{t('hand.right')}</span>
        </p>
      </div>
      <div className="fingers-how">
        <Choice
          label={t('fingers.condition')}
          of={fingerConditions}
          chosen={condition}
          words={(one) => t(`condition.${one}`)}
          onChoose={setCondition}
        />
        <Choice
          label={t('fingers.whose')}
          of={owners}
          chosen={owner}
          words={(one) => t(`fingers.${one}`)}
          onChoose={setOwner}
        />
        <p className="stranger">{owner === 'other' && stranger ? `${stranger.surname} ${stranger.given}` : ''}</p>
      </div>
    </div>
  );
}

/** Somebody else who stands in the same room. */
function useStranger(person: WorldPerson): WorldPerson | null {
  const { client } = useLine();
  const [crowd, setCrowd] = useState<readonly WorldPerson[]>([]);
  useEffect(() => {
    client.people({ text: '' }).then(setCrowd, () => null);
  }, [client]);
  return crowd.find((other) => other.person !== person.person && other.enrolled.length > 0) ?? null;
}
