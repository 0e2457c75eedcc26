import { CircleCheck, FileInput } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { WriteSheet } from '../../parts/write-sheet.tsx';
import type { LookingClient } from '../../parts/zone.ts';

const askArrivals = (client: LookingClient) => client.sittings.arrivals({});

/** The admissions of the sitting outside the room onto the stick, for the station's other kiosks. */
export function WriteAdmissions({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sittings');
  return (
    <WriteSheet
      title={t('task.write')}
      what={t('write.what')}
      save={(client, target) => client.sittings.writeAdmissions({ target })}
      onClose={onClose}
    />
  );
}

/** The admissions of another kiosk's sitting outside the room, from the stick. */
export function TakeSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="take">
      <Take onClose={onClose} />
    </ActScope>
  );
}

function Take({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sittings');
  const { act, busy } = useAct();
  const files = useAnswer(askArrivals);
  const [taken, setTaken] = useState<number | null>(null);
  const take = (path: string): void => {
    setTaken(null);
    void act(async (client) => {
      const answer = await client.sittings.takeAdmissions({ path });
      if (answer.ok) setTaken(answer.value.admissions);
      return answer;
    });
  };
  return (
    <Sheet title={t('task.take')} onClose={onClose}>
      <p className="sheet-question">{t(files?.length === 0 ? 'take.none' : 'take.what')}</p>
      <ul className="choices">
        {files?.map(({ path, name }) => (
          <li key={path}>
            <Button icon={FileInput} label={name} isDisabled={busy} onPress={() => take(path)} />
          </li>
        ))}
      </ul>
      {taken === null ? null : (
        <p className="sheet-question">
          <CircleCheck className="icon" aria-hidden="true" /> {t('take.done', { number: taken })}
        </p>
      )}
    </Sheet>
  );
}
