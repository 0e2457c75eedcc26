import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { NumberFields } from '../../parts/number-fields.tsx';
import { sealTyped } from '../../parts/seal-number.tsx';
import { Sheet } from '../../parts/sheet.tsx';

/** What goes out of the room: the number of ballots, and the seal of each mobile box. */
export function TakenSheet(props: { readonly boxesMax: number; readonly onClose: () => void }) {
  return (
    <ActScope subject="taken">
      <Taken {...props} />
    </ActScope>
  );
}

function Taken({ boxesMax, onClose }: { readonly boxesMax: number; readonly onClose: () => void }) {
  const { t } = useTranslation('sittings');
  const { act, busy } = useAct();
  const [taken, setTaken] = useState('');
  const [seals, setSeals] = useState<readonly string[]>(Array.from({ length: boxesMax }, () => ''));
  const boxes = seals.filter((seal) => seal !== '');
  const whole = /^\d{1,5}$/.test(taken) && boxes.length > 0;
  const save = async (): Promise<void> => {
    if (await act((client) => client.sittings.takeBallots({ taken: Number(taken), boxes }))) onClose();
  };
  return (
    <Sheet
      title={t('task.take-ballots')}
      onClose={onClose}
      main={
        <Button kind="main" icon={Check} label={t('save')} isDisabled={busy || !whole} onPress={() => void save()} />
      }
    >
      <NumberFields
        fields={[
          { name: 'taken', label: t('ballots.taken'), value: taken },
          ...seals.map((value, box) => ({
            ...{ name: String(box), label: t('ballots.seal', { box: box + 1 }), value },
            letters: true,
          })),
        ]}
        onField={(name, value) =>
          name === 'taken'
            ? setTaken(value.replaceAll(/\D/g, ''))
            : setSeals(seals.with(Number(name), sealTyped(value)))
        }
      />
    </Sheet>
  );
}
