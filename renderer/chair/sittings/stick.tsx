import { CircleCheck, FileInput, FolderDown, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import type { LookingClient } from '../../parts/zone.ts';

const askTargets = (client: LookingClient) => client.station.logTargets({});
const askArrivals = (client: LookingClient) => client.sittings.arrivals({});

/** The admissions of the sitting outside the room onto the stick, for the station's other kiosks. */
export function WriteSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="write">
      <Write onClose={onClose} />
    </ActScope>
  );
}

function Write({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['sittings', 'chair']);
  const { act, busy } = useAct();
  const targets = useAnswer(askTargets);
  const [written, setWritten] = useState<string | null>(null);
  const write = (target: string): void => {
    setWritten(null);
    void act(async (client) => {
      const answer = await client.sittings.writeAdmissions({ target });
      if (answer.ok) setWritten(answer.value.file);
      return answer;
    });
  };
  return (
    <Sheet title={t('task.write')} onClose={onClose}>
      <p className="sheet-question">{t(targets?.length === 0 ? 'chair:log.no-target' : 'write.what')}</p>
      <ul className="choices">
        {targets?.map(({ path, name, removable }) => (
          <li key={path}>
            <Button
              icon={removable ? Usb : FolderDown}
              label={t('chair:log.to', { name })}
              isDisabled={busy}
              onPress={() => write(path)}
            />
          </li>
        ))}
      </ul>
      {written === null ? null : <Notice tone="plain" title={t('write.done')} text={written} />}
    </Sheet>
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
