import { FolderDown, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import type { LookingClient, ZoneClient } from '../parts/zone.ts';

const askTargets = (client: LookingClient) => client.station.logTargets({});

interface Saved {
  readonly file: string;
  readonly sha256: string;
}

interface Saving {
  readonly title: string;
  readonly what: string;
  readonly save: (client: ZoneClient, target: string) => Promise<Result<Saved, Problem>>;
  readonly onClose: () => void;
}

/** Where should it be written: a stick, or a folder of this kiosk. Says under which name it lies there, and its hash. */
export function SaveSheet(saving: Saving) {
  return (
    <ActScope subject={saving.title}>
      <Targets {...saving} />
    </ActScope>
  );
}

function Targets({ title, what, save, onClose }: Saving) {
  const { t } = useTranslation(['chair', 'technician']);
  const { act, busy } = useAct();
  const targets = useAnswer(askTargets);
  const [saved, setSaved] = useState<Saved | null>(null);
  const write = (target: string): void => {
    setSaved(null);
    void act(async (client) => {
      const answer = await save(client, target);
      if (answer.ok) setSaved(answer.value);
      return answer;
    });
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <p>{what}</p>
      {targets?.length === 0 ? (
        <p className="empty">
          <Usb className="icon" aria-hidden="true" />
          {t('log.no-target')}
        </p>
      ) : null}
      <ul className="choices">
        {targets?.map(({ path, name, removable }) => (
          <li key={path}>
            <Button
              icon={removable ? Usb : FolderDown}
              label={t('log.to', { name })}
              isDisabled={busy}
              onPress={() => write(path)}
            />
          </li>
        ))}
      </ul>
      {saved === null ? null : (
        <section className="log-written" role="status">
          <h3>{t('technician:save.done')}</h3>
          <dl className="identity number">
            <div>
              <dt>{t('log.file')}</dt>
              <dd>{saved.file}</dd>
            </div>
            <div>
              <dt>SHA-256</dt>
              <dd className="hash">{saved.sha256.match(/.{1,8}/g)?.join(' ')}</dd>
            </div>
          </dl>
        </section>
      )}
    </Sheet>
  );
}
